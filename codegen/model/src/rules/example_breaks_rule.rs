//! `example-breaks-rule`: an example that violates a validation rule of the spec.

use crate::ir::{self, Direction, Example, Model, OperationId, Payload, TypeId, WorkflowId};
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
    for operation in model.operation_ids() {
        for example in &model[operation].examples {
            Shown { model, operation, workflow: None, example }.check(diagnostics);
        }
    }
    for workflow in model.workflow_ids() {
        for used in &model[workflow].operations {
            for example in &used.examples {
                Shown { model, operation: used.operation, workflow: Some(workflow), example }.check(diagnostics);
            }
        }
    }
}

/// An example with the operation or workflow that shows it.
struct Shown<'a> {
    model: &'a Model,
    operation: OperationId,
    workflow: Option<WorkflowId>,
    example: &'a Example,
}

impl Shown<'_> {
    fn check(&self, diagnostics: &mut Diagnostics) {
        let operation = &self.model[self.operation];
        let (sent, received) = (operation.sent(), operation.received());
        let Example { request, response, .. } = self.example;
        if operation.is_ours() {
            self.side(Direction::Request, sent, request, diagnostics);
            self.side(Direction::Response, received, response, diagnostics);
        } else {
            self.side(Direction::Response, received, request, diagnostics);
        }
    }

    fn side(&self, direction: Direction, kind: Option<TypeId>, body: &Option<Payload>, diagnostics: &mut Diagnostics) {
        // A request without a body type is still judged, because it has a path. Any other body that is missing in an
        // example is only not shown.
        if body.is_none() && (kind.is_some() || direction == Direction::Response) {
            return;
        }
        let case = Case {
            model: self.model,
            operation: self.operation,
            direction,
            workflow: self.workflow,
            path: &self.example.path,
            body: body.as_ref().map(|body| &body.value),
            now: None,
        };
        for breach in judge(&case).iter().filter(|breach| breach.rule.severity == ir::Severity::Error) {
            let message = format!("this violates `{}`: {}", breach.rule.name.wire, breach.message);
            let finding = RULE.at(self.place(&breach.place, body.as_ref()), message);
            diagnostics.push(finding.related(breach.rule.name.span, "the rule is here").way_out());
        }
    }

    /// Returns the span of the violation. For a missing value, this is the start of the enclosing value.
    fn place(&self, place: &BreachSite, body: Option<&Payload>) -> Span {
        let found = match place {
            BreachSite::Body(pointer) => body.map(|body| body.places.nearest(pointer).first_words()),
            BreachSite::Path(name) => self
                .example
                .path
                .iter()
                .position(|(known, _)| known == name)
                .map(|index| self.example.path_places[index]),
            BreachSite::Context => None,
        };
        let somewhere = || body.map(|body| body.places.first_words()).or(self.example.path_places.first().copied());
        found.or_else(somewhere).unwrap_or(self.model[self.operation].name.span)
    }
}
