//! `repeated-name`: a name that stands twice in one list.

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "repeated-name",
    severity: Severity::Error,
    stage: Stage::Lower,
    what: "A name that stands twice in one list.",
    why: "The second one changes nothing, so something else may have been meant.",
    way_out: "Remove one of them.",
    example: &[replace(
        "credentials/manifest.yaml",
        "only: [{channels: [CARRIER]}]",
        "only: [{channels: [CARRIER, ⟦CARRIER⟧]}]",
    )],
};
