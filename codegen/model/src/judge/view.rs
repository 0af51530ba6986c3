//! Looks up the values that the predicates of a rule refer to. Each value may be unknown.

use std::borrow::Cow;

use serde_json::Value as Json;
use verispec_runtime::runtime::WorkflowKey;
use verispec_runtime::runtime::time::Moment;

use super::spot::Spot;
use super::{BreachSite, Case};
use crate::ir::subject::text;
use crate::ir::{Clause, Direction, Known, Model, Operation, Predicate, Subject, Test, Value, Workflow};

/// The known facts about a payload and its context.
pub(super) struct Scope<'a> {
    pub(super) model: &'a Model,
    operation: &'a Operation,
    path: &'a [(String, String)],
    pub(super) now: Option<Moment>,
    /// The whole payload.
    pub(super) body: Spot<'a>,
    /// The location of the workflow's key in the payload, if the payload's type has one.
    key_spot: Option<Spot<'a>>,
    /// The workflow's key, even if the spec does not have that workflow.
    key: Option<String>,
    /// The workflow, if the spec has it.
    pub(super) workflow: Option<&'a Workflow>,
}

impl<'a> Scope<'a> {
    /// Creates the view. A workflow in the payload takes precedence over the workflow of the case.
    pub(super) fn new(case: &Case<'a>) -> Self {
        let model = case.model;
        let operation = &model[case.operation];
        let kind = match case.direction {
            Direction::Request => operation.sent(),
            Direction::Response => operation.received(),
        };
        let body = Spot::root(case.body);
        let key_spot = kind.and_then(|id| model.workflow_key(id)).and_then(|steps| body.along(&steps).pop());
        let named = key_spot.as_ref().and_then(|spot| text(spot.value));
        let key = named.or_else(|| case.workflow.map(|id| model[id].key.to_string()));
        let workflow = key.as_ref().and_then(|key| workflow(model, key));
        Self { model, operation, path: case.path, now: case.now, body, key_spot, key, workflow }
    }

    /// Describes the workflow for messages.
    pub(super) fn workflow_in_words(&self) -> Option<String> {
        let key = self.key.as_ref()?;
        Some(match self.workflow {
            Some(workflow) => format!("Workflow {key} ({})", workflow.title),
            None => format!("Workflow {key}"),
        })
    }
}

/// Returns the workflow with this key as written on the wire, if the spec has it.
pub(super) fn workflow<'a>(model: &'a Model, key: &str) -> Option<&'a Workflow> {
    model.workflow(WorkflowKey::from(key).as_number()?)
}

/// The values that a clause can use while it is applied to an item.
pub(super) struct View<'a, 's> {
    pub(super) scope: &'s Scope<'a>,
    pub(super) clause: &'a Clause,
    pub(super) item: Spot<'a>,
}

impl<'a> View<'a, '_> {
    /// Returns the locations of a value of the payload. The result is empty for values of the context.
    pub(super) fn spots(&self, value: &Value) -> Vec<Spot<'a>> {
        match value {
            Value::Body(path) => self.scope.body.along(&path.steps),
            Value::Item(path) => self.item.along(&path.steps),
            _ => Vec::new(),
        }
    }

    /// Returns a value outside of lists; `None` if it is absent or unknown.
    pub(super) fn fact(&self, value: &Value) -> Option<Cow<'a, Json>> {
        let name = |name: &str| Some(Cow::Owned(Json::from(name)));
        let (model, workflow) = (self.scope.model, self.scope.workflow);
        match value {
            Value::Body(_) | Value::Item(_) => self.spots(value).pop()?.value.map(Cow::Borrowed),
            Value::PathParameter(wanted) => name(&self.scope.path.iter().find(|(known, _)| known == wanted)?.1),
            Value::Known(Known::Operation) => name(&self.scope.operation.name.wire),
            Value::Known(Known::Capability) => name(&model[self.clause.capability?].name.wire),
            // The key is known even if the spec does not have the workflow.
            Value::Known(Known::WorkflowKey) => name(self.scope.key.as_ref()?),
            Value::Known(known) => model.value_of(*known, workflow?).map(Cow::Owned),
        }
    }

    /// Returns whether a predicate is true for the value that it refers to, which is outside of lists.
    pub(super) fn test_value(&self, predicate: &Predicate) -> Option<bool> {
        self.test(predicate, self.fact(&predicate.value).as_deref())
    }

    /// Returns whether a predicate is true for this value; `None` if unknown.
    pub(super) fn test(&self, predicate: &Predicate, value: Option<&Json>) -> Option<bool> {
        match &predicate.test {
            Test::Present(present) => Some(value.is_some() == *present),
            Test::InSet(set, of) => self.has_member(*set, of.as_ref(), &text(value)?),
            Test::Ask(ask, operand) => {
                let other = predicate.test.other().and_then(|other| self.fact(other));
                let subject = Subject { model: self.scope.model, value, other: other.as_deref(), now: self.scope.now };
                (ask.holds)(&subject, operand)
            }
            // The file is unknown here, and a test of a list of credentials reports its own items.
            Test::Within(_) | Test::Credentials { .. } => None,
        }
    }

    /// Returns the location to report for a value. For values of the workflow, this is the workflow key in the payload,
    /// if there is one.
    pub(super) fn place(&self, value: &Value) -> BreachSite {
        match value {
            Value::Body(_) | Value::Item(_) => {
                self.spots(value).pop().map_or(BreachSite::Context, |spot| BreachSite::Body(spot.pointer))
            }
            Value::PathParameter(name) => BreachSite::Path(name.clone()),
            Value::Known(known) if known.is_of_workflow() || *known == Known::Operation => {
                self.scope.key_spot.as_ref().map_or(BreachSite::Context, |spot| BreachSite::Body(spot.pointer.clone()))
            }
            Value::Known(_) => BreachSite::Context,
        }
    }
}
