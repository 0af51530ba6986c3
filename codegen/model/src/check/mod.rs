//! [`Model`] to [`Valid`]: holds every rule that looks at the whole spec against the model, even if names in it led nowhere.

mod allowed;
mod doubt;

use crate::ir::Model;
use crate::rules::CHECKS;
use doubt::Doubt;
use verispec_spec::suppress::Suppressions;
use verispec_text::diagnostics::Diagnostics;

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

/// Holds every rule against the model. With a finding of severity error that nobody has suppressed, of this stage or of
/// one before, there is no valid model.
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
