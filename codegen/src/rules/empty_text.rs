//! `empty-text`: a text without a word.

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "empty-text",
    severity: Severity::Error,
    stage: Stage::Parse,
    what: "A text without a word: it is empty, or has nothing but spaces.",
    why: "Docs would have a hole where readers look for it, and a name that is empty leads nowhere.",
    way_out: "Write what it should say, or leave the key out if it is optional.",
    example: &[replace("lists/ports.yaml", "summary: Ports that ships come from.", "summary: ⟦\"\"⟧")],
};
