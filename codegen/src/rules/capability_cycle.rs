//! `capability-cycle`: capabilities that require each other in a circle.

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "capability-cycle",
    severity: Severity::Error,
    stage: Stage::Lower,
    what: "Capabilities that require each other in a circle.",
    why: "None of them could run first.",
    way_out: "Remove one of the requirements.",
    example: &[
        replace("capabilities/audited_cargo.yaml", "requires: [weighedCargo]", "requires: [⟦weighedCargo⟧]"),
        replace("capabilities/legible_papers.yaml", "decisions:\n", "requires: [auditedCargo]\ndecisions:\n"),
    ],
};
