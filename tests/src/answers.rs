//! Collects the bodies of responses and callbacks from the examples in a spec.

use serde_json::Value;
use verispec_codegen::ir::{Example, Model, Operation, Sender};

/// Returns the bodies of responses and callbacks in all examples, each with the id of its operation.
#[must_use]
pub fn documented(model: &Model) -> Vec<(String, Value)> {
    let mut found = Vec::new();
    let mut take = |operation: &Operation, examples: &[Example]| {
        for example in examples {
            let body = match operation.sender {
                Sender::Customer => &example.response,
                Sender::Provider => &example.request,
            };
            if let (Some(body), Some(_)) = (body, operation.received()) {
                found.push((operation.name.wire.clone(), body.value.clone()));
            }
        }
    };
    for operation in &model.operations {
        take(operation, &operation.examples);
    }
    for workflow in &model.workflows {
        for own in &workflow.operations {
            take(&model[own.operation], &own.examples);
        }
    }
    found
}

/// Returns a response as a case for the crate's command `check`.
#[must_use]
pub fn case(operation: &str, body: &str) -> String {
    format!(r#"{{"name": "a", "operation": "{operation}", "direction": "response", "body": {body}}}"#)
}
