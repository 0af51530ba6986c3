//! Documents of a provider: parsing one by its layout, comparing it with a spec, and importing it into one.

#![forbid(unsafe_code)]

pub mod audit;
pub mod document;
pub mod import;

pub use verispec_runtime::runtime::cli::shapes;
