//! Checks that the workflows' functions build the documented requests, but never a request that violates a rule.

use jumio_workflows::arguments::UserReference;
use jumio_workflows::operations::{CreateAccount, UpdateAccount};
use jumio_workflows::payloads::{
    AccountId, AccountRequest, Category, ConsentDetails, ConsentObtained, CountryPreset, CredentialId,
    RequestedCredential, TypePreset, UserConsent, UserLocation, WorkflowDefinition,
};
use jumio_workflows::runtime::case::Case;
use jumio_workflows::runtime::{Direction, Request};
use jumio_workflows::workflows::{
    authentication, authentication_on_premise, id_and_identity_verification as id_and_identity, id_capture_and_storage,
    id_verification, id_verification_identity_verification_screening as screening, similarity_of_two_images,
    similarity_to_existing_id, standalone_liveness,
};
use jumio_workflows::{Context, Draft, Policy, Rejected, Severity, Validated, Violation, regions, validate};
use serde_json::Value;
use verispec_codegen::ir::Model;
use verispec_tests::folder;

fn consent_in(location: UserLocation, ip: &str, obtained_at: &str) -> UserConsent {
    let details = ConsentDetails::new().obtained(ConsentObtained::Yes).obtained_at(obtained_at);
    UserConsent::new(ip, location).consent(details)
}

fn consent(obtained_at: &str) -> UserConsent {
    consent_in(UserLocation::new("USA").state("IL"), "203.0.113.17", obtained_at)
}

fn rules(violations: &[Violation]) -> Vec<(&str, Severity)> {
    violations.iter().map(|violation| (violation.rule, violation.severity)).collect()
}

fn refused<R: Request>(result: Result<Validated<R>, Rejected<R>>) -> Rejected<R> {
    result.expect_err("the request violates rules, so it should be rejected")
}

/// Returns the requests that the spec documents for a workflow and an operation, in order.
fn documented(model: &Model, workflow: &str, operation: &str) -> Vec<Value> {
    let workflow =
        model.workflows.iter().find(|known| known.name.wire == workflow).expect("the spec should have the workflow");
    let used = workflow.operations.iter().find(|used| model[used.operation].name.wire == operation);
    let examples = &used.expect("the workflow should have the operation").examples;
    examples.iter().filter_map(|example| Some(example.request.as_ref()?.value.clone())).collect()
}

fn built<R: Request>(draft: Draft<R>) -> Value {
    let request = draft.build(&Context::default()).unwrap_or_else(|rejected| panic!("{rejected}"));
    assert_eq!(rules(request.warnings()), []);
    serde_json::from_slice(&request.to_vec()).expect("JSON")
}

#[test]
fn each_workflow_builds_its_documented_requests() {
    let (model, _) = verispec_codegen::load(&folder::spec(&folder::workspace("spec")))
        .expect("the shipped spec should have no errors");
    let callback = "https://www.example.com/jumio/callback";
    let types =
        || RequestedCredential::new(Category::Id).type_(TypePreset::new(["DRIVING_LICENSE", "ID_CARD", "PASSPORT"]));
    let presets = || [types().country(CountryPreset::new(["USA", "CAN", "AUT", "GBR"]))];
    let (day, other_day) = ("2024-03-05T08:10:00.000Z", "2024-03-06T10:00:00.000Z");
    let on_file = CredentialId::new("c3d5e7f9-1b24-4a68-b0e2d4c6f8a1");
    let in_canada = || consent_in(UserLocation::new("CAN").state("ON"), "198.51.100.23", day);
    let pairs = [
        ("id_capture_and_storage", "create_account", 0, {
            let draft = id_capture_and_storage::create("onboarding-2024-0117").user_reference("user-48213");
            built(draft.callback_url(callback).credentials([types()]))
        }),
        ("id_verification", "create_account", 0, {
            let draft = id_verification::create("onboarding-2024-0118").user_reference("user-51907");
            built(draft.callback_url(callback).credentials(presets()))
        }),
        ("id_and_identity_verification", "update_account", 0, {
            let draft = id_and_identity::update("step-up-2024-0027", consent("2024-09-18T16:30:00.000Z"));
            built(draft.user_reference("user-60284").callback_url(callback).credentials(presets()))
        }),
        ("similarity_to_existing_id", "update_account", 0, {
            built(similarity_to_existing_id::update("login-2024-5501", on_file, consent("2024-03-04T11:01:12.000Z")))
        }),
        ("standalone_liveness", "create_account", 0, {
            built(standalone_liveness::create("liveness-2024-0008", in_canada()).credentials([]))
        }),
        ("authentication", "update_account", 0, built(authentication::update("login-2024-7719", consent(day)))),
        ("authentication_on_premise", "update_account", 0, {
            built(authentication_on_premise::update("login-2024-7720", consent(day)))
        }),
        ("similarity_of_two_images", "create_account", 1, {
            built(similarity_of_two_images::create_id_id("comparison-2024-0042", consent(other_day)))
        }),
        ("similarity_of_two_images", "update_account", 2, {
            built(similarity_of_two_images::update_selfie_selfie("comparison-2024-0046", consent(other_day)))
        }),
        ("id_verification_identity_verification_screening", "create_account", 0, {
            let draft = screening::create(
                "onboarding-2024-0120",
                UserReference("user-73341"),
                consent("2024-03-07T14:20:00.000Z"),
            );
            built(draft.callback_url(callback).credentials(presets()))
        }),
    ];
    for (workflow, operation, index, request) in pairs {
        assert_eq!(request, documented(&model, workflow, operation)[index], "{workflow} {operation}");
    }
}

#[test]
fn a_choice_of_images_is_always_named() {
    let request =
        built(similarity_of_two_images::create_id_selfie("comparison-1", consent("2024-03-06T10:00:00.000Z")));
    let expected = serde_json::json!([{"category": "ID"}, {"category": "SELFIE"}]);
    assert_eq!(request["workflowDefinition"]["credentials"], expected);
}

#[test]
fn everything_that_is_wrong_is_told_at_once_and_nothing_is_lost() {
    let draft = id_verification::create("order-1").token_lifetime("1m").callback_url("ftp://example.com");
    let phone: Context =
        serde_json::from_str(r#"{"channel": "PHONE"}"#).expect("a context should accept any string as its channel");
    let rejected = refused(draft.build(&phone));
    let found = rules(rejected.report().violations());
    let errors = ["token-lifetime-too-short", "callback-url-format", "channel-not-allowed"];
    assert_eq!(found, errors.map(|rule| (rule, Severity::Error)));
    let told = rejected.to_string();
    assert!(told.starts_with(
        "this create_account request must not be sent: 3 errors, 0 warnings, 0 rules not judged\n  \
         error[token-lifetime-too-short] at /tokenLifetime: "
    ));
    assert_eq!(told.lines().count(), 4);
    let body = AccountRequest {
        token_lifetime: None,
        callback_url: None,
        ..rejected.into_body().expect("the rejected request should have a typed body")
    };
    assert!(Validated::<CreateAccount>::new(body, &Context::default()).is_ok());
}

#[test]
fn an_on_file_credential_that_is_overwritten_is_missed() {
    let draft =
        similarity_to_existing_id::update("login-1", CredentialId::new("c-1"), consent("2024-03-06T10:00:00.000Z"));
    let draft = draft.credentials([RequestedCredential::new(Category::Id), RequestedCredential::new(Category::Selfie)]);
    let found = refused(draft.build(&Context::default()));
    assert_eq!(rules(found.report().violations()), [("stored-credential-not-named", Severity::Error)]);
}

/// Returns a request about which the provider currently only warns.
fn without_consent() -> AccountRequest {
    AccountRequest::new("order-1", WorkflowDefinition::new(id_and_identity::KEY))
}

#[test]
fn single_rules_are_raised_and_lowered_by_id() {
    let judged = |context: &Context| Validated::<CreateAccount>::new(without_consent(), context);
    let strict = || Context::new().policy(Policy::Strict);
    let with = |context: Context, severity| context.with_severity("consent-required", severity).expect("a rule");

    let request = judged(&Context::default()).expect("only a warning");
    assert_eq!(rules(request.warnings()), [("consent-required", Severity::Warning)]);
    refused(judged(&strict()));
    refused(judged(&with(Context::default(), Severity::Error)));
    assert!(judged(&with(strict(), Severity::Warning)).is_ok());
    let twice = with(with(Context::default(), Severity::Error), Severity::Warning);
    assert!(judged(&twice).is_ok());
    let report = validate::create_account_request(&without_consent(), &with(Context::default(), Severity::Error));
    assert!(!report.is_ok(), "the functions of `validate` should also use the caller's severities");
}

#[test]
fn rules_that_do_not_exist_or_are_fixed_are_refused_where_they_are_set() {
    let told = |id: &str| Context::default().with_severity(id, Severity::Warning).expect_err("refused").to_string();
    assert_eq!(told("consent-requird"), r#"unknown rule "consent-requird"; did you mean consent-required?"#);
    assert_eq!(
        told("unknown-member"),
        "violations of unknown-member make a payload unreadable, so they are always errors"
    );
    let case = r#"{"severities": {"consent-required": "error"}}"#;
    assert!(serde_json::from_str::<Context>(case).is_err(), "a context in a case file should not accept `severities`");
}

#[test]
fn a_raw_payload_becomes_a_request_by_the_same_rules() {
    let files = folder::files(&folder::cases("payloads"), ".json");
    let mut judged = 0;
    for file in files {
        let case: Case =
            serde_json::from_str(&folder::text(&file)).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let Some(body) = case.body().filter(|_| case.direction == Direction::Request) else { continue };
        let request = match case.operation.as_str() {
            "create_account" => Validated::<CreateAccount>::from_json(body, &case.context)
                .map(|request| request.to_vec())
                .map_err(|r| r.report().clone()),
            "update_account" => Validated::<UpdateAccount>::from_json(body, &case.context)
                .map(|request| request.to_vec())
                .map_err(|r| r.report().clone()),
            _ => continue,
        };
        let checked =
            validate::check(&case.operation, case.direction, Some(body), &case.context).expect("an operation");
        judged += 1;
        match request {
            Ok(written) => {
                assert!(checked.report.is_ok(), "{}", file.display());
                assert_eq!(Some(written), checked.rewritten.map(|body| body.as_str().into()), "{}", file.display());
            }
            Err(report) => assert_eq!(report.violations(), checked.report.violations(), "{}", file.display()),
        }
    }
    assert!(judged > 80, "only {judged} cases are requests with a body");
}

#[test]
fn what_cannot_be_read_is_refused_without_a_body() {
    let rejected = refused(Validated::<CreateAccount>::from_json(b"{", &Context::default()));
    assert_eq!(rules(rejected.report().violations()), [("not-json", Severity::Error)]);
    assert_eq!(rejected.body(), None);
}

#[test]
fn a_request_knows_where_it_is_sent() {
    let draft = authentication::update("login-1", consent("2024-03-06T10:00:00.000Z"));
    let request = draft.build(&Context::default()).expect("the draft should not violate any rule");
    assert_eq!((request.operation().method, request.operation().id), ("PUT", "update_account"));
    let url = request.url(&regions::US, &AccountId::new("a-1")).expect("the region should have this service");
    assert_eq!(url, "https://account.amer-1.jumio.ai/api/v1/accounts/a-1");
    assert!(request.url(&regions::US, &AccountId::new("")).is_err());
}

#[test]
fn personal_data_does_not_show() {
    let draft = authentication::update("login-1", consent("2024-03-06T10:00:00.000Z")).callback_url("nowhere");
    let shown = format!("{draft:?} {:?}", refused(draft.clone().build(&Context::default())));
    let request = authentication::update("login-1", consent("2024-03-06T10:00:00.000Z")).build(&Context::default());
    let shown = format!("{shown} {request:?}");
    assert!(shown.contains("login-1"));
    assert!(!shown.contains("203.0.113.17"), "{shown}");
}
