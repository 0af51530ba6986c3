//! `malformed-path`: the path of an operation that is no path.

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "malformed-path",
    severity: Severity::Error,
    stage: Stage::Lower,
    what: "The path of an operation that is no path.",
    why: "No address could be made of it.",
    way_out: "Begin with `/`, and write each parameter once, in braces of its own.",
    example: &[replace("operations/read_log.yaml", "path: /calls/{call}", "path: ⟦/calls/{call}/again/{call}⟧")],
};
