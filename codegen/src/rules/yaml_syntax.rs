//! `yaml-syntax`: text that is not YAML.

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "yaml-syntax",
    severity: Severity::Error,
    stage: Stage::Parse,
    what: "Text that is not YAML.",
    why: "Nothing in the file can be read.",
    way_out: "Mend the place, most often a missing quote, bracket or blank after a colon.",
    example: &[replace("lists/ports.yaml", "PUFF, TERN]\n", "PUFF, TERN\n⟦⟧")],
};
