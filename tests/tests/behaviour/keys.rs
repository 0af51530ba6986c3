//! Keys of workflows: read as numbers and as texts, written as each payload documents them.

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
fn a_response_reads_both_forms_and_writes_a_text() {
    for key in [json!(16), json!("16")] {
        let read: StatusResponse = serde_json::from_value(status(key)).expect("both forms are read");
        assert_eq!(read.workflow_execution.definition_key, WorkflowKey::from(16));
        assert_eq!(serde_json::to_value(&read).expect("it can be written"), status(json!("16")));
    }
}

#[test]
fn a_request_reads_both_forms_and_writes_a_number() {
    let request = |key: Value| json!({"customerInternalReference": "r", "workflowDefinition": {"key": key}});
    for key in [json!(20), json!("20")] {
        let read: AccountRequest = serde_json::from_value(request(key)).expect("both forms are read");
        assert_eq!(serde_json::to_value(&read).expect("it can be written"), request(json!(20)));
    }
}

#[test]
fn a_key_that_is_no_number_is_kept() {
    let read: StatusResponse = serde_json::from_value(status(json!("beta-4"))).expect("keys are opaque");
    assert_eq!(serde_json::to_value(&read).expect("it can be written"), status(json!("beta-4")));
}

#[test]
fn nothing_else_is_a_key() {
    for key in [json!(1.5), json!(null), json!([3]), json!(true)] {
        assert!(serde_json::from_value::<StatusResponse>(status(key.clone())).is_err(), "{key}");
    }
}
