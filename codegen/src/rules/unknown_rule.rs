//! `unknown-rule`: a suppression, or a decision that allows something, that names no rule of the kind.

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "unknown-rule",
    severity: Severity::Error,
    stage: Stage::Parse,
    what: "A suppression, or a decision that allows something, that names no rule of the kind.",
    why: "It would have no effect.",
    way_out: "Correct the id; `generated/docs/diagnostics.md` lists all rules, and a decision can allow only what may be so on purpose.",
    example: &[replace(
        "workflows/first_call.yaml",
        "name: First Call\n",
        "# allow(⟦duplicate-workflow-nam⟧): both are called so\nname: First Call\n",
    )],
};
