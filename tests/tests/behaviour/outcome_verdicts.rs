//! Checks verdicts: which results prove a pass, and which facts prevent one.

use jumio_workflows::model::MODEL;
use jumio_workflows::payloads::WorkflowDetails;
use jumio_workflows::readings::OUTCOME;
use jumio_workflows::runtime::model::{PassValue, Runs, WhenAbsent};
use jumio_workflows::runtime::{Json, Outcome, Rank, Reason, StoredCredential, Unjudged};
use jumio_workflows::{Context, validate};
use serde_json::{Value, json};

use super::outcome::answer;

/// Returns a response in which every capability of the workflow has passed, with one result that covers all its
/// credentials.
pub(crate) fn passed(key: &str) -> Value {
    let workflow = MODEL
        .workflows
        .iter()
        .find(|workflow| workflow.key.to_string() == key)
        .expect("the model should have a workflow with this key");
    let mut body = answer(key, &[]);
    let listed = workflow.required_credentials.iter();
    let listed: Vec<Value> =
        listed.map(|category| json!({"id": category.to_lowercase(), "category": category})).collect();
    body["credentials"] = json!(listed);
    for capability in workflow.capabilities {
        let known = MODEL.capability(capability).expect("the model should have the capability");
        let judged = workflow.required_credentials.iter().filter(|category| known.credentials.contains(category));
        let credentials: Vec<Value> =
            judged.map(|category| json!({"id": category.to_lowercase(), "category": category})).collect();
        let passing = known.decisions.iter().find(|(decision, _)| *decision == "PASSED");
        let (decision, labels) = passing.expect("the capability should have a decision type for a pass");
        body["capabilities"][*capability] = json!([{
            "id": format!("r-{capability}"),
            "credentials": credentials,
            "decision": {"type": decision, "details": {"label": labels[0]}},
        }]);
        for row in known.passes_with.iter().filter(|row| row.absent == WhenAbsent::NotJudged) {
            let mut at = &mut body["capabilities"][*capability][0];
            for member in row.path {
                at = &mut at[*member];
            }
            *at = match row.values[0] {
                PassValue::Text(text) => json!(text),
                PassValue::Integer(number) => json!(number),
                PassValue::Boolean(value) => json!(value),
                PassValue::EmptyList => json!([]),
            };
        }
    }
    body
}

pub(crate) fn judged(body: &Value, enabled: Option<Vec<String>>) -> Outcome {
    Outcome::of(&OUTCOME, &Json::from(body.clone()), &context(enabled))
}

fn context(enabled: Option<Vec<String>>) -> Context {
    enabled.map_or_else(Context::new, |enabled| Context::new().enabled(enabled))
}

pub(crate) fn reasons(outcome: &Outcome) -> Vec<String> {
    outcome.verdict.reasons().iter().map(ToString::to_string).collect()
}

/// Returns the entries that were not judged, except missing facts and fields that verdicts ignore.
pub(crate) fn open(outcome: &Outcome) -> Vec<Unjudged> {
    let is_other = |open: &&Unjudged| !matches!(open, Unjudged::NotStated { .. } | Unjudged::NotRead { .. });
    outcome.not_judged.iter().filter(is_other).cloned().collect()
}

fn remove(body: &mut Value, capability: &str) {
    body["capabilities"].as_object_mut().expect("an object").remove(capability);
}

#[test]
fn a_pass_is_proved_by_a_result_of_every_capability() {
    for workflow in MODEL.workflows {
        let body = passed(&workflow.key.to_string());
        let outcome = judged(&body, None);
        let proof = outcome.verdict.proof().unwrap_or_else(|| panic!("{}: {:?}", workflow.key, outcome.verdict));
        assert_eq!((proof.workflow().key, proof.state()), (workflow.key, "PROCESSED"));
        let proved: Vec<&str> = proof.capabilities().iter().map(|proved| proved.capability()).collect();
        assert_eq!(proved, workflow.capabilities);
        let places: Vec<usize> = proof.capabilities().iter().flat_map(|proved| proved.findings()).collect();
        assert_eq!(places, (0..outcome.findings.len()).collect::<Vec<_>>());
        for capability in workflow.capabilities {
            let mut without = body.clone();
            remove(&mut without, capability);
            let outcome = judged(&without, None);
            assert_eq!(
                outcome.verdict.rank(),
                Rank::Undecided,
                "the outcome of workflow {} should be undecided without a result of {capability}",
                workflow.key
            );
            let missing = |reason: &Reason| matches!(reason, Reason::CapabilityMissing { capability: name, .. } if name == capability);
            assert!(outcome.verdict.reasons().iter().any(missing), "{:?}", outcome.verdict);
        }
    }
}

#[test]
fn one_result_may_be_about_several_credentials_and_none_may_be_left_out() {
    let mut body = passed("3");
    assert!(
        judged(&body, None).verdict.is_passed(),
        "a pass should allow one result of liveness for both the selfie and the facemap"
    );
    let one_by_one = ["ID", "SELFIE", "FACEMAP"].map(|category| {
        json!({
            "id": category,
            "credentials": [{"id": category.to_lowercase(), "category": category}],
            "decision": {"type": "PASSED", "details": {"label": "OK"}},
        })
    });
    body["capabilities"]["usability"] = json!(one_by_one);
    assert!(
        judged(&body, None).verdict.is_passed(),
        "a pass should allow three results of usability, each for one credential"
    );
    body["capabilities"]["usability"].as_array_mut().expect("a list").remove(1);
    let outcome = judged(&body, None);
    assert_eq!(outcome.verdict.rank(), Rank::Undecided);
    assert_eq!(reasons(&outcome), ["credential not covered: SELFIE `selfie` by usability"]);
    body["credentials"] = json!([{"id": "s-9", "category": "SELFIE"}]);
    assert!(reasons(&judged(&body, None)).contains(&"credential not covered: SELFIE `s-9` by usability".to_owned()));
}

/// Checks that a face that matches itself does not prove that two faces match.
#[test]
fn what_is_compared_has_to_be_in_one_result() {
    let mut body = passed("20");
    let credentials = body["capabilities"]["similarity"][0]["credentials"].clone();
    let apart = |index: usize| json!({"id": index.to_string(), "credentials": [credentials[index]], "decision": {"type": "PASSED"}});
    body["capabilities"]["similarity"] = json!([apart(0), apart(1)]);
    let outcome = judged(&body, None);
    assert_eq!(reasons(&outcome), ["credentials not judged together: similarity"]);
    assert_eq!(outcome.verdict.rank(), Rank::Undecided);
    let both = json!({"id": "both", "credentials": credentials, "decision": {"type": "PASSED"}});
    body["capabilities"]["similarity"] = json!([apart(0), both]);
    assert!(judged(&body, None).verdict.is_passed(), "one result that covers both credentials should be sufficient");
}

/// Checks that a result about an unlisted credential does not prove anything about the end user.
#[test]
fn what_results_are_about_has_to_be_listed() {
    let mut body = passed("2");
    body["credentials"] = json!([]);
    assert_eq!(reasons(&judged(&body, None)), ["credential not listed: `id`"]);
    body.as_object_mut().expect("an object").remove("credentials");
    assert_eq!(reasons(&judged(&body, None)), ["credentials not listed: /credentials"]);
    body["credentials"] = json!([{"id": "id", "category": "ID"}, {"id": "papers", "category": "DOCUMENT"}]);
    let outcome = judged(&body, None);
    assert!(outcome.verdict.is_passed());
    let open = open(&outcome);
    let (unjudged, category) = ("papers".to_owned(), "DOCUMENT".to_owned());
    let more = Unjudged::CredentialsMore { category: category.clone(), expected: 0, named: 1 };
    assert_eq!(open, [Unjudged::CredentialNotJudged { category, id: unjudged }, more]);
}

/// Checks that a response with only one facemap is reported if its workflow compares two.
#[test]
fn two_slots_of_a_category_are_two_credentials() {
    let mut body = passed("16");
    let fewer = Unjudged::CredentialsFewer { category: "FACEMAP".to_owned(), expected: 2, named: 1 };
    assert_eq!(open(&judged(&body, None)), [fewer]);
    let second = json!({"id": "stored", "category": "FACEMAP"});
    body["credentials"].as_array_mut().expect("a list").push(second.clone());
    for capability in ["usability", "authentication"] {
        let about = &mut body["capabilities"][capability][0]["credentials"];
        about.as_array_mut().expect("a list").push(second.clone());
    }
    let outcome = judged(&body, None);
    assert!(outcome.verdict.is_passed());
    assert_eq!(open(&outcome), []);
}

#[test]
fn what_the_caller_says_or_leaves_open_is_told() {
    let told = |context: &Context, body: &Value| {
        let outcome = Outcome::of(&OUTCOME, &Json::from(body.clone()), context);
        let told = outcome.not_judged.iter().filter(|open| !matches!(open, Unjudged::NotRead { .. }));
        let told: Vec<String> = told.map(ToString::to_string).collect();
        (outcome.verdict.is_passed(), told)
    };
    let body = passed("2");
    let nothing = ["workflow_key", "accountId", "workflowExecutionId"];
    let nothing = nothing.map(|fact| format!("fact of the request not stated: {fact}")).to_vec();
    assert_eq!(told(&Context::new(), &body), (true, nothing));
    let account = |id: &str| Context::new().workflow("2").path_account_id(&id.into());
    let all = account("a").path_workflow_execution_id(&"e".into());
    assert_eq!(told(&all, &body), (true, Vec::new()));
    let stored = StoredCredential { id: Some("on-file".to_owned()), category: Some("ID".to_owned()) };
    let stored = all.clone().stored_credentials([stored]).path_credentials_id(&"c".into());
    let open = [
        "credential on file that no result is about: `on-file`",
        "stated, but not compared with results: credentialsId",
    ];
    assert_eq!(told(&stored, &body), (true, open.map(str::to_owned).to_vec()));
    let record = |context: &Context| Outcome::of(&OUTCOME, &Json::from(body.clone()), context).record(None);
    assert!(
        !record(&Context::new()).differences(&record(&all)).is_empty(),
        "facts from the caller should change the record"
    );
}

/// Checks that the name of a category does not identify a document.
#[test]
fn a_category_alone_names_no_credential() {
    let mut body = passed("3");
    body["credentials"] = json!([]);
    for results in body["capabilities"].as_object_mut().expect("an object").values_mut() {
        for credential in results[0]["credentials"].as_array_mut().expect("a list") {
            credential.as_object_mut().expect("an object").remove("id");
        }
    }
    let outcome = judged(&body, None);
    assert_eq!(outcome.verdict.rank(), Rank::Undecided);
    assert!(reasons(&outcome).contains(&"credential without id: SELFIE by liveness".to_owned()), "{outcome:?}");
    assert!(outcome.verdict.reasons().iter().all(|reason| matches!(reason, Reason::CredentialNotNamed { .. })));
    body["credentials"] = json!([{"id": "s", "category": "SELFIE"}]);
    let told = "credential not covered: SELFIE `s` by liveness".to_owned();
    assert!(
        reasons(&judged(&body, None)).contains(&told),
        "a result should contain the ids of the credentials that it covers"
    );
}

/// Checks that a document must pass every capability: results about different documents do not prove a pass.
#[test]
fn results_about_different_credentials_prove_nothing() {
    for workflow in MODEL.workflows.iter().filter(|workflow| workflow.capabilities.len() > 1) {
        let key = workflow.key.to_string();
        for listed in [None, Some(json!([])), Some(json!([{"id": "x", "category": "DOCUMENT"}]))] {
            let mut body = passed(&key);
            for (number, capability) in workflow.capabilities.iter().enumerate() {
                for credential in body["capabilities"][*capability][0]["credentials"].as_array_mut().expect("a list") {
                    credential["id"] = json!(format!("c{number}"));
                }
            }
            match listed {
                Some(listed) => body["credentials"] = listed,
                None => drop(body.as_object_mut().expect("an object").remove("credentials")),
            }
            assert_eq!(judged(&body, None).verdict.rank(), Rank::Undecided, "workflow {key}");
        }
    }
}

#[test]
fn a_credential_of_two_categories_proves_nothing() {
    let told = "credential of several categories: `id`".to_owned();
    let mut by_list = passed("3");
    by_list["credentials"] = json!([{"id": "id", "category": "DOCUMENT"}]);
    let mut twice = passed("3");
    twice["credentials"] = json!([{"id": "id", "category": "ID"}, {"id": "id", "category": "DOCUMENT"}]);
    let mut by_result = passed("3");
    by_result["capabilities"]["usability"][0]["credentials"]
        .as_array_mut()
        .expect("a list")
        .push(json!({"id": "id", "category": "DOCUMENT"}));
    for body in [by_list, twice, by_result] {
        let outcome = judged(&body, None);
        assert_eq!(outcome.verdict.rank(), Rank::Undecided, "{body}");
        assert!(reasons(&outcome).contains(&told), "{:?}", reasons(&outcome));
    }
}

/// Checks labels that the capability does not have. They can still contradict a pass, if they are labels of other
/// capabilities or names of decision types.
#[test]
fn a_pass_whose_label_is_no_pass_elsewhere_proves_nothing() {
    for (label, passes) in
        [("REJECTED", false), ("NOT_EXECUTED", false), ("NO_MATCH", false), ("MATCH", true), ("NEW", true)]
    {
        let mut body = passed("3");
        body["capabilities"]["usability"][0]["decision"]["details"]["label"] = json!(label);
        let outcome = judged(&body, None);
        assert_eq!(outcome.verdict.is_passed(), passes, "{label}");
        // A label that does not contradict the decision is listed as not judged.
        let told = outcome.not_judged.iter().any(|open| matches!(open, Unjudged::Label(told) if told.label == label));
        assert_eq!(told, passes, "{label}: {:?}", outcome.not_judged);
    }
}

#[test]
fn any_of_the_variants_may_be_complete() {
    let of = |categories: [&str; 2]| {
        let mut body = passed("20");
        let numbered = categories.iter().enumerate();
        let credentials: Vec<Value> =
            numbered.map(|(index, category)| json!({"id": index.to_string(), "category": category})).collect();
        body["credentials"] = json!(credentials);
        for capability in ["usability", "similarity"] {
            body["capabilities"][capability][0]["credentials"] = json!(credentials);
        }
        body
    };
    for pair in [["ID", "SELFIE"], ["ID", "ID"], ["SELFIE", "SELFIE"]] {
        assert!(judged(&of(pair), None).verdict.is_passed(), "{pair:?}");
    }
    let mut one_id = of(["ID", "ID"]);
    one_id["credentials"] = json!([]);
    one_id["capabilities"]["similarity"][0]["credentials"] = json!([{"id": "0", "category": "ID"}]);
    assert_eq!(judged(&one_id, None).verdict.rank(), Rank::Undecided);
}

#[test]
fn an_execution_that_has_not_run_has_not_passed() {
    let why = |state: Value| {
        let mut body = passed("3");
        body["workflow"]["status"] = state;
        reasons(&judged(&body, None))
    };
    assert_eq!(why(json!("INITIATED")), ["state not final: INITIATED"]);
    assert_eq!(why(json!("ACQUIRED")), ["state not final: ACQUIRED"]);
    assert_eq!(why(json!("SESSION_EXPIRED")), ["state without result: SESSION_EXPIRED"]);
    assert_eq!(why(json!("TOKEN_EXPIRED")), ["state without result: TOKEN_EXPIRED"]);
    assert_eq!(why(json!("DREAMING")), ["state unknown: `DREAMING`"]);
    assert_eq!(why(Value::Null), ["state unknown: none"]);
}

#[test]
fn a_workflow_that_is_not_described_is_undecided_unless_something_was_rejected() {
    let mut body = passed("2");
    for key in [json!("10003"), json!(10003), json!("02"), Value::Null, json!([2])] {
        body["workflow"]["definitionKey"] = key.clone();
        let outcome = judged(&body, None);
        assert_eq!((outcome.verdict.rank(), outcome.workflow), (Rank::Undecided, None), "{key}");
        assert!(reasons(&outcome)[0].starts_with("workflow not known: "), "{key}");
    }
    body["workflow"]["definitionKey"] = json!(2);
    assert!(judged(&body, None).verdict.is_passed(), "a number should be accepted as the key of a workflow");
    let rejected = answer("10003", &[("usability", "REJECTED", "GLARE", &["i"])]);
    assert_eq!(judged(&rejected, None).verdict.rank(), Rank::Rejected);
}

#[test]
fn another_capability_prevents_a_pass_in_whatever_form_unless_it_has_passed() {
    let result = |decision: &str| json!({"id": "r", "decision": {"type": decision}});
    let with = |value: Value| {
        let mut body = passed("2");
        body["capabilities"]["deepfake"] = value;
        judged(&body, None)
    };
    let outcome = with(json!([result("PASSED")]));
    assert!(outcome.verdict.is_passed());
    let outside: Vec<&str> = outcome.outside.iter().map(|place| &*outcome.findings[*place].capability).collect();
    assert_eq!(
        (outside, outcome.contradictions.len()),
        (vec!["deepfake"], 0),
        "the result should be listed, but not as a contradiction"
    );
    assert_eq!(outcome.verdict.proof().map(|proof| proof.outside().count()), Some(1));
    for (value, rank) in [
        (json!([result("REJECTED")]), Rank::Rejected),
        (json!([result("WARNING")]), Rank::Review),
        (json!([result("NOT_EXECUTED")]), Rank::Undecided),
        (json!([result("passed")]), Rank::Undecided),
        (json!([result("PASSED"), 7]), Rank::Undecided),
        (json!(result("REJECTED")), Rank::Undecided),
        (json!([{"id": "r", "decision": "REJECTED"}]), Rank::Undecided),
        (json!([{"id": "r", "decision": {"type": ["REJECTED"]}}]), Rank::Undecided),
        (json!([null]), Rank::Undecided),
        (json!("REJECTED"), Rank::Undecided),
        (Value::Null, Rank::Undecided),
    ] {
        assert_eq!(with(value.clone()).verdict.rank(), rank, "{value}");
    }
}

#[test]
fn what_the_caller_leaves_open_is_a_reason() {
    let runs = MODEL.workflow(32).map_or(&[][..], |workflow| workflow.runs);
    assert!(runs.contains(&("watchlistScreening", Runs::IfEnabled)), "{runs:?}");
    let mut body = passed("32");
    remove(&mut body, "watchlistScreening");
    assert_eq!(reasons(&judged(&body, None)), ["capability missing: watchlistScreening, not stated whether enabled"]);
    let enabled = |name: &str| Some(vec![name.to_owned()]);
    assert_eq!(reasons(&judged(&body, enabled("watchlistScreening"))), ["capability missing: watchlistScreening"]);
    let outcome = judged(&body, Some(Vec::new()));
    assert!(outcome.verdict.is_passed());
    assert_eq!(open(&outcome), [Unjudged::NotEnabled { capability: "watchlistScreening" }]);
    let slip = judged(&body, enabled("watchlistscreening"));
    assert_eq!(reasons(&slip), ["enabled capability not known: `watchlistscreening`"]);
    remove(&mut body, "liveness");
    assert_eq!(
        reasons(&judged(&body, Some(Vec::new()))),
        ["capability missing: liveness"],
        "liveness should always be required, regardless of what is enabled"
    );
}

#[test]
fn no_outcome_is_better_than_the_providers_own_verdict() {
    let with = |verdict: Value| {
        let mut body = passed("2");
        body["decision"] = verdict;
        judged(&body, None)
    };
    for (word, rank) in [
        ("PASSED", Rank::Passed),
        ("WARNING", Rank::Review),
        ("NOT_EXECUTED", Rank::Undecided),
        ("REJECTED", Rank::Rejected),
        ("SPLENDID", Rank::Undecided),
    ] {
        assert_eq!(with(json!({"type": word})).verdict.rank(), rank, "{word}");
        let by_label = with(json!({"type": "PASSED", "details": {"label": word}, "risk": {"score": 3.25}}));
        assert_eq!(by_label.verdict.rank(), rank, "wrong verdict for the label {word}");
    }
    for odd in [Value::Null, json!("PASSED"), json!([]), json!({}), json!({"type": "PASSED", "risk": {"score": "0"}})] {
        assert_eq!(with(odd.clone()).verdict.rank(), Rank::Undecided, "{odd}");
    }
    let scored = with(json!({"type": "PASSED", "risk": {"score": 62.5}}));
    assert_eq!(open(&scored), [Unjudged::Score { score: "62.5".to_owned() }]);
    let mut rejected = passed("2");
    rejected["decision"] = json!({"type": "PASSED"});
    rejected["capabilities"]["usability"][0]["decision"] = json!({"type": "REJECTED", "details": {"label": "GLARE"}});
    let outcome = judged(&rejected, None);
    assert_eq!(outcome.verdict.rank(), Rank::Rejected, "the worse of the two verdicts should count");
    let differs = Reason::ProviderVerdictDiffers { provider: Rank::Passed, results: Rank::Rejected };
    assert!(outcome.verdict.reasons().contains(&differs), "{:?}", outcome.verdict);
}

#[test]
fn a_member_that_is_there_twice_is_read_as_neither() {
    let text = passed("2").to_string();
    let twice = text.replacen(r#""status":"PROCESSED""#, r#""status":"INITIATED","status":"PROCESSED""#, 1);
    assert_ne!(text, twice);
    let read = WorkflowDetails::from_json(twice.as_bytes()).map(|details| details.outcome(&Context::default()));
    assert!(read.is_err() || read.is_ok_and(|outcome| !outcome.verdict.is_passed()));
}

#[test]
fn validate_tells_a_capability_that_is_missing_from_a_processed_execution() {
    let told = |body: &Value, enabled: Option<Vec<String>>| {
        let details = WorkflowDetails::from_json(body.to_string().as_bytes()).expect("details");
        let report = validate::get_workflow_details_response(&details, &context(enabled));
        assert!(report.is_ok(), "{report:?}");
        let missing = report.violations().iter().filter(|violation| violation.rule == "missing-result");
        missing.map(|violation| format!("{} {}", violation.pointer, violation.message)).collect::<Vec<_>>()
    };
    let mut body = passed("32");
    assert_eq!(told(&body, None), [""; 0]);
    body["capabilities"]["liveness"] = json!([]);
    remove(&mut body, "watchlistScreening");
    let name = "Workflow 32 (ID Verification, Identity Verification, Screening)";
    let liveness = format!("/capabilities {name} always runs `liveness`, but the response has no result for it");
    assert_eq!(told(&body, None), [liveness.as_str()]);
    assert_eq!(told(&body, Some(vec!["watchlistScreening".to_owned()])).len(), 2);
    body["workflow"]["status"] = json!("ACQUIRED");
    assert_eq!(told(&body, None), [""; 0], "in a state without a result, no capability should be reported as missing");
}

/// Returns a response with `count` of each repeatable part: results of one capability, capabilities, credentials of a
/// result and of the execution, and results that block others. The length of a name grows in the same way, because each
/// finding contains one.
fn repeated(count: usize) -> Value {
    let name = "x".repeat(count);
    let credential = |index: usize| json!({"id": format!("c{index}"), "category": "ID"});
    let credentials: Vec<Value> = (0..count).map(credential).collect();
    let each = |decision: &str, label: &str| -> Vec<Value> {
        let result = |index| {
            let decision = json!({"type": decision, "details": {"label": label}});
            json!({"id": "r", "credentials": [credential(index)], "decision": decision})
        };
        (0..count).map(result).collect()
    };
    let mut body = passed("2");
    body["credentials"] = json!(credentials);
    body["capabilities"]["usability"] = json!(each("REJECTED", "GLARE"));
    body["capabilities"]["imageChecks"] = json!(each("NOT_EXECUTED", "PRECONDITION_NOT_FULFILLED"));
    body["capabilities"]["extraction"] =
        json!([{"id": "r", "credentials": credentials, "decision": {"type": "PASSED"}}]);
    body["capabilities"][&name] = json!(vec![Value::Null; count]);
    for index in 0..count {
        body["capabilities"][format!("other{index}")] = json!([]);
    }
    body
}

#[test]
fn work_grows_with_the_answer_and_no_faster() {
    let work = |count: usize| {
        let body = repeated(count);
        let mut text = String::new();
        let allocated = allocation_counter::measure(|| {
            let outcome = judged(&body, None);
            assert_eq!(outcome.verdict.rank(), Rank::Rejected);
            text = outcome.record(None).to_json();
        });
        (allocated.count_total, allocated.bytes_total, text.len())
    };
    let (small, large) = (work(400), work(1600));
    // A response that is four times larger takes about four times the work, plus some for the sorted maps.
    assert!(large.0 < small.0 * 6 && large.1 < small.1 * 6 && large.2 < small.2 * 6, "{small:?}, {large:?}");
}
