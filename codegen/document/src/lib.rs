//! Documents of a provider: reading one by its layout, holding it against a spec, and importing it into one.

#![forbid(unsafe_code)]

pub mod audit;
pub mod document;
pub mod import;

pub use verispec_runtime::runtime::cli::shapes;
