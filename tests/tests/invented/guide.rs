//! Checks what the integration guide and the retrieval page state about requests, statuses and times.

use verispec_codegen::ir::{Model, Sender};

use super::{Files, sequence};

/// Returns made-up statements in the integration guide.
pub(super) fn integration(model: &Model, files: &Files) -> Vec<String> {
    let page = &files["docs/integration.md"];
    let way = page
        .split("## The steps of an execution")
        .nth(1)
        .and_then(|rest| rest.split("\n## ").next())
        .unwrap_or_default();
    let steps: Vec<&str> = way.lines().filter(|line| line.starts_with("1. ")).collect();
    let readings = &model.readings;
    let starts = model.workflows.iter().any(|workflow| !model.start_operations(workflow).is_empty());
    let calls_back = model.callback_operation().is_some();
    let mut found = Vec::new();
    let mut says = |what: &str, is_said: bool, is_so: bool| {
        if is_said != is_so {
            found.push(format!(
                "docs/integration.md, {what}: mentioned on the page: {is_said}; required by the model: {is_so}"
            ));
        }
    };
    let any = |words: &str| steps.iter().any(|step| step.contains(words));
    says("a token", any("Request a token"), readings.token.is_some());
    says("a start", any("Start the workflow"), starts);
    says("a callback", any("Wait for the "), calls_back);
    says("a state", any("[the state]"), readings.state.is_some());
    says("waiting", page.contains("## Waiting without callbacks"), readings.state.is_some());
    let links = |step: &&str| -> Vec<String> {
        let links = step.split("](operations.md#").skip(1);
        links.filter_map(|rest| rest.split_once(')').map(|(name, _)| name.to_owned())).collect()
    };
    let names: Vec<String> = steps.iter().flat_map(links).collect();
    found.extend(sequence::order(model, None, "docs/integration.md", &names));
    let statuses: Vec<String> = model
        .operations
        .iter()
        .filter(|operation| operation.sender == Sender::Provider)
        .map(|operation| operation.response.status.to_string())
        .collect();
    for rest in page.split("respond with ").skip(1) {
        let status: String = rest.chars().take_while(char::is_ascii_digit).collect();
        if !statuses.contains(&status) {
            found.push(format!("docs/integration.md states a wrong status to respond with: {status}"));
        }
    }
    for rest in page.split(", at most ").skip(1).filter(|rest| rest.contains(" times")) {
        let times: String = rest.chars().take_while(char::is_ascii_digit).collect();
        if times != model.delays().len().to_string() {
            found.push(format!("docs/integration.md states a wrong number of polling attempts: {times}"));
        }
    }
    found
}

/// Returns made-up statements about times on the retrieval page.
pub(super) fn retrieval(model: &Model, files: &Files) -> Vec<String> {
    let page = &files["docs/retrieval.md"];
    let rows = |head: &str| -> Vec<Vec<String>> {
        let lines = page.lines().skip_while(|line| !line.starts_with(head)).skip(2);
        let rows = lines.take_while(|line| line.starts_with('|'));
        rows.map(|row| row.trim_matches(['|', ' ']).split(" | ").map(str::to_owned).collect()).collect()
    };
    let mut found = Vec::new();
    let delays: Vec<String> = rows("| Attempt |").into_iter().filter_map(|row| row.get(1).cloned()).collect();
    let known: Vec<String> = model.delays().iter().map(u32::to_string).collect();
    if delays != known {
        found.push(format!("docs/retrieval.md states wrong polling delays: {}", delays.join(", ")));
    }
    for (row, lifetime) in rows("| Name | What expires |").iter().zip(&model.timing.lifetimes) {
        let cells = [&lifetime.min, &lifetime.max].map(|limit| limit.as_ref().map(|limit| limit.in_words()));
        for (cell, limit) in row.iter().skip(3).zip(cells) {
            if *cell != limit.unwrap_or_else(|| "–".to_owned()) {
                found.push(format!("docs/retrieval.md states a wrong lifetime of {}: {cell}", lifetime.name.wire));
            }
        }
        if row.get(5).is_some_and(|cell| cell == "yes") != lifetime.renewed {
            found.push(format!(
                "docs/retrieval.md is wrong about whether the lifetime of {} is renewed",
                lifetime.name.wire
            ));
        }
    }
    found
}
