//! `missing-key`: a mapping without a key that it has to have, such as the `source` of a fact.

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "missing-key",
    severity: Severity::Error,
    stage: Stage::Parse,
    what: "A mapping without a key that it has to have, such as the `source` of a fact.",
    why: "What is left out cannot be guessed, and a fact without a source cannot be checked.",
    way_out: "Add the key.",
    example: &[
        replace("credentials/insignia.yaml", "source: \"almanac: Papers\"\n", ""),
        replace("credentials/insignia.yaml", "category: INSIGNIA", "⟦category⟧: INSIGNIA"),
    ],
};
