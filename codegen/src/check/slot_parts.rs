//! `slot-parts`: the parts of a slot are those of its category, and only what is uploaded has any.

use super::Rule;
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::ir::Model;

pub(super) const RULE: Rule = Rule {
    id: "slot-parts",
    summary: "A slot with a part that its category does not have, or with parts that no channel can upload.",
    check,
};

fn check(model: &Model, diagnostics: &mut Diagnostics) {
    let upload = model.provider.upload_channel;
    for workflow in &model.workflows {
        for slot in &workflow.slots {
            let category = &model[slot.category];
            for part in &slot.parts {
                if !category.parts.iter().any(|known| known.name == *part) {
                    let message = format!("{} has no part `{}`", category.name.wire, part.wire);
                    diagnostics.push(
                        Diagnostic::error("slot-parts", part.span, message)
                            .did_you_mean(&part.wire, category.parts.iter().map(|known| known.name.wire.as_str())),
                    );
                } else if !slot.channels.contains(&upload) {
                    let message = format!(
                        "`{}` cannot be uploaded: the slot is not open to {}",
                        part.wire, model[upload].name.wire
                    );
                    diagnostics.push(
                        Diagnostic::error("slot-parts", part.span, message).help("remove the part, or add the channel"),
                    );
                }
            }
        }
    }
}
