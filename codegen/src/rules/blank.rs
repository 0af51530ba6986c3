//! `blank`: a value of a template that is still to be filled in.

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "blank",
    severity: Severity::Error,
    stage: Stage::Parse,
    what: "A value that is still the blank of a template, which begins with `TODO`.",
    why: "Templates say what belongs there; nothing is generated before it does.",
    way_out: "Write what the blank asks for.",
    example: &[replace(
        "workflows/first_call.yaml",
        "summary: Clears a ship that has never been here.",
        "summary: ⟦\"TODO: what it does, in one sentence\"⟧",
    )],
};
