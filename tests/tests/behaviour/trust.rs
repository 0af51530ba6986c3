//! Checks the protection of tokens: foreign URLs, responses of other executions, expired tokens, and slots that the
//! response does not offer.

use jumio_workflows::payloads::AccountResponse;
use jumio_workflows::regions;
use jumio_workflows::runtime::time::Moment;
use jumio_workflows::runtime::{Execution, FileFacts, PartName, Report, Secret, Severity, Tokens, WebOrigin};
use serde_json::{Value, json};

/// Returns a response that starts workflow 20 with an ID and a selfie.
pub(super) fn answer() -> Value {
    let url = |rest: &str| format!("https://api.amer-1.jumio.ai/api/v1/accounts/a/workflow-executions/e{rest}");
    let credential = |id: &str, category: &str, part: &str, code: &str| {
        json!({
            "id": id,
            "category": category,
            "allowedChannels": ["API"],
            "api": {
                "token": format!("token-of-{id}"),
                "parts": {part: url(&format!("/credentials/{id}/parts/{code}"))},
                "workflowExecution": url(""),
            },
        })
    };
    let credentials = [credential("c1", "ID", "front", "FRONT"), credential("c2", "SELFIE", "face", "FACE")];
    json!({
        "timestamp": "2024-03-04T11:01:12.000Z",
        "account": {"id": "a"},
        "workflowExecution": {"id": "e", "credentials": credentials},
    })
}

pub(super) fn execution(answer: &Value) -> Execution {
    let answer = AccountResponse::from_json(answer.to_string().as_bytes())
        .expect("any JSON object should decode as a received payload");
    answer.execution().expect("the response should contain the ids of its execution").of_workflow(20)
}

pub(super) fn photo() -> FileFacts {
    FileFacts::from_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\x0DIHDR\0\0\x02\x80\0\0\x01\xE0\x08\x02\0\0\0")
}

pub(super) fn errors(report: &Report) -> Vec<&'static str> {
    let errors = report.violations().iter().filter(|found| found.severity == Severity::Error);
    errors.map(|found| found.rule).collect()
}

/// Returns the errors of an upload of the ID.
fn upload(execution: &Execution) -> Vec<&'static str> {
    execution.upload("c1", PartName("FRONT"), &photo()).err().map(|report| errors(&report)).unwrap_or_default()
}

/// Returns the errors of finalizing after both parts were uploaded.
fn finalize(mut execution: Execution) -> Vec<&'static str> {
    for part in execution.owed() {
        if let Ok(ticket) = execution.upload(&part.credential, PartName(&part.part), &photo()) {
            execution.uploaded(ticket, None).expect("the ticket should belong to this execution");
        }
    }
    execution.finalize().err().map(|early| errors(&early.report)).unwrap_or_default()
}

/// Returns a JSON Web Token that expires this many seconds after 1970. For example, 1,709,550,072 is 11:01:12 on 4
/// March 2024.
pub(super) const EXPIRES_AT_11_01_12: &str = "eyJhbGciOiJub25lIn0.eyJleHAiOjE3MDk1NTAwNzJ9.";

#[test]
fn a_token_goes_to_documented_hosts_only() {
    for foreign in [
        "https://api.amer-1.jumio.ai.evil.example/x",
        "https://evil.example/api.amer-1.jumio.ai",
        "http://api.amer-1.jumio.ai/x",
        "https://api.amer-1.jumio.ai:8443/x",
        "https://user@api.amer-1.jumio.ai/x",
        "https://api.amer-1.jumio.ai\\@evil.example/x",
        "https://retrieval.amer-1.jumio.ai/x",
        "//api.amer-1.jumio.ai/x",
        "",
    ] {
        let mut answer = answer();
        let api = &mut answer["workflowExecution"]["credentials"][0]["api"];
        api["parts"]["front"] = foreign.into();
        assert_eq!(upload(&execution(&answer)), ["foreign-host"], "{foreign}");
        api_of(&mut answer, 1)["workflowExecution"] = foreign.into();
        assert!(finalize(execution(&answer)).contains(&"foreign-host"), "{foreign}");
    }
    assert_eq!(upload(&execution(&answer())), [""; 0]);
}

fn api_of(answer: &mut Value, index: usize) -> &mut Value {
    &mut answer["workflowExecution"]["credentials"][index]["api"]
}

#[test]
fn an_origin_of_ones_own_is_named_explicitly() {
    let mut answer = answer();
    api_of(&mut answer, 0)["parts"]["front"] = "http://localhost:8080/front".into();
    let execution = execution(&answer);
    assert_eq!(upload(&execution), ["foreign-host"]);
    let own: WebOrigin = "http://localhost:8080".parse().expect("an origin");
    assert_eq!(upload(&execution.clone().with_origin(own)), [""; 0]);
    let other: WebOrigin = "http://localhost:8081".parse().expect("an origin");
    assert_eq!(upload(&execution.clone().with_origin(other.clone())), ["foreign-host"]);
    // Each service may have a custom origin, which is not allowed for other services.
    let by_service = |service: &str, origin: &WebOrigin| execution.clone().with_origin_of(service, origin.clone());
    let own: WebOrigin = "http://localhost:8080".parse().expect("an origin");
    assert_eq!(upload(&by_service("api", &own).with_origin_of("retrieval", other.clone())), [""; 0]);
    assert_eq!(upload(&by_service("retrieval", &own).with_origin_of("api", other)), ["foreign-host"]);
}

#[test]
fn a_url_in_a_region_without_hosts_is_told_apart_from_no_documented_host() {
    const NOWHERE: jumio_workflows::runtime::model::Region = jumio_workflows::runtime::model::Region {
        id: "nowhere",
        name: "Nowhere",
        hosts: &[],
        callback_host: None,
        callback_addresses: &[],
    };
    let body = AccountResponse::from_json(answer().to_string().as_bytes())
        .expect("any JSON object should decode as a received payload");
    let report =
        jumio_workflows::validate::create_account_response(&body, &jumio_workflows::Context::new().region(&NOWHERE));
    let told: Vec<&str> = report.violations().iter().map(|found| found.message.as_str()).collect();
    assert!(!told.is_empty() && told.iter().all(|message| message.contains("not to a documented host")), "{told:?}");
}

#[test]
fn an_answer_of_another_execution_changes_nothing() {
    use jumio_workflows::payloads::UploadResponse;
    let renewed = |account: &str, execution: &str, credential: &str| {
        let url = "https://api.amer-1.jumio.ai/api/v1/accounts/a/workflow-executions/e";
        let answer = json!({
            "timestamp": "t",
            "account": {"id": account},
            "workflowExecution": {"id": execution},
            "api": {
                "token": "fresh",
                "parts": {"front": format!("{url}/credentials/{credential}/parts/FRONT")},
                "workflowExecution": url,
            },
        });
        UploadResponse::from_json(answer.to_string().as_bytes())
            .expect("any JSON object should decode as a received payload")
            .renewed()
    };
    for (account, id, credential, fits) in
        [("a", "e", "c1", true), ("b", "e", "c1", false), ("a", "f", "c1", false), ("a", "e", "c2", false)]
    {
        let mut execution = execution(&answer());
        let ticket = execution.upload("c1", PartName("FRONT"), &photo()).expect("the upload should be accepted");
        let taken = execution.uploaded(ticket, Some(renewed(account, id, credential)));
        assert_eq!(taken.is_ok(), fits, "{account} {id} {credential}");
        let token = execution.credentials()[0].token().map(Secret::expose);
        assert_eq!(token, Some(if fits { "fresh" } else { "token-of-c1" }));
        assert_eq!(execution.credentials()[0].uploaded().len(), usize::from(fits));
    }
    let other = answer().to_string().replace("workflow-executions/e", "workflow-executions/f");
    let mut other: Value = other.parse().expect("JSON");
    other["workflowExecution"]["id"] = "f".into();
    let ticket = execution(&other).upload("c1", PartName("FRONT"), &photo()).expect("the upload should be accepted");
    assert!(execution(&answer()).uploaded(ticket, None).is_err(), "a ticket for another execution should be rejected");
}

#[test]
fn a_token_that_ran_out_is_refused_and_an_unknown_end_is_named() {
    let mut answer = answer();
    api_of(&mut answer, 0)["token"] = EXPIRES_AT_11_01_12.into();
    let at =
        |time: &str| execution(&answer).at(time.parse::<jumio_workflows::runtime::time::Moment>().expect("a time"));
    assert_eq!(upload(&at("2024-03-04T11:01:11Z")), [""; 0]);
    assert_eq!(upload(&at("2024-03-04T11:01:12Z")), ["token-expired"]);
    let lacks = |execution: &Execution| {
        let ticket = execution.upload("c1", PartName("FRONT"), &photo()).expect("the upload should be accepted");
        ticket.report().not_judged().iter().find(|open| open.rule == "token-expired").map(|open| open.lacks.clone())
    };
    assert_eq!(lacks(&execution(&answer)), Some(vec!["now"]));
    let opaque = super::trust::answer();
    assert_eq!(lacks(&execution(&opaque)), Some(vec!["expires_at"]));
    let end: jumio_workflows::runtime::time::Moment = "2024-03-04T11:31:12Z".parse().expect("a time");
    let known = execution(&opaque).expires_at(end).at(end);
    assert_eq!(upload(&known), ["token-expired"]);
}

/// Checks that the expiry of a token is used only if it is a single number of seconds since 1970, as in RFC 7519.
#[test]
fn an_end_that_is_not_a_time_is_named_and_proves_nothing() {
    for (claims, what) in [
        ("eyJleHAiOi0xfQ", "a negative number"),
        ("eyJleHAiOjE3MDk1NTAwNzIsImV4cCI6OTk5OTk5OTk5OX0", "two ends"),
        ("eyJleHAiOjE3MDk1NTAwNzIuNX0", "a fraction"),
        ("eyJleHAiOjE3MDk1NTAwNzIwMDB9", "milliseconds"),
        ("eyJleHAiOjE4NDQ2NzQ0MDczNzA5NTUxNjE2fQ", "more than 64 bits"),
        ("eyJleHAiOiIxNzA5NTUwMDcyIn0", "a string"),
        ("eyJleHAiOm51bGx9", "nothing"),
        ("eyJhIjp7ImIiOjEsImIiOjJ9LCJleHAiOjE3MDk1NTAwNzJ9", "another claim twice"),
    ] {
        let mut answer = answer();
        api_of(&mut answer, 0)["token"] = format!("eyJhbGciOiJub25lIn0.{claims}.").into();
        let end: Moment = "2024-03-04T11:31:12Z".parse().expect("a time");
        let early: Moment = "2024-03-04T11:01:00Z".parse().expect("a time");
        let lacks = |execution: Execution| {
            let ticket = execution.upload("c1", PartName("FRONT"), &photo()).expect("no rule should reject the upload");
            ticket.report().not_judged().iter().find(|open| open.rule == "token-expired").map(|open| open.lacks.clone())
        };
        let odd = "a valid time in the token's `exp`";
        assert_eq!(lacks(execution(&answer).at(early)), Some(vec![odd, "expires_at"]), "{what}");
        assert_eq!(lacks(execution(&answer).at(early).expires_at(end)), Some(vec![odd]), "{what}");
        assert_eq!(upload(&execution(&answer).at(end).expires_at(end)), ["token-expired"], "{what}");
    }
}

#[test]
fn what_was_not_offered_cannot_be_finalized() {
    assert_eq!(finalize(execution(&answer())), [""; 0]);
    let mut partial = answer();
    partial["workflowExecution"]["credentials"].as_array_mut().expect("a list").truncate(1);
    assert_eq!(finalize(execution(&partial)), ["slot-not-offered"]);
    let told = execution(&partial)
        .finalize()
        .expect_err("finalizing should fail, because required parts have not been uploaded")
        .report
        .to_string();
    assert!(told.contains("ID and SELFIE, ID and ID or SELFIE and SELFIE"), "{told}");
    let unnamed = AccountResponse::from_json(partial.to_string().as_bytes())
        .expect("read")
        .execution()
        .expect("the response should contain the ids of its execution");
    let early = unnamed.finalize().expect_err("finalizing should fail, because required parts have not been uploaded");
    assert!(early.report.not_judged().iter().any(|open| open.rule == "slot-not-offered"));
}

#[test]
fn an_execution_is_taken_up_by_another_process() {
    let mut before = execution(&answer());
    let ticket = before.upload("c1", PartName("FRONT"), &photo()).expect("the upload should be accepted");
    before.uploaded(ticket, None).expect("the ticket should belong to this execution");
    let record = before.to_record(Tokens::Include);
    let after = AccountResponse::resume_execution(&record).expect("a record");
    assert_eq!(after.to_record(Tokens::Include), record);
    assert_eq!(after.owed(), before.owed());
    assert_eq!(finalize(after), [""; 0]);

    let record = before.to_record(Tokens::LeaveOut);
    assert!(!record.contains("token-of"), "{record}");
    let mut after = AccountResponse::resume_execution(&record).expect("a record");
    assert_eq!(
        after.upload("c2", PartName("FACE"), &photo()).err().map(|report| errors(&report)),
        Some(vec!["token-missing"])
    );
    assert!(after.set_token("c2", Secret::new("kept-elsewhere")));
    assert!(after.upload("c2", PartName("FACE"), &photo()).is_ok());
    assert!(!after.set_token("c3", Secret::new("x")));
}

#[test]
fn what_is_not_a_record_is_refused() {
    let record: Value = execution(&answer()).to_record(Tokens::Include).parse().expect("JSON");
    let refused =
        |record: &Value| AccountResponse::resume_execution(&record.to_string()).err().map(|error| error.to_string());
    assert_eq!(refused(&record), None);
    for name in record.as_object().expect("an object").keys() {
        for odd in [Value::Null, json!(true), json!("x"), json!([1]), json!({})] {
            let mut changed = record.clone();
            changed[name] = odd.clone();
            let fits = match name.as_str() {
                "account" | "execution" => odd.is_string(),
                "workflow" => odd.is_string() || odd.is_null(),
                "region" => odd.is_null(),
                "acted_at" | "expires_at" => odd.is_null(),
                _ => false,
            };
            assert_eq!(refused(&changed).is_none(), fits, "{name}: {odd}");
        }
        let mut lacking = record.clone();
        lacking.as_object_mut().expect("an object").remove(name);
        assert!(refused(&lacking).is_some(), "without {name}");
    }
    for name in ["id", "category"] {
        let mut changed = record.clone();
        changed["credentials"][0][name] = json!("");
        assert!(refused(&changed).is_some(), "a credential with an empty {name} should be rejected");
    }
    assert!(AccountResponse::resume_execution("{").is_err());
    let text = record.to_string();
    for (name, twice) in
        [("account", "\"account\":\"b\",\"account\":"), ("finalize", "\"finalize\":\"\",\"finalize\":")]
    {
        let changed = text.replacen(&format!("\"{name}\":"), twice, 1);
        assert_ne!(changed, text);
        let told = AccountResponse::resume_execution(&changed)
            .expect_err("a record with a duplicate field should be rejected")
            .to_string();
        assert_eq!(told, "not the record of an execution: an object in it has the same field twice");
    }
}

#[test]
fn a_record_keeps_what_narrows_the_judgement() {
    let end: Moment = "2024-03-04T11:30:00Z".parse().expect("a time");
    let record = execution(&answer()).in_region(&regions::EU).expires_at(end).to_record(Tokens::Include);
    let after = AccountResponse::resume_execution(&record).expect("a record");
    assert_eq!(
        upload(&after),
        ["foreign-host"],
        "the response contains URLs of another region, so they should be foreign"
    );
    let late = execution(&answer()).expires_at(end).to_record(Tokens::Include);
    let late = AccountResponse::resume_execution(&late).expect("a record").at(end);
    assert_eq!(upload(&late), ["token-expired"]);
}

/// Checks that the parts of a category are required, even if the response does not offer them.
#[test]
fn a_part_that_the_answer_does_not_offer_is_owed_all_the_same() {
    for parts in [json!({}), json!({"back": answer()["workflowExecution"]["credentials"][0]["api"]["parts"]["front"]})]
    {
        let mut partial = answer();
        partial["workflowExecution"]["credentials"][0]["api"]["parts"] = parts.clone();
        let execution = execution(&partial);
        assert!(execution.owed().iter().any(|part| part.part == "FRONT" && part.url.is_none()), "{parts}");
        assert!(!execution.is_complete() && execution.finalize().is_err(), "{parts}");
    }
}

/// Checks that a captured credential needs a channel, and one on file does not.
#[test]
fn a_credential_without_a_channel_fills_no_slot_that_has_to_be_captured() {
    for channels in [json!([]), json!([7]), json!(null)] {
        let mut odd = answer();
        odd["workflowExecution"]["credentials"][0]["allowedChannels"] = channels.clone();
        assert!(finalize(execution(&odd)).contains(&"slot-not-offered"), "{channels}");
    }
}

#[test]
fn a_ticket_of_another_account_is_refused() {
    let mut other = answer();
    other["account"]["id"] = json!("b");
    let ticket = execution(&answer()).upload("c1", PartName("FRONT"), &photo()).expect("the upload should be accepted");
    let mut other = execution(&other);
    assert!(other.uploaded(ticket, None).is_err());
    assert!(other.credentials().iter().all(|credential| credential.uploaded().is_empty()));
}

#[test]
fn an_empty_token_is_none() {
    let mut without = answer();
    without["workflowExecution"]["credentials"][0]["api"]["token"] = json!("");
    assert_eq!(upload(&execution(&without)), ["token-unreadable"]);
}
