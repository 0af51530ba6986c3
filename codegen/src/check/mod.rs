//! [`Model`] to [`Valid`]: holds every rule that looks at the whole spec against the model.

use crate::diagnostics::{Diagnostic, Diagnostics, Severity};
use crate::ir::Model;
use crate::rules::{self, Stage};
use crate::suppress::Suppressions;

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

/// Holds every rule against the model. With a finding of severity error that nobody has suppressed there is no valid
/// model.
pub fn check(model: Model, suppressions: &Suppressions, diagnostics: &mut Diagnostics) -> Option<Valid<Model>> {
    let mut found = Diagnostics::default();
    for rule in rules::ALL {
        if let Stage::Check(check) | Stage::Derived(check) = rule.stage {
            check(&model, &mut found);
        }
    }
    diagnostics.extend(told(suppressions.apply(found)));
    (!diagnostics.has_errors()).then_some(Valid(model))
}

/// Leaves out what may only follow from another mistake.
fn told(found: Diagnostics) -> Diagnostics {
    let derived = |finding: &Diagnostic| matches!(finding.rule.stage, Stage::Derived(_));
    if !found.iter().any(|finding| finding.severity == Severity::Error && !derived(finding)) {
        return found;
    }
    let mut told = Diagnostics::default();
    found.into_iter().filter(|finding| !derived(finding)).for_each(|finding| told.push(finding));
    told
}
