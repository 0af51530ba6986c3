//! `unknown-part`: a reference to a part that no credential has.

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "unknown-part",
    severity: Severity::Error,
    stage: Stage::Lower,
    what: "A reference to a part that no credential has.",
    why: "The reference leads nowhere, most often because of a spelling mistake.",
    way_out: "Correct the name, or add the part to its credential.",
    example: &[replace("workflows/return_call.yaml", "parts: [HOIST]", "parts: [⟦HOSIT⟧]")],
};
