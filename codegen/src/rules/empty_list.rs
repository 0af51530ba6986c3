//! `empty-list`: a list or mapping that has to offer something, but does not.

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "empty-list",
    severity: Severity::Error,
    stage: Stage::Parse,
    what: "A list or mapping that has to offer something, but does not.",
    why: "A workflow without channels, slots, chains or operations cannot be run, and an enumeration without words has no value.",
    way_out: "Fill it in.",
    example: &[replace("workflows/return_call.yaml", "chains:\n  - [legiblePapers, auditedCargo]\n", "chains: ⟦[]⟧\n")],
};
