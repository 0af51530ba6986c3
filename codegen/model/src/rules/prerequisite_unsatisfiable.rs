//! `prerequisite-unsatisfiable`: a prerequisite for a credential on file that no workflow stores.

use crate::ir::{Holder, Model};
use crate::rules::lowering::UNKNOWN_CREDENTIAL;
use verispec_text::diagnostics::{Diagnostics, Severity};
use verispec_text::rule::{Excuse, Rests, Rule, Stage, replace};

pub(crate) static RULE: Rule = Rule {
    id: "prerequisite-unsatisfiable",
    severity: Severity::Warning,
    stage: Stage::Check,
    what: "A prerequisite needs a credential on file at the provider, but no workflow stores it.",
    why: "No end user could ever meet the prerequisite.",
    way_out: "Add the credential to the `stored_credentials` of the workflow that stores it.",
    example: &[replace(
        "prerequisites.yaml",
        "    credential: MANIFEST\n    stored_by: provider\n    obtained_by: [first_call]\n",
        "    credential: ⟦INSIGNIA⟧\n    stored_by: provider\n",
    )],
    excuse: Excuse::Comment,
    rests_on: &[Rests::Anywhere(&[&UNKNOWN_CREDENTIAL])],
};

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    for prerequisite in &model.prerequisites {
        let (Some(credential), Some(place)) = (prerequisite.credential, prerequisite.places.credential) else {
            continue;
        };
        let stored = model.workflows.iter().any(|workflow| workflow.stored_credentials.contains(&credential));
        if prerequisite.stored_by == Some(Holder::Provider) && !stored {
            let message = format!("no workflow stores {}", model[credential].name.wire);
            diagnostics.push(RULE.at(place, message).way_out());
        }
    }
}
