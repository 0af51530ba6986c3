//! `unused-part`: a part of a credential that no slot can upload.

use super::{Rule, Stage, replace};
use crate::diagnostics::{Diagnostics, Severity};
use crate::ir::Model;

pub(crate) static RULE: Rule = Rule {
    id: "unused-part",
    severity: Severity::Warning,
    stage: Stage::Check(check),
    what: "A part of a credential that no slot can upload.",
    why: "It may be missing at a slot.",
    way_out: "Add it to the `parts` of a slot, or remove it.",
    example: &[replace(
        "credentials/insignia.yaml",
        "parts:\n",
        "parts:\n  ⟦PENNANT⟧: {summary: A small flag., file: scan}\n",
    )],
};

fn check(model: &Model, diagnostics: &mut Diagnostics) {
    for credential in &model.credentials {
        for part in &credential.parts {
            let slots = model.workflows.iter().flat_map(|workflow| &workflow.slots);
            if !slots.into_iter().any(|slot| slot.parts.contains(&part.name)) {
                let message = format!("no slot can upload `{}`", part.name.wire);
                diagnostics.push(RULE.at(part.name.span, message).way_out());
            }
        }
    }
}
