//! [`Model`] to [`Valid`]: what a look at the whole spec can find, one rule per file.

mod chain_skips_dependency;
mod empty_choice;
mod example_does_not_fit;
mod host_missing;
mod identifier_collision;
mod path_parameter;
mod schema_both_ways;
mod slot_parts;
mod unused_decision;

use crate::diagnostics::Diagnostics;
use crate::ir::Model;

/// A model that every rule has been held against.
///
/// **Invariant:** only [`check`] makes one, and rendering accepts nothing else.
#[derive(Debug)]
pub struct Valid<T>(T);

impl<T> std::ops::Deref for Valid<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.0
    }
}

/// A rule for specs.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Kebab-case id, equal to the stem of the rule's file.
    pub id: &'static str,
    /// What the rule finds, in one sentence.
    pub summary: &'static str,
    /// Finds it.
    check: fn(&Model, &mut Diagnostics),
}

/// Every rule.
pub const RULES: &[Rule] = &[
    chain_skips_dependency::RULE,
    empty_choice::RULE,
    example_does_not_fit::RULE,
    host_missing::RULE,
    identifier_collision::RULE,
    path_parameter::RULE,
    schema_both_ways::RULE,
    slot_parts::RULE,
    unused_decision::RULE,
];

/// Holds every rule against the model. With a finding of severity error there is no valid model.
pub fn check(model: Model, diagnostics: &mut Diagnostics) -> Option<Valid<Model>> {
    for rule in RULES {
        (rule.check)(&model, diagnostics);
    }
    (!diagnostics.has_errors()).then_some(Valid(model))
}
