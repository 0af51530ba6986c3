//! `channel-without-slot`: a channel of a workflow that no slot supports.

use crate::ir::{Model, Origin, Slot, Workflow};
use crate::rules::lowering::{UNKNOWN_CHANNEL, UNKNOWN_CREDENTIAL, UNKNOWN_DECISION};
use verispec_text::diagnostics::{Diagnostics, Severity};
use verispec_text::rule::{Excuse, Rests, Rule, Stage, replace};

pub(crate) static RULE: Rule = Rule {
    id: "channel-without-slot",
    severity: Severity::Error,
    stage: Stage::Check,
    what: "A workflow lists a channel that none of its slots support, and no decision allows it.",
    why: "A caller that uses the channel could not provide any credential.",
    way_out: "Add the channel to a slot, remove it from the workflow, or list in the workflow's `decisions` a decision that allows it.",
    example: &[
        replace(
            "workflows/first_call.yaml",
            "channels: [GANGWAY, CARRIER]\nslots",
            "channels: [⟦GANGWAY⟧, CARRIER]\nslots",
        ),
        replace(
            "workflows/first_call.yaml",
            "origin: captured, channels: [GANGWAY, CARRIER]",
            "origin: captured, channels: [CARRIER]",
        ),
        replace(
            "workflows/first_call.yaml",
            "origin: captured, channels: [GANGWAY]",
            "origin: captured, channels: [CARRIER]",
        ),
    ],
    excuse: Excuse::Decision,
    rests_on: &[Rests::SameFile(&[&UNKNOWN_CHANNEL, &UNKNOWN_CREDENTIAL, &UNKNOWN_DECISION])],
};

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    // A slot without channels may be the one that should list the channel.
    let is_open = |slot: &Slot| slot.channels.is_empty() && slot.origin != Origin::OnFile;
    // A workflow without credentials has nothing to acquire over its channels.
    let judged = |workflow: &&Workflow| !workflow.slots.is_empty() && !workflow.slots.iter().any(is_open);
    for workflow in model.workflows.iter().filter(judged) {
        for (channel, place) in workflow.channels.iter().zip(&workflow.places.channels) {
            if !workflow.slots.iter().any(|slot| slot.channels.contains(channel)) {
                let message = format!("no slot supports {}", model[*channel].name.wire);
                diagnostics
                    .push(RULE.at(*place, message).way_out().unless_allowed(workflow.decisions.iter().map(|id| id.0)));
            }
        }
    }
}
