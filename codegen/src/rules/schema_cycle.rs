//! `schema-cycle`: a schema that holds itself, by name or through required members, so that its values would never end.

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "schema-cycle",
    severity: Severity::Error,
    stage: Stage::Lower,
    what: "A schema that holds itself, by name or through required members, so that its values would never end.",
    why: "Such a value cannot be written down, and its type cannot be built.",
    way_out: "Leave a member out of `required`, or refer to something else.",
    example: &[replace(
        "schemas/application.yaml",
        "  Depth: {description: A depth in metres., type: integer, maximum: 400}",
        "  ⟦Depth⟧: {description: A depth in metres., $ref: \"#/$defs/Depth\"}",
    )],
};
