//! `suppression-without-reason`: a suppression that does not say why.

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "suppression-without-reason",
    severity: Severity::Error,
    stage: Stage::Parse,
    what: "A suppression that does not say why.",
    why: "Whoever reads it later has to be able to tell whether it still holds.",
    way_out: "Write the reason after a colon: `# allow(rule): reason`.",
    example: &[replace(
        "workflows/first_call.yaml",
        "name: First Call\n",
        "# allow(⟦duplicate-workflow-name⟧)\nname: First Call\n",
    )],
};
