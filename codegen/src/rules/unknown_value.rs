//! `unknown-value`: a rule that looks at a value which does not exist where it stands.

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "unknown-value",
    severity: Severity::Error,
    stage: Stage::Lower,
    what: "A rule that looks at a value which does not exist where it stands.",
    why: "The rule would look at nothing.",
    way_out: "Use one of the values that spec/README.md lists.",
    example: &[replace(
        "rules/papers.yaml",
        "check: {value: file.bytes, within: part_bytes}",
        "check: {value: ⟦file.size⟧, within: part_bytes}",
    )],
};
