//! `tab`: a tab character.

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "tab",
    severity: Severity::Error,
    stage: Stage::Parse,
    what: "A tab character.",
    why: "How far a tab reaches depends on the editor, and in YAML the indentation has a meaning.",
    way_out: "Write spaces.",
    example: &[replace("lists/ports.yaml", "values: [FERN", "values:⟦\t⟧[FERN")],
};
