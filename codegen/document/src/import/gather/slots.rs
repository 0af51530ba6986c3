//! Gathers slots and variants from the credentials in the responses of a workflow.

use super::{Gather, Section};
use crate::import::bearings::{at, urls_of_parts};
use crate::import::facts::{Lines, Slot, Workflow};
use verispec_model::finding;
use verispec_model::ir::{Holder, Origin};
use verispec_runtime::runtime::text::listed;

/// The credentials of a response.
struct Shown {
    labelled: bool,
    slots: Vec<Slot>,
    lines: Lines,
}

impl Shown {
    fn categories(&self) -> Vec<String> {
        self.slots.iter().map(|slot| slot.category.clone()).collect()
    }
}

impl Gather<'_> {
    /// Fills in the slots and variants of a workflow.
    pub(super) fn slots(&mut self, section: &Section<'_>, workflow: &mut Workflow) {
        let shown = self.shown(section);
        let Some(first) = shown.first() else { return self.slots_from_lists(workflow) };
        workflow.slots = first.slots.clone();
        workflow.shown = true;
        let mut variants = vec![first.categories()];
        for other in &shown[1..] {
            let categories = other.categories();
            if categories == variants[0] {
                self.compare(section, workflow, other);
            } else if other.labelled {
                if !variants.contains(&categories) {
                    variants.push(categories);
                }
                let missing = |slot: &&Slot| !workflow.slots.iter().any(|known| known.category == slot.category);
                let missing: Vec<Slot> = other.slots.iter().filter(missing).cloned().collect();
                workflow.slots.extend(missing);
            } else {
                let text = format!(
                    "the responses list {} ({}) and {} ({}); using the first",
                    listed(&variants[0], "and"),
                    first.lines,
                    listed(&categories, "and"),
                    other.lines
                );
                workflow.slots_todos.push(self.contradiction(section, text, other.lines.first, &[&finding::SLOTS]));
            }
        }
        if variants.len() > 1 {
            workflow.variants = variants;
        }
        self.origins(workflow);
        self.against_channels(section, workflow);
        for slot in &workflow.slots {
            let place = self.place(&section.heading, section.said.span);
            self.know_credential(&slot.category, &slot.category, place.clone());
            for channel in &slot.channels {
                self.facts.channels.entry(channel.clone()).or_insert_with(|| place.clone());
            }
            if let Some(credential) = self.facts.credentials.get_mut(&slot.category) {
                slot.parts.iter().for_each(|part| {
                    credential.parts.entry(part.clone()).or_default();
                });
            }
        }
    }

    /// Returns the credentials of every response that lists any.
    fn shown(&self, section: &Section<'_>) -> Vec<Shown> {
        let responses = section.said.operations.iter().flat_map(|operation| &operation.responses);
        let shown = responses.filter_map(|response| {
            let body = response.body.json.as_ref()?.to_json();
            let lines = self.lines.of(response.fence.text.span);
            let (path, name) = (self.bearings.credentials.as_ref()?, self.bearings.category.as_ref()?);
            let slots = at(&body, path)?.as_array()?.iter().filter_map(|item| {
                let words = |path: &Option<Vec<String>>| at(item, path.as_ref()?);
                let channels = words(&self.bearings.channels).and_then(|list| list.as_array());
                let channels = channels.into_iter().flatten().filter_map(|channel| channel.as_str());
                Some(Slot {
                    category: super::names::wire(item.get(name)?.as_str()?, |name| name.shouty()),
                    origin: Origin::Captured,
                    channels: distinct(channels.map(|channel| super::names::wire(channel, |name| name.shouty()))),
                    parts: distinct(
                        words(&self.bearings.parts)
                            .map(urls_of_parts)
                            .unwrap_or_default()
                            .iter()
                            .map(|part| super::names::wire(part, |name| name.shouty())),
                    ),
                    todos: Vec::new(),
                    lines,
                })
            });
            let slots: Vec<Slot> = slots.collect();
            (!slots.is_empty()).then_some(Shown { labelled: !response.label.value.trim().is_empty(), slots, lines })
        });
        shown.collect()
    }

    /// Creates a slot for each required credential of a workflow without a response.
    fn slots_from_lists(&self, workflow: &mut Workflow) {
        workflow
            .slots_todos
            .push("todo: no response lists the credentials; state the channels of each slot".to_owned());
        let slots = workflow.required.items.iter().map(|category| Slot {
            category: category.clone(),
            origin: Origin::Captured,
            channels: workflow.channels.items.clone(),
            parts: Vec::new(),
            todos: Vec::new(),
            lines: workflow.required.lines.unwrap_or(workflow.place.lines),
        });
        workflow.slots = slots.collect();
        self.origins(workflow);
    }

    /// Sets the origin of each slot. A credential without channels is on file. A stored credential that only supports
    /// the upload channel is uploaded.
    fn origins(&self, workflow: &mut Workflow) {
        let on_file = |category: &str, holder: Holder| {
            workflow.prerequisites.items.iter().filter_map(|id| self.facts.prerequisites.get(id)).any(|prerequisite| {
                let kind = prerequisite.kind.as_ref().and_then(|kind| kind.credential.as_ref());
                kind.is_some_and(|(credential, by)| credential == category && *by == holder)
            })
        };
        let kept: Vec<bool> = workflow.slots.iter().map(|slot| on_file(&slot.category, Holder::Customer)).collect();
        for (slot, kept) in workflow.slots.iter_mut().zip(kept) {
            if slot.channels.is_empty() {
                slot.origin = Origin::OnFile;
            } else if kept && !slot.parts.is_empty() && slot.channels.len() == 1 {
                slot.origin = Origin::Uploaded;
            }
        }
    }

    /// Compares the slots of a further response, which should be the same.
    fn compare(&mut self, section: &Section<'_>, workflow: &mut Workflow, other: &Shown) {
        for (index, (slot, again)) in workflow.slots.clone().iter().zip(&other.slots).enumerate() {
            if sorted(&slot.channels) == sorted(&again.channels) && sorted(&slot.parts) == sorted(&again.parts) {
                continue;
            }
            let say = |slot: &Slot| match slot.parts.is_empty() {
                true => listed(&slot.channels, "and"),
                false => format!("{} with the parts {}", listed(&slot.channels, "and"), listed(&slot.parts, "and")),
            };
            let text = format!(
                "the responses offer {} over {} ({}) and over {} ({}); using the first",
                slot.category,
                say(slot),
                slot.lines,
                say(again),
                again.lines
            );
            let todo = self.contradiction(section, text, again.lines.first, &[&finding::SLOTS]);
            workflow.slots[index].todos.push(todo);
        }
    }

    /// Records slot channels that the workflow does not allow, and slots whose parts must be uploaded but cannot be.
    fn against_channels(&mut self, section: &Section<'_>, workflow: &mut Workflow) {
        let told = workflow.channels.lines;
        for index in 0..workflow.slots.len() {
            let slot = workflow.slots[index].clone();
            let foreign = slot.channels.iter().filter(|channel| !workflow.channels.items.contains(channel));
            let foreign: Vec<String> = foreign.cloned().collect();
            if let (false, Some(told)) = (foreign.is_empty(), told) {
                let text = format!(
                    "the response offers {} over {} ({}), but the prerequisites do not ({told}); both are kept",
                    slot.category,
                    listed(&foreign, "and"),
                    slot.lines
                );
                let todo = self.contradiction(section, text, told.first, &[&finding::SLOT_CHANNEL]);
                workflow.slots[index].todos.push(todo);
            }
        }
    }

    /// Determines the upload channel: the only channel that every slot with parts has. Also records slots with that
    /// channel but without parts.
    pub(super) fn upload_channel(&mut self) {
        let uploads: Vec<&Slot> =
            self.facts.workflows.iter().flat_map(|workflow| &workflow.slots).filter(|s| !s.parts.is_empty()).collect();
        let everywhere = |channel: &&String| uploads.iter().all(|slot| slot.channels.contains(channel));
        let mut shared = uploads.first().into_iter().flat_map(|slot| &slot.channels).filter(everywhere);
        let channel = match (shared.next(), shared.next()) {
            (Some(channel), None) => Some(channel.clone()),
            _ => {
                let known = self.model.upload_channel().map(|channel| channel.name.wire.clone());
                known.filter(|known| self.facts.channels.contains_key(known))
            }
        };
        self.facts.upload_channel = channel.clone();
        let Some(channel) = channel else { return };
        let document = self.document;
        for said in &document.workflows {
            let lines = self.lines.of(said.span);
            let Some(index) = self.facts.workflows.iter().position(|workflow| workflow.place.lines == lines) else {
                continue;
            };
            let (stem, key) = (self.facts.workflows[index].stem.clone(), self.facts.workflows[index].key);
            let section = Section { said, stem, key, heading: said.heading.text.value.clone() };
            self.without_parts(&section, index, &channel);
        }
    }

    fn without_parts(&mut self, section: &Section<'_>, workflow: usize, channel: &str) {
        for index in 0..self.facts.workflows[workflow].slots.len() {
            let slot = self.facts.workflows[workflow].slots[index].clone();
            let elsewhere = self.facts.credentials.get(&slot.category).is_some_and(|known| !known.parts.is_empty());
            if elsewhere && slot.parts.is_empty() && slot.channels.iter().any(|own| own == channel) {
                let text = format!(
                    "the response offers {} over {channel}, but has no upload URL for it ({}), so it has no parts",
                    slot.category, slot.lines
                );
                let todo = self.contradiction(section, text, slot.lines.first, &[&finding::BREAKS_RULE]);
                self.facts.workflows[workflow].slots[index].todos.push(todo);
            } else if !slot.parts.is_empty() && !slot.channels.iter().any(|own| own == channel) {
                let todo = format!("todo: the response has upload URLs, but does not offer {channel}");
                let slot = &mut self.facts.workflows[workflow].slots[index];
                slot.parts.clear();
                slot.todos.push(todo);
            }
        }
    }
}

fn distinct(names: impl Iterator<Item = String>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for name in names {
        if !found.contains(&name) {
            found.push(name);
        }
    }
    found
}

fn sorted(names: &[String]) -> Vec<&String> {
    let mut names: Vec<&String> = names.iter().collect();
    names.sort();
    names
}
