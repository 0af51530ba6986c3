//! Debug output: shows what came, but no token and nothing that tells who the end user is.

use std::fmt::Debug;

use jumio_workflows::payloads;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use verispec_tests::instance::{HIDDEN, Recipe, SHOWN, instance};

use crate::shipped;

fn shown<T: DeserializeOwned + Debug>(body: &Value) -> String {
    let read: T = serde_json::from_value(body.clone()).unwrap_or_else(|error| panic!("{error}\n{body:#}"));
    format!("{read:?}\n{read:#?}")
}

/// The debug output of a payload of this type.
fn debug(name: &str, body: &Value) -> String {
    match name {
        "AccessTokenRequest" => shown::<payloads::AccessTokenRequest>(body),
        "AccessTokenResponse" => shown::<payloads::AccessTokenResponse>(body),
        "AccountRequest" => shown::<payloads::AccountRequest>(body),
        "AccountResponse" => shown::<payloads::AccountResponse>(body),
        "Callback" => shown::<payloads::Callback>(body),
        "FinalizeResponse" => shown::<payloads::FinalizeResponse>(body),
        "HealthResponse" => shown::<payloads::HealthResponse>(body),
        "StatusResponse" => shown::<payloads::StatusResponse>(body),
        "UploadResponse" => shown::<payloads::UploadResponse>(body),
        "WorkflowDetails" => shown::<payloads::WorkflowDetails>(body),
        other => panic!("add the payload {other} here"),
    }
}

#[test]
fn no_payload_shows_what_is_secret_or_personal() {
    let model = shipped();
    let payloads = model.operations.iter().flat_map(|operation| [operation.sent(), operation.received()]);
    for id in payloads.flatten() {
        for recipe in [Recipe::default(), Recipe { surprising: true, ..Recipe::default() }] {
            let name = &model[id].name.wire;
            let body = instance(&model, id, recipe);
            let debug = debug(name, &body);
            assert!(!debug.contains(HIDDEN), "{name} shows what must not be shown:\n{debug}");
            assert_eq!(debug.contains(SHOWN), body.to_string().contains(SHOWN), "{name} hides everything:\n{debug}");
        }
    }
}

#[test]
fn the_made_up_payloads_hold_what_must_not_be_shown() {
    let model = shipped();
    let holds = |operation: &str, received: bool| {
        let operation = model.operation(operation).expect("the operation exists");
        let id = if received { operation.received() } else { operation.sent() };
        let body = instance(&model, id.expect("it has a body"), Recipe::default());
        body.to_string().contains(HIDDEN)
    };
    assert!(holds("request_access_token", true), "the access token");
    assert!(holds("create_account", false), "the address of the end user");
    assert!(holds("create_account", true), "the tokens of web, SDK and API");
    assert!(holds("get_workflow_details", true), "what stands on the ID");
}

#[test]
fn values_that_must_not_be_shown_can_be_asked_for() {
    let body = json!({"access_token": HIDDEN, "expires_in": 3600, "token_type": "Bearer"});
    let read: payloads::AccessTokenResponse = serde_json::from_value(body).expect("it is one");
    assert_eq!(read.access_token.expose(), HIDDEN);
}
