//! Checks that workflow keys are parsed from numbers and strings, and written in the form that each payload documents.

use jumio_workflows::payloads::{AccountRequest, StatusResponse};
use jumio_workflows::runtime::WorkflowKey;
use serde_json::{Value, json};

fn status(key: Value) -> Value {
    json!({
        "account": {"id": "a-1", "href": "https://retrieval.example/a-1"},
        "workflowExecution": {"id": "w-1", "href": "https://retrieval.example/w-1", "definitionKey": key, "status": "INITIATED"}
    })
}

#[test]
fn a_response_reads_both_forms_and_keeps_the_one_that_came() {
    for key in [json!(16), json!("16")] {
        let read: StatusResponse =
            serde_json::from_value(status(key.clone())).expect("the parser should accept both numbers and strings");
        assert_eq!(read.workflow_execution.definition_key, Some(WorkflowKey::from(16)));
        assert_eq!(serde_json::to_value(&read).expect("the response can be serialized"), status(key));
    }
}

#[test]
fn a_request_reads_both_forms_and_writes_a_number() {
    let request = |key: Value| json!({"customerInternalReference": "r", "workflowDefinition": {"key": key}});
    for key in [json!(20), json!("20")] {
        let read: AccountRequest =
            serde_json::from_value(request(key)).expect("the parser should accept both numbers and strings");
        assert_eq!(serde_json::to_value(&read).expect("the request can be serialized"), request(json!(20)));
    }
}

#[test]
fn a_key_beyond_those_of_workflows_keeps_its_type() {
    let keys = [json!(4_294_967_296_i64), json!(-3), json!(u64::MAX), json!("4294967296"), json!("-3"), json!("03")];
    for key in keys {
        let body = json!({"customerInternalReference": "r", "workflowDefinition": {"key": key}}).to_string();
        let read = AccountRequest::from_json(body.as_bytes()).expect("any string should be accepted as a workflow key");
        assert_eq!(read.to_json(), body);
        let read: AccountRequest =
            serde_json::from_str(&body).expect("any string should be accepted as a workflow key");
        assert_eq!(serde_json::to_string(&read).expect("the request can be serialized"), body);
    }
}

#[test]
fn a_key_that_is_no_number_is_kept() {
    let read: StatusResponse =
        serde_json::from_value(status(json!("beta-4"))).expect("any string should be accepted as a workflow key");
    assert_eq!(serde_json::to_value(&read).expect("the response can be serialized"), status(json!("beta-4")));
}

#[test]
fn nothing_else_is_a_key() {
    for key in [json!(1.5), json!(null), json!([3]), json!(true)] {
        let body = status(key.clone());
        let read = StatusResponse::from_json(body.to_string().as_bytes())
            .expect("the parser should accept keys of any type in responses");
        assert_eq!(read.workflow_execution.definition_key, None);
        assert!(read.workflow_execution.extra.get("definitionKey").is_some_and(|raw| *raw == key));
        assert_eq!(serde_json::to_value(&read).expect("the response can be serialized"), body);
        let request = json!({"customerInternalReference": "r", "workflowDefinition": {"key": key}}).to_string();
        assert!(AccountRequest::from_json(request.as_bytes()).is_err(), "{key}");
    }
}
