//! `variant-equals-another`: a variant with the same credentials as another one.

use crate::ir::{CredentialId, Model};
use crate::rules::lowering::UNKNOWN_CREDENTIAL;
use verispec_text::diagnostics::{Diagnostics, Severity};
use verispec_text::rule::{Excuse, Rests, Rule, Stage, replace};
use verispec_text::source::Span;

pub(crate) static RULE: Rule = Rule {
    id: "variant-equals-another",
    severity: Severity::Error,
    stage: Stage::Check,
    what: "A variant has the same credentials as another one.",
    why: "A request could not select one of the two.",
    way_out: "Remove the variant, or correct its categories.",
    example: &[replace(
        "workflows/first_call.yaml",
        "prerequisites:",
        "variants:\n  - [MANIFEST, INSIGNIA]\n  - [⟦INSIGNIA, MANIFEST⟧]\nprerequisites:",
    )],
    excuse: Excuse::Comment,
    rests_on: &[Rests::SameFile(&[&UNKNOWN_CREDENTIAL])],
};

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    for workflow in &model.workflows {
        let sets: Vec<Vec<CredentialId>> = workflow.variants.iter().map(|variant| sorted(variant)).collect();
        for (index, set) in sets.iter().enumerate() {
            let Some(first) = sets[..index].iter().position(|earlier| earlier == set) else { continue };
            let place = |at: usize| Span::around(&workflow.places.variants[at]);
            if let (Some(place), Some(first)) = (place(index), place(first)) {
                diagnostics.push(
                    RULE.at(place, "this variant has the same credentials as another one")
                        .related(first, "the other variant is here")
                        .way_out(),
                );
            }
        }
    }
}

/// Sorts the credentials of a variant, because their order has no meaning.
fn sorted(variant: &[CredentialId]) -> Vec<CredentialId> {
    let mut sorted = variant.to_vec();
    sorted.sort_unstable();
    sorted
}
