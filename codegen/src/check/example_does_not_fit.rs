//! `example-does-not-fit`: an example is a payload, so its schema accepts it.

use super::Rule;
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::ir::{Example, Model, Operation, TypeId};
use crate::render::wire_schema;
use crate::source::Spanned;

pub(super) const RULE: Rule = Rule {
    id: "example-does-not-fit",
    summary: "An example that its own schema refuses, or a body where the operation has none.",
    check,
};

fn check(model: &Model, diagnostics: &mut Diagnostics) {
    let schemas = Schemas::new(model);
    for operation in &model.operations {
        schemas.check(operation, &operation.examples, diagnostics);
    }
    for workflow in &model.workflows {
        for used in &workflow.operations {
            schemas.check(&model[used.operation], &used.examples, diagnostics);
        }
    }
}

/// One compiled schema per body type.
struct Schemas(std::collections::BTreeMap<TypeId, jsonschema::Validator>);

impl Schemas {
    fn new(model: &Model) -> Self {
        let bodies = model.operations.iter().flat_map(|operation| {
            operation.request.as_ref().and_then(|body| body.schema).into_iter().chain(operation.response.schema)
        });
        let compiled = bodies.filter_map(|id| {
            let schema = wire_schema::document(model, id);
            Some((id, jsonschema::draft202012::new(&schema).ok()?))
        });
        Self(compiled.collect())
    }

    fn check(&self, operation: &Operation, examples: &[Example], diagnostics: &mut Diagnostics) {
        for example in examples {
            let request = operation.request.as_ref().and_then(|body| body.schema);
            self.body(operation, request, &example.request, "request", diagnostics);
            self.body(operation, operation.response.schema, &example.response, "response", diagnostics);
        }
    }

    fn body(
        &self,
        operation: &Operation,
        schema: Option<TypeId>,
        body: &Option<Spanned<serde_json::Value>>,
        side: &str,
        diagnostics: &mut Diagnostics,
    ) {
        let Some(body) = body else { return };
        let Some(validator) = schema.and_then(|id| self.0.get(&id)) else {
            let message = format!("the {side} of `{}` has no JSON body", operation.name.wire);
            diagnostics.push(Diagnostic::error("example-does-not-fit", body.span, message).help("remove it"));
            return;
        };
        for error in validator.iter_errors(&body.value) {
            let place = error.instance_path().as_str();
            let at = if place.is_empty() { "the body".to_owned() } else { format!("`{place}`") };
            diagnostics.push(
                Diagnostic::error("example-does-not-fit", body.span, format!("{at} does not fit its schema: {error}"))
                    .help("mend the example or the schema"),
            );
        }
    }
}
