//! `too-deep`: values that are nested more than 64 levels deep.

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "too-deep",
    severity: Severity::Error,
    stage: Stage::Parse,
    what: "Values that are nested more than 64 levels deep.",
    why: "No spec needs it, and it exhausts the stack of tools.",
    way_out: "Take the value apart.",
    example: &[replace(
        "lists/ports.yaml",
        "values: [FERN",
        "values: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[⟦[⟧]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]], FERN",
    )],
};
