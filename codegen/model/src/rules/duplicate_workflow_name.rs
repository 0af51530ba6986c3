//! `duplicate-workflow-name`: two workflows with the same name.

use crate::ir::Model;
use verispec_text::diagnostics::{Diagnostics, Severity};
use verispec_text::rule::{Excuse, Rule, Stage, replace};

pub(crate) static RULE: Rule = Rule {
    id: "duplicate-workflow-name",
    severity: Severity::Error,
    stage: Stage::Check,
    what: "Two workflows have the same name.",
    why: "Readers of the docs could not tell the workflows apart.",
    way_out: "Give each workflow its own name.",
    example: &[replace("workflows/return_call.yaml", "name: Return Call", "name: ⟦First Call⟧")],
    excuse: Excuse::Comment,
    rests_on: &[],
};

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    for (index, workflow) in model.workflows.iter().enumerate() {
        let same = |earlier: &&crate::ir::Workflow| earlier.title.to_lowercase() == workflow.title.to_lowercase();
        if let Some(first) = model.workflows[..index].iter().find(same) {
            let message = format!("duplicate workflow name `{}`", workflow.title);
            diagnostics.push(
                RULE.at(workflow.places.title, message)
                    .label("used again here")
                    .related(first.places.title, "first used here")
                    .way_out(),
            );
        }
    }
}
