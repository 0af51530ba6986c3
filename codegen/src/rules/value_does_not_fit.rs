//! `value-does-not-fit`: a value of an enumeration that its own schema refuses.

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "value-does-not-fit",
    severity: Severity::Error,
    stage: Stage::Lower,
    what: "A value of an enumeration that the format or the limits beside it refuse.",
    why: "The schema lists the value and refuses it, so payloads with it are valid for some readers only.",
    way_out: "Correct the value, or remove the format or limit.",
    example: &[
        replace(
            "schemas/application.yaml",
            "may be of., type: array, items: {type: string}}",
            "may be of., type: array, items: {$ref: \"#/$defs/Kind\"}}",
        ),
        replace(
            "schemas/application.yaml",
            "  AnnouncedPaper:",
            "  Kind: {description: A kind of paper., type: string, enum: [BULK, ⟦CRATES⟧], maxLength: 5}\n  AnnouncedPaper:",
        ),
    ],
};
