//! Checks the detection of URLs and responses that do not belong to an execution, and of expired sessions.

use jumio_workflows::model::MODEL;
use jumio_workflows::payloads::{AccountResponse, UploadResponse};
use jumio_workflows::runtime::time::Moment;
use jumio_workflows::runtime::{
    Execution, ExecutionReading, PartName, PathParameters, Renewed, Report, Tokens, UploadReading,
};
use jumio_workflows::{regions, validate};
use serde_json::{Value, json};

use super::trust::{answer, errors, execution, photo};

const PARTS: &str = "https://api.amer-1.jumio.ai/api/v1/accounts/a/workflow-executions/e/credentials/c1/parts/FRONT";

/// Returns the report of an upload of the ID, whether it was rejected or accepted.
fn report(execution: &Execution) -> Report {
    execution.upload("c1", PartName("FRONT"), &photo()).map_or_else(|report| report, |ticket| ticket.report().clone())
}

fn lacks(report: &Report, rule: &str) -> Vec<&'static str> {
    report.not_judged().iter().find(|open| open.rule == rule).map(|open| open.lacks.clone()).unwrap_or_default()
}

fn with_part(url: &str) -> Execution {
    let mut answer = answer();
    *answer.pointer_mut("/workflowExecution/credentials/0/api/parts/front").expect("it exists") = url.into();
    execution(&answer)
}

#[test]
fn a_url_proves_that_it_is_the_executions_own_or_is_refused_or_named() {
    for (from, to) in [
        ("accounts/a/", "accounts/b/"),
        ("executions/e/", "executions/f/"),
        ("credentials/c1/", "credentials/c2/"),
        ("parts/FRONT", "parts/BACK"),
    ] {
        let report = report(&with_part(&PARTS.replace(from, to)));
        assert_eq!(errors(&report), ["not-own"], "{to}");
        assert!(report.to_string().contains("does not name FRONT of c1"), "{report}");
    }
    for own in [PARTS.to_owned(), PARTS.replace("FRONT", "front"), format!("{PARTS}?token=x")] {
        let report = report(&with_part(&own));
        assert_eq!((errors(&report), lacks(&report, "not-own")), (vec![], vec![]), "{own}");
    }
    for unknown in ["https://api.amer-1.jumio.ai/", "https://api.amer-1.jumio.ai/v9/e/FRONT", &format!("{PARTS}/more")]
    {
        let report = report(&with_part(unknown));
        let named = vec!["a URL of the documented form"];
        assert_eq!((errors(&report), lacks(&report, "not-own")), (vec![], named), "{unknown}");
    }
}

#[test]
fn the_end_is_sent_to_the_execution_itself() {
    let mut answer = answer();
    for credential in answer["workflowExecution"]["credentials"].as_array_mut().expect("a list") {
        let url = "https://api.amer-1.jumio.ai/api/v1/accounts/a/workflow-executions/f";
        credential["api"]["workflowExecution"] = url.into();
    }
    let early =
        execution(&answer).finalize().expect_err("finalizing should fail, because the URL would end another execution");
    assert!(errors(&early.report).contains(&"not-own"), "{}", early.report);
}

#[test]
fn a_named_region_takes_no_url_of_another_one() {
    let here = execution(&answer());
    assert_eq!(errors(&report(&here.clone().in_region(&regions::US))), [""; 0]);
    assert_eq!(errors(&report(&here.in_region(&regions::EU))), ["foreign-host"]);
}

/// Returns how to read an execution if the spec does not document any ids in responses to uploads.
fn unnamed() -> &'static ExecutionReading {
    let upload = UploadReading {
        ids: None,
        credentials: None,
        token: &["api", "token"],
        parts: &["api", "parts"],
        finalize: &["api", "workflowExecution"],
    };
    Box::leak(Box::new(ExecutionReading {
        model: &MODEL,
        account: &["account", "id"],
        id: &["workflowExecution", "id"],
        credentials: &["workflowExecution", "credentials"],
        credential_id: &["id"],
        category: &["category"],
        channels: &["allowedChannels"],
        upload,
        hand_over: &[],
        names_answers: false,
        upload_operation: "upload_part",
        file_field: "file",
        finalize_operation: "finalize",
        parameters: PathParameters {
            account: Some("accountId"),
            execution: Some("workflowExecutionId"),
            credential: Some("credentialsId"),
        },
        session: None,
        judge_upload: validate::upload_part_request,
        judge_finalize: validate::finalize_request,
    }))
}

#[test]
fn an_answer_that_names_nothing_is_refused_or_named_as_not_judged() {
    let body: Value = json!({"api": {"token": "new", "parts": {"front": PARTS}}});
    let body = UploadResponse::from_json(body.to_string().as_bytes())
        .expect("any JSON object should decode as a received payload");
    let mut documented = execution(&answer());
    let ticket = documented
        .upload("c1", PartName("FRONT"), &photo())
        .expect("the part is required, so its upload should be accepted");
    let error = documented
        .uploaded(ticket, Some(body.renewed()))
        .expect_err("a response without the documented ids should be rejected");
    assert!(error.to_string().contains("does not state which"), "{error}");

    let started = AccountResponse::from_json(answer().to_string().as_bytes())
        .expect("any JSON object should decode as a received payload");
    let mut execution = Execution::started(unnamed(), &started)
        .expect("the response should contain the ids of its execution")
        .of_workflow(20);
    assert_eq!(lacks(&report(&execution), "not-own"), [""; 0]);
    let ticket = execution
        .upload("c1", PartName("FRONT"), &photo())
        .expect("the part is required, so its upload should be accepted");
    let renewed = Renewed::read(unnamed().upload, &body);
    execution
        .uploaded(ticket, Some(renewed))
        .expect("no id shows that the response belongs to another execution, so it should be accepted");
    assert_eq!(lacks(&report(&execution), "not-own"), ["the ids that show what the response is about"]);
    let record = execution.to_record(Tokens::Include);
    let again = Execution::from_record(unnamed(), &record).expect("a record");
    assert_eq!(lacks(&report(&again), "not-own"), ["the ids that show what the response is about"]);
}

fn time(text: &str) -> Moment {
    text.parse().expect("a time")
}

#[test]
fn a_session_ends_fifteen_minutes_after_the_last_upload() {
    let start = execution(&answer()).started_at(time("2024-03-04T11:00:00Z"));
    assert_eq!(errors(&report(&start.clone().at(time("2024-03-04T11:14:59Z")))), [""; 0]);
    let late = report(&start.clone().at(time("2024-03-04T11:15:00Z")));
    assert_eq!(errors(&late), ["session-expired"]);
    assert!(late.to_string().contains("the session expired at 2024-03-04T11:15:00"), "{late}");

    // An upload restarts the lifetime of the session.
    let mut execution = start.at(time("2024-03-04T11:14:00Z"));
    let ticket = execution
        .upload("c1", PartName("FRONT"), &photo())
        .expect("the session has not expired, so the upload should be accepted");
    execution.uploaded(ticket, None).expect("the ticket should belong to this execution");
    let record = execution.to_record(Tokens::Include);
    for mut execution in [execution, AccountResponse::resume_execution(&record).expect("a record")] {
        execution.set_now(time("2024-03-04T11:28:59Z"));
        let mut last = execution.clone();
        let ticket = last
            .upload("c2", PartName("FACE"), &photo())
            .expect("the session has not expired, so the upload should be accepted");
        execution.set_now(time("2024-03-04T11:29:00Z"));
        let face = execution
            .upload("c2", PartName("FACE"), &photo())
            .expect_err("the session has expired, so the upload should be rejected");
        assert_eq!(errors(&face), ["session-expired"]);
        last.uploaded(ticket, None).expect("the ticket should belong to this execution");
        last.set_now(time("2024-03-04T11:50:00Z"));
        assert!(
            errors(&last.finalize().expect_err("the session has expired, so finalizing should fail").report)
                .contains(&"session-expired")
        );
    }
}

#[test]
fn a_session_of_unknown_end_is_named() {
    let unknown = execution(&answer());
    assert_eq!(lacks(&report(&unknown), "session-expired"), ["started_at"]);
    let started = unknown.started_at(time("2024-03-04T11:00:00Z"));
    assert_eq!(lacks(&report(&started), "session-expired"), ["now"]);
    // After an upload at an unknown time, the end of the session is unknown.
    let mut execution = started;
    let ticket = execution
        .upload("c1", PartName("FRONT"), &photo())
        .expect("the context does not set the time, so the upload should be accepted");
    execution.uploaded(ticket, None).expect("the ticket should belong to this execution");
    assert_eq!(lacks(&report(&execution), "session-expired"), ["started_at"]);
}
