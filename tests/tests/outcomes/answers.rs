//! Generates responses with every combination of results for a workflow in the catalog.

use serde_json::{Map, Value, json};

use super::reference::{Reference, Workflow};

/// A response, and the facts that the caller provides.
#[derive(Clone)]
pub(crate) struct Answer {
    pub(crate) body: Value,
    pub(crate) enabled: Option<Vec<String>>,
    pub(crate) stated: Stated,
}

/// The facts that the caller provides about the request.
#[derive(Clone, Default)]
pub(crate) struct Stated {
    pub(crate) workflow: Option<String>,
    /// The ids in the path of the request, by the name of the path parameter.
    pub(crate) path: Vec<(String, String)>,
    /// The ids of the credentials that are on file.
    pub(crate) stored: Vec<String>,
}

/// The possible decisions of a capability. The first one represents a missing result.
const DECISIONS: &[(&str, &str)] = &[
    ("", ""),
    ("PASSED", ""),
    ("WARNING", "LOOK_AT_THIS"),
    ("REJECTED", "NOT_GOOD"),
    ("NOT_EXECUTED", "PRECONDITION_NOT_FULFILLED"),
    ("ASTONISHED", "NEVER_HEARD_OF"),
];

/// Returns the possible states in a response: the documented ones, an undocumented one, and none.
fn states(reference: &Reference) -> Vec<Option<String>> {
    let known = reference.states().map(str::to_owned).map(Some);
    known.chain([Some("DREAMING".to_owned()), None]).collect()
}

/// Returns a result that covers every credential which the capability judges.
pub(crate) fn result(workflow: &Workflow, capability: &str, decision: &str, label: &str) -> Value {
    let credentials: Vec<Value> = workflow
        .credentials
        .iter()
        .filter(|category| workflow.judges(capability).contains(category))
        .map(|category| json!({"id": id(category), "category": category}))
        .collect();
    json!({
        "id": format!("result-of-{capability}"),
        "credentials": credentials,
        "decision": {"type": decision, "details": {"label": label}},
    })
}

/// Returns the id of the credential in a category.
pub(crate) fn id(category: &str) -> String {
    format!("the-{}", category.to_lowercase())
}

fn body(workflow: &Workflow, state: Option<&str>, capabilities: Map<String, Value>) -> Value {
    let credentials: Vec<Value> =
        workflow.credentials.iter().map(|category| json!({"id": id(category), "category": category})).collect();
    let mut execution = json!({"id": "e-1", "definitionKey": workflow.key.to_string()});
    if let Some(state) = state {
        execution["status"] = json!(state);
    }
    json!({
        "account": {"id": "a-1"},
        "workflow": execution,
        "credentials": credentials,
        "capabilities": capabilities,
    })
}

/// Returns a response in which every capability has passed.
pub(crate) fn sound(reference: &Reference, workflow: &Workflow) -> Answer {
    let results = workflow.capabilities.iter().map(|capability| {
        let label = reference.passing_label(capability);
        (capability.clone(), json!([result(workflow, capability, "PASSED", &label)]))
    });
    Answer { body: body(workflow, Some("PROCESSED"), results.collect()), enabled: None, stated: Stated::default() }
}

/// Passes every combination of results, states and facts from the caller to `to`. The decisions are those in the spec,
/// plus an undocumented one for workflows with up to four capabilities. There are two reductions:
///
/// - In states without a result, workflows with more than four capabilities only have missing, passed and rejected
///   results. These represent each rank of verdict that the state can still change.
/// - The enabled capabilities are provided only if an optional capability has no result, because only then does the
///   fact matter.
pub(crate) fn each(reference: &Reference, workflow: &Workflow, to: &mut dyn FnMut(&Answer, &dyn Fn() -> String)) {
    let labels: Vec<String> = workflow.capabilities.iter().map(|name| reference.passing_label(name)).collect();
    for state in states(reference) {
        let has_result = state.as_deref() == Some("PROCESSED");
        let few = [DECISIONS[0], DECISIONS[1], DECISIONS[3]];
        let decisions = match (workflow.capabilities.len(), has_result) {
            (..=4, _) => DECISIONS,
            (_, true) => &DECISIONS[..5],
            (_, false) => &few,
        };
        let count = u32::try_from(workflow.capabilities.len()).expect("a few capabilities");
        for combination in 0..decisions.len().pow(count) {
            let (mut results, mut rest, mut may_be_stated) = (Map::new(), combination, false);
            for (name, passing) in workflow.capabilities.iter().zip(&labels) {
                let (decision, label) = decisions[rest % decisions.len()];
                rest /= decisions.len();
                let label = if decision == "PASSED" { passing } else { label };
                if decision.is_empty() {
                    may_be_stated |= workflow.runs(name) != "always";
                } else {
                    results.insert(name.clone(), json!([result(workflow, name, decision, label)]));
                }
            }
            let stated = [None, Some(Vec::new()), Some(workflow.capabilities.clone())];
            let stated = if may_be_stated { &stated[..] } else { &stated[..1] };
            let mut answer =
                Answer { body: body(workflow, state.as_deref(), results), enabled: None, stated: Stated::default() };
            for enabled in stated {
                answer.enabled.clone_from(enabled);
                to(&answer, &|| format!("workflow {}, state {state:?}, enabled {enabled:?}", workflow.key));
            }
        }
    }
}

/// Reports whether every decision in a value, including the provider's own verdict, is a pass.
pub(crate) fn says_nothing_but_passed(value: &Value) -> bool {
    match value {
        Value::Object(members) => members.iter().all(|(name, value)| match name.as_str() {
            "decision" => value["type"] == "PASSED",
            _ => says_nothing_but_passed(value),
        }),
        Value::Array(items) => items.iter().all(says_nothing_but_passed),
        _ => true,
    }
}
