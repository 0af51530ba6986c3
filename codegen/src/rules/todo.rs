//! `todo`: a comment that says what is still open.

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "todo",
    severity: Severity::Warning,
    stage: Stage::Parse,
    what: "A comment that begins with `todo:`, and says what is still open.",
    why: "It keeps nothing from being generated, but what stands below it is not known to be true.",
    way_out: "Do what it says, and remove the comment.",
    example: &[replace(
        "workflows/first_call.yaml",
        "channels: [GANGWAY, CARRIER]\nslots",
        "# ⟦todo: ask whether the gangway is open at night⟧\nchannels: [GANGWAY, CARRIER]\nslots",
    )],
};
