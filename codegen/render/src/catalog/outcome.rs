//! Renders the catalog's description of how results are judged: where the response contains them, what their values
//! mean, and when a workflow runs each capability.

use serde_json::{Value, json};

use super::source;
use verispec_model::ir::{
    DecisionKind, EACH, Model, OutcomeReading, Path, ProviderVerdictReading, Way, Workflow, spelled,
};

/// Renders when a workflow runs each of its capabilities.
pub(super) fn runs(model: &Model, workflow: &Workflow) -> Vec<Value> {
    let capabilities = workflow.capabilities().into_iter();
    let runs = capabilities.map(|id| {
        let runs = model.runs(workflow, id);
        json!({
            "capability": model[id].name.wire,
            "when": runs.when.word(),
            "source": source(model, &runs.source),
        })
    });
    runs.collect()
}

/// Renders where the response contains the results, and what their values mean.
pub(super) fn outcome(model: &Model, reading: &OutcomeReading) -> Value {
    let credentials = reading.credentials.as_ref().map(|(list, id)| {
        json!({
            "each": spelled(list),
            "id": spelled(id),
            "category": reading.category.as_ref().map(spelled),
        })
    });
    let listed = reading.execution_credentials.as_ref().map(|listed| {
        json!({
            "each": spelled(&listed.each),
            "id": spelled(&listed.id),
            "category": spelled(&listed.category),
        })
    });
    let stated = model.stated_identity(&reading.identity).into_iter();
    let stated = stated.map(|(parameter, path)| json!({ "parameter": parameter, "path": spelled(path) }));
    json!({
        "type": model[reading.schema].name.wire,
        "workflow": spelled(&reading.workflow),
        "state": reading.state.as_ref().map(spelled),
        "identity": paths(&reading.identity),
        "stated": stated.collect::<Vec<Value>>(),
        "results": spelled(&reading.results),
        "result": {
            "id": reading.id.as_ref().map(spelled),
            "decision": spelled(&reading.decision),
            "label": spelled(&reading.label),
            "credentials": credentials,
        },
        "credentials": listed,
        "informative": ways(&model.fields_of_verdicts().informative),
        "kinds": kinds(&reading.kinds),
        "precondition_labels": reading.precondition_labels,
        "provider_verdict": reading.provider_verdict.as_ref().map(|reading| provider_verdict(model, reading)),
        "source": source(model, &reading.source),
    })
}

fn provider_verdict(model: &Model, reading: &ProviderVerdictReading) -> Value {
    json!({
        "at": spelled(&reading.at),
        "decision": spelled(&reading.decision),
        "label": reading.label.as_ref().map(spelled),
        "labels": kinds(&reading.labels),
        "score": reading.score.as_ref().map(spelled),
        "score_range": reading.score_range,
        "elsewhere": paths(&reading.elsewhere),
        "source": source(model, &reading.source),
    })
}

/// Renders paths to values in the catalog's notation.
pub(super) fn ways<'w>(ways: impl IntoIterator<Item = &'w Way>) -> Vec<String> {
    ways.into_iter().map(|way| way.join(".").replace(&format!(".{EACH}"), EACH)).collect()
}

fn paths(paths: &[Path]) -> Vec<String> {
    paths.iter().map(spelled).collect()
}

fn kinds(kinds: &[(String, DecisionKind)]) -> Vec<Value> {
    kinds.iter().map(|(word, kind)| json!({ "word": word, "means": kind.word() })).collect()
}
