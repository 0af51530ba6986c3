//! The form of the spec language: each file of a spec as a struct, and what can be said about a file alone.
//!
//! Resolves no name: what a spec means is the model's.

#![forbid(unsafe_code)]

pub mod older;
pub mod parse;
pub mod suppress;
pub mod syntax;
pub mod todos;
