//! `malformed-reading`: a reading that cannot do what it is for.

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "malformed-reading",
    severity: Severity::Error,
    stage: Stage::Lower,
    what: "A reading that cannot do what it is for.",
    why: "Uploads are judged before anything is sent, so their operations have no JSON body; and a decision type without a meaning explains nothing.",
    way_out: "Name an operation that carries a file for `upload`, one without a JSON body for `finalize`, one that answers with JSON for `token` and `state`, and every decision type in `kinds`.",
    example: &[
        replace(
            "readings.yaml",
            "schema: Log\n  workflow: procedure\n  state: lamp\n  identity: [call]\n",
            "schema: ⟦Log⟧\n  workflow: procedure\n  state: lamp\n  identity: [call]\n",
        ),
        replace("readings.yaml", ", BECALMED: warning", ""),
    ],
};
