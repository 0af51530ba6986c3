//! Checks executions with uploads: the required parts, the rejected uploads and their reasons, and the conditions for
//! finalizing.

use jumio_workflows::payloads::{AccountResponse, PartUrls, UploadResponse};
use jumio_workflows::runtime::{AsText, Content, Execution, FileFacts, PartName, Policy, Report, Severity};

/// Returns the responses that start an execution of a workflow, in spec order.
fn answers(workflow: &str) -> Vec<AccountResponse> {
    responses(workflow, &["create_account", "update_account"])
}

fn responses<T: serde::de::DeserializeOwned>(workflow: &str, operations: &[&str]) -> Vec<T> {
    let model = super::shipped();
    let known = model.workflows.iter().filter(|known| known.name.wire == workflow).flat_map(|known| &known.operations);
    let asked = known.filter(|used| operations.contains(&model[used.operation].name.wire.as_str()));
    let bodies = asked.flat_map(|used| &used.examples).filter_map(|example| example.response.as_ref());
    bodies.map(|body| serde_json::from_value(body.value.clone()).unwrap_or_else(|error| panic!("{error}"))).collect()
}

fn started(workflow: &str) -> Execution {
    let answers = answers(workflow);
    start(answers.first().unwrap_or_else(|| panic!("workflow {workflow} has an example")))
}

fn start(answer: &AccountResponse) -> Execution {
    answer.execution().unwrap_or_else(|lacking| panic!("{lacking}"))
}

fn png(width: u32, height: u32) -> FileFacts {
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
    FileFacts::from_bytes(&[b"\x89PNG\r\n\x1a\n\0\0\0\x0DIHDR".as_slice(), &header].concat())
}

fn owed(execution: &Execution) -> Vec<String> {
    let parts = execution.owed();
    parts.iter().map(|part| format!("{part}{}", if part.optional { "?" } else { "" })).collect()
}

fn id(execution: &Execution, category: &str) -> String {
    let mut credentials = execution.credentials().iter();
    credentials
        .find(|credential| credential.category() == category)
        .map(|found| found.id().to_owned())
        .unwrap_or_default()
}

/// Returns the rules of severity error that a rejected upload violates.
fn broken(refused: Result<jumio_workflows::runtime::UploadTicket, Report>) -> Vec<&'static str> {
    let report = refused.err().unwrap_or_default();
    report.violations().iter().filter(|found| found.severity == Severity::Error).map(|found| found.rule).collect()
}

fn send(execution: &mut Execution, category: &str, part: &str) {
    let ticket = execution.upload(&id(execution, category), PartName(part), &png(640, 480));
    let ticket = ticket.unwrap_or_else(|report| panic!("{report}"));
    execution.uploaded(ticket, None).expect("the ticket should belong to this execution");
}

#[test]
fn an_execution_goes_from_its_answer_to_its_end() {
    let mut execution = started("similarity_of_two_images").of_workflow(20);
    assert_eq!(owed(&execution), ["ID:FRONT", "ID:BACK?", "SELFIE:FACE"]);

    let ticket = execution
        .upload(&id(&execution, "ID"), PartName("FRONT"), &png(640, 480))
        .unwrap_or_else(|report| panic!("{report:?}"));
    assert!(ticket.url().ends_with("/parts/FRONT"), "{}", ticket.url());
    assert_eq!(ticket.operation().map(|operation| operation.method), Some("POST"));
    assert_eq!((ticket.content_type(), ticket.file_field(), ticket.part()), ("image/png", "file", "FRONT"));
    execution.uploaded(ticket, None).expect("the ticket should belong to this execution");
    assert_eq!(owed(&execution), ["ID:BACK?", "SELFIE:FACE"]);

    let not_ready = execution
        .finalize()
        .err()
        .unwrap_or_else(|| panic!("finalizing should fail, because the face has not been uploaded"));
    assert_eq!(
        not_ready.to_string().split(" of ").next(),
        Some("the execution cannot be finalized before these parts are uploaded: SELFIE:FACE")
    );
    assert_eq!(not_ready.owed.iter().map(ToString::to_string).collect::<Vec<_>>(), ["SELFIE:FACE"]);
    assert_eq!(not_ready.report.violations().iter().map(|found| found.rule).collect::<Vec<_>>(), ["parts-missing"]);

    let mut execution = *not_ready.execution;
    send(&mut execution, "SELFIE", "FACE");
    assert!(execution.is_complete());
    let finalize = execution.finalize().unwrap_or_else(|early| panic!("{early}"));
    assert_eq!(finalize.operation().map(|operation| operation.method), Some("PUT"));
    assert!(finalize.url().contains("/workflow-executions/") && !finalize.url().contains("/credentials/"));
    assert_eq!(finalize.left_out().iter().map(ToString::to_string).collect::<Vec<_>>(), ["ID:BACK"]);
    assert!(finalize.report().violations().is_empty());
}

#[test]
fn what_does_not_fit_is_refused_with_its_rule() {
    let execution = started("similarity_of_two_images").of_workflow(20);
    let (document, selfie) = (id(&execution, "ID"), id(&execution, "SELFIE"));
    let fine = png(8000, 8000);
    assert!(execution.upload(&document, PartName("FRONT"), &fine).is_ok());
    assert_eq!(
        broken(execution.upload(&selfie, PartName("FRONT"), &fine)),
        ["part-not-in-credential", "no-upload-url"]
    );
    assert_eq!(broken(execution.upload("another", PartName("FRONT"), &fine)), ["not-of-execution"]);
    assert_eq!(broken(execution.upload(&document, PartName("FRONT"), &png(8001, 1))), ["file-too-wide"]);
    assert_eq!(broken(execution.upload(&document, PartName("FRONT"), &png(1, 8001))), ["file-too-high"]);
    let large = FileFacts { bytes: 10 * 1024 * 1024 + 1, ..fine.clone() };
    assert_eq!(broken(execution.upload(&document, PartName("FRONT"), &large)), ["file-too-large"]);
    let pdf = FileFacts::from_bytes(b"%PDF-1.7").named("front.png").claimed("image/png");
    assert_eq!(
        (pdf.content, broken(execution.upload(&document, PartName("FRONT"), &pdf))),
        (Content::Other, vec!["file-type"])
    );
    let cut_off = FileFacts::from_bytes(b"\xFF\xD8\xFF\xE0\0\x10JFIF");
    assert_eq!(broken(execution.upload(&document, PartName("FRONT"), &cut_off)), ["broken-image"]);
    assert_eq!(
        broken(execution.upload(&document, PartName("FRONT"), &FileFacts::from_bytes(b""))),
        ["file-type", "file-empty"]
    );
}

#[test]
fn the_bytes_decide_and_false_claims_are_told() {
    let execution = started("similarity_of_two_images");
    let file = png(640, 480).named("front.jpg").claimed("image/jpeg");
    let ticket =
        execution.upload(&id(&execution, "ID"), PartName("FRONT"), &file).unwrap_or_else(|report| panic!("{report:?}"));
    assert_eq!(ticket.content_type(), "image/png");
    assert_eq!(
        ticket.report().violations().iter().map(|found| found.rule).collect::<Vec<_>>(),
        ["false-claim", "false-name"]
    );
    let strict = execution.with_policy(Policy::Strict);
    assert_eq!(broken(strict.upload(&id(&strict, "ID"), PartName("FRONT"), &file)), ["false-claim", "false-name"]);
}

#[test]
fn only_credentials_of_the_upload_channel_are_owed() {
    let execution = started("authentication_on_premise").of_workflow(16);
    assert_eq!(owed(&execution), ["FACEMAP:FACEMAP"]);
    let elsewhere: Vec<&str> = execution.elsewhere().map(|credential| credential.category()).collect();
    assert_eq!(elsewhere, ["FACEMAP", "SELFIE"]);
    let stored = id(&execution, "FACEMAP");
    assert!(execution.upload(&stored, PartName("FACEMAP"), &FileFacts::from_bytes(&[7; 11 << 20])).is_ok());
    assert_eq!(broken(execution.upload(&stored, PartName("FACEMAP"), &png(640, 480))), ["file-type"]);
    let live = execution.credentials()[1].id();
    assert_eq!(
        broken(execution.upload(live, PartName("FACEMAP"), &FileFacts::from_bytes(&[7]))),
        ["upload-channel", "no-upload-url"]
    );
}

#[test]
fn a_credential_on_file_is_not_owed() {
    let mut execution = started("similarity_to_existing_id").of_workflow(5);
    assert_eq!(owed(&execution), ["SELFIE:FACE"]);
    assert_eq!(execution.elsewhere().count(), 0);
    send(&mut execution, "SELFIE", "FACE");
    assert!(execution.finalize().is_ok());
}

#[test]
fn an_id_without_urls_is_brought_over_another_channel_or_owed() {
    let brought = started("id_and_identity_verification").of_workflow(3);
    assert_eq!(
        owed(&brought),
        ["SELFIE:FACE"],
        "the response contains no URLs for the ID, so the ID should not have to be uploaded"
    );
    assert_eq!(brought.elsewhere().map(|credential| credential.category()).collect::<Vec<_>>(), ["ID", "FACEMAP"]);

    let mut answer = answers("similarity_of_two_images").remove(0);
    answer.workflow_execution.credentials[0].api = None;
    let mut execution = start(&answer);
    assert_eq!(
        owed(&execution),
        ["ID:FRONT", "ID:BACK?", "SELFIE:FACE"],
        "the ID should have to be uploaded, because no other channel can acquire it"
    );
    send(&mut execution, "SELFIE", "FACE");
    assert_eq!(broken(execution.upload(&id(&execution, "ID"), PartName("FRONT"), &png(1, 1))), ["no-upload-url"]);
    assert!(execution.finalize().is_err());
}

#[test]
fn what_only_another_channel_brings_is_named_when_the_execution_ends() {
    let mut execution = started("id_and_identity_verification").of_workflow(3);
    let (id_, facemap) = (id(&execution, "ID"), id(&execution, "FACEMAP"));
    let lacks = |report: &Report| {
        report.not_judged().iter().find(|open| open.rule == "not-acquired").map(|open| open.lacks.clone())
    };
    let early = execution.finalize().expect_err("finalizing fails, because the face has not been uploaded");
    let told = early.to_string();
    assert!(told.contains("SELFIE:FACE") && told.contains(&id_) && told.contains(&facemap), "{told}");
    assert_eq!(lacks(&early.report), Some(vec!["proof that other channels acquired their credentials"]));
    execution = *early.execution;
    send(&mut execution, "SELFIE", "FACE");
    let ended = execution.finalize().unwrap_or_else(|early| panic!("{early}"));
    assert_eq!(lacks(ended.report()), Some(vec!["proof that other channels acquired their credentials"]));

    let mut execution = started("similarity_to_existing_id").of_workflow(5);
    send(&mut execution, "SELFIE", "FACE");
    let complete = execution
        .clone()
        .with_policy(Policy::Complete)
        .finalize()
        .expect_err("`Policy::Complete` should reject an execution with rules that were not judged");
    assert!(complete.to_string().contains("not judged[session-expired]"), "{complete}");
    let ended = execution.finalize().unwrap_or_else(|early| panic!("{early}"));
    assert_eq!(lacks(ended.report()), None, "a credential on file should not have to be acquired");
}

#[test]
fn two_credentials_of_one_category_are_told_apart() {
    let answer = answers("similarity_of_two_images").into_iter().find(|answer| {
        let credentials = answer.workflow_execution.credentials.iter();
        credentials.filter_map(|credential| credential.category.as_text()).eq(["SELFIE", "SELFIE"])
    });
    let mut execution = start(&answer.unwrap_or_else(|| panic!("an example with two selfies should exist")));
    let second = execution.credentials()[1].id().to_owned();
    let ticket =
        execution.upload(&second, PartName("FACE"), &png(640, 480)).unwrap_or_else(|report| panic!("{report:?}"));
    execution.uploaded(ticket, None).expect("the ticket should belong to this execution");
    let owed = execution.owed();
    assert_eq!(owed.iter().map(|part| part.credential.as_str()).collect::<Vec<_>>(), [execution.credentials()[0].id()]);
    let again =
        execution.upload(&second, PartName("FACE"), &png(640, 480)).unwrap_or_else(|report| panic!("{report:?}"));
    assert_eq!(again.report().violations()[0].rule, "uploaded-before");
    assert!(
        execution.finalize().is_err(),
        "the first selfie should still be required, although a part with the same name was uploaded for the second one"
    );
}

#[test]
fn the_answer_to_an_upload_renews_token_and_urls() {
    let mut execution = started("similarity_of_two_images");
    let mut answer: UploadResponse = responses("similarity_of_two_images", &["upload_part"]).remove(0);
    answer.account.id = Some(execution.account().into());
    answer.workflow_execution.id = Some(execution.id().into());
    answer.api.token = Some(jumio_workflows::runtime::Secret::new("fresh"));
    let (back, end) = ("https://api.emea-1.jumio.ai/v2/BACK", "https://api.emea-1.jumio.ai/v2/end");
    answer.api.parts = PartUrls { front: None, back: Some(back.to_owned()), ..answer.api.parts };
    answer.api.workflow_execution = Some(end.to_owned());
    let document = id(&execution, "ID");
    let ticket =
        execution.upload(&document, PartName("FRONT"), &png(640, 480)).unwrap_or_else(|report| panic!("{report:?}"));
    execution.uploaded(ticket, Some(answer.renewed())).expect("the response should be about this execution");
    let ticket =
        execution.upload(&document, PartName("BACK"), &png(640, 480)).unwrap_or_else(|report| panic!("{report:?}"));
    assert_eq!((ticket.token().expose(), ticket.url()), ("fresh", back));
    execution.uploaded(ticket, None).expect("the ticket should belong to this execution");
    send(&mut execution, "SELFIE", "FACE");
    let finalize = execution.finalize().unwrap_or_else(|early| panic!("{early}"));
    assert_eq!(
        (finalize.token().expose(), finalize.url()),
        ("fresh", end),
        "finalizing should use the most recently renewed token and URL"
    );
}

#[test]
fn no_token_is_shown() {
    let mut answer = answers("similarity_of_two_images").remove(0);
    for credential in &mut answer.workflow_execution.credentials {
        if let Some(api) = &mut credential.api {
            api.token = Some(jumio_workflows::runtime::Secret::new("hush"));
        }
    }
    let execution = start(&answer);
    let ticket = execution
        .upload(&id(&execution, "ID"), PartName("FRONT"), &png(640, 480))
        .unwrap_or_else(|report| panic!("{report:?}"));
    let upload: UploadResponse = responses("similarity_of_two_images", &["upload_part"]).remove(0);
    let shown = format!("{execution:?} {ticket:?} {:?}", upload.renewed());
    assert_eq!(ticket.token().expose(), "hush");
    let token = upload.api.token.as_ref().expect("the response should contain a token");
    assert!(!shown.contains("hush") && !shown.contains(token.expose()));
    assert!(shown.contains("Secret(..)"));
}

#[test]
fn an_answer_that_does_not_say_what_it_started_starts_nothing() {
    let whole =
        serde_json::to_value(answers("similarity_of_two_images").remove(0)).expect("the response should serialize");
    let lacking = |pointer: &str, value: serde_json::Value| {
        let mut body = whole.clone();
        *body.pointer_mut(pointer).unwrap_or_else(|| panic!("the response should have a value at {pointer}")) = value;
        let answer = AccountResponse::from_json(body.to_string().as_bytes())
            .expect("the parser should accept the response without the id");
        answer.execution().err().map(|lacking| lacking.pointer().to_owned())
    };
    let needed = [
        "/account/id",
        "/workflowExecution/id",
        "/workflowExecution/credentials/1/id",
        "/workflowExecution/credentials/0/category",
    ];
    for pointer in needed {
        for value in [serde_json::json!(null), serde_json::json!(7), serde_json::json!(""), serde_json::json!(["x"])] {
            assert_eq!(lacking(pointer, value).as_deref(), Some(pointer));
        }
    }
    assert_eq!(lacking("/timestamp", serde_json::json!(7)), None);
}
