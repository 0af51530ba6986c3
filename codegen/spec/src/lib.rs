//! The syntax of the spec language: one struct per kind of spec file, and all checks that need only one file.
//!
//! This crate does not resolve names. The model defines what a spec means.

#![forbid(unsafe_code)]

pub mod older;
pub mod parse;
pub mod quantity;
pub mod suppress;
pub mod syntax;
pub mod todos;
