//! `test-does-not-fit`: a test of a value that it is not made for.

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "test-does-not-fit",
    severity: Severity::Error,
    stage: Stage::Lower,
    what: "A test of a value that it is not made for.",
    why: "A number is not spelled like a date, and a text has no items.",
    way_out: "Use a test that goes with the value.",
    example: &[replace(
        "rules/applications.yaml",
        "check: {value: body.crew, max: 12}",
        "check: {value: ⟦body.crew⟧, format: duration}",
    )],
};
