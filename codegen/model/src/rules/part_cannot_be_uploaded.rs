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
    way_out: "Remove the parts, or add the channel that uploads them.",
    example: &[replace(
        "workflows/first_call.yaml",
        "{category: INSIGNIA, origin: captured, channels: [GANGWAY]}",
        "{category: INSIGNIA, origin: captured, channels: [GANGWAY], parts: [⟦HOIST⟧]}",
    )],
    excuse: Excuse::Comment,
    rests_on: &[Rests::SameFile(&[&UNKNOWN_CHANNEL, &UNKNOWN_CREDENTIAL])],
};

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    for slot in model.workflows.iter().flat_map(|workflow| &workflow.slots) {
        let parts: Vec<Span> = slot.parts.iter().map(|part| part.span).collect();
        if let (false, Some(place)) = (model.is_uploaded(slot), Span::around(&parts)) {
            let message = match model.upload_channel() {
                Some(channel) => {
                    format!("parts cannot be uploaded because the slot does not support {}", channel.name.wire)
                }
                None => "parts cannot be uploaded because `provider.yaml` has no `upload_channel`".to_owned(),
            };
            diagnostics.push(RULE.at(place, message).way_out());
        }
    }
}
