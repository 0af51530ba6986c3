//! `unsupported-schema`: a payload schema that cannot be generated faithfully.

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "unsupported-schema",
    severity: Severity::Error,
    stage: Stage::Lower,
    what: "A payload schema that cannot be generated faithfully.",
    why: "The Rust type would accept or refuse something else than the schema.",
    way_out: "Say it with the keywords that spec/README.md lists, or as a validation rule.",
    example: &[replace(
        "schemas/application.yaml",
        "      beacon: {description: The address of the ship's beacon., type: string}",
        "      ⟦beacon⟧: {description: The address of the ship's beacon., type: array}",
    )],
};
