//! Checks that debug output shows payloads, but neither tokens nor personal data.

use std::fmt::Debug;

use jumio_workflows::payloads;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use verispec_codegen::ir::TypeKind;
use verispec_tests::instance::{HIDDEN, Recipe, SHOWN, instance};

use crate::shipped;

fn shown<T: DeserializeOwned + Debug>(body: &Value) -> String {
    let read: T = serde_json::from_value(body.clone()).unwrap_or_else(|error| panic!("{error}\n{body:#}"));
    format!("{read:?}\n{read:#?}")
}

/// Defines `debug`, which returns the debug output of a value of the named type.
macro_rules! debug_of {
    ($($name:ident)*) => {
        fn debug(name: &str, body: &Value) -> String {
            match name {
                $(stringify!($name) => shown::<payloads::$name>(body),)*
                other => panic!("add the type `{other}` to `debug_of`"),
            }
        }
    };
}

debug_of! {
    AccessTokenRequest AccessTokenResponse AccountReference AccountRequest AccountResponse
    AuthenticationData AuthenticationResult Callback CapabilityDecision CapabilityResults
    CapabilitySettings ConsentDetails CountryPreset CredentialApi DateParts
    DecisionDetails DetailedCredential DetailedExecution DetailedPart EchoedPreset
    ExecutionCredential ExecutionDecision ExecutionDecisionDetails ExecutionReference ExecutionRisk
    ExecutionSteps ExtractedAddress ExtractionData ExtractionResult
    FaceSearchFindings FinalizeResponse HealthDetails HealthResponse ImageChecksData
    ImageChecksResult InitiatedExecution LinkedAccount LinkedExecution LivenessData
    LivenessResult PartUrls PlainResult RedirectParameters RequestedCredential
    ResultCredential SdkSession SimilarityData SimilarityResult StatusResponse
    TypePreset UploadResponse UploadedExecution UserConsent UserLocation
    WatchlistScreeningData WatchlistScreeningResult WatchlistScreeningSettings WebSession WebSettings
    WorkflowDefinition WorkflowDetails
}

#[test]
fn no_payload_shows_what_is_secret_or_personal() {
    let model = shipped();
    for id in model.schema_files.iter().flat_map(|file| file.types.iter().copied()) {
        if !matches!(model[id].kind, TypeKind::Object(_)) {
            continue;
        }
        for recipe in [Recipe::default(), Recipe { surprising: true, ..Recipe::default() }] {
            let name = &model[id].name.pascal;
            let body = instance(&model, id, recipe);
            let debug = debug(name, &body);
            assert!(!debug.contains(HIDDEN), "the debug output of {name} contains a sensitive value:\n{debug}");
            assert_eq!(
                debug.contains(SHOWN),
                body.to_string().contains(SHOWN),
                "the debug output of {name} should contain the values that are not sensitive:\n{debug}"
            );
        }
    }
}

#[test]
fn the_made_up_payloads_hold_what_must_not_be_shown() {
    let model = shipped();
    let holds = |operation: &str, received: bool| {
        let operation = model.operation(operation).expect("the operation should exist");
        let id = if received { operation.received() } else { operation.sent() };
        let body = instance(&model, id.expect("the operation should have a body in this direction"), Recipe::default());
        body.to_string().contains(HIDDEN)
    };
    assert!(holds("request_access_token", true), "the response should contain a hidden access token");
    assert!(holds("create_account", false), "the request should contain the hidden address of the end user");
    assert!(holds("create_account", true), "the response should contain hidden tokens for web, SDK and API");
    assert!(holds("get_workflow_details", true), "the response should contain hidden data from the ID");
}

#[test]
fn values_that_must_not_be_shown_can_be_asked_for() {
    let body = json!({"access_token": HIDDEN, "expires_in": 3600, "token_type": "Bearer"});
    let read: payloads::AccessTokenResponse =
        serde_json::from_value(body).expect("the body should be a valid response");
    assert_eq!(read.access_token.expect("the response should contain a token").expose(), HIDDEN);
}
