//! Writes the file of a workflow.

use super::{Writer, blank, new_file, silent};
use crate::import::facts::{Example, Listed, Slot, Workflow, WorkflowOperation};
use crate::import::gather::values;
use crate::import::yaml::{Entry, Item, Yaml};
use verispec_text::file::File;

impl Writer<'_> {
    pub(super) fn workflow(&self, workflow: &Workflow) -> File {
        let summary = match workflow.summary.is_empty() {
            true => silent("summary", "say what the workflow does"),
            false => Entry::new("summary", Yaml::prose(&workflow.summary)),
        };
        let mut entries = vec![
            Entry::new("key", Yaml::number(workflow.key)),
            Entry::new("name", Yaml::text(&workflow.name)),
            summary,
            listed("required_credentials", &workflow.required, "say which credentials it needs"),
            listed("stored_credentials", &workflow.stored, "say which credentials it stores"),
            channels(workflow),
            self.slots(workflow),
        ];
        if !workflow.variants.is_empty() {
            entries.push(Entry::new("variants", Yaml::list(workflow.variants.iter().map(Yaml::words))));
        }
        if workflow.prerequisites.lines.is_none() {
            let todo = "todo: the document does not list them; say what must be in place".to_owned();
            entries.push(Entry::new("prerequisites", Yaml::List(Vec::new())).noted([todo]).apart());
        } else if !workflow.prerequisites.items.is_empty() {
            entries.push(Entry::new("prerequisites", Yaml::words(&workflow.prerequisites.items)).apart());
        }
        let missing = workflow.chains.items.is_empty();
        let todo = "todo: the document does not list the capabilities that it runs".to_owned();
        if !missing {
            entries.push(Entry::new("chains", Yaml::list(workflow.chains.items.iter().map(Yaml::words))));
        }
        if !workflow.notes.is_empty() {
            entries.push(Entry::new("notes", Yaml::list(workflow.notes.iter().map(|note| Yaml::prose(note)))).apart());
        }
        entries.push(self.source(&workflow.place).noted(missing.then_some(todo)).apart());
        if let Some(decision) = self.decisions.of_workflow(&workflow.stem) {
            entries.push(Entry::new("decisions", Yaml::words([decision])));
        }
        let operations = workflow.operations.iter().map(|(id, used)| self.used(id, used));
        let mut operations: Vec<Entry> = operations.collect();
        if operations.is_empty() {
            operations.push(Entry::new("TODO: an operation that starts it", Yaml::Map(Vec::new())));
        }
        entries.push(Entry::new("operations", Yaml::Map(operations)).apart());
        new_file(format!("workflows/{}.yaml", workflow.stem), "workflow", &entries)
    }

    fn slots(&self, workflow: &Workflow) -> Entry {
        let slots: Vec<Item> = workflow
            .slots
            .iter()
            .enumerate()
            .map(|(index, slot)| Item { notes: slot.todos.clone(), value: self.slot(workflow, index, slot) })
            .collect();
        let value =
            if slots.is_empty() { Yaml::list([blank("the credentials of an execution")]) } else { Yaml::List(slots) };
        Entry::new("slots", value).noted(workflow.slots_todos.clone()).apart()
    }

    fn slot(&self, workflow: &Workflow, index: usize, slot: &Slot) -> Yaml {
        let mut entries = self.slot_entries(slot);
        if let Some(decision) = self.decisions.of_slot(&workflow.stem, index) {
            entries.push(Entry::new("decisions", Yaml::words([decision])));
        }
        Yaml::Map(entries)
    }

    pub(in crate::import) fn slot_entries(&self, slot: &Slot) -> Vec<Entry> {
        let mut entries = vec![
            Entry::new("category", Yaml::text(&slot.category)),
            Entry::new("origin", Yaml::text(slot.origin.as_str())),
            Entry::new("channels", Yaml::words(&slot.channels)),
        ];
        if !slot.parts.is_empty() {
            entries.push(Entry::new("parts", Yaml::words(&slot.parts)));
        }
        entries
    }

    /// Writes the examples of an operation.
    pub(in crate::import) fn used(&self, id: &str, used: &WorkflowOperation) -> Entry {
        let examples: Vec<Item> = used
            .examples
            .iter()
            .enumerate()
            .filter_map(|(index, example)| {
                let value = self.example(id, example, (used.examples.len() > 1).then(|| label(used, index)));
                value.map(|value| Item { notes: example.todos.clone(), value })
            })
            .collect();
        let value = match examples.is_empty() {
            true => Yaml::Map(Vec::new()),
            false => Yaml::Map(vec![Entry::new("examples", Yaml::List(examples))]),
        };
        let entry = Entry::new(id, value).noted(used.todos.clone());
        match used.lines {
            Some(lines) => entry.beside(lines.to_string()),
            None => entry,
        }
    }

    fn example(&self, operation: &str, example: &Example, label: Option<String>) -> Option<Yaml> {
        let template = self.facts.operations.get(operation).and_then(|operation| operation.path.as_deref());
        let values = values(template.unwrap_or_default(), example.path.as_deref().unwrap_or_default());
        // A parameter that is a placeholder in the example has no value.
        let values = values.into_iter().filter(|(_, value)| !value.starts_with('{'));
        let path: Vec<Entry> = values.map(|(name, value)| Entry::new(name, Yaml::text(value))).collect();
        let mut entries: Vec<Entry> = label.iter().map(|label| Entry::new("name", Yaml::text(label))).collect();
        let before = entries.len();
        if !path.is_empty() {
            entries.push(Entry::new("path", Yaml::Map(path)));
        }
        entries.extend(example.request.as_ref().map(|body| Entry::new("request", Yaml::json(body))));
        entries.extend(example.response.as_ref().map(|body| Entry::new("response", Yaml::json(body))));
        (entries.len() > before).then_some(Yaml::Map(entries))
    }
}

/// Returns the label of an example, with a number if several have the same label.
fn label(used: &WorkflowOperation, index: usize) -> String {
    let own = &used.examples[index].label;
    let before = used.examples[..index].iter().filter(|other| other.label == *own).count();
    if before == 0 { own.clone() } else { format!("{own} {}", before + 1) }
}

fn listed(key: &str, list: &Listed<String>, what: &str) -> Entry {
    let todo = list.lines.is_none().then(|| format!("todo: the document does not list them; {what}"));
    Entry::new(key, Yaml::words(&list.items)).noted(todo)
}

fn channels(workflow: &Workflow) -> Entry {
    let todo = "todo: the document does not list them; these are the channels of its credentials".to_owned();
    let todo = workflow.channels.lines.is_none().then_some(todo);
    let channels = match workflow.channels.items.is_empty() {
        true => Yaml::list([blank("the channels that it can be run over")]),
        false => Yaml::words(&workflow.channels.items),
    };
    Entry::new("channels", channels).noted(todo)
}
