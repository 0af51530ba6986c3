//! Checks fields other than decisions: values that contradict a pass are reasons, and fields that the spec does not
//! explain are listed.

use jumio_workflows::payloads::WorkflowDetails;
use jumio_workflows::readings::OUTCOME;
use jumio_workflows::runtime::{Context, Json, Outcome, Unjudged};
use serde_json::{Value, json};

use super::outcome_verdicts::{judged, open, passed, reasons};

/// Checks that a decision does not prove a pass if its own data contradicts it.
#[test]
fn data_that_contradicts_a_pass_is_a_reason() {
    let because = |capability: &str, at: &str, value: Value| {
        let mut body = passed(if capability == "watchlistScreening" { "32" } else { "3" });
        let mut found = &mut body["capabilities"][capability][0];
        for member in at.split('/').skip(1) {
            found = &mut found[member];
        }
        *found = value;
        let outcome = judged(&body, None);
        assert_eq!(outcome.verdict.is_passed(), reasons(&outcome).is_empty());
        reasons(&outcome)
    };
    let told = |capability: &str, at: &str| {
        vec![format!("data contradicts decision: {capability} PASSED at /capabilities/{capability}/0{at}")]
    };
    for value in ["NOT_MATCH", "NOT_POSSIBLE", "match"] {
        let at = "/data/similarity";
        assert_eq!(because("similarity", at, json!(value)), told("similarity", at));
    }
    for value in ["ERROR", "NOT_DONE"] {
        let at = "/data/searchStatus";
        assert_eq!(because("watchlistScreening", at, json!(value)), told("watchlistScreening", at));
    }
    for value in ["DONE", "SUCCESS"] {
        assert!(because("watchlistScreening", "/data/searchStatus", json!(value)).is_empty());
    }
    let (status, found) = ("/data/faceSearchFindings/status", "/data/faceSearchFindings/findings");
    let search = "/data/faceSearchFindings";
    let with = |status: &str, findings: Value| json!({"status": status, "findings": findings});
    assert_eq!(because("imageChecks", search, with("PENDING", json!([]))), told("imageChecks", status));
    assert_eq!(because("imageChecks", search, with("DONE", json!(["e-7"]))), told("imageChecks", found));
    // If a search is present, it needs a final status and a result.
    assert_eq!(because("imageChecks", status, json!("DONE")), told("imageChecks", found));
    assert_eq!(because("imageChecks", found, json!([])), told("imageChecks", status));
    assert!(because("imageChecks", search, with("DONE", json!([]))).is_empty());
    assert!(because("imageChecks", search, json!(null)).is_empty());
    assert_eq!(because("extraction", "/data/type", json!("UNSUPPORTED")), told("extraction", "/data/type"));
}

/// Checks that unread fields are listed, because they could mean anything: data that the spec does not explain, and
/// undocumented names.
#[test]
fn what_verdicts_do_not_read_is_named() {
    let told = |at: &str, value: Value| {
        let mut body = passed("3");
        let (around, name) = at.rsplit_once('/').expect("a pointer");
        body.pointer_mut(around).expect("it exists")[name.replace("~1", "/")] = value;
        judged(&body, None).not_judged.iter().any(|open| *open == Unjudged::NotRead { at: at.to_owned() })
    };
    assert!(told("/capabilities/similarity/0/data/scale", json!("REJECTED")));
    for at in ["", "/workflow", "/account", "/capabilities/usability/0", "/capabilities/usability/0/decision/details"] {
        for name in ["Decision", "Details", "labels", "a~1b"] {
            assert!(told(&format!("{at}/{name}"), json!("REJECTED")), "{at} {name}");
        }
    }
    assert!(!told("/workflow/status", json!("PROCESSED")));
    let mut body = passed("3");
    body["capabilities"]["usability"][0]["decision"] = json!({"type": "PASSED"});
    let [Unjudged::NoLabel(told)] = &open(&judged(&body, None))[..] else { panic!("{:?}", judged(&body, None)) };
    assert_eq!(told.at, "/capabilities/usability/0");
}

/// Returns a response with every kind of documented field that verdicts do not read.
fn documented() -> Value {
    let mut body = passed("3");
    body["createdAt"] = json!("2024-05-14T08:00:02.000Z");
    body["startedAt"] = json!("2024-05-14T08:00:00.000Z");
    body["completedAt"] = json!(null);
    body["workflow"]["userReference"] = json!("user-7");
    body["workflow"]["customerInternalReference"] = json!("case-7");
    let part = json!({"classifier": "FRONT", "href": "https://retrieval.amer-1.jumio.ai/api/v1/accounts/a/credentials/id/parts/FRONT"});
    body["credentials"][0]["parts"] = json!([part, {"classifier": "BACK"}]);
    let results = &mut body["capabilities"];
    results["liveness"][0]["data"] =
        json!({"type": "JUMIO_STANDARD", "predictedAge": 28, "ageConfidenceRange": "25-34"});
    results["liveness"][0]["validFaceMapForAuthentication"] = json!("https://retrieval.amer-1.jumio.ai/api/v1/a");
    results["similarity"][0]["data"] = json!({"similarity": "MATCH"});
    results["extraction"][0]["data"] = json!({
        "type": "DRIVING_LICENSE", "subType": "REGULAR_DRIVING_LICENSE", "firstName": "JANE", "dlCategories": [],
        "currentAge": "34", "dateOfBirthParts": {"year": "1990", "month": null}, "address": {"city": "LINZ", "line1": "A 1"},
    });
    results["imageChecks"][0]["data"] = json!({"faceSearchFindings": {"status": "DONE", "findings": []}});
    body
}

/// Checks that only significant entries are listed: if the caller provides every fact, nothing is listed for a
/// documented pass.
#[test]
fn nothing_is_open_in_a_documented_pass() {
    let all = Context::new().workflow("3").path_account_id(&"a".into()).path_workflow_execution_id(&"e".into());
    let body = documented();
    let outcome = Outcome::of(&OUTCOME, &Json::from(body.clone()), &all);
    assert_eq!((outcome.verdict.is_passed(), &outcome.not_judged[..]), (true, &[][..]), "{:?}", outcome.verdict);
    let details =
        WorkflowDetails::from_json(body.to_string().as_bytes()).expect("the parser should accept the response");
    assert_eq!(details.outcome(&all), outcome, "the outcome of the typed response should be the same");
}

/// Checks that undocumented names, and documented fields with another type, are listed in every object.
#[test]
fn every_undocumented_field_is_named() {
    let body = documented();
    let mut objects = vec![String::new()];
    let mut held = 0;
    while let Some(at) = objects.pop() {
        match body.pointer(&at).expect("it exists") {
            Value::Array(items) => objects.extend((0..items.len()).map(|index| format!("{at}/{index}"))),
            Value::Object(members) => {
                objects.extend(members.keys().map(|name| format!("{at}/{name}")));
                if at == "/capabilities" {
                    continue;
                }
                let mut more = body.clone();
                more.pointer_mut(&at).expect("it exists")["novelty"] = json!("REJECTED");
                let named = Unjudged::NotRead { at: format!("{at}/novelty") };
                assert!(judged(&more, None).not_judged.contains(&named), "{at}");
                held += 1;
            }
            _ => {}
        }
    }
    assert!(held > 25, "{held} objects");
    for (at, value) in [
        ("/createdAt", json!({"type": "REJECTED"})),
        ("/credentials/0/parts", json!("none")),
        ("/credentials/0/parts/0", json!(["FRONT"])),
        ("/capabilities/liveness/0/data/type", json!(["IPROOV_STANDARD"])),
        ("/capabilities/extraction/0/data/address", json!("LINZ")),
    ] {
        let mut odd = documented();
        *odd.pointer_mut(at).expect("it exists") = value;
        let named = Unjudged::NotRead { at: at.to_owned() };
        assert!(judged(&odd, None).not_judged.contains(&named), "{at}: {:?}", judged(&odd, None).not_judged);
    }
}
