//! `link-in-text`: a link in Markdown in a text, which leads nowhere because texts are shown as they are written.

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "link-in-text",
    severity: Severity::Warning,
    stage: Stage::Parse,
    what: "A link in Markdown in a text, which leads nowhere because texts are shown as they are written.",
    why: "Readers would see brackets; and pages that are linked by hand are renamed by the next change.",
    way_out: "Name what is meant in words; the docs link what the spec names, and an address links itself.",
    example: &[replace(
        "workflows/first_call.yaml",
        "summary: Clears a ship that has never been here.",
        "summary: Clears a ship that has never been here, see ⟦[the papers](../credentials.md#manifest)⟧.",
    )],
};
