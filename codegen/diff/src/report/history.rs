//! Sums up the changes of each workflow in a few sentences, for the histories that a release writes.

use super::Report;
use super::entry::{is_of_chains, is_of_the_spec, run, said, workflow};
use crate::change::Change;
use verispec_model::change::Area;
use verispec_model::change::text::HISTORY;
use verispec_model::ir::Workflow;

/// What a report says about a workflow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkflowChanges {
    /// The id of the workflow in the newer spec.
    pub workflow: String,
    /// The changes as sentences.
    pub text: String,
}

/// Returns the changes of each workflow of the newer spec that the report mentions, in the order of their keys. Changes
/// of a history are not repeated.
pub fn by_workflow(report: &Report<'_>) -> Vec<WorkflowChanges> {
    let told = report.iter().map(|(change, _)| change);
    let told = told.filter(|change| !is_of_the_spec(change) && change.kind != &HISTORY);
    let told: Vec<(&Change, &Workflow)> = told.filter_map(|change| Some((change, workflow(report, change)?))).collect();
    let changes = report.new.model.workflows.iter().map(|workflow| {
        let own = told.iter().filter(|(_, named)| named.name == workflow.name).map(|(change, _)| *change);
        (workflow, own.collect::<Vec<_>>())
    });
    let changed = changes.filter(|(_, own)| !own.is_empty());
    changed
        .map(|(workflow, own)| WorkflowChanges { workflow: workflow.name.wire.clone(), text: summed(workflow, &own) })
        .collect()
}

/// Returns changes as sentences: those that programs or payloads notice in full, then the names of the texts that differ.
fn summed(workflow: &Workflow, changes: &[&Change]) -> String {
    let (texts, facts): (Vec<&Change>, Vec<&Change>) =
        changes.iter().partition(|change| change.kind.area == Area::Documentation);
    let (chains, facts): (Vec<&Change>, Vec<&Change>) = facts.into_iter().partition(|change| is_of_chains(change));
    let mut sentences: Vec<String> = facts.into_iter().map(|change| said(change, Some(workflow))).collect();
    if !chains.is_empty() {
        sentences.push(format!("{}.", run(&chains)));
    }
    let mut keys: Vec<String> = Vec::new();
    for key in
        texts.iter().filter_map(|change| change.new.as_ref().or(change.old.as_ref())?.place.keys().first().copied())
    {
        let key = format!("`{key}`");
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    if !texts.is_empty() {
        sentences.push(format!("Reworded or extended: {}.", crate::and(&keys)));
    }
    sentences.join(" ")
}
