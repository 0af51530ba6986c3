//! `unknown-file`: a file that is no kind of spec file, going by its path.

use super::{Rule, Stage, add};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "unknown-file",
    severity: Severity::Error,
    stage: Stage::Parse,
    what: "A file that is no kind of spec file, going by its path.",
    why: "What a file is about follows from its path alone; a misplaced file would silently be left out.",
    way_out: "Move it to the folder that it belongs to, or out of the spec.",
    example: &[add("workflow/third_call.yaml", "⟦⟧key: 702\n")],
};
