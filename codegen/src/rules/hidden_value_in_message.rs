//! `hidden-value-in-message`: a message of a rule that would tell a secret or personal data.

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "hidden-value-in-message",
    severity: Severity::Error,
    stage: Stage::Lower,
    what: "A message of a rule that would tell a secret or personal data.",
    why: "Messages end in logs.",
    way_out: "Say what is wrong without `{value}`.",
    example: &[
        replace("rules/applications.yaml", "    summary: But not alone.\n", "    summary: Boys do not sail ships.\n"),
        replace(
            "rules/applications.yaml",
            "    when:\n      - {value: body.dangerous, is_true: true}\n    check: {value: body.crew, min: 2}",
            "    check: {value: body.captain.age, min: 21}",
        ),
        replace(
            "rules/applications.yaml",
            "message: Somebody has to keep watch.",
            "message: ⟦\"{value} is too young.\"⟧",
        ),
    ],
};
