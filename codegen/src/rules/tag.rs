//! `tag`: a tag (`!name`).

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "tag",
    severity: Severity::Error,
    stage: Stage::Parse,
    what: "A tag (`!name`).",
    why: "Tags are instructions for some YAML tools; the spec language has none.",
    way_out: "Remove it.",
    example: &[replace("timing.yaml", "default: 45m", "default: ⟦!!str⟧ 45m")],
};
