//! `impossible-word`: a rule that compares a value with a word that it can never be.

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "impossible-word",
    severity: Severity::Error,
    stage: Stage::Lower,
    what: "A rule that compares a value with a word that it can never be.",
    why: "The comparison always comes out the same, most often because of a spelling mistake.",
    way_out: "Write one of the words that the value can be.",
    example: &[replace("rules/applications.yaml", "contains: captain-agrees", "contains: ⟦captain-agreed⟧")],
};
