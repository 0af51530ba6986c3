//! `deprecated-in-future`: a deprecation since a version that the spec has not reached.

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "deprecated-in-future",
    severity: Severity::Error,
    stage: Stage::Lower,
    what: "A deprecation since a version that the spec has not reached.",
    why: "Readers would look for a version that does not exist.",
    way_out: "Write the version of this spec, or raise `package.version` in provider.yaml.",
    example: &[replace(
        "schemas/application.yaml",
        "x-deprecated: {since: \"3.1.0\", replacement: beacon}",
        "x-deprecated: {since: ⟦\"3.2.0\"⟧, replacement: beacon}",
    )],
};
