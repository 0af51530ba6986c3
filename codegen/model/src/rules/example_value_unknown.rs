//! `example-value-unknown`: an example of a received payload that shows an enum value that the spec does not have.

use crate::ir::{Model, Shape, TypeKind};
use crate::rules::lowering::{
    UNKNOWN_CAPABILITY, UNKNOWN_CHANNEL, UNKNOWN_CREDENTIAL, UNKNOWN_LABEL, UNKNOWN_SCHEMA, UNKNOWN_STATE,
    UNKNOWN_VALUE,
};
use verispec_spec::syntax::Content;
use verispec_text::diagnostics::{Diagnostics, Severity};
use verispec_text::rule::{Excuse, Rests, Rule, Stage, replace};

pub(crate) static RULE: Rule = Rule {
    id: "example-value-unknown",
    severity: Severity::Warning,
    stage: Stage::Check,
    what: "An example of a payload from the provider shows an enum value that the spec does not have, and no decision allows it.",
    why: "The provider may send new values, so a payload with such a value is valid. An example with one is out of date or misspelled.",
    way_out: "Remove the value from the example, add it to the spec, or name a decision that allows it in the example.",
    example: &[replace("workflows/first_call.yaml", "lamp: ANCHORED", "lamp: ⟦DRIFTING⟧")],
    excuse: Excuse::Decision,
    rests_on: &[Rests::Anywhere(&[
        &UNKNOWN_CAPABILITY,
        &UNKNOWN_CHANNEL,
        &UNKNOWN_CREDENTIAL,
        &UNKNOWN_LABEL,
        &UNKNOWN_SCHEMA,
        &UNKNOWN_STATE,
        &UNKNOWN_VALUE,
    ])],
};

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    for (shown, kind, body) in model.received() {
        model.each_scalar_of(kind, &body.places, &mut |it| {
            let (Shape::Named(id), Content::Scalar(value)) = (&it.schema.shape, &it.data.value) else { return };
            let (TypeKind::Enum(known), Some(text)) = (&model[*id].kind, value.as_str()) else { return };
            if known.iter().any(|known| known.name.wire == text) {
                return;
            }
            let message = format!("`{}` has no value `{text}`", model[*id].name.wire);
            let finding = RULE.at(it.data.span, message).way_out();
            let finding = finding.did_you_mean(text, known.iter().map(|known| known.name.wire.as_str()));
            diagnostics.push(finding.unless_allowed(shown.decisions(model).into_iter().map(|id| id.0)));
        });
    }
}
