//! Converts a [`Model`] to [`Valid`]: runs every rule about the whole spec on the model, even if some names could not
//! be resolved.

mod allowed;
mod doubt;

use crate::ir::Model;
use crate::rules::CHECKS;
use doubt::Doubt;
use verispec_spec::suppress::Suppressions;
use verispec_text::diagnostics::Diagnostics;

/// A model that passed every rule.
///
/// **Invariant:** only [`check`] creates this type, and rendering accepts only this type.
#[derive(Debug)]
pub struct Valid<T>(T);

impl<T> std::ops::Deref for Valid<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.0
    }
}

/// Runs every rule on the model. Returns no valid model if this stage or an earlier one has an unsuppressed finding of
/// severity error.
pub fn check(model: Model, suppressions: &Suppressions, diagnostics: &mut Diagnostics) -> Option<Valid<Model>> {
    let mut found = Diagnostics::default();
    for check in CHECKS {
        (check.run)(&model, &mut found);
    }
    let found = suppressions.apply(allowed::apply(&model, found));
    let found = Doubt::new(diagnostics).told(found);
    diagnostics.extend(found);
    (!diagnostics.has_errors()).then_some(Valid(model))
}
