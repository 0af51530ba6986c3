//! The meaning of a spec: every name resolved to an id, every order decided, and every rule about the whole spec.
//!
//! Rendering and reading documents are left to packages that build on this one and do not depend on each other.

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
