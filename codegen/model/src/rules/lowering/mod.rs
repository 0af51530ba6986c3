//! The rules that lowering checks when it resolves the names of a spec.

mod forms;
mod names;

pub use forms::*;
pub use names::*;

use verispec_text::rule::Rule;

/// Every rule that lowering finds.
pub(crate) static TABLES: [&[&Rule]; 2] = [FORMS, NAMES];
