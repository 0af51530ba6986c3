//! `undeclared-path-parameter`: a parameter in the braces of a path that is not described.

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "undeclared-path-parameter",
    severity: Severity::Error,
    stage: Stage::Lower,
    what: "A parameter in the braces of a path that is not described.",
    why: "Callers would not know what to put there.",
    way_out: "Add it to `path_parameters`, or correct the spelling.",
    example: &[replace("operations/read_log.yaml", "path: /calls/{call}", "path: /calls/{call}/⟦{page}⟧")],
};
