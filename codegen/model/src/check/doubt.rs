//! Removes findings that may only be a consequence of an earlier error.
//!
//! An unresolved name is dropped from the model or replaced by the name that was probably meant. A later finding may
//! then be a separate error, or only a consequence of the replacement. To report each error only once, doubtful
//! findings are withheld until the next run.

use std::collections::BTreeSet;

use crate::rules::lowering::{DUPLICATE_CAPABILITY, DUPLICATE_CREDENTIAL, DUPLICATE_SCHEMA, DUPLICATE_WORKFLOW_KEY};
use verispec_text::diagnostics::{Diagnostic, Diagnostics, Severity};
use verispec_text::rule::{Rests, Rule, Stage};
use verispec_text::source::FileId;

/// If two items have the same name, it is unknown which one a reference means.
static AMBIGUOUS: &[&Rule] =
    &[&DUPLICATE_CAPABILITY, &DUPLICATE_CREDENTIAL, &DUPLICATE_SCHEMA, &DUPLICATE_WORKFLOW_KEY];

/// The earlier errors, each as its rule and the files in which the rule was violated.
pub(super) struct Doubt(BTreeSet<(&'static Rule, FileId)>);

impl Doubt {
    pub(super) fn new(before: &Diagnostics) -> Self {
        let errors = before.iter().filter(|finding| finding.severity == Severity::Error);
        Self(errors.map(|error| (error.rule, error.span.file)).collect())
    }

    /// Removes findings that may be a consequence of an earlier error.
    pub(super) fn told(&self, found: Diagnostics) -> Diagnostics {
        let derived = |finding: &Diagnostic| finding.rule.stage == Stage::Derived;
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
        finding.rule.rests_on.iter().any(|rests| {
            AMBIGUOUS.iter().any(|rule| among(rule))
                || match rests {
                    Rests::Everything => !self.0.is_empty(),
                    Rests::Anywhere(causes) => causes.iter().any(|rule| among(rule)),
                    Rests::SameFile(causes) => causes.iter().any(|rule| self.0.contains(&(*rule, finding.span.file))),
                }
        })
    }
}
