//! `unused-suppression`: a suppression that suppresses nothing.

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "unused-suppression",
    severity: Severity::Error,
    stage: Stage::Last,
    what: "A suppression of a finding that is not there.",
    why: "What it was about is mended or has moved; left behind, it would hide the next mistake.",
    way_out: "Remove the comment, or move it directly above the line at fault.",
    example: &[replace(
        "workflows/first_call.yaml",
        "name: First Call\n",
        "# allow(⟦duplicate-workflow-name⟧): both are called so\nname: First Call\n",
    )],
};
