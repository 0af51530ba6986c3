//! `unknown-auth`: a reference to a way to authorise that `provider.yaml` does not define.

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "unknown-auth",
    severity: Severity::Error,
    stage: Stage::Lower,
    what: "A reference to a way to authorise that `provider.yaml` does not define.",
    why: "The reference leads nowhere, most often because of a spelling mistake.",
    way_out: "Correct the name, or add it to `auth`.",
    example: &[replace("operations/apply.yaml", "auth: [permit]", "auth: [⟦licence⟧]")],
};
