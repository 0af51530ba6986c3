//! `duplicate-workflow-name`: a workflow name that is taken twice.

use crate::ir::Model;
use verispec_text::diagnostics::{Diagnostics, Severity};
use verispec_text::rule::{Excuse, Rule, Stage, replace};

pub(crate) static RULE: Rule = Rule {
    id: "duplicate-workflow-name",
    severity: Severity::Error,
    stage: Stage::Check,
    what: "A workflow name that is taken twice.",
    why: "In the docs the two could not be told apart.",
    way_out: "Give each workflow its own name.",
    example: &[replace("workflows/return_call.yaml", "name: Return Call", "name: ⟦First Call⟧")],
    excuse: Excuse::Comment,
    rests_on: &[],
};

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    for (index, workflow) in model.workflows.iter().enumerate() {
        let same = |earlier: &&crate::ir::Workflow| earlier.title.to_lowercase() == workflow.title.to_lowercase();
        if let Some(first) = model.workflows[..index].iter().find(same) {
            let message = format!("the name `{}` is taken twice", workflow.title);
            diagnostics.push(
                RULE.at(workflow.places.title, message)
                    .label("taken again here")
                    .related(first.places.title, "taken here first")
                    .way_out(),
            );
        }
    }
}
