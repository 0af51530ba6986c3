//! The form of the spec language: a struct for each kind of spec file, and all checks of single files.
//!
//! This crate does not resolve names. The meaning of a spec is defined by the model.

#![forbid(unsafe_code)]

pub mod older;
pub mod parse;
pub mod quantity;
pub mod suppress;
pub mod syntax;
pub mod todos;
