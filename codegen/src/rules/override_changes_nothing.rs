//! `override-changes-nothing`: something that is said once more, as if it were different.

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "override-changes-nothing",
    severity: Severity::Error,
    stage: Stage::Lower,
    what: "Something that is said once more, as if it were different.",
    why: "An exception that changes nothing misleads whoever reads it.",
    way_out: "Remove it.",
    example: &[replace(
        "rules/applications.yaml",
        "severity: warning\n    strict: error",
        "severity: warning\n    strict: ⟦warning⟧",
    )],
};
