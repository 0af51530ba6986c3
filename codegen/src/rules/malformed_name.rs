//! `malformed-name`: a text that is not spelled as what it names has to be.

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "malformed-name",
    severity: Severity::Error,
    stage: Stage::Parse,
    what: "A name, URL or other text for machines that is not spelled as what it stands for has to be.",
    why: "It becomes part of a file's name, a link, a command or a line of Rust, where not everything may stand.",
    way_out: "Spell it as the finding says.",
    example: &[replace("provider.yaml", "name: harbor-clearance", "name: ⟦../harbor⟧")],
};
