//! `unknown-value`: a value that does not exist where it is named: by a rule, or among the words of a schema.

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "unknown-value",
    severity: Severity::Error,
    stage: Stage::Lower,
    what: "A value that does not exist where it is named: by a rule, or among the words of a schema.",
    why: "The rule would look at nothing, and what is said of the word would never be shown.",
    way_out: "Use one of the values that spec/README.md lists, or one of the schema's own words.",
    example: &[replace(
        "rules/papers.yaml",
        "check: {value: file.bytes, within: part_bytes}",
        "check: {value: ⟦file.size⟧, within: part_bytes}",
    )],
};
