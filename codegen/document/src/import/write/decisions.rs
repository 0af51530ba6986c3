//! Writes open decisions, one for each contradiction that a spec has to cite.

use std::collections::BTreeMap;
use verispec_runtime::runtime::text::listed;

use super::{Writer, new_file};
use crate::import::facts::{DocumentPlace, Facts, Workflow};
use crate::import::gather::bounded;
use crate::import::yaml::{Entry, Yaml};
use verispec_model::ir::Origin;
use verispec_text::file::File;

/// The ids of open decisions, by the workflow and, if applicable, the slot that they are about.
#[derive(Debug, Default)]
pub(super) struct Decisions {
    slots: BTreeMap<(String, usize), String>,
    workflows: BTreeMap<String, String>,
    all: Vec<Open>,
}

/// An open decision.
#[derive(Debug)]
struct Open {
    id: String,
    workflow: String,
    place: DocumentPlace,
    /// The contradiction as a sentence.
    text: String,
    /// The rules for specs that the decision allows to be violated.
    allows: Vec<&'static str>,
}

impl Decisions {
    pub(super) fn find(facts: &Facts) -> Self {
        let mut decisions = Self::default();
        for workflow in &facts.workflows {
            decisions.channels(workflow);
            decisions.credentials(workflow);
        }
        decisions
    }

    pub(super) fn of_slot(&self, workflow: &str, slot: usize) -> Option<&str> {
        self.slots.get(&(workflow.to_owned(), slot)).map(String::as_str)
    }

    pub(super) fn of_workflow(&self, workflow: &str) -> Option<&str> {
        self.workflows.get(workflow).map(String::as_str)
    }

    fn open(&mut self, id: String, workflow: &Workflow, text: String, allows: Vec<&'static str>) {
        self.all.push(Open { id, workflow: workflow.stem.clone(), place: workflow.place.clone(), text, allows });
    }

    /// Returns an id that is unique among the open decisions. A check is needed because similar long stems have the
    /// same shortened form.
    fn id(&self, workflow: &Workflow, ending: &str) -> String {
        let stem = format!("open-{}", workflow.stem.replace('_', "-"));
        let numbered = (2..).map(|number| bounded(&stem, &format!("{ending}-{number}")));
        let mut free = std::iter::once(bounded(&stem, ending)).chain(numbered);
        let is_free = |id: &String| !self.all.iter().any(|open| open.id == *id);
        free.find(is_free).unwrap_or_else(|| bounded(&stem, ending))
    }

    /// Adds decisions about slots with channels that the workflow does not have.
    fn channels(&mut self, workflow: &Workflow) {
        let allowed = &workflow.channels.items;
        let mut foreign: Vec<String> = Vec::new();
        let id = self.id(workflow, "-channels");
        for (index, slot) in workflow.slots.iter().enumerate() {
            let own: Vec<&String> = slot.channels.iter().filter(|channel| !allowed.contains(channel)).collect();
            if !allowed.is_empty() && !own.is_empty() {
                self.slots.insert((workflow.stem.clone(), index), id.clone());
                own.into_iter().for_each(|channel| {
                    if !foreign.contains(channel) {
                        foreign.push(channel.clone());
                    }
                });
            }
        }
        if !foreign.is_empty() {
            let text = format!(
                "The workflow allows {}, but its responses also offer {}.",
                listed(allowed, "and"),
                listed(&foreign, "and")
            );
            self.open(id, workflow, text, vec!["channel-not-in-workflow"]);
        }
    }

    /// Adds decisions about lists of credentials and channels that contradict the slots.
    fn credentials(&mut self, workflow: &Workflow) {
        let has = |category: &String| workflow.slots.iter().any(|slot| slot.category == *category);
        let acquired = |category: &String| {
            workflow.slots.iter().any(|slot| slot.category == *category && slot.origin != Origin::OnFile)
        };
        let names = |items: &[String], fits: &dyn Fn(&String) -> bool| -> Vec<String> {
            items.iter().filter(|item| !fits(item)).cloned().collect()
        };
        let missing = names(&workflow.required.items, &has);
        let never = names(&workflow.stored.items, &acquired);
        let offered = |channel: &String| workflow.slots.iter().any(|slot| slot.channels.contains(channel));
        let closed = names(&workflow.channels.items, &offered);
        let (mut told, mut allows) = (Vec::new(), Vec::new());
        if !missing.is_empty() {
            allows.push("required-credential-without-slot");
            told.push(format!("It needs {}, which no response lists.", listed(&missing, "and")));
        }
        if !never.is_empty() {
            allows.push("stored-credential-never-captured");
            told.push(format!("It stores {}, which it does not acquire.", listed(&never, "and")));
        }
        if !closed.is_empty() {
            allows.push("channel-without-slot");
            told.push(format!("It allows {}, over which no response offers a credential.", listed(&closed, "and")));
        }
        if !told.is_empty() {
            let id = self.id(workflow, "-credentials");
            self.workflows.insert(workflow.stem.clone(), id.clone());
            self.open(id, workflow, told.join(" "), allows);
        }
    }
}

impl Writer<'_> {
    pub(super) fn decisions(&self) -> Option<File> {
        let all: Vec<Entry> = self.decisions.all.iter().map(|open| self.open(open)).collect();
        (!all.is_empty())
            .then(|| new_file("decisions.yaml".to_owned(), "decisions", &[Entry::new("decisions", Yaml::Map(all))]))
    }

    /// Returns the open decisions of a workflow.
    pub(in crate::import) fn decisions_of(&self, workflow: &str) -> Vec<Entry> {
        self.decisions.all.iter().filter(|open| open.workflow == workflow).map(|open| self.open(open)).collect()
    }

    /// Returns the decision that a slot or the workflow has to cite, and the rules that the decision allows to be
    /// violated.
    pub(in crate::import) fn open_decision(
        &self,
        workflow: &str,
        slot: Option<usize>,
    ) -> Option<(&str, &[&'static str], Entry)> {
        let id = match slot {
            Some(slot) => self.decisions.of_slot(workflow, slot)?,
            None => self.decisions.of_workflow(workflow)?,
        };
        let open = self.decisions.all.iter().find(|open| open.id == id)?;
        Some((id, &open.allows, self.open(open)))
    }

    fn open(&self, open: &Open) -> Entry {
        let entries = vec![
            Entry::new("sources", Yaml::words([self.cited(&open.place.section)])),
            Entry::new("contradiction", Yaml::prose(&open.text)),
            Entry::new("allows", Yaml::words(&open.allows)),
        ];
        Entry::new(&open.id, Yaml::Map(entries)).noted([
            "todo: decide what is correct, and state it in `decision`; the spec contains both, as in the document"
                .to_owned(),
        ])
    }
}
