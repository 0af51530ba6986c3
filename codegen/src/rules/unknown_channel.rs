//! `unknown-channel`: a reference to a channel that `provider.yaml` does not define.

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "unknown-channel",
    severity: Severity::Error,
    stage: Stage::Lower,
    what: "A reference to a channel that `provider.yaml` does not define.",
    why: "The reference leads nowhere, most often because of a spelling mistake.",
    way_out: "Correct the name, or add the channel.",
    example: &[replace(
        "workflows/return_call.yaml",
        "origin: uploaded, channels: [CARRIER]",
        "origin: uploaded, channels: [⟦COURIER⟧]",
    )],
};
