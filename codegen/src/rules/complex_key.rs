//! `complex-key`: a key that is not a plain name.

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "complex-key",
    severity: Severity::Error,
    stage: Stage::Parse,
    what: "A key that is not a plain name.",
    why: "Every key of the language is a word, and other tools read other keys differently.",
    way_out: "Write a plain or quoted name without anchors and tags.",
    example: &[replace("redirect.yaml", "  F2: {}", "  ⟦[F2]⟧: {}")],
};
