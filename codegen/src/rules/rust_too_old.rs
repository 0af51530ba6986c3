//! `rust-too-old`: a version of Rust that cannot compile generated code.

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "rust-too-old",
    severity: Severity::Error,
    stage: Stage::Lower,
    what: "A `rust_version` that is older than what generated code needs.",
    why: "Cargo refuses a crate whose edition is newer than its version of Rust.",
    way_out: "Write the version that the finding names, or a later one.",
    example: &[replace("provider.yaml", "rust_version: \"1.85\"", "rust_version: ⟦\"1.84\"⟧")],
};
