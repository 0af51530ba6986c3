//! `merge-key`: a merge key (`<<`).

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "merge-key",
    severity: Severity::Error,
    stage: Stage::Parse,
    what: "A merge key (`<<`).",
    why: "Tools disagree on what it does, and it hides where a value comes from.",
    way_out: "Write the members out.",
    example: &[replace("redirect.yaml", "  F2: {}", "  F2: {⟦<<⟧: {summary: The captain fell off.}}")],
};
