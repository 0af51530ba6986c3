//! `variant-without-slot`: a variant that lists a credential its workflow has no slot for.

use crate::ir::Model;
use crate::rules::lowering::UNKNOWN_CREDENTIAL;
use verispec_text::diagnostics::{Diagnostics, Severity};
use verispec_text::rule::{Excuse, Rests, Rule, Stage, replace};

pub(crate) static RULE: Rule = Rule {
    id: "variant-without-slot",
    severity: Severity::Error,
    stage: Stage::Check,
    what: "A variant lists a credential that its workflow has no slot for.",
    why: "A caller could not provide the credential.",
    way_out: "Add a slot, or correct the variant.",
    example: &[
        replace(
            "workflows/first_call.yaml",
            "required_credentials: [MANIFEST, INSIGNIA]",
            "required_credentials: [MANIFEST]",
        ),
        replace(
            "workflows/first_call.yaml",
            "  - {category: INSIGNIA, origin: captured, channels: [GANGWAY]}\nprerequisites:",
            "variants:\n  - [MANIFEST]\n  - [MANIFEST, ⟦INSIGNIA⟧]\nprerequisites:",
        ),
    ],
    excuse: Excuse::Comment,
    rests_on: &[Rests::SameFile(&[&UNKNOWN_CREDENTIAL])],
};

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    for workflow in &model.workflows {
        let variants = workflow.variants.iter().flatten();
        for (category, place) in variants.zip(workflow.places.variants.iter().flatten()) {
            if !workflow.slots.iter().any(|slot| slot.category == *category) {
                let message = format!("there is no slot for {}", model[*category].name.wire);
                diagnostics.push(RULE.at(*place, message).way_out());
            }
        }
    }
}
