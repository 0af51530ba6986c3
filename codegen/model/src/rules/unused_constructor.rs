//! `unused-constructor`: `constructor` on an operation that does not start a workflow.

use crate::ir::Model;
use verispec_text::diagnostics::{Diagnostics, Severity};
use verispec_text::rule::{Excuse, Rests, Rule, Stage, replace};

pub(crate) static RULE: Rule = Rule {
    id: "unused-constructor",
    severity: Severity::Error,
    stage: Stage::Check,
    what: "`constructor` is set on an operation that does not start a workflow.",
    why: "A request starts a workflow only if its JSON body contains the workflow key, so no function would have this name.",
    way_out: "Remove `constructor`, or give the request a schema with `x-workflow-key`.",
    example: &[replace("operations/read_log.yaml", "method: GET\n", "method: GET\nconstructor: ⟦read⟧\n")],
    excuse: Excuse::Comment,
    rests_on: &[Rests::Everything],
};

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    for operation in &model.operations {
        let starts = operation.json().is_some_and(|body| model.workflow_key(body).is_some());
        if let (Some(constructor), false) = (&operation.constructor, starts) {
            let message = format!("`{}` does not send JSON with a workflow key", operation.name.wire);
            diagnostics.push(RULE.at(constructor.span, message).way_out());
        }
    }
}
