//! Checks bodies of examples against the workflow's key, the schema of their payload and the rules of the spec.

use std::collections::BTreeMap;

use super::address::{Address, is_placeholder};
use super::finding::Finding;
use super::typed::{items, text};
use super::{Auditor, start_of};
use crate::document::{Body, Request, Workflow};
use verispec_model::finding as kind;
use verispec_model::ir::{self, Direction, OperationId, TypeId, WorkflowId};
use verispec_model::judge::{BreachSite, Case, judge};
use verispec_spec::syntax::Data;
use verispec_text::source::Span;

/// A body with its context.
struct Shown<'a> {
    workflow: Option<WorkflowId>,
    operation: OperationId,
    direction: Direction,
    path: &'a [(String, String)],
    /// The type of the body, if it has one.
    kind: Option<TypeId>,
    body: Option<&'a Body>,
    /// The location to report if the body does not contain one.
    place: Span,
}

impl<'a> Auditor<'a> {
    pub(super) fn bodies(&mut self, workflow: &'a Workflow) {
        let key = workflow.key.as_ref().map(|key| key.value);
        let mut beyond = Vec::new();
        let id = self.model.workflow_ids().find(|id| Some(self.model[*id].key) == key);
        for operation in &workflow.operations {
            let (Some(number), Some(spec)) = (operation.operation, self.operation_of(operation)) else { continue };
            for request in &operation.requests {
                let path = self.path(spec, request);
                let place = request.curl.as_ref().map_or(request.fence.text.span, |curl| curl.span);
                let shown = Shown {
                    workflow: id,
                    operation: number,
                    direction: Direction::Request,
                    path: &path,
                    kind: spec.json(),
                    body: request.body(),
                    place: start_of(place),
                };
                self.key(workflow, spec, request);
                self.body(&shown);
                beyond.extend(self.beyond_required(workflow, spec, request));
            }
            for response in &operation.responses {
                self.body(&Shown {
                    workflow: id,
                    operation: number,
                    direction: Direction::Response,
                    path: &[],
                    kind: spec.received(),
                    body: Some(&response.body),
                    place: start_of(response.fence.text.span),
                });
            }
        }
        self.tell_beyond(workflow, &beyond);
    }

    /// Returns the values that a command has for the path parameters.
    fn path(&self, spec: &ir::Operation, request: &Request) -> Vec<(String, String)> {
        let url = request.curl.as_ref().and_then(|curl| curl.url.as_ref()).map(|url| url.value.as_str());
        let found = url.and_then(|url| Some((url, Address::parse(url)?.parameters(spec)?)));
        let Some((url, parameters)) = found else { return Vec::new() };
        let known = parameters.into_iter().map(|(name, range)| (name.to_owned(), url[range].to_owned()));
        known.filter(|(_, value)| !is_placeholder(self.layout, value)).collect()
    }

    fn key(&mut self, workflow: &Workflow, spec: &ir::Operation, request: &Request) {
        let Some(documented) = &workflow.key else { return };
        let Some(json) = request.body().and_then(|body| body.json.as_ref()) else { return };
        let Some(steps) = spec.json().and_then(|id| self.model.workflow_key(id)) else { return };
        let pointer: String = steps.iter().map(|step| format!("/{}", step.name.wire)).collect();
        let Some(sent) = json.at(&pointer) else { return };
        let value = match sent.to_json() {
            serde_json::Value::String(text) => text,
            other => other.to_string(),
        };
        // A value that is not a number does not match the schema, which is reported elsewhere.
        if value.parse::<u32>().is_ok_and(|sent| sent != documented.value) {
            let message = format!("the example sends the key {value} in the section of workflow {}", documented.value);
            let finding = Finding::new(&kind::FOREIGN_KEY, sent.span, message).against(documented.value.to_string());
            self.push(finding.related(documented.span, "the key of this section"));
        }
    }

    /// Checks that a body matches its schema and satisfies the rules.
    fn body(&mut self, shown: &Shown<'_>) {
        let model = self.model;
        let data = shown.body.and_then(|body| body.json.as_ref());
        // Invalid JSON has been reported; the rules would treat it as absent.
        if shown.body.is_some() && data.is_none() {
            return;
        }
        if data.is_none() && (shown.kind.is_some() || shown.direction == Direction::Response) {
            return;
        }
        let value = data.map(Data::to_json);
        let mut unfit: Vec<Span> = Vec::new();
        if let (Some(id), Some(data), Some(value)) = (shown.kind, data, &value) {
            for (span, message) in self.schemas.mistakes(id, value, data) {
                unfit.push(span);
                let finding = Finding::new(&kind::DOES_NOT_FIT, span, message.clone());
                self.push(finding.against(message));
            }
        } else if let (None, Some(data)) = (shown.kind, data) {
            let message = format!("`{}` has no JSON body in the spec", model[shown.operation].name.wire);
            self.push(Finding::new(&kind::DOES_NOT_FIT, data.first_words(), message));
            return;
        }
        let case = Case {
            model,
            operation: shown.operation,
            direction: shown.direction,
            workflow: shown.workflow,
            path: shown.path,
            body: value.as_ref(),
            now: self.now,
        };
        for breach in judge(&case) {
            let Some(span) = self.place(&breach.place, data, shown.place) else { continue };
            // A value that does not match its schema would also violate rules, and would be reported twice.
            if unfit.contains(&span) {
                continue;
            }
            let message = format!("this violates `{}`: {}", breach.rule.name.wire, breach.message);
            let mut finding = Finding::new(&kind::BREAKS_RULE, span, message);
            finding.rule = Some(breach.rule.name.wire.clone());
            self.push(finding.related(breach.rule.name.span, "the rule is here"));
        }
    }

    /// Returns the offending value, or the enclosing value of a missing value; `None` if it is a placeholder.
    fn place(&self, place: &BreachSite, data: Option<&Data>, otherwise: Span) -> Option<Span> {
        let (BreachSite::Body(pointer), Some(data)) = (place, data) else { return Some(otherwise) };
        let found = data.nearest(pointer);
        let stands = text(found).is_some_and(|value| is_placeholder(self.layout, value));
        (!stands).then(|| found.first_words())
    }

    /// Returns the credentials that a request lists more often than the section requires them.
    fn beyond_required(&self, workflow: &Workflow, spec: &ir::Operation, request: &Request) -> Vec<Beyond> {
        let mut beyond = Vec::new();
        let data = request.body().and_then(|body| body.json.as_ref());
        let (Some(required), Some(data), Some(id)) = (&workflow.required_credentials, data, spec.json()) else {
            return beyond;
        };
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        for item in items(self.model, id, data) {
            let Some(category) = text(item.category) else { continue };
            let count = seen.entry(category).or_default();
            *count += 1;
            let needed = required.items.iter().filter_map(|item| item.category);
            let needed = needed.filter(|id| self.model[*id].name.wire == category).count();
            let known = self.model.credentials.iter().any(|known| known.name.wire == category);
            if known && *count > needed {
                beyond.push(Beyond { category: category.to_owned(), count: *count, needed, span: item.category.span });
            }
        }
        beyond
    }

    /// Reports one finding per credential, even if several examples repeat it.
    fn tell_beyond(&mut self, workflow: &Workflow, found: &[Beyond]) {
        let Some(required) = &workflow.required_credentials else { return };
        let mut told: Vec<&str> = Vec::new();
        for Beyond { category, count, needed, span } in found {
            if told.contains(&category.as_str()) {
                continue;
            }
            told.push(category);
            let times = |count: usize| match count {
                0 => "not at all".to_owned(),
                1 => "once".to_owned(),
                2 => "twice".to_owned(),
                count => format!("{count} times"),
            };
            let message = format!(
                "an example lists {category} {}, but the list of required credentials has it {}",
                times(*count),
                times(*needed)
            );
            let again = found.iter().filter(|other| other.category == *category).map(|other| other.span).skip(1);
            let finding = Finding::new(&kind::BEYOND, *span, message).also(again).against(times(*needed));
            self.push(finding.related(required.heading.text.span, "the required credentials"));
        }
    }
}

/// A credential that an example lists too often.
struct Beyond {
    category: String,
    count: usize,
    needed: usize,
    span: Span,
}
