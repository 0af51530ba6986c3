//! Checks invalid values in place of a URL, a token or a channel: they are reported, the part is still required, and no
//! ticket is issued.

use jumio_workflows::Context;
use jumio_workflows::payloads::{AccountResponse, UploadResponse, WorkflowDetails};
use jumio_workflows::runtime::{Direction, Execution, PartName, Secret, Tokens};
use jumio_workflows::validate::check;
use serde_json::{Value, json};

use super::trust::{answer, errors, execution, photo};

const EXECUTION: &str = "https://api.amer-1.jumio.ai/api/v1/accounts/a/workflow-executions/e";

fn api(answer: &mut Value, credential: usize) -> &mut Value {
    &mut answer["workflowExecution"]["credentials"][credential]["api"]
}

/// Returns the errors of an upload of the ID.
fn upload(execution: &Execution) -> Vec<&'static str> {
    execution.upload("c1", PartName("FRONT"), &photo()).err().map(|report| errors(&report)).unwrap_or_default()
}

/// Uploads every part that gets a ticket, and returns the execution.
fn sent(mut execution: Execution) -> Execution {
    for part in execution.owed() {
        if let Ok(ticket) = execution.upload(&part.credential, PartName(&part.part), &photo()) {
            execution.uploaded(ticket, None).expect("the ticket should belong to this execution");
        }
    }
    execution
}

/// Returns the response to the upload of the ID, with this data for the following uploads.
fn renewed(body: &Value) -> jumio_workflows::runtime::Renewed {
    let answer = json!({"account": {"id": "a"}, "workflowExecution": {"id": "e"}, "api": body}).to_string();
    UploadResponse::from_json(answer.as_bytes()).expect("any JSON object should decode as a received payload").renewed()
}

#[test]
fn a_part_whose_url_cannot_be_read_stays_owed() {
    for odd in [json!(7), json!(null), json!({}), json!([]), json!(""), json!(true)] {
        for name in ["VIDEO", "face"] {
            let mut started = answer();
            api(&mut started, 1)["parts"][name] = odd.clone();
            let code = name.to_uppercase();
            let early = sent(execution(&started))
                .finalize()
                .expect_err("finalizing fails, because a required part has not been uploaded");
            let owed: Vec<_> = early.owed.iter().map(|part| (part.part.clone(), part.url.clone())).collect();
            assert_eq!(owed, [(code.clone(), None)], "{odd}");
            assert!(errors(&early.report).contains(&"no-upload-url"), "{odd}: {early}");

            let mut execution = execution(&answer());
            let ticket = execution
                .upload("c1", PartName("FRONT"), &photo())
                .expect("the part is required, so its upload is accepted");
            let next = renewed(&json!({"token": "t", "parts": {name: odd}}));
            execution.uploaded(ticket, Some(next)).expect("the response should belong to this execution");
            let stored = execution.to_record(Tokens::Include);
            let again = AccountResponse::resume_execution(&stored).expect("a record");
            for execution in [execution, again] {
                let early = sent(execution)
                    .finalize()
                    .expect_err("finalizing fails, because a required part has not been uploaded");
                assert!(
                    early.owed.iter().any(|part| part.part.eq_ignore_ascii_case(&code) && part.url.is_none()),
                    "{odd}: {early}"
                );
            }
        }
    }
}

#[test]
fn of_two_urls_for_a_part_none_is_taken() {
    let mut started = answer();
    let url = api(&mut started, 1)["parts"]["face"].clone();
    api(&mut started, 1)["parts"]["FACE"] = url;
    let early = sent(execution(&started))
        .finalize()
        .expect_err("finalizing fails, because a required part has not been uploaded");
    assert_eq!(early.owed.iter().map(ToString::to_string).collect::<Vec<_>>(), ["SELFIE:FACE"]);
}

#[test]
fn a_token_that_cannot_be_sent_is_refused_and_never_the_old_one_in_its_place() {
    let odd =
        [json!(7), json!(null), json!(""), json!([]), json!("a b"), json!("a\r\nb"), json!("é"), json!("a\u{7f}")];
    for token in odd {
        let mut started = answer();
        api(&mut started, 0)["token"] = token.clone();
        assert_eq!(upload(&execution(&started)), ["token-unreadable"], "{token}");

        let mut execution = execution(&answer());
        let ticket = execution
            .upload("c1", PartName("FRONT"), &photo())
            .expect("the part is required, so its upload is accepted");
        execution
            .uploaded(ticket, Some(renewed(&json!({"token": token}))))
            .expect("the response should belong to this execution");
        assert_eq!(upload(&execution), ["token-unreadable"], "{token}");
        assert!(execution.set_token("c1", Secret::new("good")));
        assert_eq!(upload(&execution), [""; 0], "{token}");
        assert!(execution.set_token("c1", Secret::new("not good")));
        assert_eq!(upload(&execution), ["token-unreadable"], "{token}");
    }
}

#[test]
fn a_channel_that_nobody_documents_captures_nothing() {
    for odd in [json!(["api"]), json!(["KIOSK"]), json!([7]), json!("API"), json!({"API": true})] {
        let mut started = answer();
        started["workflowExecution"]["credentials"][1]["allowedChannels"] = odd.clone();
        let early = sent(execution(&started))
            .finalize()
            .expect_err("finalizing should fail, because the selfie was never captured");
        let errors = errors(&early.report);
        assert!(errors.contains(&"unknown-channel") && errors.contains(&"slot-not-offered"), "{odd}: {early}");
    }
    let mut started = answer();
    started["workflowExecution"]["credentials"][1]["allowedChannels"] = json!(["API", "KIOSK"]);
    let end =
        sent(execution(&started)).finalize().expect("one known channel is sufficient, so finalizing should succeed");
    assert!(end.report().not_judged().iter().any(|open| open.rule == "unknown-channel"), "{}", end.report());
}

#[test]
fn a_url_that_servers_read_in_different_ways_gets_no_token() {
    let part = |path: &str| format!("{EXECUTION}{path}").replace("workflow-executions/e//", "workflow-executions/e/");
    for url in [
        part("/credentials/c1/../c2/parts/FRONT"),
        part("/credentials/c1/%2e%2E/c2/parts/FRONT"),
        part("/credentials/c1/./parts/FRONT"),
        part("/credentials/c1/parts/FRONT").replace("/accounts", "//accounts"),
        part("/credentials/c1/parts/FRONT").replace("/api/v1", "/%61pi/v1"),
        part("/credentials/c1/parts/FRONT").replace("/api/v1", "/API/v1"),
        part("/credentials/c1/parts/FRONT/"),
        part("/credentials/c1/parts//"),
        part("/credentials/c1/parts/%FRONT"),
        part("/credentials/c1/parts/FRONT/.."),
    ] {
        let mut started = answer();
        api(&mut started, 0)["parts"]["front"] = json!(url);
        assert_eq!(upload(&execution(&started)), ["misleading-url"], "{url}");
        let report = execution(&started)
            .upload("c1", PartName("FRONT"), &photo())
            .expect_err("the URL is rejected, so the upload should fail");
        assert!(report.to_string().contains("the response contains a URL with"), "{report}");
    }
    let mut started = answer();
    for credential in 0..2 {
        api(&mut started, credential)["workflowExecution"] = json!(format!("{EXECUTION}/../f"));
    }
    let early = sent(execution(&started))
        .finalize()
        .expect_err("finalizing should fail, because the URL would end another execution");
    assert!(errors(&early.report).contains(&"misleading-url"), "{early}");
}

#[test]
fn a_record_with_more_answers_than_can_be_counted_is_none() {
    let execution = execution(&answer());
    let record = execution.to_record(Tokens::Include);
    for count in [u64::MAX, u64::from(u32::MAX) + 1] {
        let odd = record.replace("\"answers\":0", &format!("\"answers\":{count}"));
        assert_ne!(odd, record);
        assert!(AccountResponse::resume_execution(&odd).is_err(), "{count}");
    }
}

/// Checks the message for a byte order mark. Since the mark is invisible, the position of the error would not help.
#[test]
fn a_byte_order_mark_is_named() {
    let told = "invalid JSON: it begins with a byte order mark, which JSON does not allow";
    let marked = b"\xef\xbb\xbf{}";
    assert_eq!(WorkflowDetails::from_json(marked).expect_err("a byte order mark should be rejected").to_string(), told);
    let by_bytes =
        check("get_workflow_details", Direction::Response, Some(marked), &Context::new()).expect("an operation");
    let messages: Vec<&str> = by_bytes.report.violations().iter().map(|found| found.message.as_str()).collect();
    assert_eq!(messages, [told]);
}
