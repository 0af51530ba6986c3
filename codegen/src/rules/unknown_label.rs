//! `unknown-label`: a label or a decision type that no capability has.

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "unknown-label",
    severity: Severity::Error,
    stage: Stage::Lower,
    what: "A label or a decision type that no capability has.",
    why: "What is said of it would never be shown to anybody.",
    way_out: "Spell it like the capability does, or remove it.",
    example: &[replace("advice.yaml", "  TORN:", "  ⟦TORM⟧:")],
};
