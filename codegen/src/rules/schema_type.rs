//! `schema-type`: a schema whose keywords do not go with its `type`.

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "schema-type",
    severity: Severity::Error,
    stage: Stage::Lower,
    what: "A schema whose keywords do not go with its `type`.",
    why: "The keywords would silently be left out.",
    way_out: "Write the `type` that the keywords are for.",
    example: &[replace(
        "schemas/words.yaml",
        "  ShipId: {description: Names a ship., type: string,",
        "  ⟦ShipId⟧: {description: Names a ship., type: integer,",
    )],
};
