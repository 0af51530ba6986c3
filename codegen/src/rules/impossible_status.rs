//! `impossible-status`: an HTTP status that cannot be: a response outside 200 to 399, or an error outside 400 to 599.

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "impossible-status",
    severity: Severity::Error,
    stage: Stage::Lower,
    what: "An HTTP status that cannot be: a response outside 200 to 399, or an error outside 400 to 599.",
    why: "No server sends it.",
    way_out: "Write the status that is documented.",
    example: &[replace("operations/apply.yaml", "status: 201", "status: ⟦2010⟧")],
};
