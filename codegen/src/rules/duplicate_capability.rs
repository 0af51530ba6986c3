//! `duplicate-capability`: two files that describe capabilities of the same name.

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "duplicate-capability",
    severity: Severity::Error,
    stage: Stage::Lower,
    what: "Two files that describe capabilities of the same name.",
    why: "A reference could mean either.",
    way_out: "Rename one of them.",
    example: &[
        replace("capabilities/weighed_cargo.yaml", "name: weighedCargo", "name: ⟦auditedCargo⟧"),
        replace("capabilities/audited_cargo.yaml", "requires: [weighedCargo]", "requires: [legiblePapers]"),
        replace(
            "workflows/first_call.yaml",
            "[legiblePapers, weighedCargo, auditedCargo]",
            "[legiblePapers, auditedCargo]",
        ),
    ],
};
