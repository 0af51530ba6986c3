//! `anchor`: an anchor (`&name`) or an alias (`*name`).

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "anchor",
    severity: Severity::Error,
    stage: Stage::Parse,
    what: "An anchor (`&name`) or an alias (`*name`).",
    why: "Whoever reads one place of a spec should not have to look for another, and aliases can make a small file huge.",
    way_out: "Write the value out where it is needed.",
    example: &[replace("files.yaml", "extensions: [csv]", "extensions: [⟦&ending⟧ csv]")],
};
