//! `slot-without-channel`: a slot that has no channels and is not on file.

use crate::ir::{Model, Origin};
use crate::rules::lowering::UNKNOWN_CHANNEL;
use verispec_text::diagnostics::{Diagnostics, Severity};
use verispec_text::rule::{Excuse, Rests, Rule, Stage, replace};

pub(crate) static RULE: Rule = Rule {
    id: "slot-without-channel",
    severity: Severity::Error,
    stage: Stage::Check,
    what: "A slot that is not on file has no channels.",
    why: "The workflow could never be completed.",
    way_out: "Add the channels over which the credential can be captured or uploaded.",
    example: &[replace(
        "workflows/first_call.yaml",
        "{category: INSIGNIA, origin: captured, channels: [GANGWAY]}",
        "{category: INSIGNIA, origin: ⟦captured⟧, channels: []}",
    )],
    excuse: Excuse::Comment,
    rests_on: &[Rests::SameFile(&[&UNKNOWN_CHANNEL])],
};

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    for slot in model.workflows.iter().flat_map(|workflow| &workflow.slots) {
        if slot.origin != Origin::OnFile && slot.channels.is_empty() && !model.channels.is_empty() {
            let message = format!("the {} slot has no channels", model[slot.category].name.wire);
            diagnostics.push(RULE.at(slot.places.origin, message).way_out());
        }
    }
}
