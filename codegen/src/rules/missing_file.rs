//! `missing-file`: a spec without one of the files that every spec has.

use super::{Rule, Stage, remove, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "missing-file",
    severity: Severity::Error,
    stage: Stage::Lower,
    what: "A spec without one of the files that every spec has.",
    why: "Without it nothing can be generated.",
    way_out: "Add the file at the top of the spec folder.",
    example: &[
        remove("timing.yaml"),
        replace("provider.yaml", "name: Tidewater Harbor Office", "⟦⟧name: Tidewater Harbor Office"),
    ],
};
