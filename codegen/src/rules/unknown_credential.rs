//! `unknown-credential`: a reference to a credential category that no file in `credentials/` defines.

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "unknown-credential",
    severity: Severity::Error,
    stage: Stage::Lower,
    what: "A reference to a credential category that no file in `credentials/` defines.",
    why: "The reference leads nowhere, most often because of a spelling mistake.",
    way_out: "Correct the name, or add the category.",
    example: &[replace("workflows/return_call.yaml", "category: INSIGNIA", "category: ⟦FLAG⟧")],
};
