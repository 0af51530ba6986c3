//! `malformed-prerequisite`: a prerequisite that does not say what has to be on file, or that says too much.

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "malformed-prerequisite",
    severity: Severity::Error,
    stage: Stage::Lower,
    what: "A prerequisite that does not say what has to be on file, or that says too much.",
    why: "`credential_on_file` is about a credential and its holder; the other kinds are not.",
    way_out: "Give `credential` and `stored_by` to `credential_on_file`, and to no other kind.",
    example: &[replace(
        "prerequisites.yaml",
        "    kind: account_exists",
        "    kind: ⟦account_exists⟧\n    stored_by: customer",
    )],
};
