//! `pass-value-does-not-fit`: a value in `passes_with` that is not a documented value of its field.

use crate::ir::Model;
use verispec_text::diagnostics::{Diagnostics, Severity};
use verispec_text::rule::{Excuse, Rule, Stage, replace};

pub(crate) static RULE: Rule = Rule {
    id: "pass-value-does-not-fit",
    severity: Severity::Error,
    stage: Stage::Check,
    what: "A value in `passes_with` is not a documented value of its field.",
    why: "No result has the value, so a result that should pass is undecided. The usual cause is a spelling mistake.",
    way_out: "Use a documented value of the field, or list in `decisions` a decision that allows this value.",
    example: &[replace("capabilities/weighed_cargo.yaml", "    values: [true]", "    values: [⟦\"true\"⟧]")],
    excuse: Excuse::Decision,
    rests_on: &[],
};

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    for row in model.capabilities.iter().flat_map(|capability| &capability.passes_with) {
        let Some(schema) = &row.path.schema else { continue };
        for value in &row.values {
            let Some((place, why)) = model.misfit(schema, &value.data) else { continue };
            let finding = RULE.at(place, format!("the value is {why}")).way_out();
            diagnostics.push(finding.unless_allowed(row.decisions.iter().map(|id| id.0)));
        }
    }
}
