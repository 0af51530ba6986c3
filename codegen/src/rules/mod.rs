//! What can be wrong with a spec: one rule per file, with its documentation, an example, and its check if it has one.
//!
//! A finding refers to its rule by the rule's own value, so that a rule without documentation does not compile.

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

/// Declares the module of each rule, and the list of all rules.
macro_rules! registry {
    ($($module:ident)*) => {
        $(pub(crate) mod $module;)*

        /// Every rule, by id.
        pub static ALL: &[&Rule] = &[$(&$module::RULE),*];
    };
}

registry! {
    always_there
    ambiguous_number
    anchor
    blank
    capability_cycle
    capability_unreachable
    chain_cycle
    chain_repeats_another
    chain_skips_dependency
    channel_not_in_workflow
    channel_without_slot
    complex_key
    dead_link
    default_does_not_fit
    deprecated_in_future
    duplicate_capability
    duplicate_credential
    duplicate_key
    duplicate_rule
    duplicate_schema
    duplicate_workflow_key
    duplicate_workflow_name
    empty_file
    empty_list
    empty_range
    example_breaks_rule
    example_does_not_fit
    hidden_character
    hidden_value_in_message
    host_missing
    identifier_collision
    impossible_status
    impossible_word
    incomplete_deprecation
    link_in_text
    list_in_condition
    malformed_duration
    malformed_name
    malformed_path
    malformed_predicate
    malformed_prerequisite
    malformed_reading
    malformed_rule
    malformed_source
    merge_key
    missing_file
    missing_key
    not_a_list
    not_suppressible
    not_utf8
    on_file_slot_with_channels
    operation_without_address
    origin_does_not_store
    override_changes_nothing
    part_cannot_be_uploaded
    part_not_in_credential
    prerequisite_unsatisfiable
    redundant_requirement
    repeated_name
    required_credential_without_slot
    reserved_name
    rule_never_fires
    rules_contradict
    schema_both_ways
    schema_cycle
    schema_type
    second_document
    sensitive_member_unclassified
    slot_without_channel
    state_unreachable
    stored_credential_never_captured
    suppression_without_reason
    tab
    tag
    test_does_not_fit
    todo
    too_deep
    undeclared_path_parameter
    unknown_auth
    unknown_capability
    unknown_channel
    unknown_credential
    unknown_decision
    unknown_document
    unknown_file
    unknown_file_kind
    unknown_finding
    unknown_key
    unknown_label
    unknown_list
    unknown_member
    unknown_operation
    unknown_part
    unknown_prerequisite
    unknown_replacement
    unknown_required_member
    unknown_rule
    unknown_schema
    unknown_service
    unknown_state
    unknown_value
    unknown_word
    unknown_workflow
    unsupported_schema
    unused_argument
    unused_auth
    unused_channel
    unused_constructor
    unused_credential
    unused_decision
    unused_document
    unused_file_kind
    unused_list
    unused_part
    unused_path_parameter
    unused_prerequisite
    unused_schema
    unused_service
    unused_suppression
    variant_equals_another
    variant_without_slot
    wrong_type
    wrong_value
    yaml_syntax
}
