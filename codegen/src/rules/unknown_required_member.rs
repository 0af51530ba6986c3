//! `unknown-required-member`: a member that is required, but not among the properties.

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "unknown-required-member",
    severity: Severity::Error,
    stage: Stage::Lower,
    what: "A member that is required, but not among the properties.",
    why: "Nobody could send it.",
    way_out: "Correct the name, or add the property.",
    example: &[replace("schemas/berth.yaml", "required: [ship, call]", "required: [ship, ⟦cal⟧]")],
};
