//! `empty-file`: a file that holds nothing.

use super::{Rule, Stage, add};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "empty-file",
    severity: Severity::Error,
    stage: Stage::Parse,
    what: "A file that holds nothing.",
    why: "Every file of a spec says something; an empty one is a forgotten one.",
    way_out: "Fill it in, or delete it.",
    example: &[add("lists/piers.yaml", "⟦⟧# Nothing yet.\n")],
};
