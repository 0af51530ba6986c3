//! `unknown-value`: a value that does not exist where it is named: by a rule, a schema or an operation.

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "unknown-value",
    severity: Severity::Error,
    stage: Stage::Lower,
    what: "A value that does not exist where it is named: by a rule, among the words of a schema, or among the error statuses.",
    why: "The rule would look at nothing, and what is said of the word would never be shown.",
    way_out: "Use one of the values that spec/README.md lists, one of the schema's own words, or a status of `provider.yaml`.",
    example: &[replace(
        "rules/papers.yaml",
        "check: {value: file.bytes, within: part_bytes}",
        "check: {value: ⟦file.size⟧, within: part_bytes}",
    )],
};
