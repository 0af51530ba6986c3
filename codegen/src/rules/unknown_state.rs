//! `unknown-state`: a reference to a state that `timing.yaml` does not define.

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "unknown-state",
    severity: Severity::Error,
    stage: Stage::Lower,
    what: "A reference to a state that `timing.yaml` does not define.",
    why: "The reference leads nowhere, most often because of a spelling mistake.",
    way_out: "Correct the name, or add the state.",
    example: &[
        replace("timing.yaml", "next: [BERTHED, ADRIFT]", "next: [⟦BIRTHED⟧, ADRIFT]"),
        replace("timing.yaml", "  BERTHED: {summary: The ship may unload., source: \"signals: Lamps\"}\n", ""),
    ],
};
