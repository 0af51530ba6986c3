//! `example-breaks-rule`: an example that violates a validation rule of the spec.

use crate::ir::{self, Direction, Model, Payload, Shown, ShownBody};
use crate::judge::{BreachSite, Case, judge};
use verispec_text::diagnostics::{Diagnostics, Severity};
use verispec_text::rule::{Excuse, Rule, Stage, replace};
use verispec_text::source::Span;

pub(crate) static RULE: Rule = Rule {
    id: "example-breaks-rule",
    severity: Severity::Error,
    stage: Stage::Derived,
    what: "An example violates a validation rule of severity error.",
    why: "Readers copy examples, and a copy of this one would be rejected.",
    way_out: "Correct the example or the rule.",
    example: &[replace(
        "workflows/return_call.yaml",
        "id: m-3}, {paper: INSIGNIA}",
        "id: m-3}, {paper: INSIGNIA}, {⟦paper⟧: INSIGNIA}",
    )],
    excuse: Excuse::Comment,
    rests_on: &[],
};

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    for shown in model.shown() {
        for body in shown.bodies(model) {
            // A request without a body type is still judged, because it has a path. Any other body that is absent is
            // merely not shown in the example.
            if body.body.is_some() || (body.kind.is_none() && body.direction == Direction::Request) {
                judged(model, &shown, &body, diagnostics);
            }
        }
    }
}

fn judged(model: &Model, shown: &Shown<'_>, body: &ShownBody<'_>, diagnostics: &mut Diagnostics) {
    let case = Case {
        model,
        operation: shown.operation,
        direction: body.direction,
        workflow: shown.workflow,
        path: &shown.example.path,
        body: body.body.map(|body| &body.value),
        now: None,
    };
    for breach in judge(&case).iter().filter(|breach| breach.rule.severity == ir::Severity::Error) {
        let message = format!("this violates `{}`: {}", breach.rule.name.wire, breach.message);
        let finding = RULE.at(place(model, shown, &breach.place, body.body), message);
        diagnostics.push(finding.related(breach.rule.name.span, "the rule is here").way_out());
    }
}

/// Returns the span of the violation. For a missing value, this is the start of the enclosing value.
fn place(model: &Model, shown: &Shown<'_>, place: &BreachSite, body: Option<&Payload>) -> Span {
    let found = match place {
        BreachSite::Body(pointer) => body.map(|body| body.places.nearest(pointer).first_words()),
        BreachSite::Path(name) => shown.path_place(name),
        BreachSite::Context => None,
    };
    let first = || body.map(|body| body.places.first_words()).or(shown.example.path_places.first().copied());
    found.or_else(first).unwrap_or(model[shown.operation].name.span)
}
