//! `state-unreachable`: a state, apart from the first one, that no other state leads to.

use crate::ir::Model;
use crate::rules::lowering::UNKNOWN_STATE;
use verispec_text::diagnostics::{Diagnostics, Severity};
use verispec_text::rule::{Excuse, Rests, Rule, Stage, replace};

pub(crate) static RULE: Rule = Rule {
    id: "state-unreachable",
    severity: Severity::Error,
    stage: Stage::Check,
    what: "A state is not the first one, and no other state leads to it.",
    why: "An execution could never reach the state.",
    way_out: "Add the state to the `next` of the states that lead to it, or remove it.",
    example: &[
        replace("timing.yaml", "next: [BERTHED, ADRIFT]", "next: [BERTHED]"),
        replace("timing.yaml", "  ADRIFT:", "  ⟦ADRIFT⟧:"),
    ],
    excuse: Excuse::Comment,
    rests_on: &[Rests::Anywhere(&[&UNKNOWN_STATE])],
};

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    let states = &model.timing.states;
    for state in states.iter().skip(1) {
        let leads = |from: &&crate::ir::State| from.name != state.name && from.next.contains(&state.name.wire);
        if states.iter().find(leads).is_none() {
            let message = format!("no state leads to `{}`", state.name.wire);
            diagnostics.push(RULE.at(state.name.span, message).way_out());
        }
    }
}
