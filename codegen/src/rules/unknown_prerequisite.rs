//! `unknown-prerequisite`: a reference to a prerequisite that `prerequisites.yaml` does not hold.

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "unknown-prerequisite",
    severity: Severity::Error,
    stage: Stage::Lower,
    what: "A reference to a prerequisite that `prerequisites.yaml` does not hold.",
    why: "The reference leads nowhere, most often because of a spelling mistake.",
    way_out: "Correct the id, or add the prerequisite.",
    example: &[replace(
        "workflows/return_call.yaml",
        "prerequisites: [line-registered",
        "prerequisites: [⟦line-registred⟧",
    )],
};
