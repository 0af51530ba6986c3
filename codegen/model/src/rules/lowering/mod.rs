//! What can be wrong with a spec when its names are looked up: the tables of rules that lowering finds.

mod forms;
mod names;

pub use forms::*;
pub use names::*;

use verispec_text::rule::Rule;

/// Every rule that lowering finds.
pub(crate) static TABLES: [&[&Rule]; 2] = [FORMS, NAMES];
