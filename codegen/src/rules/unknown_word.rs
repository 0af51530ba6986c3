//! `unknown-word`: a word that is none of those that a key takes.

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "unknown-word",
    severity: Severity::Error,
    stage: Stage::Parse,
    what: "A word that is none of those that a key takes.",
    why: "Such a value has no meaning.",
    way_out: "Write one of the words that are listed.",
    example: &[replace("workflows/return_call.yaml", "origin: uploaded", "origin: ⟦upload⟧")],
};
