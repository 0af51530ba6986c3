//! `unknown-service`: a reference to a service that `provider.yaml` does not define.

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "unknown-service",
    severity: Severity::Error,
    stage: Stage::Lower,
    what: "A reference to a service that `provider.yaml` does not define.",
    why: "The reference leads nowhere, most often because of a spelling mistake.",
    way_out: "Correct the name, or add the service.",
    example: &[replace("operations/read_log.yaml", "service: tower", "service: ⟦towers⟧")],
};
