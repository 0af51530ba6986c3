//! `unknown-rule`: a suppression of a rule that does not exist.

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "unknown-rule",
    severity: Severity::Error,
    stage: Stage::Parse,
    what: "A suppression of a rule that does not exist.",
    why: "It suppresses nothing.",
    way_out: "Correct the id; `generated/docs/diagnostics.md` lists all rules.",
    example: &[replace(
        "workflows/first_call.yaml",
        "name: First Call\n",
        "# allow(⟦duplicate-workflow-nam⟧): both are called so\nname: First Call\n",
    )],
};
