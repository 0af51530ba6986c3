//! Prepares the run of an Arazzo document: provides the inputs, and selects the example that the mock server returns.

use anyhow::{Context, Result};
use serde_json::{Map, Value, json};

/// A workflow to run.
#[derive(Debug)]
pub(super) struct Run {
    /// The id of the workflow in the document.
    pub(super) id: String,
    /// Values for all inputs.
    pub(super) inputs: Value,
}

/// Returns every workflow of a document with values for its inputs. The values are the examples in the document, or
/// otherwise Base64 data, which is valid for credentials and for files.
pub(super) fn runs(document: &Value) -> Result<Vec<Run>> {
    let workflows = document["workflows"].as_array().context("the document has no workflows")?;
    let runs = workflows.iter().map(|workflow| {
        let properties = workflow["inputs"]["properties"].as_object().cloned().unwrap_or_default();
        let value =
            |schema: &Value| schema["examples"].get(0).cloned().unwrap_or_else(|| json!("ZXhhbXBsZTpleGFtcGxl"));
        let inputs: Map<String, Value> =
            properties.iter().map(|(name, schema)| (name.clone(), value(schema))).collect();
        let id = workflow["workflowId"].as_str().context("a workflow has no id")?;
        Ok(Run { id: id.to_owned(), inputs: Value::Object(inputs) })
    });
    runs.collect()
}

/// Adds a header to every step. It makes the mock server return the example of this workflow, if the operation has one.
pub(super) fn with_examples(document: &mut Value, operations: &Value) {
    for workflow in document["workflows"].as_array_mut().into_iter().flatten() {
        let id = workflow["x-workflow"]["id"].as_str().unwrap_or_default().to_owned();
        for step in workflow["steps"].as_array_mut().into_iter().flatten() {
            let operation = step["operationId"].as_str().unwrap_or_default();
            if has_example(operations, operation, &id)
                && let Some(parameters) = step["parameters"].as_array_mut()
            {
                parameters.push(json!({ "name": "Prefer", "in": "header", "value": format!("example={id}") }));
            }
        }
    }
}

/// Returns whether an operation has a response example with this name.
fn has_example(operations: &Value, id: &str, example: &str) -> bool {
    let items = operations["paths"].as_object().into_iter().flat_map(|paths| paths.values());
    let all = items.filter_map(Value::as_object).flat_map(|item| item.values());
    let found = all.into_iter().find(|operation| operation["operationId"] == json!(id));
    let responses = found.and_then(|operation| operation["responses"].as_object());
    let contents = responses.into_iter().flat_map(|responses| responses.values());
    contents
        .filter_map(|response| response["content"].as_object())
        .flat_map(|content| content.values())
        .any(|media_type| media_type["examples"].get(example).is_some())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{runs, with_examples};

    #[test]
    fn inputs_have_the_values_that_the_document_shows_or_else_base64() {
        let properties = json!({ "voyage": { "examples": ["V-11"] }, "key": { "type": "string" } });
        let document = json!({ "workflows": [{ "workflowId": "call", "inputs": { "properties": properties } }] });
        let found = runs(&document).expect("the document has workflows");
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].inputs, json!({ "voyage": "V-11", "key": "ZXhhbXBsZTpleGFtcGxl" }));
        assert!(runs(&json!({})).is_err());
    }

    #[test]
    fn a_step_asks_for_the_example_of_its_workflow_where_there_is_one() {
        let content = json!({ "application/json": { "examples": { "call": {} } } });
        let open = json!({ "operationId": "open", "responses": { "200": { "content": content } } });
        let operations = json!({ "paths": { "/a": { "post": open }, "/b": { "get": { "operationId": "look" } } } });
        let step = |operation: &str| json!({ "operationId": operation, "parameters": [] });
        let mut document =
            json!({ "workflows": [{ "x-workflow": { "id": "call" }, "steps": [step("open"), step("look")] }] });
        with_examples(&mut document, &operations);
        let steps = &document["workflows"][0]["steps"];
        assert_eq!(steps[0]["parameters"][0]["value"], "example=call");
        assert_eq!(steps[1]["parameters"], json!([]));
    }
}
