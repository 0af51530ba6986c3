//! `unknown-operation`: a reference to an operation that no file in `operations/` describes.

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "unknown-operation",
    severity: Severity::Error,
    stage: Stage::Lower,
    what: "A reference to an operation that no file in `operations/` describes.",
    why: "The reference leads nowhere, most often because of a spelling mistake.",
    way_out: "Correct the name, or describe the operation.",
    example: &[replace("workflows/return_call.yaml", "  call_again:", "  ⟦call_back⟧:")],
};
