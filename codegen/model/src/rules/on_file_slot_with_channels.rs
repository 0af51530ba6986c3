//! `on-file-slot-with-channels`: an on-file slot that lists channels.

use crate::ir::Model;
use verispec_text::diagnostics::{Diagnostics, Severity};
use verispec_text::rule::{Excuse, Rule, Stage, replace};
use verispec_text::source::Span;

pub(crate) static RULE: Rule = Rule {
    id: "on-file-slot-with-channels",
    severity: Severity::Error,
    stage: Stage::Check,
    what: "An on-file slot lists channels.",
    why: "An on-file credential is not captured or uploaded again.",
    way_out: "Remove the slot's `channels`, or correct its `origin`.",
    example: &[replace(
        "workflows/return_call.yaml",
        "origin: on_file, channels: []",
        "origin: on_file, channels: [⟦CARRIER⟧]",
    )],
    excuse: Excuse::Comment,
    rests_on: &[],
};

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    for slot in model.workflows.iter().flat_map(|workflow| workflow.stored_slots()) {
        if let Some(place) = Span::around(&slot.places.channels) {
            let message = format!("the {} slot is on file but lists channels", model[slot.category].name.wire);
            diagnostics.push(RULE.at(place, message).way_out());
        }
    }
}
