//! `duplicate-schema`: two schemas of the same name; the schemas of all files share one name space.

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "duplicate-schema",
    severity: Severity::Error,
    stage: Stage::Lower,
    what: "Two schemas of the same name; the schemas of all files share one name space.",
    why: "A reference could mean either.",
    way_out: "Rename one of them.",
    example: &[replace(
        "schemas/log.yaml",
        "  PlainVerdict:\n",
        "  ⟦Berth⟧:\n    description: Another berth.\n    type: object\n  PlainVerdict:\n",
    )],
};
