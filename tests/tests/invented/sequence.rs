//! Checks the order of requests in Arazzo, and in the sequences on workflow pages.

use serde_json::Value;
use verispec_codegen::ir::{Model, OperationId, PrerequisiteKind, Workflow};

use super::pages::code;
use super::{Files, ways};

/// Returns the purposes of an operation in an execution, in the order in which they occur.
fn stages(model: &Model, workflow: Option<&Workflow>, id: OperationId) -> Vec<usize> {
    let readings = &model.readings;
    let starts =
        |workflow: &Workflow| workflow.operation(id).is_some() && model.start_operations(workflow).contains(&id);
    let is_started = workflow.map_or_else(|| model.workflows.iter().any(starts), starts);
    let execution = readings.execution.as_ref();
    let is_upload = execution.is_some_and(|reading| reading.upload_operation == id)
        || (execution.is_none() && model[id].is_upload());
    let has_results = readings.outcome.as_ref().is_some_and(|reading| model[id].received() == Some(reading.schema));
    let stages = [
        readings.token.as_ref().is_some_and(|reading| reading.operation == id),
        is_started,
        is_upload,
        execution.is_some_and(|reading| reading.finalize_operation == id),
        readings.callback.as_ref().is_some_and(|reading| model[id].received() == Some(reading.schema)),
        readings.state.as_ref().is_some_and(|reading| reading.operation == id),
        has_results,
    ];
    stages.iter().enumerate().filter(|(_, is)| **is).map(|(stage, _)| stage).collect()
}

/// Returns the made-up steps in a sequence of operations: those that do not exist, do not belong to the workflow, or
/// are in the wrong order.
pub(super) fn order(model: &Model, workflow: Option<&Workflow>, place: &str, names: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    let mut now = 0;
    for name in names {
        let id = model.operation_ids().find(|id| model[*id].name.wire == *name);
        let stages = id.map(|id| stages(model, workflow, id)).unwrap_or_default();
        match stages.into_iter().find(|stage| *stage >= now) {
            Some(stage) => now = stage,
            None => found.push(format!("{place}: {name} should not come after {}", names.join(", "))),
        }
    }
    found
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// Returns made-up statements in the Arazzo document.
pub(super) fn arazzo(model: &Model, files: &Files) -> Vec<String> {
    let Some(text) = files.get("arazzo.yaml") else {
        return Vec::new();
    };
    let document: Value =
        serde_yaml::from_str(text).unwrap_or_else(|error| panic!("cannot parse arazzo.yaml: {error}"));
    let mut found = Vec::new();
    for own in list(&document["workflows"]) {
        let place = format!("arazzo.yaml, {}", own["workflowId"]);
        let key = own["x-workflow"]["key"].as_u64().and_then(|key| u32::try_from(key).ok());
        let Some(workflow) = key.and_then(|key| model.workflow(key)) else {
            found.push(format!("{place}: there is no such workflow"));
            continue;
        };
        let steps = list(&own["steps"]);
        let names: Vec<String> =
            steps.iter().filter_map(|step| step["operationId"].as_str().map(str::to_owned)).collect();
        found.extend(order(model, Some(workflow), &place, &names));
        for (name, step) in names.iter().zip(steps) {
            found.extend(self::step(model, &format!("{place}, {name}"), name, step));
        }
    }
    let delays = model.delays();
    let retry = &document["components"]["failureActions"]["ask_again"];
    let known = |value: &Value| value.as_u64().and_then(|value| u32::try_from(value).ok());
    if !retry.is_null() {
        if known(&retry["retryAfter"]).is_none_or(|after| !delays.contains(&after)) {
            found.push(format!("arazzo.yaml states a wrong polling delay: {}", retry["retryAfter"]));
        }
        if retry["retryLimit"] != delays.len() || retry["x-delays"] != serde_json::json!(delays) {
            found.push(format!(
                "arazzo.yaml states wrong polling attempts or delays; the number of attempts is {}",
                retry["retryLimit"]
            ));
        }
    }
    found
}

fn step(model: &Model, place: &str, name: &str, step: &Value) -> Vec<String> {
    let Some(id) = model.operation_ids().find(|id| model[*id].name.wire == name) else {
        return vec![format!("{place}: there is no such operation")];
    };
    let operation = &model[id];
    let mut found = Vec::new();
    let conditions = list(&step["successCriteria"]).iter().filter_map(|criterion| criterion["condition"].as_str());
    for status in conditions.filter_map(|condition| condition.strip_prefix("$statusCode == ")) {
        if status != operation.response.status.to_string() {
            found.push(format!("{place} states a wrong status: {status}"));
        }
    }
    let takes = step["requestBody"]["contentType"].as_str();
    let known = operation.request.as_ref().map(|body| body.media_type.as_str());
    if takes.is_some() && takes != known {
        found.push(format!("{place} states a wrong media type of the request: {takes:?}"));
    }
    let authorises = |parameter: &Value| {
        parameter["name"] == "Authorization" || parameter["reference"] == "$components.parameters.authorization"
    };
    let says = list(&step["parameters"]).iter().any(authorises);
    let first = ways(model, id).first().is_some_and(|way| way != "public");
    if says && ways(model, id).iter().all(|way| way == "public") || !says && first {
        found.push(format!("{place} is wrong about whether the request needs authorization: {says}"));
    }
    found
}

/// Returns made-up statements in the lists and diagrams of messages on workflow pages.
pub(super) fn drawings(model: &Model, files: &Files) -> Vec<String> {
    let mut found = Vec::new();
    for workflow in &model.workflows {
        let path = format!("docs/workflows/{}.md", workflow.name.wire);
        let page =
            files[&path].split("\n## Calls\n").nth(1).and_then(|rest| rest.split("\n## ").next()).unwrap_or_default();
        for course in page.split("\n### Over ").skip(1) {
            let steps: Vec<&str> = course.lines().filter_map(|line| line.strip_prefix("1. ")).collect();
            let called: Vec<Vec<String>> = steps.iter().map(|step| operations(step)).collect();
            // One of several operations is sufficient, because they are alternatives.
            for choice in 0..called.iter().map(Vec::len).max().unwrap_or_default() {
                let names = called.iter().filter_map(|names| names.get(choice).or(names.first()).cloned());
                found.extend(order(model, Some(workflow), &path, &names.collect::<Vec<_>>()));
            }
            found.extend(steps.iter().flat_map(|step| self::step_in_words(model, workflow, &path, step)));
            found.extend(drawn(model, files, &path, course, &called));
        }
    }
    found
}

/// Returns the operations that a step calls, according to its links.
fn operations(step: &str) -> Vec<String> {
    let links = step.split("](../operations.md#").skip(1);
    links.filter_map(|rest| rest.split_once(')').map(|(name, _)| name.to_owned())).collect()
}

fn step_in_words(model: &Model, workflow: &Workflow, path: &str, step: &str) -> Vec<String> {
    let readings = &model.readings;
    let mut found = Vec::new();
    if let Some(rest) = step.split("the way into ").nth(1) {
        let channel = code(rest).first().copied().unwrap_or_default().to_owned();
        let known = readings.execution.iter().flat_map(|reading| &reading.hand_over);
        if !known.into_iter().any(|(id, _)| model[*id].name.wire == channel) {
            found.push(format!("{path} states that the response hands over to {channel}, which is not in the model"));
        }
    }
    let consents = workflow.prerequisites.iter().any(|id| model[*id].kind == PrerequisiteKind::Consent);
    if step.contains(": agrees (") && !consents {
        found.push(format!("{path} states that the end user consents, which the workflow does not require"));
    }
    if step.contains("callback") && !step.contains("](../operations.md#callback)") && readings.callback.is_none() {
        found.push(format!("{path} mentions a callback, which the model does not contain"));
    }
    found
}

/// Checks that the images show exactly the requests in the list.
fn drawn(model: &Model, files: &Files, path: &str, course: &str, called: &[Vec<String>]) -> Vec<String> {
    let names: Vec<&String> = called.iter().flatten().collect();
    let arrows =
        course.lines().filter_map(|line| line.trim().strip_prefix('p')?.split_once(": ")).map(|(_, label)| label);
    // The part after these words describes when to poll, and is not another request.
    let labels: Vec<&str> = arrows
        .map(|label| {
            [" while ", " until ", " if "].iter().fold(label, |label, word| label.split(word).next().unwrap_or(label))
        })
        .collect();
    let is_named = |word: &&str| model.operation(word).is_some();
    let drawn: Vec<&str> =
        labels.iter().flat_map(|label| label.split([' ', ',', ':']).filter(is_named).collect::<Vec<_>>()).collect();
    let mut found = Vec::new();
    if drawn != names {
        found.push(format!("{path}: the diagram contains {drawn:?}, but the list contains {names:?}"));
    }
    let file = course.split("](").nth(1).and_then(|rest| rest.split(')').next()).unwrap_or_default();
    let svg = files.get(&format!("docs/workflows/{file}")).map(String::as_str).unwrap_or_default();
    let lines = course.lines().filter(|line| line.contains("->>")).count();
    if svg.matches("data-from=").count() != lines {
        found.push(format!("{path}: {file} should have the same {lines} arrows as the page"));
    }
    found.extend(
        names.iter().filter(|name| !svg.contains(name.as_str())).map(|name| format!("{file} does not contain {name}")),
    );
    found
}
