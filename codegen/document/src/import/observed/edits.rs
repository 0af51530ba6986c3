//! Makes the changes that differences require in the schema files, without changing anything else.

use std::collections::BTreeMap;

use super::seen::Spot;
use crate::import::patch::edit;
use crate::import::patch::{Changed, Difference};
use crate::import::yaml::{self, Entry, Yaml};
use verispec_model::ir::{Model, Name, Type, TypeId};
use verispec_text::diagnostics::Diagnostics;
use verispec_text::edit::{Edit, apply};
use verispec_text::source::{FileId, SourceMap};
use verispec_text::yaml::{Node, Value, tree};

/// A change that a difference requires.
#[derive(Debug)]
pub(super) enum Change {
    /// Makes a field of a schema optional.
    NotRequired(TypeId, Name),
    /// Changes the type of a value; `None` allows any type.
    Type(Spot, Option<&'static str>),
    /// Allows an integer to be sent as a string of digits.
    OrText(Spot),
    /// Adds a field to a schema.
    Field(TypeId, Entry),
    /// Adds a value to an enum.
    Value(TypeId, String),
    /// Requires a manual change, for this reason.
    ByHand(&'static str),
}

/// Keywords that have the same meaning for every type.
const OF_ANY_TYPE: &[&str] =
    &["description", "type", "x-decisions", "x-deprecated", "x-informative", "x-personal", "x-rust-name", "x-source"];

/// The reasons why a change cannot be made automatically.
const ELSEWHERE: &str = "a part of `allOf` or a vocabulary defines this, not the schema itself";
const MORE: &str = "the schema has keywords that depend on its type, or its formatting does not allow a change";

/// The path to a value in a file.
type Pointer = Vec<String>;

pub(super) struct Editor<'a> {
    sources: &'a SourceMap,
    model: &'a Model,
    trees: BTreeMap<FileId, Option<Node>>,
    /// The pending changes of lists in a schema: items to remove from `required`, and items to add to `enum` and
    /// `x-decisions`.
    lists: BTreeMap<(FileId, Pointer), List>,
    edits: BTreeMap<FileId, Vec<Edit>>,
    new_fields: BTreeMap<FileId, Vec<Edit>>,
    /// Files with a list whose formatting does not allow a change.
    unmade: Vec<FileId>,
}

#[derive(Default)]
struct List {
    gone: Vec<String>,
    come: Vec<String>,
}

impl<'a> Editor<'a> {
    pub(super) fn new(sources: &'a SourceMap, model: &'a Model) -> Self {
        let (lists, edits, new_fields) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        Self { sources, model, trees: BTreeMap::new(), lists, edits, new_fields, unmade: Vec::new() }
    }

    /// Makes a change, and cites the decision about it. Fails with the reason if only a person can make the change.
    pub(super) fn make(&mut self, change: &Change, decision: &str) -> Result<(), &'static str> {
        match change {
            Change::ByHand(reason) => Err(reason),
            Change::NotRequired(kind, name) => self.not_required(*kind, name, decision),
            Change::Type(spot, word) => self.in_value(spot, decision, |text, node| {
                if keys(node).iter().any(|key| !OF_ANY_TYPE.contains(key)) {
                    return None;
                }
                match word {
                    Some(word) => edit::scalar(text, node.at(["type"])?, &Yaml::text(word)),
                    None => edit::remove(text, node, "type"),
                }
            }),
            Change::OrText(spot) => {
                let entry = Entry::new("x-or-text", Yaml::yes());
                self.in_value(spot, decision, |text, node| edit::add(text, node, Some("type"), &entry))
            }
            Change::Field(kind, entry) => self.field(&self.model[*kind], entry, decision),
            Change::Value(kind, value) => {
                let kind = &self.model[*kind];
                let (file, schema) = (kind.name.span.file, of_type(kind));
                let list = below(&schema, &["enum"]);
                if !self.is_list(file, &list) {
                    return Err(ELSEWHERE);
                }
                self.lists.entry((file, list)).or_default().come.push(value.clone());
                self.decided(file, &schema, decision);
                Ok(())
            }
        }
    }

    fn not_required(&mut self, kind: TypeId, name: &Name, decision: &str) -> Result<(), &'static str> {
        let (file, schema) = self.holder(&self.model[kind], name).ok_or(ELSEWHERE)?;
        let list = below(&schema, &["required"]);
        if !self.is_list(file, &list) {
            return Err(ELSEWHERE);
        }
        self.lists.entry((file, list)).or_default().gone.push(name.wire.clone());
        self.decided(file, &below(&schema, &["properties", &name.wire]), decision);
        Ok(())
    }

    /// Edits the schema of the value at a location.
    fn in_value(
        &mut self,
        spot: &Spot,
        decision: &str,
        edit: impl FnOnce(&str, &Node) -> Option<Edit>,
    ) -> Result<(), &'static str> {
        let (file, field, value) = self.value(spot).ok_or(ELSEWHERE)?;
        let text = self.sources.text(file);
        let made = edit(&text, self.node(file, &value).ok_or(ELSEWHERE)?).ok_or(MORE)?;
        self.edits.entry(file).or_default().push(made);
        self.decided(file, &field, decision);
        Ok(())
    }

    fn field(&mut self, kind: &Type, entry: &Entry, decision: &str) -> Result<(), &'static str> {
        let (file, schema) = (kind.name.span.file, of_type(kind));
        let mut entry = entry.clone();
        if let Yaml::Map(entries) = &mut entry.value {
            entries.push(Entry::new("x-decisions", Yaml::words([decision])));
        }
        let text = self.sources.text(file);
        let node = self.node(file, &below(&schema, &["properties"])).ok_or(ELSEWHERE)?;
        let made = edit::add(&text, node, None, &entry).ok_or(MORE)?;
        self.new_fields.entry(file).or_default().push(made);
        Ok(())
    }

    /// Cites a decision in `x-decisions` of a schema or a field.
    fn decided(&mut self, file: FileId, schema: &Pointer, decision: &str) {
        self.lists.entry((file, below(schema, &["x-decisions"]))).or_default().come.push(decision.to_owned());
    }

    /// Returns the file of a field, and the path to the schema that contains the field: the schema of its type, or a
    /// part of that schema.
    fn holder(&mut self, kind: &Type, name: &Name) -> Option<(FileId, Pointer)> {
        let file = name.span.file;
        let own = self.model.types.iter().filter(|other| other.name.span.file == file);
        let holders = own
            .filter(|other| other.name == kind.name || other.fields().iter().any(|field| field.name.span == name.span));
        let pointers: Vec<Pointer> = holders.map(of_type).collect();
        let has = |editor: &mut Self, pointer: &Pointer| {
            editor.node(file, &below(pointer, &["properties", &name.wire])).is_some()
        };
        pointers.into_iter().find(|pointer| has(self, pointer)).map(|pointer| (file, pointer))
    }

    /// Returns the file of a location, the path to its schema or field, and the path to the value itself.
    fn value(&mut self, spot: &Spot) -> Option<(FileId, Pointer, Pointer)> {
        let kind = &self.model[spot.kind];
        let (file, field) = match spot.field {
            Some(index) => {
                let name = &kind.fields().get(index)?.name;
                let (file, schema) = self.holder(kind, name)?;
                (file, below(&schema, &["properties", &name.wire]))
            }
            None => (kind.name.span.file, of_type(kind)),
        };
        let value = below(&field, &spot.inside);
        Some((file, field, value))
    }

    fn node(&mut self, file: FileId, pointer: &[String]) -> Option<&Node> {
        let sources = self.sources;
        let root = self.trees.entry(file).or_insert_with(|| tree(file, sources, &mut Diagnostics::default()));
        root.as_ref()?.at(pointer.iter().map(String::as_str))
    }

    fn is_list(&mut self, file: FileId, pointer: &Pointer) -> bool {
        self.node(file, pointer).is_some_and(|node| matches!(node.value, Value::Sequence(_)))
    }

    /// Applies the pending changes of lists. Adds a list that the schema lacks, and removes a list that becomes empty.
    fn lists(&mut self) {
        for ((file, pointer), list) in std::mem::take(&mut self.lists) {
            let text = self.sources.text(file);
            let Some((key, schema)) = pointer.split_last() else { continue };
            let made = match self.node(file, &pointer) {
                Some(node) => {
                    let mut words = words(node);
                    words.retain(|word| !list.gone.contains(word));
                    words.extend(list.come);
                    let items: Vec<String> = words.iter().map(|word| yaml::item(&Yaml::text(word))).collect();
                    match items.as_slice() {
                        [] => self
                            .node(file, schema)
                            .and_then(|node| edit::remove(&text, node, key))
                            .map(|edit| vec![edit]),
                        items => edit::items(&text, node, items, false),
                    }
                }
                None => {
                    let entry = Entry::new(key, Yaml::words(&list.come));
                    let schema = self.node(file, schema);
                    schema.and_then(|node| edit::add(&text, node, None, &entry)).map(|edit| vec![edit])
                }
            };
            match made {
                Some(made) => self.edits.entry(file).or_default().extend(made),
                None => self.unmade.push(file),
            }
        }
    }

    /// Returns the changed files. If two changes overlap, a person has to make both.
    pub(super) fn finish(mut self, differences: &mut [Difference]) -> Vec<Changed> {
        self.lists();
        // Edits of the last field of a schema must come before a new field that is added after it.
        for (file, edits) in std::mem::take(&mut self.new_fields) {
            self.edits.entry(file).or_default().extend(edits);
        }
        let mut changed = Vec::new();
        for (file, edits) in self.edits {
            let before = self.sources.text(file).into_owned();
            let path = self.sources.file(file).path.clone();
            match apply(&before, edits).filter(|_| !self.unmade.contains(&file)) {
                Some(after) => changed.push(Changed { path, before: Some(before), after }),
                None => {
                    let of_file = differences.iter_mut().filter(|difference| difference.file == path);
                    of_file
                        .filter(|difference| difference.decided.is_empty())
                        .for_each(|difference| difference.by_hand = true);
                }
            }
        }
        changed
    }
}

fn of_type(kind: &Type) -> Pointer {
    vec!["$defs".to_owned(), kind.name.wire.clone()]
}

fn below(pointer: &Pointer, steps: &[&str]) -> Pointer {
    pointer.iter().cloned().chain(steps.iter().map(|step| (*step).to_owned())).collect()
}

fn keys(node: &Node) -> Vec<&str> {
    match &node.value {
        Value::Mapping(entries) => entries.iter().map(|(key, _)| key.name.as_str()).collect(),
        _ => Vec::new(),
    }
}

fn words(node: &Node) -> Vec<String> {
    match &node.value {
        Value::Sequence(items) => items
            .iter()
            .filter_map(|item| match &item.value {
                Value::String(text) => Some(text.clone()),
                _ => None,
            })
            .collect(),
        _ => Vec::new(),
    }
}
