//! `unknown-member`: a path of a rule that names a member which its payload does not have.

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "unknown-member",
    severity: Severity::Error,
    stage: Stage::Lower,
    what: "A path of a rule that names a member which its payload does not have.",
    why: "The rule would look at nothing.",
    way_out: "Correct the path.",
    example: &[replace(
        "rules/applications.yaml",
        "check: {value: body.patience, format: duration}",
        "check: {value: ⟦body.patients⟧, format: duration}",
    )],
};
