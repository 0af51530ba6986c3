//! `informative-without-effect`: a field that is marked as informative, although verdicts depend on it or never read
//! its payload.

use crate::ir::Model;
use verispec_text::diagnostics::{Diagnostics, Severity};
use verispec_text::rule::{Excuse, Rests, Rule, Stage, replace};

pub(crate) static RULE: Rule = Rule {
    id: "informative-without-effect",
    severity: Severity::Error,
    stage: Stage::Check,
    what: "A field is marked `x-informative`, but verdicts depend on it, or no outcome is derived from its payload.",
    why: "The mark would wrongly claim that no verdict depends on the field, or it has no effect.",
    way_out: "Remove `x-informative`.",
    example: &[replace(
        "schemas/log.yaml",
        "      lamp: {$ref: \"#/$defs/Lamp\"}",
        "      ⟦lamp⟧: {$ref: \"#/$defs/Lamp\", x-informative: true}",
    )],
    excuse: Excuse::Comment,
    rests_on: &[Rests::Everything],
};

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    // Without outcomes, there are no verdicts that the mark could refer to.
    if model.readings.outcome.is_none() {
        return;
    }
    let known = model.fields_of_verdicts();
    let fields = model.types.iter().flat_map(|kind| kind.fields());
    for field in fields.filter(|field| field.informative && !known.is_effective(field)) {
        let message = format!(
            "`x-informative` has no effect on `{}`: verdicts depend on the field, or never read its payload",
            field.name.wire
        );
        diagnostics.push(RULE.at(field.name.span, message).way_out());
    }
}
