//! `unknown-file-kind`: a reference to a kind of file that `files.yaml` does not define.

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "unknown-file-kind",
    severity: Severity::Error,
    stage: Stage::Lower,
    what: "A reference to a kind of file that `files.yaml` does not define.",
    why: "The reference leads nowhere, most often because of a spelling mistake.",
    way_out: "Correct the name, or add the kind.",
    example: &[replace("credentials/insignia.yaml", "file: scan", "file: ⟦scam⟧")],
};
