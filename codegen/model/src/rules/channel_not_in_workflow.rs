//! `channel-not-in-workflow`: a slot that lists a channel its workflow does not support.

use crate::ir::Model;
use crate::rules::lowering::{UNKNOWN_CHANNEL, UNKNOWN_CREDENTIAL};
use verispec_text::diagnostics::{Diagnostics, Severity};
use verispec_text::rule::{Excuse, Rests, Rule, Stage, replace};

pub(crate) static RULE: Rule = Rule {
    id: "channel-not-in-workflow",
    severity: Severity::Error,
    stage: Stage::Check,
    what: "A slot lists a channel that its workflow does not support, and no decision allows it.",
    why: "The docs would offer a channel that the workflow cannot be run over.",
    way_out: "Add the channel to the workflow, remove it from the slot, or list in the `decisions` of the slot or the workflow a decision that allows it.",
    example: &[
        replace("workflows/first_call.yaml", "channels: [GANGWAY, CARRIER]\nslots", "channels: [GANGWAY]\nslots"),
        replace(
            "workflows/first_call.yaml",
            "origin: captured, channels: [GANGWAY, CARRIER]",
            "origin: captured, channels: [GANGWAY, ⟦CARRIER⟧]",
        ),
    ],
    excuse: Excuse::Decision,
    rests_on: &[Rests::SameFile(&[&UNKNOWN_CHANNEL, &UNKNOWN_CREDENTIAL])],
};

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    for workflow in &model.workflows {
        for slot in &workflow.slots {
            for (channel, place) in slot.channels.iter().zip(&slot.places.channels) {
                if !workflow.channels.contains(channel) {
                    let channel = &model[*channel].name.wire;
                    let message = format!("`{}` does not run over {channel}", workflow.name.wire);
                    let finding = RULE.at(*place, message).way_out();
                    diagnostics.push(
                        finding
                            .unless_allowed(workflow.decisions.iter().map(|id| id.0))
                            .unless_allowed(slot.decisions.iter().map(|id| id.0)),
                    );
                }
            }
        }
    }
}
