//! Renders examples of the spec as OpenAPI examples: those of the operation, and those of each workflow by its id.

use serde_json::{Map, Value, json};

use verispec_model::ir::{Example, Model, OperationId};

#[derive(Clone, Copy)]
pub(super) enum Side {
    Request,
    Response,
}

/// Renders the request or response bodies of an operation's examples, by the examples' names.
pub(super) fn examples(model: &Model, id: OperationId, side: Side) -> Value {
    let mut examples = Map::new();
    for (name, summary, example) in named(model, id) {
        let body = match side {
            Side::Request => &example.request,
            Side::Response => &example.response,
        };
        if let Some(body) = body {
            examples.insert(name, json!({ "summary": summary, "value": body.value }));
        }
    }
    Value::Object(examples)
}

/// Returns the value of a path parameter from an example of the operation or, if there is none, from an example of any
/// operation.
pub(super) fn path_value<'m>(model: &'m Model, id: OperationId, parameter: &str) -> Option<&'m str> {
    let of = |id: OperationId| model.examples_of(id).flat_map(|example| &example.path);
    let mut values = of(id).chain(model.operation_ids().flat_map(of));
    values.find(|(name, _)| name == parameter).map(|(_, value)| value.as_str())
}

/// Returns every example with a name and a summary. The name is the same for the request and the response.
fn named(model: &Model, id: OperationId) -> Vec<(String, String, &Example)> {
    let operation = &model[id];
    let own = operation.examples.iter().enumerate();
    let own = own.map(|(index, example)| (numbered("example", index), summary(example, &operation.title), example));
    let of_workflows = model.workflows.iter().flat_map(|workflow| {
        let examples = workflow.operation(id).into_iter().flat_map(|used| &used.examples).enumerate();
        examples.map(|(index, example)| {
            let title = format!("{} {}", workflow.key, workflow.title);
            let summary = example.name.as_ref().map_or(title.clone(), |name| format!("{title}: {name}"));
            (numbered(&workflow.name.wire, index), summary, example)
        })
    });
    own.chain(of_workflows).collect()
}

fn numbered(name: &str, index: usize) -> String {
    if index == 0 { name.to_owned() } else { format!("{name}_{}", index + 1) }
}

fn summary(example: &Example, title: &str) -> String {
    example.name.clone().unwrap_or_else(|| title.to_owned())
}
