//! `second-document`: a second document in a file (`---`).

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "second-document",
    severity: Severity::Error,
    stage: Stage::Parse,
    what: "A second document in a file (`---`).",
    why: "One file holds one document; what follows would silently be dropped.",
    way_out: "Make it a file of its own.",
    example: &[replace(
        "lists/ports.yaml",
        "values: [FERN, GULL, KELP, PUFF, TERN]\n",
        "values: [FERN, GULL, KELP, PUFF, TERN]\n⟦---⟧\nvalues: [FERN]\n",
    )],
};
