//! `unused-channel`: a channel that no workflow and no slot uses.

use crate::ir::{ChannelId, Model};
use verispec_text::diagnostics::{Diagnostics, Severity};
use verispec_text::rule::{Excuse, Rests, Rule, Stage, replace};

pub(crate) static RULE: Rule = Rule {
    id: "unused-channel",
    severity: Severity::Warning,
    stage: Stage::Check,
    what: "No workflow or slot uses the channel.",
    why: "It may be missing from a workflow.",
    way_out: "Add it to the `channels` of a workflow, or remove it.",
    example: &[replace(
        "provider.yaml",
        "channels:\n",
        "channels:\n  ⟦KITE⟧: {summary: Papers arrive by kite., source: \"almanac: Ways in\"}\n",
    )],
    excuse: Excuse::Comment,
    rests_on: &[Rests::Everything],
};

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    for (index, channel) in model.channels.iter().enumerate() {
        let id = ChannelId(index);
        let used = model.workflows.iter().any(|workflow| {
            workflow.channels.contains(&id) || workflow.slots.iter().any(|slot| slot.channels.contains(&id))
        });
        if !used {
            let name = &channel.name;
            diagnostics.push(RULE.at(name.span, format!("no workflow uses the channel `{}`", name.wire)).way_out());
        }
    }
}
