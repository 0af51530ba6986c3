//! The provider-neutral part of every generated crate: wire format, validation and command line, which work on the
//! generated tables and types.
//!
//! The files under `runtime/` are copied byte for byte into each generated crate; their tests stay here.

#![forbid(unsafe_code)]

pub mod runtime;
