//! `not-utf8`: bytes that are not UTF-8 text.

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "not-utf8",
    severity: Severity::Error,
    stage: Stage::Parse,
    what: "Bytes that are not UTF-8 text.",
    why: "In another encoding the same bytes would be other letters.",
    way_out: "Save the file as UTF-8.",
    example: &[replace("lists/ports.yaml", "Ports that", "Ports⟦\u{FFFD}⟧ that")],
};
