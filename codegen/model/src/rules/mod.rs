//! The rules about the whole spec. Each rule has a file with its documentation, an example and its check.
//!
//! The rules of earlier stages are rows in the tables of those stages. [`ALL`] also contains them.

pub(crate) mod capability_unreachable;
pub(crate) mod chain_cycle;
pub(crate) mod chain_repeats_another;
pub(crate) mod chain_skips_dependency;
pub(crate) mod channel_not_in_workflow;
pub(crate) mod channel_without_slot;
pub(crate) mod duplicate_operation;
pub(crate) mod duplicate_workflow_name;
pub(crate) mod example_breaks_rule;
pub mod example_does_not_fit;
pub(crate) mod example_not_offered;
pub(crate) mod example_url_unknown;
pub(crate) mod example_value_unknown;
pub(crate) mod host_missing;
pub(crate) mod identifier_collision;
pub(crate) mod informative_without_effect;
pub mod lowering;
pub(crate) mod on_file_slot_with_channels;
pub(crate) mod origin_does_not_store;
pub(crate) mod parameter_names_differ;
pub(crate) mod part_cannot_be_uploaded;
pub(crate) mod part_not_in_credential;
pub(crate) mod pass_value_does_not_fit;
pub(crate) mod prerequisite_unsatisfiable;
pub(crate) mod redundant_requirement;
pub(crate) mod required_credential_without_slot;
pub(crate) mod reserved_name;
pub(crate) mod rule_never_fires;
pub(crate) mod rules_contradict;
pub(crate) mod schema_both_ways;
pub mod sensitive_member_unclassified;
pub(crate) mod slot_without_channel;
pub(crate) mod state_unreachable;
pub(crate) mod stored_credential_never_captured;
pub(crate) mod token_url_elsewhere;
pub(crate) mod unknown_fact;
pub(crate) mod unknown_finding;
pub(crate) mod unused_argument;
pub(crate) mod unused_auth;
pub(crate) mod unused_channel;
pub(crate) mod unused_constructor;
pub(crate) mod unused_credential;
pub(crate) mod unused_decision;
pub(crate) mod unused_document;
pub(crate) mod unused_file_kind;
pub(crate) mod unused_list;
pub(crate) mod unused_part;
pub(crate) mod unused_prerequisite;
pub(crate) mod unused_schema;
pub(crate) mod unused_service;
pub(crate) mod url_without_hosts;
pub(crate) mod variant_equals_another;
pub(crate) mod variant_without_slot;

use std::sync::LazyLock;

use crate::ir::Model;
use verispec_text::diagnostics::Diagnostics;
pub use verispec_text::rule::{Change, Excuse, Rests, Rule, Stage};

/// A rule about the whole spec, and the function that checks the spec for violations of it.
pub(crate) struct Check {
    pub(crate) rule: &'static Rule,
    pub(crate) run: fn(&Model, &mut Diagnostics),
}

/// Every rule about the whole spec, sorted by id.
pub(crate) static CHECKS: &[Check] = &[
    Check { rule: &capability_unreachable::RULE, run: capability_unreachable::check },
    Check { rule: &chain_cycle::RULE, run: chain_cycle::check },
    Check { rule: &chain_repeats_another::RULE, run: chain_repeats_another::check },
    Check { rule: &chain_skips_dependency::RULE, run: chain_skips_dependency::check },
    Check { rule: &channel_not_in_workflow::RULE, run: channel_not_in_workflow::check },
    Check { rule: &channel_without_slot::RULE, run: channel_without_slot::check },
    Check { rule: &duplicate_operation::RULE, run: duplicate_operation::check },
    Check { rule: &duplicate_workflow_name::RULE, run: duplicate_workflow_name::check },
    Check { rule: &example_breaks_rule::RULE, run: example_breaks_rule::check },
    Check { rule: &example_does_not_fit::RULE, run: example_does_not_fit::check },
    Check { rule: &example_not_offered::RULE, run: example_not_offered::check },
    Check { rule: &example_url_unknown::RULE, run: example_url_unknown::check },
    Check { rule: &example_value_unknown::RULE, run: example_value_unknown::check },
    Check { rule: &host_missing::RULE, run: host_missing::check },
    Check { rule: &identifier_collision::RULE, run: identifier_collision::check },
    Check { rule: &informative_without_effect::RULE, run: informative_without_effect::check },
    Check { rule: &on_file_slot_with_channels::RULE, run: on_file_slot_with_channels::check },
    Check { rule: &origin_does_not_store::RULE, run: origin_does_not_store::check },
    Check { rule: &parameter_names_differ::RULE, run: parameter_names_differ::check },
    Check { rule: &part_cannot_be_uploaded::RULE, run: part_cannot_be_uploaded::check },
    Check { rule: &part_not_in_credential::RULE, run: part_not_in_credential::check },
    Check { rule: &pass_value_does_not_fit::RULE, run: pass_value_does_not_fit::check },
    Check { rule: &prerequisite_unsatisfiable::RULE, run: prerequisite_unsatisfiable::check },
    Check { rule: &redundant_requirement::RULE, run: redundant_requirement::check },
    Check { rule: &required_credential_without_slot::RULE, run: required_credential_without_slot::check },
    Check { rule: &reserved_name::RULE, run: reserved_name::check },
    Check { rule: &rule_never_fires::RULE, run: rule_never_fires::check },
    Check { rule: &rules_contradict::RULE, run: rules_contradict::check },
    Check { rule: &schema_both_ways::RULE, run: schema_both_ways::check },
    Check { rule: &sensitive_member_unclassified::RULE, run: sensitive_member_unclassified::check },
    Check { rule: &slot_without_channel::RULE, run: slot_without_channel::check },
    Check { rule: &state_unreachable::RULE, run: state_unreachable::check },
    Check { rule: &stored_credential_never_captured::RULE, run: stored_credential_never_captured::check },
    Check { rule: &token_url_elsewhere::RULE, run: token_url_elsewhere::check },
    Check { rule: &unknown_fact::RULE, run: unknown_fact::check },
    Check { rule: &unknown_finding::RULE, run: unknown_finding::check },
    Check { rule: &unused_argument::RULE, run: unused_argument::check },
    Check { rule: &unused_auth::RULE, run: unused_auth::check },
    Check { rule: &unused_channel::RULE, run: unused_channel::check },
    Check { rule: &unused_constructor::RULE, run: unused_constructor::check },
    Check { rule: &unused_credential::RULE, run: unused_credential::check },
    Check { rule: &unused_decision::RULE, run: unused_decision::check },
    Check { rule: &unused_document::RULE, run: unused_document::check },
    Check { rule: &unused_file_kind::RULE, run: unused_file_kind::check },
    Check { rule: &unused_list::RULE, run: unused_list::check },
    Check { rule: &unused_part::RULE, run: unused_part::check },
    Check { rule: &unused_prerequisite::RULE, run: unused_prerequisite::check },
    Check { rule: &unused_schema::RULE, run: unused_schema::check },
    Check { rule: &unused_service::RULE, run: unused_service::check },
    Check { rule: &url_without_hosts::RULE, run: url_without_hosts::check },
    Check { rule: &variant_equals_another::RULE, run: variant_equals_another::check },
    Check { rule: &variant_without_slot::RULE, run: variant_without_slot::check },
];

/// Every rule of any stage, sorted by id.
pub static ALL: LazyLock<Vec<&'static Rule>> = LazyLock::new(|| {
    let early = [verispec_text::yaml::rules::RULES, verispec_spec::parse::rules::RULES];
    let rows = early.into_iter().chain(lowering::TABLES).flatten().copied();
    let mut all: Vec<&'static Rule> = rows.chain(CHECKS.iter().map(|check| check.rule)).collect();
    all.sort();
    all
});

/// Returns the rules whose findings a decision can allow.
pub fn by_decision() -> impl Iterator<Item = &'static Rule> {
    ALL.iter().copied().filter(|rule| rule.excuse == Excuse::Decision)
}

/// Returns the rule with this id, if it exists.
pub fn find(id: &str) -> Option<&'static Rule> {
    ALL.iter().find(|rule| rule.id == id).copied()
}

/// Returns the id that is closest to a misspelled one, if any is close enough.
pub fn closest(id: &str) -> Option<&'static str> {
    verispec_text::words::closest(id, ALL.iter().map(|rule| rule.id))
}

#[cfg(test)]
mod tests {
    /// Every rule file must be in the list, because a rule that is not listed finds nothing and has no documentation.
    #[test]
    fn every_rule_is_listed() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/rules");
        let entries = std::fs::read_dir(folder).expect("the folder `src/rules` should be readable");
        let names = entries.map(|entry| entry.expect("a readable folder").file_name().to_string_lossy().into_owned());
        let mut files: Vec<String> = names
            .filter(|name| !["mod.rs", "lowering"].contains(&name.as_str()))
            .map(|name| name.trim_end_matches(".rs").replace('_', "-"))
            .collect();
        files.sort();
        let listed: Vec<&str> = super::CHECKS.iter().map(|check| check.rule.id).collect();
        assert_eq!(listed, files);
    }
}
