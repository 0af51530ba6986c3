//! `malformed-source`: a source that does not say where a fact stands.

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "malformed-source",
    severity: Severity::Error,
    stage: Stage::Lower,
    what: "A source that does not say where a fact stands.",
    why: "Without document and section nobody can check the fact.",
    way_out: "Write `document: section`, with a document of `provider.yaml`.",
    example: &[replace("lists/ports.yaml", "source: \"almanac: Ports\"", "source: ⟦almanac⟧")],
};
