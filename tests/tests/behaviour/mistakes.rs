//! Checks fifteen common mistakes of integrators. Each of them fails to compile, is rejected with a clear reason, or is
//! listed as not judged.

use std::time::Duration;

use jumio_workflows::operations;
use jumio_workflows::payloads::{
    AccountRequest, AccountResponse, Callback, Channel, ConsentDetails, ConsentObtained, UploadResponse, UserConsent,
    UserLocation, WorkflowDetails,
};
use jumio_workflows::runtime::{Direction, PartName, Renewed, Severity, Verdict};
use jumio_workflows::workflows::id_and_identity_verification;
use jumio_workflows::{Context, Policy, Report, regions, validate};
use serde_json::{Value, json};
use verispec_tests::folder;

use super::trust::{EXPIRES_AT_11_01_12, answer, execution, photo};

/// Returns the report's lines about a rule, which must be violated with this severity.
fn said(report: &Report, rule: &str, severity: Severity) -> String {
    let found = report.violations().iter().find(|found| found.rule == rule && found.severity == severity);
    found.unwrap_or_else(|| panic!("{rule} should be violated:\n{report}")).to_string()
}

fn refused(report: &Report, rule: &str) -> String {
    assert!(!report.is_ok(), "{report}");
    said(report, rule, Severity::Error)
}

/// Returns the missing facts of a rule that was not judged.
fn lacks(report: &Report, rule: &str) -> Vec<&'static str> {
    let open = report.not_judged().iter().find(|open| open.rule == rule);
    open.unwrap_or_else(|| panic!("{rule} should be listed as not judged:\n{report}")).lacks.clone()
}

fn names(text: &str, words: &[&str]) {
    for word in words {
        assert!(text.contains(word), "`{text}` should contain `{word}`");
    }
}

/// Checks that each mistake that the compiler detects has a program that must not compile.
fn does_not_compile(case: &str) {
    let path = folder::cases("misuse").join(format!("{case}.rs"));
    assert!(folder::text(&path).contains("// error["), "{case} should contain the expected compiler errors");
}

fn request(changes: Value) -> AccountRequest {
    let mut body = json!({
        "customerInternalReference": "login-1",
        "workflowDefinition": {"key": 3},
        "userConsent": {
            "userIp": "198.51.100.7",
            "userLocation": {"country": "GBR"},
            "consent": {"obtained": "yes", "obtainedAt": "2024-03-04T11:00:00.000Z"},
        },
    });
    let members = body.as_object_mut().expect("an object");
    for (name, value) in changes.as_object().expect("an object") {
        match value {
            Value::Null => drop(members.remove(name)),
            value => drop(members.insert(name.clone(), value.clone())),
        }
    }
    AccountRequest::from_json(body.to_string().as_bytes()).expect("a request")
}

fn callback(region: &str) -> Callback {
    let account = format!("https://retrieval.{region}.jumio.ai/api/v1/accounts/a");
    let body = json!({
        "callbackSentAt": "2024-03-04T11:00:00.000Z",
        "workflowExecution":
            {"id": "e", "href": format!("{account}/workflow-executions/e"), "definitionKey": "3", "status": "PROCESSED"},
        "account": {"id": "a", "href": account},
    });
    Callback::from_json(body.to_string().as_bytes()).expect("any JSON object should decode as a received payload")
}

fn renewed(account: &str, execution: &str) -> Renewed {
    let body = json!({"account": {"id": account}, "workflowExecution": {"id": execution}, "api": {"token": "new"}});
    UploadResponse::from_json(body.to_string().as_bytes())
        .expect("any JSON object should decode as a received payload")
        .renewed()
}

#[test]
fn the_wrong_channel() {
    let body = request(json!({"workflowDefinition": {"key": 5}}));
    let report = validate::update_account_request(&body, &Context::new().channel(Channel::Web));
    names(&refused(&report, "channel-not-allowed"), &["Workflow 5", "WEB", "API"]);
    assert_eq!(lacks(&validate::update_account_request(&body, &Context::new()), "channel-not-allowed"), ["channel"]);
}

#[test]
fn missing_consent() {
    does_not_compile("consent_left_out");
    let body = request(json!({"userConsent": null}));
    let strict = validate::create_account_request(&body, &Context::new().policy(Policy::Strict));
    names(&refused(&strict, "consent-required"), &["Workflow 3", "consent", "/userConsent"]);
    let report = validate::create_account_request(&body, &Context::new());
    names(&said(&report, "consent-required", Severity::Warning), &["Workflow 3", "consent"]);
}

#[test]
fn the_wrong_part() {
    let report = execution(&answer())
        .upload("c1", PartName("FACE"), &photo())
        .expect_err("an ID has no part `FACE`, so the upload should be rejected");
    names(&refused(&report, "part-not-in-credential"), &["no part FACE", "FRONT or BACK"]);
    names(&refused(&report, "no-upload-url"), &["FACE", "FRONT"]);
}

#[test]
fn an_early_end() {
    let early = execution(&answer())
        .finalize()
        .expect_err("no part of the ID or the selfie has been uploaded, so finalizing should fail");
    names(&early.to_string(), &["ID:FRONT of c1", "SELFIE:FACE of c2", "before these parts are uploaded"]);
    does_not_compile("finalize_sent_without_asking");
}

#[test]
fn an_expired_token_of_a_credential() {
    let mut answer = answer();
    answer["workflowExecution"]["credentials"][0]["api"]["token"] = EXPIRES_AT_11_01_12.into();
    let now = "2024-03-04T12:00:00Z".parse::<jumio_workflows::runtime::time::Moment>().expect("a time");
    let late = execution(&answer).at(now);
    let report = late
        .upload("c1", PartName("FRONT"), &photo())
        .expect_err("the token has expired, so the upload should be rejected");
    names(&refused(&report, "token-expired"), &["token expired", "2024-03-04T11:01:12"]);
    let ticket = execution(&answer)
        .upload("c1", PartName("FRONT"), &photo())
        .expect("the context does not set the time, so the upload should be accepted");
    assert_eq!(lacks(ticket.report(), "token-expired"), ["now"]);
}

#[test]
fn a_foreign_host() {
    let mut answer = answer();
    answer["workflowExecution"]["credentials"][0]["api"]["parts"]["front"] = "https://evil.example/x".into();
    let report = execution(&answer)
        .upload("c1", PartName("FRONT"), &photo())
        .expect_err("the URL has a foreign host, so the upload should be rejected");
    names(&refused(&report, "foreign-host"), &["https://evil.example", "api.amer-1.jumio.ai"]);
    let response = AccountResponse::from_json(answer.to_string().as_bytes())
        .expect("any JSON object should decode as a received payload");
    let report = validate::create_account_response(&response, &Context::new());
    names(&refused(&report, "foreign-host"), &["https://evil.example", "/api/parts/front"]);
}

#[test]
fn a_callback_of_the_usa_for_a_customer_of_the_eu() {
    let (usa, context) = ("34.202.241.227", Context::new().region(&regions::EU));
    let sent = context.clone().sender(usa.parse().expect("an address"));
    let report = validate::callback_response(&callback("amer-1"), &sent);
    names(&refused(&report, "foreign-sender"), &["34.202.241.227 (US)", "EU"]);
    names(&refused(&report, "foreign-host"), &["retrieval.amer-1.jumio.ai", "retrieval.emea-1.jumio.ai"]);
    assert_eq!(lacks(&validate::callback_response(&callback("emea-1"), &context), "foreign-sender"), ["sender"]);
    let own = context.sender("34.253.41.236".parse().expect("an address"));
    assert!(validate::callback_response(&callback("emea-1"), &own).is_ok());
    let anywhere = Context::new().sender(usa.parse().expect("an address"));
    assert_eq!(lacks(&validate::callback_response(&callback("amer-1"), &anywhere), "foreign-sender"), ["region"]);
}

#[test]
fn a_callback_that_comes_again() {
    let callback = callback("emea-1");
    assert_eq!(lacks(&validate::callback_response(&callback, &Context::new()), "seen-callback"), ["seen_callbacks"]);
    let seen = [callback.idempotency_key().expect("the callback should contain the ids of its account and execution")];
    let report = validate::callback_response(&callback, &Context::new().seen_callbacks(seen));
    names(&refused(&report, "seen-callback"), &["PROCESSED", "already reported"]);
    let none: [String; 0] = [];
    assert!(validate::callback_response(&callback, &Context::new().seen_callbacks(none)).is_ok());
}

#[test]
fn an_unknown_value() {
    let body = br#"{"customerInternalReference": "a", "workflowDefinition": {"key": 3, "credentials": [{"category": "PASSPORT"}]}}"#;
    let checked = validate::check("create_account", Direction::Request, Some(body), &Context::new());
    let report = checked.expect("the operation should exist").report;
    names(&refused(&report, "unknown-value"), &["PASSPORT", "SELFIE"]);
    let details = json!({
        "account": {"id": "a"},
        "workflow": {"id": "e", "definitionKey": "3", "status": "HALFWAY"},
        "credentials": [],
        "capabilities": {},
    });
    let details = WorkflowDetails::from_json(details.to_string().as_bytes())
        .expect("any JSON object should decode as a received payload");
    let outcome = details.outcome(&Context::new());
    let Verdict::Undecided(reasons) = outcome.verdict else { panic!("{:?}", outcome.verdict) };
    names(&reasons.iter().map(ToString::to_string).collect::<String>(), &["HALFWAY"]);
}

#[test]
fn a_foreign_sender() {
    for context in [Context::new(), Context::new().region(&regions::EU)] {
        let context = context.sender("203.0.113.9".parse().expect("an address"));
        let report = validate::callback_response(&callback("emea-1"), &context);
        names(&refused(&report, "foreign-sender"), &["203.0.113.9", "EU", "ignore"]);
    }
}

#[test]
fn clocks_that_differ_by_a_second() {
    let body = request(json!({}));
    let at = |time: &str| Context::new().now_rfc3339(time).expect("a time");
    let report = |context: &Context| validate::create_account_request(&body, context);
    let future = |context: &Context| report(context).violations().iter().any(|found| found.rule == "consent-in-future");
    assert!(!future(&at("2024-03-04T10:59:59Z")), "a difference of one second should be tolerated");
    names(&refused(&report(&at("2024-03-04T10:59:58Z")), "consent-in-future"), &["future", "obtainedAt"]);
    assert!(!future(&at("2024-03-04T10:59:58Z").clock_skew(Duration::from_secs(2))));
    assert!(future(&at("2024-03-04T10:59:59Z").clock_skew(Duration::ZERO)));
    assert_eq!(lacks(&report(&Context::new()), "consent-in-future"), ["now"]);
}

#[test]
fn swapped_ids() {
    ["ids_swapped_in_a_url", "part_and_credential_swapped", "id_of_something_else", "arguments_swapped"]
        .into_iter()
        .for_each(does_not_compile);
}

#[test]
fn too_short_a_lifetime_of_a_token() {
    let report = validate::create_account_request(&request(json!({"tokenLifetime": "1m"})), &Context::new());
    names(&refused(&report, "token-lifetime-too-short"), &["1m", "5 minutes"]);
}

#[test]
fn a_create_that_is_repeated_after_its_answer_was_lost() {
    // Without a response, the state of the request is unknown. The docs of operations that start an execution explain
    // what to do.
    let docs = folder::text(&folder::workspace("generated/docs/operations.md"));
    let told = "If there is no response, the execution may still have been started.";
    assert_eq!(docs.matches(told).count(), 2);
    for start in ["create_account", "update_account"] {
        let module = format!("generated/jumio-workflows/src/operations/{start}.rs");
        let module = folder::text(&folder::workspace(&module)).replace("\n//!", "");
        names(&module, &["may still have been started", "starts another execution"]);
    }
    let module = folder::text(&folder::workspace("generated/jumio-workflows/src/operations/get_status.rs"));
    assert!(!module.contains("still have been started"));
    assert_eq!(operations::create_account::OPERATION.method, "POST");
}

#[test]
fn an_answer_to_an_upload_of_another_execution() {
    for (account, id) in [("a", "f"), ("b", "e")] {
        let mut execution = execution(&answer());
        let ticket = execution
            .upload("c1", PartName("FRONT"), &photo())
            .expect("the part is required, so its upload should be accepted");
        let error = execution
            .uploaded(ticket, Some(renewed(account, id)))
            .expect_err("a response that belongs to something else should be rejected");
        names(&error.to_string(), &["another account, execution or credential", "nothing was recorded"]);
        assert!(execution.credentials()[0].uploaded().is_empty());
    }
    does_not_compile("ticket_used_twice");
}

#[test]
fn consent_is_an_argument() {
    let details = ConsentDetails::new().obtained(ConsentObtained::Yes).obtained_at("2024-03-04T11:01:12.000Z");
    let consent = UserConsent::new("203.0.113.17", UserLocation::new("GBR")).consent(details);
    let built = id_and_identity_verification::create("order-1", consent).build(&Context::new());
    assert!(built.is_ok(), "the request should be built if every argument is in its place");
}
