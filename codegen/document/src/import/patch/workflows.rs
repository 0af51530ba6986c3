//! Patches workflows: changed lists, credentials, chains and operations, and added or removed workflows.

use super::{Change, Patch};
use crate::import::facts::{Lines, Listed, Slot, Workflow};
use crate::import::yaml::{self, Entry, Yaml};
use verispec_model::finding::{self, Kind};
use verispec_model::ir::{self, Origin};
use verispec_runtime::runtime::text::listed;

/// A list of a workflow in the document and in the spec.
struct List<'a> {
    key: &'static str,
    /// The name of the difference in an audit.
    kind: &'static Kind,
    said: &'a Listed<String>,
    held: Vec<String>,
    /// The key after which the list is inserted in a file that does not have it.
    below: &'static str,
}

impl Patch<'_> {
    pub(super) fn workflows(&mut self) {
        let (facts, model) = (self.facts, self.model);
        for (index, workflow) in facts.workflows.iter().enumerate() {
            match model.workflow(workflow.key) {
                Some(known) => self.workflow(workflow, known),
                None => {
                    let text = format!(
                        "the document has the workflow {} ({}), but the spec does not",
                        workflow.name, workflow.place.lines
                    );
                    self.add_file(self.writer.workflow_file(index), text);
                    for entry in self.writer.decisions_of(&workflow.stem) {
                        let text = format!("the document contradicts itself about {}", workflow.name);
                        self.add_entry("decisions.yaml", "decisions", entry, text);
                    }
                }
            }
        }
        let document = self.writer.document();
        for known in &model.workflows {
            let described = facts.workflows.iter().any(|workflow| workflow.key == known.key);
            if !described && model[known.source.document].name.wire == document {
                let text = format!("the document no longer describes the workflow {}", known.title);
                self.differ(self.start(known.places.title), text, &[], None);
            }
        }
    }

    fn workflow(&mut self, said: &Workflow, known: &ir::Workflow) {
        let model = self.model;
        let place = known.places.title;
        if said.name.to_lowercase() != known.title.to_lowercase() {
            let decided = self.settled(Some(known.key), &[&finding::NAME]);
            let text = format!("the name is {} ({}), but {} in the spec", said.name, said.place.lines, known.title);
            self.differ(place, text, &decided, Some((&["name"], Change::Value(Yaml::text(&said.name)))));
            if decided.is_empty() {
                // The sources of all these facts cite the old heading.
                let source = Yaml::text(&self.writer.cited(&said.place.section));
                self.make(place.file, &["source"], Change::Value(source));
            }
        }
        let categories =
            |ids: &[ir::CredentialId]| ids.iter().map(|id| model[*id].name.wire.clone()).collect::<Vec<_>>();
        let channels = known.channels.iter().map(|id| model[*id].name.wire.clone()).collect();
        let prerequisites = known.prerequisites.iter().map(|id| model[*id].name.wire.clone()).collect();
        let lists = [
            List {
                key: "required_credentials",
                kind: &finding::REQUIRED,
                said: &said.required,
                held: categories(&known.required_credentials),
                below: "summary",
            },
            List {
                key: "stored_credentials",
                kind: &finding::STORED,
                said: &said.stored,
                held: categories(&known.stored_credentials),
                below: "summary",
            },
            List { key: "channels", kind: &finding::CHANNELS, said: &said.channels, held: channels, below: "summary" },
            List {
                key: "prerequisites",
                kind: &finding::PREREQUISITES,
                said: &said.prerequisites,
                held: prerequisites,
                below: "slots",
            },
        ];
        lists.into_iter().for_each(|list| self.list(known, list));
        self.chains(said, known);
        self.slots(said, known);
        self.variants(said, known, &categories);
        self.open_decisions(said, known);
        self.operations_of(said, known);
    }

    /// Compares the lists of a workflow that have no significant order.
    fn list(&mut self, known: &ir::Workflow, list: List<'_>) {
        let Some(lines) = list.said.lines else { return };
        if same(&list.held, &list.said.items) {
            return;
        }
        let decided = self.settled(Some(known.key), &[list.kind]);
        let key = list.key;
        let text = format!(
            "{} are {} ({lines}), but {} in the spec",
            key.replace('_', " "),
            listed(&list.said.items, "and"),
            listed(&list.held, "and")
        );
        let items = merged(&list.held, &list.said.items).iter().map(|name| yaml::item(&Yaml::text(name))).collect();
        let is_there = !list.held.is_empty() || key != "prerequisites";
        let add = Entry::new(key, Yaml::words(&list.said.items)).apart();
        let change: (&[&str], Change) = match is_there {
            true => (&[key], Change::Items(items, false)),
            false => (&[], Change::Add(add, Some(list.below))),
        };
        self.differ(known.places.title, text, &decided, Some(change));
    }

    fn chains(&mut self, said: &Workflow, known: &ir::Workflow) {
        let (model, Some(lines)) = (self.model, said.chains.lines) else { return };
        if said.chains.items.is_empty() {
            return;
        }
        let held: Vec<Vec<String>> =
            known.chains.iter().map(|chain| chain.iter().map(|id| model[*id].name.wire.clone()).collect()).collect();
        let said = &said.chains.items;
        if same(said, &held) {
            return;
        }
        let decided = self.settled(Some(known.key), &[&finding::CHAINS]);
        let arrows = |chains: &[Vec<String>]| chains.iter().map(|chain| chain.join(" -> ")).collect::<Vec<_>>();
        let text = format!(
            "the chains are {} ({lines}), but {} in the spec",
            listed(&arrows(said), "and"),
            listed(&arrows(&held), "and")
        );
        let items = said.iter().map(|chain| yaml::item(&Yaml::words(chain))).collect();
        self.differ(known.places.title, text, &decided, Some((&["chains"], Change::Items(items, true))));
    }

    /// Adds the open decisions that a spec with an adopted contradiction has to cite.
    fn open_decisions(&mut self, said: &Workflow, known: &ir::Workflow) {
        if !said.shown {
            return;
        }
        let mut new: Vec<Entry> = Vec::new();
        let slots = self.pairs(said, known).into_iter().enumerate();
        let slots = slots.filter_map(|(index, held)| Some((Some(index), Some(held?))));
        for (index, held) in slots.chain([(None, None)]) {
            let Some((id, rules, entry)) = self.writer.open_decision(&said.stem, index) else { continue };
            let own = held.map(|held| known.slots[held].decisions.as_slice()).unwrap_or_default();
            let named: Vec<&ir::Decision> = own.iter().chain(&known.decisions).map(|id| &self.model[*id]).collect();
            let allowed = |rule: &&str| named.iter().any(|known| known.allows.iter().any(|(id, _)| id.id == *rule));
            if rules.iter().all(allowed) {
                continue;
            }
            let number = held.map(|held| held.to_string());
            let mut pointer: Vec<&str> = number.iter().flat_map(|number| ["slots", number.as_str()]).collect();
            let there = if held.is_some() { own } else { &known.decisions };
            let mut ids: Vec<String> = there.iter().map(|id| self.model[*id].name.wire.clone()).collect();
            let is_there = !ids.is_empty();
            ids.push(id.to_owned());
            let change = match is_there {
                true => Change::Items(ids, false),
                false => Change::Add(Entry::new("decisions", Yaml::words(&ids)), held.is_none().then_some("source")),
            };
            pointer.extend(is_there.then_some("decisions"));
            self.make(known.places.title.file, &pointer, change);
            if !new.contains(&entry) {
                new.push(entry);
            }
        }
        for entry in new {
            let text = format!("the document contradicts itself about {}", said.name);
            self.add_entry("decisions.yaml", "decisions", entry, text);
        }
    }

    /// Returns the slot of the spec for each slot of the document.
    fn pairs(&self, said: &Workflow, known: &ir::Workflow) -> Vec<Option<usize>> {
        let held: Vec<&str> = known.slots.iter().map(|slot| self.model[slot.category].name.wire.as_str()).collect();
        let mut found = vec![false; held.len()];
        let pairs = said.slots.iter().map(|slot| {
            let index = (0..held.len()).find(|index| held[*index] == slot.category && !found[*index])?;
            found[index] = true;
            Some(index)
        });
        pairs.collect()
    }

    /// Pairs slots that have the same position among the slots of their category.
    fn slots(&mut self, said: &Workflow, known: &ir::Workflow) {
        let model = self.model;
        // Without a response, the slots of the document are inferred.
        if !said.shown {
            return;
        }
        let pairs = self.pairs(said, known);
        for (slot, pair) in said.slots.iter().zip(&pairs) {
            match pair {
                Some(index) => self.slot(slot, known, *index),
                None => {
                    let decided = self.settled(Some(known.key), &[&finding::SLOTS]);
                    let text =
                        format!("the response lists another {} ({}), but the spec does not", slot.category, slot.lines);
                    let change = Change::Push(self.writer.slot_entries(slot));
                    self.differ(known.places.title, text, &decided, Some((&["slots"], change)));
                }
            }
        }
        for (index, slot) in known.slots.iter().enumerate().filter(|(index, _)| !pairs.contains(&Some(*index))) {
            let category = &model[slot.category].name.wire;
            let decided = self.settled(Some(known.key), &[&finding::SLOTS]);
            let text = format!("the response does not list this {category} ({})", said.place.lines);
            self.differ(slot.places.origin, text, &decided, Some((&["slots"], Change::RemoveItem(index))));
        }
    }

    fn slot(&mut self, said: &Slot, known: &ir::Workflow, index: usize) {
        let model = self.model;
        let slot = &known.slots[index];
        let number = index.to_string();
        let at = |key: &'static str| vec!["slots", number.as_str(), key];
        let channels: Vec<String> = slot.channels.iter().map(|id| model[*id].name.wire.clone()).collect();
        let parts: Vec<String> = slot.parts.iter().map(|part| part.wire.clone()).collect();
        if let Some(text) = self.unlike(&said.category, "channels", &said.channels, &channels, said.lines) {
            let decided = self.settled(Some(known.key), &[&finding::SLOTS]);
            let items = merged(&channels, &said.channels).iter().map(|name| yaml::item(&Yaml::text(name))).collect();
            self.differ(slot.places.origin, text, &decided, Some((&at("channels"), Change::Items(items, false))));
        }
        // Without an upload URL in any response, the document does not state the parts.
        let shown = self.facts.credentials.get(&said.category).is_some_and(|known| !known.parts.is_empty());
        let differs = self.unlike(&said.category, "parts", &said.parts, &parts, said.lines).filter(|_| shown);
        if let Some(text) = differs {
            // If no response has upload URLs, the response itself is incomplete.
            let kinds: &[&Kind] =
                if said.parts.is_empty() { &[&finding::PARTS, &finding::BREAKS_RULE] } else { &[&finding::PARTS] };
            let decided = self.settled(Some(known.key), kinds);
            let items: Vec<String> =
                merged(&parts, &said.parts).iter().map(|name| yaml::item(&Yaml::text(name))).collect();
            let all = vec!["slots", number.as_str()];
            let change = match (parts.is_empty(), items.is_empty()) {
                (true, _) => (all, Change::Add(Entry::new("parts", Yaml::words(&said.parts)), Some("channels"))),
                (_, true) => (all, Change::Remove("parts".to_owned())),
                _ => (at("parts"), Change::Items(items, false)),
            };
            self.differ(slot.places.origin, text, &decided, Some((&change.0, change.1)));
        }
        // A response does not show whether the credential is uploaded or captured.
        let same = said.origin == slot.origin || (said.origin, slot.origin) == (Origin::Captured, Origin::Uploaded);
        if !same {
            let decided = self.settled(Some(known.key), &[&finding::SLOTS]);
            let text = format!(
                "{} is {} ({}), but {} in the spec",
                said.category,
                said.origin.as_str().replace('_', " "),
                said.lines,
                slot.origin.as_str().replace('_', " ")
            );
            let change = Change::Value(Yaml::text(said.origin.as_str()));
            self.differ(slot.places.origin, text, &decided, Some((&at("origin"), change)));
        }
    }

    /// Describes how two lists of a credential differ, ignoring their order; `None` if they are equal.
    fn unlike(&self, category: &str, what: &str, said: &[String], held: &[String], lines: Lines) -> Option<String> {
        let show = |names: &[String]| if names.is_empty() { "none".to_owned() } else { listed(names, "and") };
        let text = || format!("the {what} of {category}: {} ({lines}), but {} in the spec", show(said), show(held));
        (!same(said, held)).then(text)
    }

    fn variants(
        &mut self,
        said: &Workflow,
        known: &ir::Workflow,
        categories: &dyn Fn(&[ir::CredentialId]) -> Vec<String>,
    ) {
        let held: Vec<Vec<String>> = known.variants.iter().map(|variant| categories(variant)).collect();
        if same(&said.variants, &held) || !said.shown {
            return;
        }
        let decided = self.settled(Some(known.key), &[&finding::SLOTS]);
        let show = |variants: &[Vec<String>]| variants.iter().map(|variant| variant.join(" + ")).collect::<Vec<_>>();
        let text = format!(
            "the responses show the variants {} ({}), but the spec has {}",
            listed(&show(&said.variants), "and"),
            said.place.lines,
            listed(&show(&held), "and")
        );
        let items: Vec<String> = said.variants.iter().map(|variant| yaml::item(&Yaml::words(variant))).collect();
        let add = Entry::new("variants", Yaml::list(said.variants.iter().map(Yaml::words)));
        let change: (&[&str], Change) = match (held.is_empty(), items.is_empty()) {
            (true, _) => (&[], Change::Add(add, Some("slots"))),
            (_, true) => (&[], Change::Remove("variants".to_owned())),
            _ => (&["variants"], Change::Items(items, true)),
        };
        self.differ(known.places.title, text, &decided, Some(change));
    }

    fn operations_of(&mut self, said: &Workflow, known: &ir::Workflow) {
        let model = self.model;
        for (id, used) in &said.operations {
            let held = known.operations.iter().any(|held| model[held.operation].name.wire == *id);
            if !held {
                let decided = self.settled(Some(known.key), &[&finding::OPERATIONS]);
                let lines = used.lines.unwrap_or(said.place.lines);
                let text = format!("the document shows {id} for this workflow ({lines}), but the spec does not");
                let entry = self.writer.used(id, used);
                self.differ(known.places.title, text, &decided, Some((&["operations"], Change::Add(entry, None))));
            }
        }
        for held in &known.operations {
            let id = &model[held.operation].name.wire;
            if !said.operations.contains_key(id) && !said.operations.is_empty() {
                let kinds = &[&finding::NOT_SHOWN, &finding::OPERATIONS];
                let decided = self.settled.by(Some(known.key), Some(id), kinds);
                let text = format!(
                    "the document does not show {id} for this workflow ({}), but the spec does",
                    said.place.lines
                );
                let change = Change::Remove(id.clone());
                self.differ(known.places.title, text, &decided, Some((&["operations"], change)));
            }
        }
    }
}

/// Returns whether two lists without a significant order are equal.
fn same<T: PartialEq>(said: &[T], held: &[T]) -> bool {
    said.iter().all(|item| held.contains(item)) && held.iter().all(|item| said.contains(item))
}

/// Merges two lists: keeps the current order, and inserts each new item after its predecessor in the document.
fn merged(held: &[String], said: &[String]) -> Vec<String> {
    let mut merged: Vec<String> = held.iter().filter(|name| said.contains(name)).cloned().collect();
    for (index, name) in said.iter().enumerate().filter(|(_, name)| !held.contains(name)) {
        let before = said[..index].iter().rev().find_map(|before| merged.iter().position(|known| known == before));
        merged.insert(before.map_or(0, |before| before + 1), name.clone());
    }
    merged
}
