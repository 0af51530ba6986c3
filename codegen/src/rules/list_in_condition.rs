//! `list-in-condition`: a condition on many values of a list, while the rule judges something else.

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "list-in-condition",
    severity: Severity::Error,
    stage: Stage::Lower,
    what: "A condition on many values of a list, while the rule judges something else.",
    why: "It is open which one of them is meant.",
    way_out: "Apply the rule item by item with `each`.",
    example: &[replace(
        "rules/applications.yaml",
        "{value: body.return, same_as: body.voyage}",
        "{value: ⟦\"body.ports[]\"⟧, is: FERN}",
    )],
};
