//! `wrong-type`: a value of another kind than the key takes.

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "wrong-type",
    severity: Severity::Error,
    stage: Stage::Parse,
    what: "A value of another kind than the key takes.",
    why: "A text is no number, and a list is no mapping.",
    way_out: "Write a value of the kind that is expected; put texts that look like numbers in quotes.",
    example: &[replace("provider.yaml", "version: \"3.1.4\"", "version: ⟦3⟧")],
};
