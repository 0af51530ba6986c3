//! `unused-path-parameter`: a described parameter that its path does not have.

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "unused-path-parameter",
    severity: Severity::Error,
    stage: Stage::Lower,
    what: "A described parameter that its path does not have.",
    why: "The value would be asked for and never sent.",
    way_out: "Remove it, or write it in braces in `path`.",
    example: &[replace(
        "operations/read_log.yaml",
        "path_parameters:\n",
        "path_parameters:\n  ⟦page⟧: {summary: The page., schema: CallId}\n",
    )],
};
