//! `wrong-value`: a value of the right kind that is out of range.

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "wrong-value",
    severity: Severity::Error,
    stage: Stage::Parse,
    what: "A value of the right kind that is out of range.",
    why: "The value could not be kept as it is written.",
    way_out: "Write a value within the range.",
    example: &[replace("timing.yaml", "delays_seconds: [15", "delays_seconds: [⟦-15⟧")],
};
