//! The model of a spec, in which every name is resolved to an id and every order is fixed, and the rules that check the
//! whole spec.
//!
//! Rendering, and reading documents, are the tasks of other packages, which depend on this one but not on each other.

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
