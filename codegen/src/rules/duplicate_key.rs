//! `duplicate-key`: a key that stands twice in one mapping.

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "duplicate-key",
    severity: Severity::Error,
    stage: Stage::Parse,
    what: "A key that stands twice in one mapping.",
    why: "YAML tools disagree on which of the two counts.",
    way_out: "Keep one of them.",
    example: &[replace("files.yaml", "    max_bytes: 2048", "    max_bytes: 1024\n    ⟦max_bytes⟧: 2048")],
};
