//! The rules about names and references that are checked while the names of a spec are resolved.

mod forms;
mod names;

pub use forms::*;
pub use names::*;

use verispec_text::rule::Rule;

/// Every rule that is checked while the names of a spec are resolved.
pub(crate) static TABLES: [&[&Rule]; 2] = [FORMS, NAMES];
