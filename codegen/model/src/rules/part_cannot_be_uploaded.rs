//! `part-cannot-be-uploaded`: a slot that lists parts but does not support the channel that uploads them.

use crate::ir::Model;
use crate::rules::lowering::{UNKNOWN_CHANNEL, UNKNOWN_CREDENTIAL};
use verispec_text::diagnostics::{Diagnostics, Severity};
use verispec_text::rule::{Excuse, Rests, Rule, Stage, replace};
use verispec_text::source::Span;

pub(crate) static RULE: Rule = Rule {
    id: "part-cannot-be-uploaded",
    severity: Severity::Error,
    stage: Stage::Check,
    what: "A slot lists parts, but does not support the channel that uploads parts.",
    why: "The docs would list parts that nobody can upload.",
    way_out: "Remove the parts, or add the channel.",
    example: &[replace(
        "workflows/first_call.yaml",
        "{category: INSIGNIA, origin: captured, channels: [GANGWAY]}",
        "{category: INSIGNIA, origin: captured, channels: [GANGWAY], parts: [⟦HOIST⟧]}",
    )],
    excuse: Excuse::Comment,
    rests_on: &[Rests::SameFile(&[&UNKNOWN_CHANNEL, &UNKNOWN_CREDENTIAL])],
};

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    let upload = model.provider.upload_channel;
    for slot in model.workflows.iter().flat_map(|workflow| &workflow.slots) {
        let parts: Vec<Span> = slot.parts.iter().map(|part| part.span).collect();
        if let (false, Some(place)) = (slot.channels.contains(&upload), Span::around(&parts)) {
            let message =
                format!("parts cannot be uploaded because the slot does not support {}", model[upload].name.wire);
            diagnostics.push(RULE.at(place, message).way_out());
        }
    }
}
