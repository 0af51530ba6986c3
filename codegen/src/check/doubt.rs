//! Findings that may only follow from a mistake that has been found before: takes all of them, keeps the others.
//!
//! A name that leads nowhere is left out of the model, or taken for what was probably meant. What a rule finds then may be
//! a mistake of its own, or there only because of that. One mistake is told once, so what is in doubt waits.

use std::collections::BTreeSet;

use crate::diagnostics::{Diagnostic, Diagnostics, Severity};
use crate::rules::{self, Rule, Stage};
use crate::source::FileId;

/// What a rule's findings may follow from.
enum Rests {
    /// From any mistake: the rule tells what nothing uses, and what is left out might.
    Everything,
    /// From mistakes of these rules, wherever they are.
    Anywhere(&'static [&'static Rule]),
    /// From mistakes of these rules in the same file.
    SameFile(&'static [&'static Rule]),
}

use Rests::{Anywhere, Everything, SameFile};

/// Every rule whose findings may follow from something; what the others find is there, whatever is left out.
static RESTS: &[(&Rule, Rests)] = &[
    (&rules::capability_unreachable::RULE, Anywhere(&[])),
    (&rules::chain_cycle::RULE, SameFile(&[CAPABILITY, &rules::repeated_name::RULE])),
    (&rules::chain_repeats_another::RULE, SameFile(&[CAPABILITY])),
    (&rules::chain_skips_dependency::RULE, SameFile(&[CAPABILITY, DECISION])),
    (&rules::chain_skips_dependency::RULE, Anywhere(&[&rules::capability_cycle::RULE])),
    (&rules::channel_not_in_workflow::RULE, SameFile(&[CHANNEL, CREDENTIAL])),
    (&rules::channel_without_slot::RULE, SameFile(&[CHANNEL, CREDENTIAL, DECISION])),
    (&rules::example_does_not_fit::RULE, Anywhere(SCHEMA)),
    (&rules::host_missing::RULE, Anywhere(&[&rules::unknown_service::RULE])),
    (&rules::identifier_collision::RULE, Anywhere(&[&rules::duplicate_rule::RULE, &rules::repeated_name::RULE])),
    (&rules::origin_does_not_store::RULE, Anywhere(&[CREDENTIAL, &rules::unknown_workflow::RULE])),
    (&rules::override_changes_nothing::RULE, Everything),
    (&rules::part_cannot_be_uploaded::RULE, SameFile(&[CHANNEL, CREDENTIAL])),
    (&rules::part_not_in_credential::RULE, Anywhere(&[&rules::unknown_part::RULE, &rules::unknown_file_kind::RULE])),
    (&rules::part_not_in_credential::RULE, SameFile(&[CREDENTIAL])),
    (&rules::prerequisite_unsatisfiable::RULE, Anywhere(&[CREDENTIAL])),
    (&rules::redundant_requirement::RULE, Anywhere(&[CAPABILITY, &rules::capability_cycle::RULE])),
    (&rules::required_credential_without_slot::RULE, SameFile(&[CREDENTIAL])),
    (&rules::rule_never_fires::RULE, Everything),
    (&rules::rules_contradict::RULE, Anywhere(&[&rules::impossible_word::RULE])),
    (&rules::schema_both_ways::RULE, Anywhere(&[])),
    (&rules::slot_without_channel::RULE, SameFile(&[CHANNEL])),
    (&rules::state_unreachable::RULE, Anywhere(&[&rules::unknown_state::RULE])),
    (&rules::stored_credential_never_captured::RULE, SameFile(&[CREDENTIAL])),
    (&rules::unused_auth::RULE, Everything),
    (&rules::unused_channel::RULE, Everything),
    (&rules::unused_constructor::RULE, Everything),
    (&rules::unused_credential::RULE, Everything),
    (&rules::unused_decision::RULE, Everything),
    (&rules::unused_document::RULE, Everything),
    (&rules::unused_file_kind::RULE, Everything),
    (&rules::unused_list::RULE, Everything),
    (&rules::unused_part::RULE, Everything),
    (&rules::unused_prerequisite::RULE, Everything),
    (&rules::unused_schema::RULE, Everything),
    (&rules::unused_service::RULE, Everything),
    (&rules::unused_suppression::RULE, Everything),
    (&rules::variant_equals_another::RULE, SameFile(&[CREDENTIAL])),
    (&rules::variant_without_slot::RULE, SameFile(&[CREDENTIAL])),
];

/// With two things of one name it is open which of them a reference means.
static AMBIGUOUS: &[&Rule] = &[
    &rules::duplicate_capability::RULE,
    &rules::duplicate_credential::RULE,
    &rules::duplicate_schema::RULE,
    &rules::duplicate_workflow_key::RULE,
];

const CAPABILITY: &Rule = &rules::unknown_capability::RULE;
const CHANNEL: &Rule = &rules::unknown_channel::RULE;
const CREDENTIAL: &Rule = &rules::unknown_credential::RULE;
const DECISION: &Rule = &rules::unknown_decision::RULE;

/// Mistakes that leave open what an example has to look like.
const SCHEMA: &[&Rule] = &[
    &rules::empty_range::RULE,
    &rules::malformed_path::RULE,
    &rules::repeated_name::RULE,
    &rules::schema_type::RULE,
    &rules::undeclared_path_parameter::RULE,
    &rules::unknown_operation::RULE,
    &rules::unknown_required_member::RULE,
    &rules::unknown_schema::RULE,
    &rules::unsupported_schema::RULE,
    &rules::unused_path_parameter::RULE,
];

/// The errors that have been found before: the rule of each, and the files in which it found something.
pub(super) struct Doubt(BTreeSet<(&'static Rule, FileId)>);

impl Doubt {
    pub(super) fn new(before: &Diagnostics) -> Self {
        let errors = before.iter().filter(|finding| finding.severity == Severity::Error);
        Self(errors.map(|error| (error.rule, error.span.file)).collect())
    }

    /// Leaves out what may only follow from another mistake.
    pub(super) fn told(&self, found: Diagnostics) -> Diagnostics {
        let derived = |finding: &Diagnostic| matches!(finding.rule.stage, Stage::Derived(_));
        let error = |finding: &Diagnostic| finding.severity == Severity::Error && !derived(finding);
        let wrong = !self.0.is_empty() || found.iter().any(error);
        let follows = |finding: &Diagnostic| (wrong && derived(finding)) || self.may_follow(finding);
        let mut told = Diagnostics::default();
        found.into_iter().filter(|finding| !follows(finding)).for_each(|finding| told.push(finding));
        told
    }

    fn may_follow(&self, finding: &Diagnostic) -> bool {
        let first = |rule: &'static Rule| self.0.range((rule, FileId(0))..).next();
        let among = |rule: &'static Rule| first(rule).is_some_and(|(known, _)| *known == rule);
        let mut rests = RESTS.iter().filter(|(rule, _)| *rule == finding.rule).map(|(_, rests)| rests);
        rests.any(|rests| {
            AMBIGUOUS.iter().any(|rule| among(rule))
                || match rests {
                    Everything => !self.0.is_empty(),
                    Anywhere(causes) => causes.iter().any(|rule| among(rule)),
                    SameFile(causes) => causes.iter().any(|rule| self.0.contains(&(*rule, finding.span.file))),
                }
        })
    }
}
