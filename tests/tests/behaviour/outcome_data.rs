//! What stands beside decisions: what contradicts a pass is a reason, and what nothing is said about is named.

use jumio_workflows::runtime::Unjudged;
use serde_json::{Value, json};

use super::outcome_verdicts::{judged, open, passed, reasons};

/// A decision that its own data contradicts proves nothing.
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
    assert_eq!(because("imageChecks", status, json!("PENDING")), told("imageChecks", status));
    assert_eq!(because("imageChecks", found, json!(["e-7"])), told("imageChecks", found));
    assert!(because("imageChecks", status, json!("DONE")).is_empty());
    assert_eq!(because("extraction", "/data/type", json!("UNSUPPORTED")), told("extraction", "/data/type"));
}

/// What nobody reads could say anything, so it is named: data that nothing is said about, and names that nobody documents.
#[test]
fn what_verdicts_do_not_read_is_named() {
    let told = |at: &str, value: Value| {
        let mut body = passed("3");
        let (around, name) = at.rsplit_once('/').expect("a pointer");
        body.pointer_mut(around).expect("it is there")[name.replace("~1", "/")] = value;
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
