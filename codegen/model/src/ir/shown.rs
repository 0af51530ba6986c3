//! The examples of a spec, each with the operation and the workflow that show it, and the typed values in their bodies.

use super::{
    DecisionId, Direction, Example, Field, Model, OperationId, Payload, Schema, Shape, TypeId, TypeKind, WorkflowId,
};
use verispec_spec::syntax::{Content, Data};
use verispec_text::source::Span;

/// An example with the operation or workflow that shows it.
#[derive(Debug, Clone, Copy)]
pub struct Shown<'m> {
    /// The operation of the example.
    pub operation: OperationId,
    /// The workflow that shows the example; `None` for an example of the operation itself.
    pub workflow: Option<WorkflowId>,
    /// The example.
    pub example: &'m Example,
}

/// A body of an example.
#[derive(Debug, Clone, Copy)]
pub struct ShownBody<'m> {
    /// Whether the customer or the provider sends the body.
    pub direction: Direction,
    /// The type of the body, if the operation has a JSON body in this direction.
    pub kind: Option<TypeId>,
    /// The body; `None` if the example does not show it.
    pub body: Option<&'m Payload>,
}

/// A value in a body.
#[derive(Debug, Clone, Copy)]
pub struct TypedValue<'m, 'd> {
    /// The schema of the value, in which aliases are resolved.
    pub schema: &'m Schema,
    /// The value.
    pub data: &'d Data,
}

impl Model {
    /// Returns all examples: those of the operations, then those of the workflows.
    pub fn shown(&self) -> impl Iterator<Item = Shown<'_>> {
        let own = self.operation_ids().flat_map(|operation| {
            self[operation].examples.iter().map(move |example| Shown { operation, workflow: None, example })
        });
        let used = self.workflow_ids().flat_map(|workflow| {
            self[workflow].operations.iter().flat_map(move |used| {
                let show = move |example| Shown { operation: used.operation, workflow: Some(workflow), example };
                used.examples.iter().map(show)
            })
        });
        own.chain(used)
    }

    /// Returns the bodies from the provider that examples show, each with its example and its type.
    pub fn received(&self) -> impl Iterator<Item = (Shown<'_>, TypeId, &Payload)> {
        self.shown().filter_map(|shown| {
            let mut bodies = shown.bodies(self).into_iter();
            let body = bodies.find(|body| body.direction == Direction::Response)?;
            Some((shown, body.kind?, body.body?))
        })
    }

    /// Calls the function for each scalar of the data that the schema describes.
    pub fn each_scalar<'m, 'd>(&'m self, schema: &'m Schema, data: &'d Data, tell: &mut dyn FnMut(TypedValue<'m, 'd>)) {
        let schema = self.resolved(schema);
        match (&schema.shape, &data.value) {
            (_, Content::Scalar(_)) => tell(TypedValue { schema, data }),
            (Shape::List(inner), Content::List(items)) => {
                items.iter().for_each(|item| self.each_scalar(inner, item, tell));
            }
            (Shape::Map(inner), Content::Object(members)) => {
                members.iter().for_each(|(_, value)| self.each_scalar(inner, value, tell));
            }
            (Shape::Named(id), Content::Object(_)) => self.each_scalar_of(*id, data, tell),
            _ => {}
        }
    }

    /// Calls the function for each scalar of the data that the named type describes.
    pub fn each_scalar_of<'m, 'd>(&'m self, id: TypeId, data: &'d Data, tell: &mut dyn FnMut(TypedValue<'m, 'd>)) {
        match (&self[id].kind, &data.value) {
            (TypeKind::Alias(schema), _) => self.each_scalar(schema, data, tell),
            (TypeKind::Object(fields), Content::Object(members)) => {
                for (key, value) in members {
                    let field = fields.iter().find(|field: &&Field| field.name.wire == key.value);
                    if let Some(field) = field {
                        self.each_scalar(&field.schema, value, tell);
                    }
                }
            }
            _ => {}
        }
    }
}

impl<'m> Shown<'m> {
    /// Returns both bodies. A request that the provider sends is a response to the customer.
    pub fn bodies(&self, model: &Model) -> Vec<ShownBody<'m>> {
        let operation = &model[self.operation];
        let Example { request, response, .. } = self.example;
        let sent = ShownBody { direction: Direction::Request, kind: operation.sent(), body: request.as_ref() };
        let received = |body: &'m Option<Payload>| ShownBody {
            direction: Direction::Response,
            kind: operation.received(),
            body: body.as_ref(),
        };
        if operation.is_ours() { vec![sent, received(response)] } else { vec![received(request)] }
    }

    /// Returns the decisions behind the example: its own, those of the workflow that shows it, and those of the
    /// operation.
    pub fn decisions(&self, model: &'m Model) -> Vec<DecisionId> {
        let workflow = self.workflow.map(|id| &model[id]);
        let used = workflow.and_then(|workflow| workflow.operation(self.operation));
        let of_workflow = workflow.iter().flat_map(|workflow| &workflow.decisions);
        let of_use = used.iter().flat_map(|used| &used.decisions);
        let of_operation = &model[self.operation].decisions;
        self.example.decisions.iter().chain(of_use).chain(of_workflow).chain(of_operation).copied().collect()
    }

    /// Returns the span of a path parameter's value.
    pub fn path_place(&self, name: &str) -> Option<Span> {
        let index = self.example.path.iter().position(|(known, _)| known == name)?;
        self.example.path_places.get(index).copied()
    }
}
