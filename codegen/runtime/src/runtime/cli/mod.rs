//! The command line of a generated crate.

pub(in crate::runtime) mod arguments;
pub mod case;
pub(in crate::runtime) mod case_files;
pub(in crate::runtime) mod commands;
pub(in crate::runtime) mod observe_command;
pub(in crate::runtime) mod observing;
pub(in crate::runtime) mod outcome_command;
pub(in crate::runtime) mod service;
pub mod shapes;

pub use commands::*;
