//! `unused-list`: a list that no rule uses.

use crate::ir::{ListId, Model};
use verispec_text::diagnostics::{Diagnostics, Severity};
use verispec_text::rule::{Excuse, Rests, Rule, Stage, add};

pub(crate) static RULE: Rule = Rule {
    id: "unused-list",
    severity: Severity::Warning,
    stage: Stage::Check,
    what: "No rule uses the list.",
    why: "A rule may be missing.",
    way_out: "Use it in a rule with `in_list`, or remove the file.",
    example: &[add(
        "lists/piers.yaml",
        "⟦⟧summary: Piers that ships lie at.\nsource: \"almanac: Piers\"\nvalues: [A, B]\n",
    )],
    excuse: Excuse::Comment,
    rests_on: &[Rests::Everything],
};

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    for (index, list) in model.lists.iter().enumerate() {
        let id = ListId(index);
        let used = model.rules().any(|rule| rule.lists().contains(&id));
        if !used {
            let name = &list.name;
            diagnostics.push(RULE.at(name.span, format!("no rule uses the list `{}`", name.wire)).way_out());
        }
    }
}
