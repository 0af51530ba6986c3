//! [`Model`] to [`Valid`]: holds every rule that looks at the whole spec against the model.

use crate::diagnostics::Diagnostics;
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
        if let Stage::Check(check) = rule.stage {
            check(&model, &mut found);
        }
    }
    diagnostics.extend(suppressions.apply(found));
    (!diagnostics.has_errors()).then_some(Valid(model))
}
