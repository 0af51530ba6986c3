//! `unused-part`: a part of a credential that no slot lists.

use crate::ir::Model;
use verispec_text::diagnostics::{Diagnostics, Severity};
use verispec_text::rule::{Excuse, Rests, Rule, Stage, replace};

pub(crate) static RULE: Rule = Rule {
    id: "unused-part",
    severity: Severity::Warning,
    stage: Stage::Check,
    what: "No slot lists the part.",
    why: "It may be missing from a slot.",
    way_out: "Add it to the `parts` of a slot, or remove it.",
    example: &[replace(
        "credentials/insignia.yaml",
        "parts:\n",
        "parts:\n  ⟦PENNANT⟧: {summary: A small flag., file: scan}\n",
    )],
    excuse: Excuse::Comment,
    rests_on: &[Rests::Everything],
};

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    for credential in &model.credentials {
        for part in &credential.parts {
            let slots = model.workflows.iter().flat_map(|workflow| &workflow.slots);
            if !slots.into_iter().any(|slot| slot.parts.contains(&part.name)) {
                let message = format!("no slot lists the part `{}`", part.name.wire);
                diagnostics.push(RULE.at(part.name.span, message).way_out());
            }
        }
    }
}
