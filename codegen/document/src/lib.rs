//! Parses documents of a provider according to a layout, compares them with a spec, and imports them into a spec.

#![forbid(unsafe_code)]

pub mod audit;
pub mod document;
pub mod import;

pub use verispec_runtime::runtime::cli::shapes;
