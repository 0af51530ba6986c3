//! `unknown-replacement`: a deprecation whose replacement is none of the other things of its kind.

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "unknown-replacement",
    severity: Severity::Error,
    stage: Stage::Lower,
    what: "A deprecation whose replacement is none of the other things of its kind.",
    why: "Readers would be sent to something that does not exist.",
    way_out: "Name another one of its kind, or say in a sentence of several words what to do instead.",
    example: &[replace(
        "schemas/application.yaml",
        "x-deprecated: {since: \"3.1.0\", replacement: beacon}",
        "x-deprecated: {since: \"3.1.0\", replacement: ⟦becon⟧}",
    )],
};
