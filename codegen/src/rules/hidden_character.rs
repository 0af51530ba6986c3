//! `hidden-character`: a control character, or a character that changes the direction of text.

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "hidden-character",
    severity: Severity::Error,
    stage: Stage::Parse,
    what: "A control character, or a character that changes the direction of text.",
    why: "Such characters make a file read differently than it is.",
    way_out: "Remove it.",
    example: &[replace("lists/ports.yaml", "Ports that", "Ports⟦\u{202E}⟧ that")],
};
