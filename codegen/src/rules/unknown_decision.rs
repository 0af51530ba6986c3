//! `unknown-decision`: a reference to a decision that `decisions.yaml` does not hold.

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "unknown-decision",
    severity: Severity::Error,
    stage: Stage::Lower,
    what: "A reference to a decision that `decisions.yaml` does not hold.",
    why: "The reference leads nowhere, most often because of a spelling mistake.",
    way_out: "Correct the id, or write the decision down.",
    example: &[replace(
        "files.yaml",
        "decisions: [t02-size-of-tables]",
        "decisions: [t02-size-of-tables, ⟦t09-size-of-scans⟧]",
    )],
};
