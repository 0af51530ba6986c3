//! `malformed-rule`: a validation rule that does not have exactly one of `require`, `forbid` and `check`.

use super::{Rule, Stage, replace};
use crate::diagnostics::Severity;

pub(crate) static RULE: Rule = Rule {
    id: "malformed-rule",
    severity: Severity::Error,
    stage: Stage::Lower,
    what: "A validation rule that does not have exactly one of `require`, `forbid` and `check`.",
    why: "A rule is one demand, so that a violation says what is demanded.",
    way_out: "Make it as many rules as there are demands.",
    example: &[
        replace("rules/logs.yaml", "    check: {value: item.remark, in_set: decision_labels, of: item.verdict}\n", ""),
        replace("rules/logs.yaml", "  remark-unknown:", "  ⟦remark-unknown⟧:"),
    ],
};
