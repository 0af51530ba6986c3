//! What can be wrong with a spec: one rule per file, with its documentation, an example, and its check if it has one.
//!
//! A finding refers to its rule by the rule's own value, so that a rule without documentation does not compile.

pub(crate) mod always_there;
pub(crate) mod ambiguous_number;
pub(crate) mod anchor;
pub(crate) mod blank;
pub(crate) mod capability_cycle;
pub(crate) mod capability_unreachable;
pub(crate) mod chain_cycle;
pub(crate) mod chain_repeats_another;
pub(crate) mod chain_skips_dependency;
pub(crate) mod channel_not_in_workflow;
pub(crate) mod channel_without_slot;
pub(crate) mod complex_key;
pub(crate) mod dead_link;
pub(crate) mod default_does_not_fit;
pub(crate) mod deprecated_in_future;
pub(crate) mod duplicate_capability;
pub(crate) mod duplicate_credential;
pub(crate) mod duplicate_key;
pub(crate) mod duplicate_operation;
pub(crate) mod duplicate_rule;
pub(crate) mod duplicate_schema;
pub(crate) mod duplicate_workflow_key;
pub(crate) mod duplicate_workflow_name;
pub(crate) mod empty_file;
pub(crate) mod empty_list;
pub(crate) mod empty_range;
pub(crate) mod empty_text;
pub(crate) mod example_breaks_rule;
pub(crate) mod example_does_not_fit;
pub(crate) mod hidden_character;
pub(crate) mod hidden_value_in_message;
pub(crate) mod host_missing;
pub(crate) mod identifier_collision;
pub(crate) mod impossible_body;
pub(crate) mod impossible_status;
pub(crate) mod impossible_word;
pub(crate) mod incomplete_deprecation;
pub(crate) mod link_in_text;
pub(crate) mod list_in_condition;
pub(crate) mod malformed_duration;
pub(crate) mod malformed_name;
pub(crate) mod malformed_path;
pub(crate) mod malformed_predicate;
pub(crate) mod malformed_prerequisite;
pub(crate) mod malformed_reading;
pub(crate) mod malformed_rule;
pub(crate) mod malformed_source;
pub(crate) mod merge_key;
pub(crate) mod missing_file;
pub(crate) mod missing_key;
pub(crate) mod not_a_list;
pub(crate) mod not_suppressible;
pub(crate) mod not_utf8;
pub(crate) mod on_file_slot_with_channels;
pub(crate) mod operation_without_address;
pub(crate) mod origin_does_not_store;
pub(crate) mod override_changes_nothing;
pub(crate) mod parameter_names_differ;
pub(crate) mod part_cannot_be_uploaded;
pub(crate) mod part_not_in_credential;
pub(crate) mod prerequisite_unsatisfiable;
pub(crate) mod redundant_requirement;
pub(crate) mod repeated_name;
pub(crate) mod required_credential_without_slot;
pub(crate) mod reserved_name;
pub(crate) mod rule_never_fires;
pub(crate) mod rules_contradict;
pub(crate) mod rust_too_old;
pub(crate) mod schema_both_ways;
pub(crate) mod schema_cycle;
pub(crate) mod schema_type;
pub(crate) mod second_document;
pub(crate) mod sensitive_member_unclassified;
pub(crate) mod slot_without_channel;
pub(crate) mod state_unreachable;
pub(crate) mod stored_credential_never_captured;
pub(crate) mod suppression_without_reason;
pub(crate) mod tab;
pub(crate) mod tag;
pub(crate) mod test_does_not_fit;
pub(crate) mod todo;
pub(crate) mod too_deep;
pub(crate) mod undeclared_path_parameter;
pub(crate) mod unknown_auth;
pub(crate) mod unknown_capability;
pub(crate) mod unknown_channel;
pub(crate) mod unknown_credential;
pub(crate) mod unknown_decision;
pub(crate) mod unknown_document;
pub(crate) mod unknown_file;
pub(crate) mod unknown_file_kind;
pub(crate) mod unknown_finding;
pub(crate) mod unknown_key;
pub(crate) mod unknown_label;
pub(crate) mod unknown_list;
pub(crate) mod unknown_member;
pub(crate) mod unknown_operation;
pub(crate) mod unknown_part;
pub(crate) mod unknown_prerequisite;
pub(crate) mod unknown_replacement;
pub(crate) mod unknown_required_member;
pub(crate) mod unknown_rule;
pub(crate) mod unknown_schema;
pub(crate) mod unknown_service;
pub(crate) mod unknown_state;
pub(crate) mod unknown_value;
pub(crate) mod unknown_word;
pub(crate) mod unknown_workflow;
pub(crate) mod unsupported_schema;
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
pub(crate) mod unused_path_parameter;
pub(crate) mod unused_prerequisite;
pub(crate) mod unused_schema;
pub(crate) mod unused_service;
pub(crate) mod unused_suppression;
pub(crate) mod value_does_not_fit;
pub(crate) mod variant_equals_another;
pub(crate) mod variant_without_slot;
pub(crate) mod wrong_type;
pub(crate) mod wrong_value;
pub(crate) mod yaml_syntax;

use std::cmp::Ordering;

use crate::diagnostics::{Diagnostic, Diagnostics, Severity};
use crate::ir::Model;
use crate::source::Span;

/// A rule for specs.
#[derive(Debug)]
pub struct Rule {
    /// Kebab-case, names the defect, equal to the stem of the rule's file. Never renamed and never given to another rule.
    pub id: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// The stage that finds it.
    pub stage: Stage,
    /// What the rule finds, in one sentence.
    pub what: &'static str,
    /// Why that is a mistake.
    pub why: &'static str,
    /// The way out.
    pub way_out: &'static str,
    /// Changes that put the mistake into the example spec, with `⟦` and `⟧` around the words at fault.
    pub example: &'static [Change],
}

/// The stage of a run that finds a defect.
#[derive(Debug, Clone, Copy)]
pub enum Stage {
    /// Seen in the text of a single file.
    Parse,
    /// Seen when names are looked up.
    Lower,
    /// Seen in the whole spec, by this function.
    Check(fn(&Model, &mut Diagnostics)),
    /// Seen in the whole spec, by this function, and told once nothing else is wrong: what it rests on may be a mistake.
    Derived(fn(&Model, &mut Diagnostics)),
    /// Seen when the findings of all rules are there.
    Last,
}

/// A change to a spec.
#[derive(Debug, Clone, Copy)]
pub enum Change {
    /// Other words in a file.
    Replace {
        /// The file.
        file: &'static str,
        /// Words that stand there once.
        valid: &'static str,
        /// What to write in their place.
        invalid: &'static str,
    },
    /// Another file.
    Add {
        /// The file.
        file: &'static str,
        /// Its text.
        invalid: &'static str,
    },
    /// A file that is gone.
    Remove {
        /// The file.
        file: &'static str,
    },
}

const fn replace(file: &'static str, valid: &'static str, invalid: &'static str) -> Change {
    Change::Replace { file, valid, invalid }
}

const fn add(file: &'static str, invalid: &'static str) -> Change {
    Change::Add { file, invalid }
}

const fn remove(file: &'static str) -> Change {
    Change::Remove { file }
}

impl Rule {
    /// A finding of this rule at these words.
    pub(crate) fn at(&'static self, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(self, span, message)
    }

    /// The page of the generated docs that explains the rule, with the place on it.
    pub fn page(&self) -> String {
        format!("diagnostics.md#{}", self.id)
    }
}

impl Stage {
    /// When it is found, in words.
    pub fn in_words(self) -> &'static str {
        match self {
            Stage::Parse => "when a file is read",
            Stage::Lower => "when names are looked up",
            Stage::Check(_) => "when the whole spec is looked at",
            Stage::Derived(_) => "when the whole spec is looked at and nothing else is wrong",
            Stage::Last => "after everything else",
        }
    }
}

/// Rules are told apart by their ids.
impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Rule {}

impl PartialOrd for Rule {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Rule {
    fn cmp(&self, other: &Self) -> Ordering {
        self.id.cmp(other.id)
    }
}

/// The text with a spelling in place of each character that nobody would see.
pub fn visible(text: &str) -> String {
    let hidden = |c: char| (c.is_control() && c != '\n') || ('\u{2000}'..'\u{2070}').contains(&c);
    let mut visible = String::with_capacity(text.len());
    for c in text.chars() {
        if hidden(c) { visible.extend(c.escape_default()) } else { visible.push(c) }
    }
    visible
}

/// The rules whose findings a decision can allow: what they find may be so on purpose.
pub static BY_DECISION: &[&Rule] = &[
    &chain_skips_dependency::RULE,
    &channel_not_in_workflow::RULE,
    &channel_without_slot::RULE,
    &required_credential_without_slot::RULE,
    &sensitive_member_unclassified::RULE,
    &stored_credential_never_captured::RULE,
];

/// The rule with this id.
pub fn find(id: &str) -> Option<&'static Rule> {
    ALL.iter().find(|rule| rule.id == id).copied()
}

/// The rule whose id is closest to what is written, if one is close.
pub fn closest(id: &str) -> Option<&'static str> {
    crate::diagnostics::closest(id, ALL.iter().map(|rule| rule.id))
}

/// Every rule, by id.
pub static ALL: &[&Rule] = &[
    &always_there::RULE,
    &ambiguous_number::RULE,
    &anchor::RULE,
    &blank::RULE,
    &capability_cycle::RULE,
    &capability_unreachable::RULE,
    &chain_cycle::RULE,
    &chain_repeats_another::RULE,
    &chain_skips_dependency::RULE,
    &channel_not_in_workflow::RULE,
    &channel_without_slot::RULE,
    &complex_key::RULE,
    &dead_link::RULE,
    &default_does_not_fit::RULE,
    &deprecated_in_future::RULE,
    &duplicate_capability::RULE,
    &duplicate_credential::RULE,
    &duplicate_key::RULE,
    &duplicate_operation::RULE,
    &duplicate_rule::RULE,
    &duplicate_schema::RULE,
    &duplicate_workflow_key::RULE,
    &duplicate_workflow_name::RULE,
    &empty_file::RULE,
    &empty_list::RULE,
    &empty_range::RULE,
    &empty_text::RULE,
    &example_breaks_rule::RULE,
    &example_does_not_fit::RULE,
    &hidden_character::RULE,
    &hidden_value_in_message::RULE,
    &host_missing::RULE,
    &identifier_collision::RULE,
    &impossible_body::RULE,
    &impossible_status::RULE,
    &impossible_word::RULE,
    &incomplete_deprecation::RULE,
    &link_in_text::RULE,
    &list_in_condition::RULE,
    &malformed_duration::RULE,
    &malformed_name::RULE,
    &malformed_path::RULE,
    &malformed_predicate::RULE,
    &malformed_prerequisite::RULE,
    &malformed_reading::RULE,
    &malformed_rule::RULE,
    &malformed_source::RULE,
    &merge_key::RULE,
    &missing_file::RULE,
    &missing_key::RULE,
    &not_a_list::RULE,
    &not_suppressible::RULE,
    &not_utf8::RULE,
    &on_file_slot_with_channels::RULE,
    &operation_without_address::RULE,
    &origin_does_not_store::RULE,
    &override_changes_nothing::RULE,
    &parameter_names_differ::RULE,
    &part_cannot_be_uploaded::RULE,
    &part_not_in_credential::RULE,
    &prerequisite_unsatisfiable::RULE,
    &redundant_requirement::RULE,
    &repeated_name::RULE,
    &required_credential_without_slot::RULE,
    &reserved_name::RULE,
    &rule_never_fires::RULE,
    &rules_contradict::RULE,
    &rust_too_old::RULE,
    &schema_both_ways::RULE,
    &schema_cycle::RULE,
    &schema_type::RULE,
    &second_document::RULE,
    &sensitive_member_unclassified::RULE,
    &slot_without_channel::RULE,
    &state_unreachable::RULE,
    &stored_credential_never_captured::RULE,
    &suppression_without_reason::RULE,
    &tab::RULE,
    &tag::RULE,
    &test_does_not_fit::RULE,
    &todo::RULE,
    &too_deep::RULE,
    &undeclared_path_parameter::RULE,
    &unknown_auth::RULE,
    &unknown_capability::RULE,
    &unknown_channel::RULE,
    &unknown_credential::RULE,
    &unknown_decision::RULE,
    &unknown_document::RULE,
    &unknown_file::RULE,
    &unknown_file_kind::RULE,
    &unknown_finding::RULE,
    &unknown_key::RULE,
    &unknown_label::RULE,
    &unknown_list::RULE,
    &unknown_member::RULE,
    &unknown_operation::RULE,
    &unknown_part::RULE,
    &unknown_prerequisite::RULE,
    &unknown_replacement::RULE,
    &unknown_required_member::RULE,
    &unknown_rule::RULE,
    &unknown_schema::RULE,
    &unknown_service::RULE,
    &unknown_state::RULE,
    &unknown_value::RULE,
    &unknown_word::RULE,
    &unknown_workflow::RULE,
    &unsupported_schema::RULE,
    &unused_argument::RULE,
    &unused_auth::RULE,
    &unused_channel::RULE,
    &unused_constructor::RULE,
    &unused_credential::RULE,
    &unused_decision::RULE,
    &unused_document::RULE,
    &unused_file_kind::RULE,
    &unused_list::RULE,
    &unused_part::RULE,
    &unused_path_parameter::RULE,
    &unused_prerequisite::RULE,
    &unused_schema::RULE,
    &unused_service::RULE,
    &unused_suppression::RULE,
    &value_does_not_fit::RULE,
    &variant_equals_another::RULE,
    &variant_without_slot::RULE,
    &wrong_type::RULE,
    &wrong_value::RULE,
    &yaml_syntax::RULE,
];

#[cfg(test)]
mod tests {
    /// A rule that is not listed would find nothing, or have no documentation.
    #[test]
    fn every_rule_is_listed() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/rules");
        let entries = std::fs::read_dir(folder).expect("the rules are beside this file");
        let names = entries.map(|entry| entry.expect("a readable folder").file_name().to_string_lossy().into_owned());
        let mut files: Vec<String> =
            names.filter(|name| name != "mod.rs").map(|name| name.trim_end_matches(".rs").replace('_', "-")).collect();
        files.sort();
        let listed: Vec<&str> = super::ALL.iter().map(|rule| rule.id).collect();
        assert_eq!(listed, files);
    }
}
