//! The form of the spec language: each kind of spec file as a struct, and everything that can be checked about a single
//! file.
//!
//! Resolves no names; the model gives a spec its meaning.

#![forbid(unsafe_code)]

pub mod older;
pub mod parse;
pub mod quantity;
pub mod suppress;
pub mod syntax;
pub mod todos;
