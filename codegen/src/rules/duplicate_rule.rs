//! `duplicate-rule`: two validation rules of the same id.

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "duplicate-rule",
    severity: Severity::Error,
    stage: Stage::Lower,
    what: "Two validation rules of the same id.",
    why: "Violations are told apart by the id.",
    way_out: "Rename one of them.",
    example: &[replace("rules/papers.yaml", "  kind-named:", "  ⟦port-unknown⟧:")],
};
