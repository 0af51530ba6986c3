//! `stored-credential-never-captured`: a stored credential that its workflow neither captures nor receives as an upload.

use crate::ir::{Model, Origin};
use crate::rules::lowering::UNKNOWN_CREDENTIAL;
use verispec_text::diagnostics::{Diagnostics, Severity};
use verispec_text::rule::{Excuse, Rests, Rule, Stage, replace};

pub(crate) static RULE: Rule = Rule {
    id: "stored-credential-never-captured",
    severity: Severity::Error,
    stage: Stage::Check,
    what: "A workflow stores a credential that it neither captures nor receives as an upload, and no decision allows it.",
    why: "A credential that was never acquired cannot be stored.",
    way_out: "Add a slot, remove the credential from `stored_credentials`, or list in the workflow's `decisions` a decision that allows this.",
    example: &[
        replace(
            "workflows/first_call.yaml",
            "required_credentials: [MANIFEST, INSIGNIA]",
            "required_credentials: [MANIFEST]",
        ),
        replace("workflows/first_call.yaml", "  - {category: INSIGNIA, origin: captured, channels: [GANGWAY]}\n", ""),
        replace(
            "workflows/first_call.yaml",
            "stored_credentials: [MANIFEST]",
            "stored_credentials: [MANIFEST, ⟦INSIGNIA⟧]",
        ),
    ],
    excuse: Excuse::Decision,
    rests_on: &[Rests::SameFile(&[&UNKNOWN_CREDENTIAL])],
};

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    for workflow in &model.workflows {
        for (category, place) in workflow.stored_credentials.iter().zip(&workflow.places.stored_credentials) {
            if !workflow.slots.iter().any(|slot| slot.category == *category && slot.origin != Origin::OnFile) {
                let message = format!("{} is stored, but never acquired", model[*category].name.wire);
                diagnostics
                    .push(RULE.at(*place, message).way_out().unless_allowed(workflow.decisions.iter().map(|id| id.0)));
            }
        }
    }
}
