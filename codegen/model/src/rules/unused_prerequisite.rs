//! `unused-prerequisite`: a prerequisite that no workflow lists.

use crate::ir::{Model, PrerequisiteId};
use verispec_text::diagnostics::{Diagnostics, Severity};
use verispec_text::rule::{Excuse, Rests, Rule, Stage, replace};

pub(crate) static RULE: Rule = Rule {
    id: "unused-prerequisite",
    severity: Severity::Warning,
    stage: Stage::Check,
    what: "No workflow lists the prerequisite.",
    why: "It may be missing from a workflow.",
    way_out: "Add it to the `prerequisites` of a workflow, or remove it.",
    example: &[replace(
        "prerequisites.yaml",
        "prerequisites:\n",
        "prerequisites:\n  ⟦anchor-weighed⟧: {kind: consent, text: The anchor is up., source: \"almanac: Berths\"}\n",
    )],
    excuse: Excuse::Comment,
    rests_on: &[Rests::Everything],
};

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    for (index, prerequisite) in model.prerequisites.iter().enumerate() {
        let id = PrerequisiteId(index);
        let used = model.workflows.iter().any(|workflow| workflow.prerequisites.contains(&id));
        if !used {
            let name = &prerequisite.name;
            diagnostics
                .push(RULE.at(name.span, format!("no workflow lists the prerequisite `{}`", name.wire)).way_out());
        }
    }
}
