//! `unknown-document`: a reference to a document that `provider.yaml` does not list.

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "unknown-document",
    severity: Severity::Error,
    stage: Stage::Lower,
    what: "A reference to a document that `provider.yaml` does not list.",
    why: "The reference leads nowhere, most often because of a spelling mistake.",
    way_out: "Correct the name, or add the document.",
    example: &[replace("lists/ports.yaml", "source: \"almanac: Ports\"", "source: \"⟦almanach⟧: Ports\"")],
};
