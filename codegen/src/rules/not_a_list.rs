//! `not-a-list`: a path of a rule with `[]` after something that is no list, or an `each` over no list.

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "not-a-list",
    severity: Severity::Error,
    stage: Stage::Lower,
    what: "A path of a rule with `[]` after something that is no list, or an `each` over no list.",
    why: "There are no items to go on with.",
    way_out: "Write the member without `[]`, or name a list.",
    example: &[replace(
        "rules/applications.yaml",
        "check: {value: body.beacon, format: ip}",
        "check: {value: ⟦\"body.beacon[]\"⟧, format: ip}",
    )],
};
