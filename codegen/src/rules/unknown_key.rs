//! `unknown-key`: a key that the language does not have at this place.

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "unknown-key",
    severity: Severity::Error,
    stage: Stage::Parse,
    what: "A key that the language does not have at this place.",
    why: "A misspelt key would silently be left out.",
    way_out: "Write one of the keys that are listed, or remove it.",
    example: &[replace("workflows/first_call.yaml", "required_credentials:", "⟦require_credentials⟧:")],
};
