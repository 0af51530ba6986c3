//! `not-suppressible`: a suppression of a rule without which there is no spec to look at.

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "not-suppressible",
    severity: Severity::Error,
    stage: Stage::Parse,
    what: "A suppression of a rule that is about the form of a file or about names.",
    why: "Only what is found when the whole spec is looked at can be suppressed; before that there is nothing to generate from.",
    way_out: "Remove the comment, and mend what it is about.",
    example: &[replace(
        "workflows/first_call.yaml",
        "name: First Call\n",
        "# allow(⟦unknown-key⟧): we need it\nname: First Call\n",
    )],
};
