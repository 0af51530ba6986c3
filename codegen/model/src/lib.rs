//! What a spec means: every name resolved to an id, every order decided, and every rule about the whole.
//!
//! Renders nothing and reads no document: whatever stands on the model stands beside the others.

#![forbid(unsafe_code)]

pub mod change;
pub mod check;
pub mod finding;
pub mod ir;
pub mod judge;
pub mod lower;
pub mod rules;
pub mod wire_schema;
