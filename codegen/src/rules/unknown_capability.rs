//! `unknown-capability`: a reference to a capability that no file in `capabilities/` defines.

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "unknown-capability",
    severity: Severity::Error,
    stage: Stage::Lower,
    what: "A reference to a capability that no file in `capabilities/` defines.",
    why: "The reference leads nowhere, most often because of a spelling mistake.",
    way_out: "Correct the name, or add the capability.",
    example: &[replace(
        "workflows/first_call.yaml",
        "[legiblePapers, weighedCargo, auditedCargo]",
        "[legiblePapers, ⟦wieghedCargo⟧, auditedCargo]",
    )],
};
