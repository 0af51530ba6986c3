//! `origin-does-not-store`: a prerequisite whose origin is a workflow that does not store the credential.

use crate::ir::Model;
use crate::rules::lowering::{UNKNOWN_CREDENTIAL, UNKNOWN_WORKFLOW};
use verispec_text::diagnostics::{Diagnostics, Severity};
use verispec_text::rule::{Excuse, Rests, Rule, Stage, replace};

pub(crate) static RULE: Rule = Rule {
    id: "origin-does-not-store",
    severity: Severity::Error,
    stage: Stage::Check,
    what: "A prerequisite names a workflow as the origin of a credential, but the workflow does not store that credential.",
    why: "Running that workflow does not put the credential on file.",
    way_out: "Name a workflow that stores the credential, or add the credential to the `stored_credentials` of the workflow.",
    example: &[replace("prerequisites.yaml", "obtained_by: [first_call]", "obtained_by: [first_call, ⟦return_call⟧]")],
    excuse: Excuse::Comment,
    rests_on: &[Rests::Anywhere(&[&UNKNOWN_CREDENTIAL, &UNKNOWN_WORKFLOW])],
};

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    for prerequisite in &model.prerequisites {
        let Some(credential) = prerequisite.credential else { continue };
        for (workflow, place) in prerequisite.obtained_by.iter().zip(&prerequisite.places.obtained_by) {
            if !model[*workflow].stored_credentials.contains(&credential) {
                let (workflow, credential) = (&model[*workflow].name.wire, &model[credential].name.wire);
                diagnostics.push(RULE.at(*place, format!("`{workflow}` does not store {credential}")).way_out());
            }
        }
    }
}
