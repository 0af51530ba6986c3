//! The provider-neutral part of every generated crate: wire format, validation and command line for the tables and
//! types that are generated.
//!
//! The files under `runtime/` are copied byte for byte into each generated crate; their tests stay here.

#![forbid(unsafe_code)]

pub mod runtime;
