//! Checks outcomes: the capability that decided, the capabilities that it blocked, contradictions, and advice.

use jumio_workflows::Context;
use jumio_workflows::model::MODEL;
use jumio_workflows::payloads::WorkflowDetails;
use jumio_workflows::runtime::model::{Actor, Capability};
use jumio_workflows::runtime::{Contradiction, Outcome, Rank};
use serde_json::{Map, Value, json};

use super::outcome_verdicts::judged;

/// A result: its capability, decision, label and the ids of its credentials.
type Result<'a> = (&'a str, &'a str, &'a str, &'a [&'a str]);

/// Returns a response with these results.
pub(crate) fn answer(key: &str, results: &[Result<'_>]) -> Value {
    let mut capabilities = Map::new();
    let mut listed: Vec<&str> = results.iter().flat_map(|(_, _, _, ids)| ids.iter().copied()).collect();
    listed.sort_unstable();
    listed.dedup();
    let listed: Vec<Value> = listed.into_iter().map(|id| json!({"id": id, "category": "ID"})).collect();
    for (index, (capability, decision, label, credentials)) in results.iter().enumerate() {
        let credentials: Vec<Value> = credentials.iter().map(|id| json!({"id": id, "category": "ID"})).collect();
        let decision = json!({"type": decision, "details": {"label": label}});
        let result = json!({"id": format!("r{index}"), "credentials": credentials, "decision": decision});
        match capabilities.entry(*capability).or_insert(json!([])) {
            Value::Array(list) => list.push(result),
            other => panic!("{other}"),
        }
    }
    json!({
        "createdAt": "", "startedAt": "", "account": {"id": "a"}, "credentials": listed, "capabilities": capabilities,
        "workflow": {"id": "e", "status": "PROCESSED", "definitionKey": key},
    })
}

fn outcome(key: &str, results: &[Result<'_>]) -> Outcome {
    judged(&answer(key, results), None)
}

fn deciding(outcome: &Outcome) -> Vec<(&str, &str)> {
    let findings = outcome.decided_by.iter().map(|place| &outcome.findings[*place]);
    findings.map(|finding| (&*finding.capability, finding.label.as_str())).collect()
}

const FINE: &str = "OK";
const KEPT: &str = "PRECONDITION_NOT_FULFILLED";

#[test]
fn the_published_examples_are_explained() {
    let model = super::shipped();
    let examples =
        &model.operations.iter().find(|operation| operation.name.wire == "get_workflow_details").map(|o| &o.examples);
    let bodies = examples.iter().flat_map(|examples| examples.iter()).filter_map(|example| example.response.as_ref());
    let outcomes: Vec<Outcome> = bodies
        .map(|body| {
            serde_json::from_value::<WorkflowDetails>(body.value.clone())
                .unwrap_or_else(|error| panic!("{error}"))
                .outcome(&Context::default())
        })
        .collect();
    assert_eq!(
        outcomes.iter().map(|outcome| outcome.verdict.rank()).collect::<Vec<_>>(),
        [Rank::Review, Rank::Rejected]
    );
    assert!(outcomes.iter().all(|outcome| outcome.contradictions.is_empty()));

    assert_eq!(deciding(&outcomes[0]), [("imageChecks", "REPEATED_FACE")]);
    assert_eq!(outcomes[0].advice().iter().map(|advice| advice.who).collect::<Vec<_>>(), [Actor::Integrator]);

    assert_eq!(deciding(&outcomes[1]), [("usability", "PHOTOCOPY")]);
    let kept: Vec<&str> =
        outcomes[1].kept_from_running_by(outcomes[1].decided_by[0]).map(|finding| &*finding.capability).collect();
    assert_eq!(kept, ["imageChecks", "extraction", "watchlistScreening"]);
    assert_eq!(outcomes[1].advice().iter().map(|advice| advice.who).collect::<Vec<_>>(), [Actor::EndUser]);
}

#[test]
fn the_first_rejection_of_each_credential_decides() {
    let found = outcome(
        "3",
        &[
            ("liveness", "REJECTED", "MANIPULATED", &["s"]),
            ("similarity", "NOT_EXECUTED", KEPT, &["s", "i"]),
            ("imageChecks", "NOT_EXECUTED", KEPT, &["i"]),
            ("usability", "REJECTED", "GLARE", &["i"]),
            ("usability", "PASSED", FINE, &["s"]),
        ],
    );
    assert_eq!(found.verdict.rank(), Rank::Rejected);
    assert_eq!(deciding(&found), [("usability", "GLARE"), ("liveness", "MANIPULATED")]);
    assert_eq!(found.deciding().map(|finding| finding.label.as_str()), Some("GLARE"));
    assert_eq!(found.kept_from_running_by(found.decided_by[0]).count(), 2);
    assert_eq!(found.contradictions, []);
}

#[test]
fn what_follows_from_a_technical_error_is_traced_to_it() {
    let found = outcome(
        "2",
        &[
            ("usability", "PASSED", FINE, &["i"]),
            ("imageChecks", "NOT_EXECUTED", "TECHNICAL_ERROR", &["i"]),
            ("extraction", "NOT_EXECUTED", KEPT, &["i"]),
            ("dataChecks", "NOT_EXECUTED", KEPT, &["i"]),
        ],
    );
    assert_eq!((found.verdict.rank(), deciding(&found)), (Rank::Undecided, vec![("imageChecks", "TECHNICAL_ERROR")]));
    assert_eq!(
        found.findings.iter().map(|finding| finding.because_of).collect::<Vec<_>>(),
        [None, None, Some(1), Some(1)]
    );
    assert_eq!(found.advice().iter().map(|advice| advice.who).collect::<Vec<_>>(), [Actor::AccountManager]);
}

#[test]
fn what_cannot_be_is_told() {
    let ran = outcome("2", &[("usability", "REJECTED", "GLARE", &["i"]), ("extraction", "PASSED", FINE, &["i"])]);
    assert_eq!(ran.contradictions, [Contradiction::RanAnyway { finding: 1, despite: 0 }]);
    let other = outcome("2", &[("usability", "REJECTED", "GLARE", &["i"]), ("extraction", "PASSED", FINE, &["j"])]);
    assert_eq!(other.contradictions, [], "results about different credentials should not contradict each other");

    let kept = outcome(
        "3",
        &[("usability", "WARNING", "UNSUPPORTED_COUNTRY", &["s"]), ("liveness", "NOT_EXECUTED", KEPT, &["s"])],
    );
    assert_eq!(kept.contradictions, [Contradiction::NothingInTheWay { finding: 1 }]);
    let unknown = outcome("3", &[("liveness", "NOT_EXECUTED", KEPT, &["s"])]);
    assert_eq!(unknown.contradictions, [], "the result of usability is unknown, so it should not contradict anything");
    let own =
        outcome("3", &[("usability", "PASSED", FINE, &["s"]), ("liveness", "NOT_EXECUTED", "TECHNICAL_ERROR", &["s"])]);
    assert_eq!(
        own.contradictions,
        [],
        "the label has a different reason for not running, so nothing should contradict it"
    );
}

#[test]
fn the_chains_of_the_workflow_hold_over_the_general_graph() {
    let results: &[Result<'_>] = &[
        ("usability", "PASSED", FINE, &["i"]),
        ("imageChecks", "REJECTED", "FAKE", &["i"]),
        ("extraction", "PASSED", FINE, &["i"]),
    ];
    assert_eq!(
        outcome("1", results).contradictions,
        [],
        "in workflow 1, extraction should not require the image checks"
    );
    for key in ["2", "7001", ""] {
        assert_eq!(
            outcome(key, results).contradictions,
            [Contradiction::RanAnyway { finding: 2, despite: 1 }],
            "{key}"
        );
    }
    assert_eq!(outcome("2", results).workflow.map(|workflow| workflow.key), Some(2));
    assert_eq!(outcome("7001", results).workflow, None);
}

#[test]
fn nothing_unknown_gets_in_the_way() {
    let found = outcome(
        "2",
        &[
            ("usability", "PASSED", FINE, &["i"]),
            ("voiceChecks", "REJECTED", "TOO_LOW", &["v"]),
            ("voiceChecks", "REJECTED", "TECHNICAL_ERROR", &["v"]),
            ("imageChecks", "REJECTED", "COFFEE_STAIN", &["i"]),
            ("extraction", "NOT_EXECUTED", "COLD_FEET", &["i"]),
        ],
    );
    assert_eq!(found.verdict.rank(), Rank::Rejected);
    assert_eq!(
        deciding(&found),
        [("imageChecks", "COFFEE_STAIN"), ("voiceChecks", "TOO_LOW"), ("voiceChecks", "TECHNICAL_ERROR")]
    );
    let label = |label: &str| found.findings.iter().find(|finding| finding.label == label);
    assert_eq!(
        label("COLD_FEET").and_then(|finding| finding.because_of),
        Some(1),
        "the image checks should be the reason why the capability did not run"
    );
    assert_eq!(label("COFFEE_STAIN").and_then(|finding| finding.advice), None);
    assert!(
        label("TECHNICAL_ERROR").is_some_and(|finding| finding.advice.is_some()),
        "TECHNICAL_ERROR should have the general advice for the label"
    );

    let found = outcome("2", &[("usability", "PASSED", FINE, &["i"]), ("imageChecks", "POSTPONED", "LATER", &["i"])]);
    assert_eq!((found.verdict.rank(), deciding(&found)), (Rank::Undecided, vec![("imageChecks", "LATER")]));
    assert_eq!(outcome("2", &[]).verdict.rank(), Rank::Undecided);
    assert_eq!(outcome("2", &[("usability", "PASSED", FINE, &[])]).verdict.rank(), Rank::Undecided);
}

#[test]
fn every_label_that_is_no_success_has_advice() {
    let without = |capability: &'static Capability| {
        let troubled = capability.decisions.iter().filter(|(kind, _)| *kind != "PASSED");
        let labels =
            troubled.flat_map(move |(kind, labels)| labels.iter().map(move |label| (capability.name, *kind, *label)));
        labels.filter(|(name, kind, label)| outcome("", &[(*name, *kind, *label, &[])]).findings[0].advice.is_none())
    };
    assert_eq!(MODEL.capabilities.iter().flat_map(without).collect::<Vec<_>>(), []);
    assert_eq!(outcome("", &[("usability", "PASSED", "PHOTOCOPY", &[])]).findings[0].advice, None);
}

#[test]
fn advice_depends_on_the_capability_where_labels_differ() {
    let advice =
        |name: &str| outcome("", &[(name, "REJECTED", "PHOTOCOPY", &[])]).findings[0].advice.map(|advice| advice.what);
    assert_ne!(advice("usability"), advice("liveness"));
}
