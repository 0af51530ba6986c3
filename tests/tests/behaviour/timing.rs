//! Checks that lifetimes, the polling schedule and the states of an execution are as documented.

use std::time::Duration;

use jumio_workflows::payloads::{Callback, ExecutionStatus, StatusResponse, WorkflowDetails};
use jumio_workflows::timing;
use serde_json::{Value, json};

#[test]
fn tokens_and_sessions_live_as_documented() {
    let minutes = |minutes: u64| Duration::from_secs(60 * minutes);
    assert_eq!(timing::ACCESS_TOKEN, minutes(60));
    assert_eq!(timing::WORKFLOW_TOKEN, minutes(30));
    assert_eq!(timing::WORKFLOW_TOKEN_MIN, minutes(5));
    assert_eq!(timing::WORKFLOW_TOKEN_MAX, minutes(60 * 24 * 60));
    assert_eq!(timing::SESSION, minutes(15));
}

#[test]
fn the_polling_schedule_is_the_documented_one() {
    let delays: Vec<u64> = timing::POLLING_DELAYS.iter().map(Duration::as_secs).collect();
    assert_eq!(delays, [40, 60, 100, 160, 240, 340, 460, 600, 760, 940]);
}

#[test]
fn three_states_are_final() {
    let (last, open): (Vec<_>, Vec<_>) = timing::STATES.iter().partition(|(_, next)| next.is_empty());
    let names = |states: Vec<&(&'static str, _)>| states.into_iter().map(|(name, _)| *name).collect::<Vec<_>>();
    assert_eq!(names(last), ["PROCESSED", "SESSION_EXPIRED", "TOKEN_EXPIRED"]);
    assert_eq!(names(open), ["INITIATED", "ACQUIRED"]);
}

#[test]
fn every_payload_that_says_a_state_says_whether_it_is_final() {
    let told = |state: &Value| {
        let execution = json!({"id": "e", "definitionKey": "3", "status": state});
        let (status, details) = (json!({"workflowExecution": execution}), json!({"workflow": execution}));
        [
            StatusResponse::from_json(status.to_string().as_bytes())
                .expect("any JSON object should decode as a received payload")
                .is_final(),
            Callback::from_json(status.to_string().as_bytes())
                .expect("any JSON object should decode as a received payload")
                .is_final(),
            WorkflowDetails::from_json(details.to_string().as_bytes())
                .expect("any JSON object should decode as a received payload")
                .is_final(),
        ]
    };
    for (state, next) in timing::STATES {
        assert_eq!(told(&json!(state)), [Some(next.is_empty()); 3], "{state}");
    }
    for odd in [json!("ARCHIVED"), json!("processed"), json!(null), json!(5), json!(["PROCESSED"])] {
        assert_eq!(told(&odd), [None; 3], "{odd}");
    }
}

#[test]
fn a_state_compares_with_the_known_ones() {
    let body = json!({"workflowExecution": {"status": "PROCESSED"}}).to_string();
    let answer =
        StatusResponse::from_json(body.as_bytes()).expect("any JSON object should decode as a received payload");
    let status = answer.workflow_execution.status.as_ref().expect("it exists");
    assert!(*status == ExecutionStatus::Processed && *status != ExecutionStatus::Acquired);
    assert_eq!(AsRef::<str>::as_ref(status), "PROCESSED");
}
