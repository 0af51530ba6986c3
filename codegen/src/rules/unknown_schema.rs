//! `unknown-schema`: a reference to a schema that no file in `schemas/` defines.

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "unknown-schema",
    severity: Severity::Error,
    stage: Stage::Lower,
    what: "A reference to a schema that no file in `schemas/` defines.",
    why: "The reference leads nowhere, most often because of a spelling mistake.",
    way_out: "Correct the name, or add the schema; write references as `#/$defs/Name`.",
    example: &[replace(
        "schemas/application.yaml",
        "captain: {$ref: \"#/$defs/Captain\"}",
        "captain: {$ref: \"#/$defs/⟦Captian⟧\"}",
    )],
};
