//! The model of a spec, with all names resolved to ids and all items in a fixed order, and the rules that check the
//! whole spec.
//!
//! Other packages render the model and read documents. They depend on this package, but not on each other.

#![forbid(unsafe_code)]

pub mod change;
pub mod check;
pub mod finding;
pub mod ir;
pub mod judge;
pub mod lower;
pub mod rename;
pub mod rules;
pub mod wire_schema;
