//! `always-there`: a `require` or `forbid` of a member that is always there.

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "always-there",
    severity: Severity::Error,
    stage: Stage::Lower,
    what: "A `require` or `forbid` of a member that is always there.",
    why: "The schema has said so already, so the rule changes nothing.",
    way_out: "Name a member that can be absent.",
    example: &[replace("rules/applications.yaml", "forbid: body.return", "require: ⟦body.crew⟧")],
};
