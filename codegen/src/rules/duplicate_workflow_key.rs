//! `duplicate-workflow-key`: a workflow key that is taken twice.

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "duplicate-workflow-key",
    severity: Severity::Error,
    stage: Stage::Lower,
    what: "A workflow key that is taken twice.",
    why: "A request names its workflow by the key, so it could mean either.",
    way_out: "Give each workflow its own key.",
    example: &[replace("workflows/return_call.yaml", "key: 701", "key: ⟦700⟧")],
};
