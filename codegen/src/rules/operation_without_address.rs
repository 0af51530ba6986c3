//! `operation-without-address`: an operation of the customer without `service` or `path`.

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "operation-without-address",
    severity: Severity::Error,
    stage: Stage::Lower,
    what: "An operation of the customer without `service` or `path`.",
    why: "There is nowhere to send it.",
    way_out: "Add `service` and `path`.",
    example: &[
        replace("operations/read_log.yaml", "method: GET\nservice: tower\n", "method: ⟦GET⟧\n"),
        replace("operations/apply.yaml", "service: quay", "service: tower"),
    ],
};
