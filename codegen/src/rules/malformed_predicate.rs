//! `malformed-predicate`: a predicate with no test, or with more than one.

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "malformed-predicate",
    severity: Severity::Error,
    stage: Stage::Lower,
    what: "A predicate with no test, or with more than one.",
    why: "A predicate is one value and one test of it.",
    way_out: "Make it as many predicates as there are tests.",
    example: &[replace(
        "rules/applications.yaml",
        "check: {value: body.crew, min: 2}",
        "check: {value: ⟦body.crew⟧, min: 2, max: 9}",
    )],
};
