//! `unused-credential`: a credential category that no workflow has a slot for.

use crate::ir::{CredentialId, Model};
use verispec_text::diagnostics::{Diagnostics, Severity};
use verispec_text::rule::{Excuse, Rests, Rule, Stage, add};

pub(crate) static RULE: Rule = Rule {
    id: "unused-credential",
    severity: Severity::Warning,
    stage: Stage::Check,
    what: "No workflow has a slot for the credential category.",
    why: "It may be missing from a workflow.",
    way_out: "Add a slot to a workflow, or remove the category.",
    example: &[add(
        "credentials/logbook.yaml",
        "category: ⟦LOGBOOK⟧\nname: Logbook\nsummary: What happened on the way.\nsource: \"almanac: Papers\"\n",
    )],
    excuse: Excuse::Comment,
    rests_on: &[Rests::Everything],
};

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    for (index, credential) in model.credentials.iter().enumerate() {
        let id = CredentialId(index);
        let used = !model.workflows_using(id).is_empty();
        if !used {
            let name = &credential.name;
            diagnostics.push(RULE.at(name.span, format!("no workflow has a slot for `{}`", name.wire)).way_out());
        }
    }
}
