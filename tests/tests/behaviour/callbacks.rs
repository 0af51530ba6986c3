//! Checks the facts about callbacks: the sender, the event and the workflow.

use std::net::IpAddr;
use std::time::Duration;

use jumio_workflows::model::MODEL;
use jumio_workflows::payloads::Callback;
use jumio_workflows::runtime::callback::{region_of_sender, sender_is_published};
use jumio_workflows::{regions, timing};
use serde_json::{Value, json};

fn body(key: Value, status: &str, sent: &str) -> Callback {
    let body = json!({
        "callbackSentAt": sent,
        "workflowExecution": {"id": "e-1", "href": "https://a.example/e-1", "definitionKey": key, "status": status},
        "account": {"id": "a-1", "href": "https://a.example/a-1"},
    });
    serde_json::from_value(body).unwrap_or_else(|error| panic!("{error}"))
}

fn address(text: &str) -> IpAddr {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

#[test]
fn every_published_address_is_of_its_region_alone() {
    let all: Vec<&str> = MODEL.regions.iter().flat_map(|region| region.callback_addresses).copied().collect();
    assert_eq!(all.len(), 15);
    for region in MODEL.regions {
        for text in region.callback_addresses {
            assert!(sender_is_published(address(text), region));
            assert!(sender_is_published(address(&format!("::ffff:{text}")), region));
            assert_eq!(region_of_sender(address(text), &MODEL).map(|found| found.id), Some(region.id));
        }
    }
    assert!(!sender_is_published(address("34.202.241.227"), &regions::EU));
    assert_eq!(region_of_sender(address("127.0.0.1"), &MODEL), None);
}

#[test]
fn a_callback_that_comes_again_has_the_same_key() {
    let first = body(json!("3"), "PROCESSED", "2024-01-01T00:00:00.000Z");
    let again = body(json!(3), "PROCESSED", "2024-01-01T00:10:00.000Z");
    let other = body(json!("3"), "SESSION_EXPIRED", "2024-01-01T00:00:00.000Z");
    assert_eq!(first.idempotency_key(), again.idempotency_key());
    assert_ne!(first.idempotency_key(), other.idempotency_key());
    assert!(first.idempotency_key().is_ok());
    let mut lacking = first;
    lacking.workflow_execution.status = None;
    assert_eq!(
        lacking.idempotency_key().map_err(|it| it.pointer().to_owned()),
        Err("/workflowExecution/status".to_owned())
    );
}

#[test]
fn the_definition_key_leads_to_its_workflow() {
    for workflow in MODEL.workflows {
        for key in [json!(workflow.key), json!(workflow.key.to_string())] {
            assert_eq!(body(key, "PROCESSED", "").workflow().map(|found| found.id), Some(workflow.id));
        }
    }
    assert_eq!(body(json!("7001"), "PROCESSED", "").workflow(), None);
    assert_eq!(body(json!("03"), "PROCESSED", "").workflow(), None);
}

#[test]
fn the_state_says_whether_it_is_the_end() {
    let is_final = |state: &str| body(json!("3"), state, "").is_final();
    assert_eq!(["PROCESSED", "SESSION_EXPIRED", "TOKEN_EXPIRED"].map(is_final), [Some(true); 3]);
    assert_eq!(["INITIATED", "ACQUIRED", "ARCHIVED"].map(is_final), [Some(false), Some(false), None]);
}

#[test]
fn polling_gives_up_after_ten_attempts() {
    assert_eq!(timing::polling().len(), 10);
    assert_eq!(timing::polling().total(), Duration::from_secs(3700));
    assert_eq!(timing::polling().collect::<Vec<_>>(), timing::POLLING_DELAYS);
}
