//! Checks that parsing a payload into its type and serializing it again preserves every field.

use std::collections::HashMap;

use jumio_workflows::payloads::AccountId;
use jumio_workflows::runtime::Direction;
use jumio_workflows::validate::check;
use jumio_workflows::{Context, Severity};
use serde_json::{Value, json};
use verispec_codegen::ir::{Example, Operation};
use verispec_tests::instance::{Recipe, instance};

use crate::shipped;

/// Returns every example of the operations and the workflows, with its operation.
fn examples(model: &verispec_codegen::ir::Model) -> Vec<(&Operation, &Example)> {
    let own = model
        .operations
        .iter()
        .flat_map(|operation| operation.examples.iter().map(move |example| (operation, example)));
    let of_workflows = model.workflows.iter().flat_map(|workflow| &workflow.operations);
    let of_workflows =
        of_workflows.flat_map(|used| used.examples.iter().map(|example| (&model[used.operation], example)));
    own.chain(of_workflows).collect()
}

/// Parses and serializes a payload, which must have no violations of severity error.
fn rewritten(operation: &str, direction: Direction, body: &Value) -> Value {
    let bytes = serde_json::to_vec(body).expect("a value should serialize as JSON");
    let checked = check(operation, direction, Some(&bytes), &Context::default());
    let checked = checked.unwrap_or_else(|error| panic!("{error}"));
    let errors = checked.report.violations().iter().filter(|violation| violation.severity == Severity::Error);
    let errors: Vec<String> =
        errors.filter(|violation| violation.rule != "operation-not-offered").map(ToString::to_string).collect();
    assert!(errors.is_empty() || direction == Direction::Request, "{operation} {direction}: {errors:#?}\n{body:#}");
    let rewritten = checked.rewritten.and_then(|rewritten| rewritten.to_value());
    rewritten.unwrap_or_else(|| panic!("{operation} {direction} cannot be read: {errors:#?}\n{body:#}"))
}

#[test]
fn every_example_survives_without_an_error() {
    let model = shipped();
    let mut bodies = 0;
    for (operation, example) in examples(&model) {
        let id = operation.name.wire.as_str();
        // Callbacks are requests in HTTP, but responses for `check`, because the customer receives them.
        let sent = if operation.sent().is_some() { Direction::Request } else { Direction::Response };
        for (direction, body) in [(sent, &example.request), (Direction::Response, &example.response)] {
            let Some(body) = body else { continue };
            assert_eq!(rewritten(id, direction, &body.value), body.value, "{id} {direction}");
            bodies += 1;
        }
    }
    assert!(bodies > 50, "only {bodies} example bodies were found, although every operation should have some");
}

#[test]
fn every_payload_survives_whole_minimal_empty_and_with_surprises() {
    let model = shipped();
    let recipes = [
        Recipe::default(),
        Recipe { minimal: true, ..Recipe::default() },
        Recipe { empty_lists: true, ..Recipe::default() },
        Recipe { surprising: true, ..Recipe::default() },
        Recipe { surprising: true, minimal: true, ..Recipe::default() },
    ];
    for operation in &model.operations {
        let payloads = [(Direction::Request, operation.sent()), (Direction::Response, operation.received())];
        for (direction, id) in payloads.iter().filter_map(|(direction, id)| id.map(|id| (*direction, id))) {
            for recipe in recipes {
                let body = instance(&model, id, recipe);
                assert_eq!(
                    rewritten(&operation.name.wire, direction, &body),
                    body,
                    "{} {recipe:?}",
                    operation.name.wire
                );
            }
        }
    }
}

fn account_response() -> Value {
    json!({
        "timestamp": "2025-02-03T12:00:00.000Z",
        "account": {"id": "a-1"},
        "workflowExecution": {"id": "w-1", "credentials": [
            {"id": "c-1", "category": "ID", "allowedChannels": []}
        ]}
    })
}

#[test]
fn fractions_of_nothing_and_empty_lists_stay() {
    let body = account_response();
    let written = rewritten("create_account", Direction::Response, &body);
    assert_eq!(written["timestamp"], "2025-02-03T12:00:00.000Z");
    assert_eq!(written["workflowExecution"]["credentials"][0]["allowedChannels"], json!([]));
    let request = json!({"customerInternalReference": "r", "workflowDefinition": {"key": 6, "credentials": []}});
    assert_eq!(rewritten("create_account", Direction::Request, &request), request);
}

#[test]
fn what_nobody_knows_stays() {
    let mut body = account_response();
    body["workflowExecution"]["credentials"][0]["category"] = json!("RETINA");
    body["workflowExecution"]["credentials"][0]["allowedChannels"] = json!(["FAX", "API"]);
    body["workflowExecution"]["credentials"][0]["expiresIn"] = json!({"days": 3, "hours": [1.0, 1e2]});
    body["queue"] = json!(null);
    assert_eq!(rewritten("update_account", Direction::Response, &body), body);
}

#[test]
fn a_null_for_something_optional_stays() {
    let mut body = account_response();
    body["web"] = Value::Null;
    body["sdk"] = Value::Null;
    let written = rewritten("create_account", Direction::Response, &body);
    assert_eq!(written, body);
    assert!(written.as_object().is_some_and(|members| members.contains_key("web")));
}

#[test]
fn unknown_capabilities_and_labels_stay() {
    let result = json!([{
        "id": "r-1",
        "credentials": [{"id": "c-1", "category": "PALM"}],
        "decision": {"type": "DEFERRED", "details": {"label": "FULL_MOON", "phase": 4}},
        "data": {"moon": {"craters": []}}
    }]);
    let body = json!({
        "createdAt": "2025-02-03T12:00:00.000Z",
        "startedAt": "2025-02-03T11:58:30.000Z",
        "account": {"id": "a-1"},
        "workflow": {"id": "w-1", "status": "PONDERED", "definitionKey": "77777"},
        "credentials": [],
        "capabilities": {"usability": result, "palmReading": result, "liveness": []}
    });
    assert_eq!(rewritten("get_workflow_details", Direction::Response, &body), body);
}

#[test]
fn ids_are_found_by_their_text_and_turn_into_it() {
    let id: AccountId = "a-1".parse().expect("any string should be a valid id");
    let known = HashMap::from([(id.clone(), 1)]);
    assert_eq!((known.get("a-1"), known.get("a-2")), (Some(&1), None));
    assert_eq!(String::from(id), "a-1");
}
