//! `impossible-body`: a body where HTTP has none.

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "impossible-body",
    severity: Severity::Error,
    stage: Stage::Lower,
    what: "A body where HTTP has none: of a response with the status 204, 205 or 304, or of a GET request.",
    why: "No server sends such a response, and many clients and proxies refuse or drop the body of a GET.",
    way_out: "Correct the method or the status, or leave the body out.",
    example: &[replace("operations/apply.yaml", "status: 201", "status: ⟦204⟧")],
};
