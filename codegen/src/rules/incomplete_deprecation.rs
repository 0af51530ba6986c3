//! `incomplete-deprecation`: a deprecation that does not say since when, or what to use instead.

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "incomplete-deprecation",
    severity: Severity::Error,
    stage: Stage::Lower,
    what: "A deprecation that does not say since when, or what to use instead.",
    why: "Whoever gets the compiler's warning has to know what to write in its place.",
    way_out: "Write both: `since` with the version of the spec, and `replacement` with a name or a sentence.",
    example: &[replace(
        "schemas/application.yaml",
        "x-deprecated: {since: \"3.1.0\", replacement: beacon}",
        "x-deprecated: ⟦{since: \"3.1.0\"}⟧",
    )],
};
