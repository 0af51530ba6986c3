//! The provider-neutral part of every generated crate: takes the tables and types of a generated crate, and gives them
//! their wire form, their validation and their command line.
//!
//! The files under `runtime/` are copied byte for byte into each generated crate; their tests stay here.

#![forbid(unsafe_code)]

pub mod runtime;
