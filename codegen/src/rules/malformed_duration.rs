//! `malformed-duration`: a duration that cannot be read.

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "malformed-duration",
    severity: Severity::Error,
    stage: Stage::Lower,
    what: "A duration that cannot be read.",
    why: "Times without a unit are read as seconds by some and as minutes by others.",
    way_out: "Write a whole number and one of the units `s`, `m`, `h`, `d`, such as `30m`.",
    example: &[replace("timing.yaml", "default: 45m", "default: ⟦45 minutes⟧")],
};
