//! What every stage of the generator reads and writes texts with: sources and places in them, findings, YAML, Markdown.
//!
//! Knows neither the spec language nor what a spec means.

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
