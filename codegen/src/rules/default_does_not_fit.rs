//! `default-does-not-fit`: a default that is no value of its own schema.

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "default-does-not-fit",
    severity: Severity::Error,
    stage: Stage::Lower,
    what: "A default that is no value of its own schema.",
    why: "Readers would take it for what the provider assumes.",
    way_out: "Write a value of the type, or correct the type.",
    example: &[replace("schemas/application.yaml", "default: false", "default: ⟦0⟧")],
};
