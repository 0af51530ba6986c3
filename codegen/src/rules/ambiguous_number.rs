//! `ambiguous-number`: a number whose spelling would be lost when it is read.

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "ambiguous-number",
    severity: Severity::Error,
    stage: Stage::Parse,
    what: "A number whose spelling would be lost when it is read.",
    why: "`1.10` and `1.1` are the same number, but not the same version, and a text may have been meant.",
    way_out: "Write the number as it is read, or put it in quotes if the spelling matters.",
    example: &[replace("provider.yaml", "rust_version: \"1.85\"", "rust_version: ⟦1.850⟧")],
};
