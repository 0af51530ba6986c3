//! `unknown-list`: a reference to a list that no file in `lists/` holds.

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "unknown-list",
    severity: Severity::Error,
    stage: Stage::Lower,
    what: "A reference to a list that no file in `lists/` holds.",
    why: "The reference leads nowhere, most often because of a spelling mistake.",
    way_out: "Correct the name, or add the list.",
    example: &[replace("rules/applications.yaml", "in_list: ports", "in_list: ⟦harbors⟧")],
};
