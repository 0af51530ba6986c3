//! `required-credential-without-slot`: a required credential that its workflow has no slot for.

use crate::ir::Model;
use crate::rules::lowering::UNKNOWN_CREDENTIAL;
use verispec_text::diagnostics::{Diagnostics, Severity};
use verispec_text::rule::{Excuse, Rests, Rule, Stage, replace};

pub(crate) static RULE: Rule = Rule {
    id: "required-credential-without-slot",
    severity: Severity::Error,
    stage: Stage::Check,
    what: "A workflow requires a credential but has no slot for it, and no decision allows it.",
    why: "A caller could not provide the credential.",
    way_out: "Add a slot, or list in the workflow's `decisions` a decision that allows this.",
    example: &[
        replace(
            "workflows/first_call.yaml",
            "required_credentials: [MANIFEST, INSIGNIA]",
            "required_credentials: [MANIFEST, ⟦INSIGNIA⟧]",
        ),
        replace("workflows/first_call.yaml", "  - {category: INSIGNIA, origin: captured, channels: [GANGWAY]}\n", ""),
    ],
    excuse: Excuse::Decision,
    rests_on: &[Rests::SameFile(&[&UNKNOWN_CREDENTIAL])],
};

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    for workflow in &model.workflows {
        for (category, place) in workflow.required_credentials.iter().zip(&workflow.places.required_credentials) {
            if !workflow.slots.iter().any(|slot| slot.category == *category) {
                let message = format!("there is no slot for {}", model[*category].name.wire);
                diagnostics
                    .push(RULE.at(*place, message).way_out().unless_allowed(workflow.decisions.iter().map(|id| id.0)));
            }
        }
    }
}
