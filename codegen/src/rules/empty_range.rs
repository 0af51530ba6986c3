//! `empty-range`: a smallest value that is larger than the largest.

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "empty-range",
    severity: Severity::Error,
    stage: Stage::Lower,
    what: "A smallest value that is larger than the largest.",
    why: "No value would do.",
    way_out: "Exchange them, or correct one of them.",
    example: &[replace("schemas/application.yaml", "minimum: 1, maximum: 40", "minimum: 1, maximum: ⟦0⟧")],
};
