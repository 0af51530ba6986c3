//! Fills in placeholders for required facts that the document does not state, so that the spec can be generated and
//! compared before they are known. Their names say that they are undocumented.

use super::facts::{Credential, DocumentPlace, Facts, Kind, Operation, Slot, Workflow, WorkflowOperation};
use verispec_model::ir::Origin;

/// The name of an undocumented channel or credential.
const WIRE: &str = "UNDOCUMENTED";

/// An undocumented host. The top-level domain is reserved, so the name never resolves.
pub(super) const HOST: &str = "undocumented.invalid";

/// The polling delay if none is documented.
pub(super) const DELAY_SECONDS: u16 = 60;

/// The name of an undocumented operation.
pub(super) const ID: &str = "undocumented";

/// Adds placeholders for facts that the document does not state.
pub(super) fn fill(facts: &mut Facts) {
    let mut workflows = std::mem::take(&mut facts.workflows);
    for workflow in &mut workflows {
        credentials(facts, workflow);
        channels(facts, workflow);
        if workflow.operations.is_empty() {
            let todo = "todo: the document shows no operation; say what starts the workflow".to_owned();
            let used = WorkflowOperation { todos: vec![todo], ..WorkflowOperation::default() };
            workflow.operations.insert(ID.to_owned(), used);
            facts.operations.entry(ID.to_owned()).or_insert_with(|| operation(&workflow.place));
        }
    }
    facts.workflows = workflows;
    for prerequisite in facts.prerequisites.values_mut().filter(|prerequisite| prerequisite.kind.is_none()) {
        prerequisite.kind = Some(Kind { word: "account_setting", credential: None });
        prerequisite.todo = Some("todo: the kind is unknown; this is a placeholder".to_owned());
    }
    for region in facts.regions.values_mut() {
        for service in facts.services.keys() {
            region.hosts.entry(service.clone()).or_insert_with(|| HOST.to_owned());
        }
    }
    if facts.upload_channel.is_none() {
        if facts.channels.is_empty() {
            let place = facts.workflows.first().map(|workflow| workflow.place.clone());
            facts.channels.extend(place.map(|place| (WIRE.to_owned(), place)));
        }
        facts.upload_channel = facts.channels.keys().next().cloned();
        facts.upload_channel_todo =
            Some("todo: the document does not say which channel parts are uploaded over".to_owned());
    }
}

/// Adds a placeholder slot, because a workflow needs at least one credential.
fn credentials(facts: &mut Facts, workflow: &mut Workflow) {
    if !workflow.slots.is_empty() {
        return;
    }
    workflow.slots.push(Slot {
        category: WIRE.to_owned(),
        origin: Origin::Captured,
        channels: workflow.channels.items.clone(),
        parts: Vec::new(),
        todos: Vec::new(),
        lines: workflow.place.lines,
    });
    let credential =
        || Credential { title: "Undocumented".to_owned(), parts: Default::default(), place: workflow.place.clone() };
    facts.credentials.entry(WIRE.to_owned()).or_insert_with(credential);
}

/// Sets the channels of a workflow without a list of channels to those of its credentials.
fn channels(facts: &mut Facts, workflow: &mut Workflow) {
    if !workflow.channels.items.is_empty() {
        return;
    }
    workflow.channels.lines = None;
    for channel in workflow.slots.iter().flat_map(|slot| &slot.channels) {
        if !workflow.channels.items.contains(channel) {
            workflow.channels.items.push(channel.clone());
        }
    }
    if workflow.channels.items.is_empty() {
        workflow.channels.items.push(WIRE.to_owned());
        facts.channels.entry(WIRE.to_owned()).or_insert_with(|| workflow.place.clone());
        let captured = workflow.slots.iter_mut().filter(|slot| slot.origin != Origin::OnFile);
        captured.for_each(|slot| slot.channels = vec![WIRE.to_owned()]);
    }
}

/// Adds missing services and paths. A request that the provider sends needs neither.
fn operation(place: &DocumentPlace) -> Operation {
    Operation { method: Some("POST".to_owned()), ..Operation::new("Undocumented".to_owned(), place.clone()) }
}
