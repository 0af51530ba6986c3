//! `empty-choice`: lists that must offer something do not.

use super::Rule;
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::ir::{Model, Origin};

pub(super) const RULE: Rule = Rule {
    id: "empty-choice",
    summary: "A workflow without channels, slots, chains or operations, or a slot that no channel can fill.",
    check,
};

fn check(model: &Model, diagnostics: &mut Diagnostics) {
    for workflow in &model.workflows {
        let lists = [
            ("channels", workflow.channels.is_empty()),
            ("slots", workflow.slots.is_empty()),
            ("chains", workflow.chains.is_empty()),
            ("operations", workflow.operations.is_empty()),
        ];
        for (what, _) in lists.iter().filter(|(_, empty)| *empty) {
            let message = format!("`{}` has no {what}", workflow.name.wire);
            diagnostics.push(
                Diagnostic::error("empty-choice", workflow.source.span, message).help(format!("fill in `{what}`")),
            );
        }
        for slot in &workflow.slots {
            let on_file = slot.origin == Origin::OnFile;
            if on_file != slot.channels.is_empty() {
                let category = &model[slot.category].name.wire;
                let (message, help) = match on_file {
                    true => (
                        format!("the {category} slot is on file, yet has channels"),
                        "a credential on file is not acquired again: leave `channels` empty",
                    ),
                    false => (
                        format!("no channel can fill the {category} slot"),
                        "name the channels that it can be acquired over",
                    ),
                };
                diagnostics.push(Diagnostic::error("empty-choice", workflow.source.span, message).help(help));
            }
        }
    }
}
