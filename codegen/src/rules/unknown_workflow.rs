//! `unknown-workflow`: a reference to a workflow that no file in `workflows/` describes.

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "unknown-workflow",
    severity: Severity::Error,
    stage: Stage::Lower,
    what: "A reference to a workflow that no file in `workflows/` describes.",
    why: "The reference leads nowhere, most often because of a spelling mistake.",
    way_out: "Correct the name, or describe the workflow.",
    example: &[replace("credentials/manifest.yaml", "workflows: [return_call]", "workflows: [⟦return_cal⟧]")],
};
