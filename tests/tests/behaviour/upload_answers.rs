//! Checks responses to uploads: those with another account, execution or credential are rejected, and those of the same
//! execution are accepted.

use jumio_workflows::payloads::UploadResponse;
use jumio_workflows::runtime::{PartName, Tokens};
use serde_json::{Value, json};

use super::trust::{answer, execution, photo};

/// Returns possible credentials in a response, and the ids that the parser can read from them.
fn credentials() -> Vec<(Option<Value>, &'static [&'static str])> {
    vec![
        (None, &[]),
        (Some(json!([])), &[]),
        (Some(json!(null)), &[]),
        (Some(json!([{"category": "ID"}])), &[]),
        (Some(json!([{"id": 7}, {"id": ""}])), &[]),
        (Some(json!([{"id": "c1"}])), &["c1"]),
        (Some(json!([{"id": "c1", "category": "ID"}, {"id": "c1"}])), &["c1", "c1"]),
        (Some(json!([{"id": "c2"}])), &["c2"]),
        (Some(json!([{"id": "C1"}, {"id": 7}])), &["C1"]),
        (Some(json!([{"id": "c2"}, {"id": "c1"}])), &["c2", "c1"]),
    ]
}

fn body(account: Option<&str>, execution: Option<&str>, credentials: Option<&Value>, of_url: Option<&str>) -> Value {
    let url = |id: &str| {
        format!("https://api.amer-1.jumio.ai/api/v1/accounts/a/workflow-executions/e/credentials/{id}/parts/BACK")
    };
    let parts = of_url.map_or(json!({}), |id| json!({"back": url(id)}));
    let mut body = json!({"account": {}, "workflowExecution": {}, "api": {"token": "fresh", "parts": parts}});
    if let Some(id) = account {
        body["account"]["id"] = json!(id);
    }
    if let Some(id) = execution {
        body["workflowExecution"]["id"] = json!(id);
    }
    if let Some(credentials) = credentials {
        body["workflowExecution"]["credentials"] = credentials.clone();
    }
    body
}

#[test]
fn an_answer_is_taken_if_and_only_if_nothing_in_it_is_anothers() {
    let (mut taken, mut refused) = (0, 0);
    for account in [Some("a"), Some("b"), None] {
        for of in [Some("e"), Some("f"), None] {
            for (credentials, ids) in &credentials() {
                for of_url in [Some("c1"), Some("c2"), None] {
                    let body = body(account, of, credentials.as_ref(), of_url);
                    let fits = (account, of) == (Some("a"), Some("e"))
                        && of_url != Some("c2")
                        && (ids.is_empty() || ids.contains(&"c1"));
                    let mut execution = execution(&answer());
                    let before = execution.to_record(Tokens::Include);
                    let ticket = execution
                        .upload("c1", PartName("FRONT"), &photo())
                        .expect("the part is required, so its upload should be accepted");
                    let read = UploadResponse::from_json(body.to_string().as_bytes())
                        .expect("any JSON object should decode as a received payload");
                    let result = execution.uploaded(ticket, Some(read.renewed()));
                    assert_eq!(result.is_ok(), fits, "{body}");
                    if !fits {
                        refused += 1;
                        assert_eq!(
                            execution.to_record(Tokens::Include),
                            before,
                            "the execution took over data from a rejected response: {body}"
                        );
                        continue;
                    }
                    taken += 1;
                    let told = execution.upload("c1", PartName("FRONT"), &photo());
                    let report = told.map_or_else(|report| report, |ticket| ticket.report().clone());
                    let open = report.not_judged().iter().any(|open| {
                        open.rule == "not-own" && open.lacks.contains(&"the ids that show what the response is about")
                    });
                    let says_which = of_url.is_some() || !ids.is_empty() && ids.iter().all(|id| *id == "c1");
                    assert_eq!(open, !says_which, "{body}: {report}");
                }
            }
        }
    }
    println!("{taken} responses were accepted, {refused} rejected");
    assert!(taken > 10 && refused > 200, "{taken} responses accepted and {refused} rejected are too few");
}
