//! `part-not-in-credential`: a slot that lists a part its credential does not have.

use crate::ir::Model;
use crate::rules::lowering::{UNKNOWN_CREDENTIAL, UNKNOWN_FILE_KIND, UNKNOWN_PART};
use verispec_text::diagnostics::{Diagnostics, Severity};
use verispec_text::rule::{Excuse, Rests, Rule, Stage, replace};

pub(crate) static RULE: Rule = Rule {
    id: "part-not-in-credential",
    severity: Severity::Error,
    stage: Stage::Check,
    what: "A slot lists a part that its credential does not have.",
    why: "The provider would reject the upload.",
    way_out: "Correct the part, or add it to the credential category.",
    example: &[replace("workflows/return_call.yaml", "parts: [HOIST]", "parts: [HOIST, ⟦COVER⟧]")],
    excuse: Excuse::Comment,
    rests_on: &[Rests::Anywhere(&[&UNKNOWN_PART, &UNKNOWN_FILE_KIND]), Rests::SameFile(&[&UNKNOWN_CREDENTIAL])],
};

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    for slot in model.workflows.iter().flat_map(|workflow| &workflow.slots) {
        let category = &model[slot.category];
        for part in slot.parts.iter().filter(|part| !category.parts.iter().any(|known| known.name == **part)) {
            let known = category.parts.iter().map(|known| known.name.wire.as_str());
            let message = format!("{} has no part `{}`", category.name.wire, part.wire);
            diagnostics.push(RULE.at(part.span, message).way_out().did_you_mean(&part.wire, known));
        }
    }
}
