//! Text handling for all stages of the generator: sources and spans, findings, YAML, Markdown.
//!
//! This crate does not depend on the spec language or its meaning.

#![forbid(unsafe_code)]

pub mod compare;
pub mod data;
pub mod diagnostics;
pub mod edit;
pub mod endings;
pub mod file;
pub mod keyword;
pub mod markdown;
pub mod place;
pub mod report;
pub mod rule;
pub mod source;
pub mod words;
pub mod yaml;
