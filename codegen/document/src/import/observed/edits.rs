//! The changes that differences ask for, made in the files of schemas so that everything else stays as it is.

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

/// A change that a difference asks for.
#[derive(Debug)]
pub(super) enum Change {
    /// A field of a schema is not required any more.
    NotRequired(TypeId, Name),
    /// A value has this type; without one, it is anything.
    Type(Spot, Option<&'static str>),
    /// An integer may come as a string of its digits.
    OrText(Spot),
    /// A schema has one more field.
    Field(TypeId, Entry),
    /// An enum has one more value.
    Value(TypeId, String),
    /// Only a person can make it, for this reason.
    ByHand(&'static str),
}

/// Keywords that mean the same whatever the type is.
const OF_ANY_TYPE: &[&str] =
    &["description", "type", "x-decisions", "x-deprecated", "x-informative", "x-personal", "x-rust-name", "x-source"];

/// Why a change cannot be made.
const ELSEWHERE: &str = "the schema does not say so itself, but by a part of `allOf` or a vocabulary";
const MORE: &str = "the schema has keywords that depend on its type, or is written in a way that takes no change";

/// The way to a value of a file.
type Pointer = Vec<String>;

pub(super) struct Editor<'a> {
    sources: &'a SourceMap,
    model: &'a Model,
    trees: BTreeMap<FileId, Option<Node>>,
    /// Lists of a schema as they come to be: what `required` loses, and what `enum` and `x-decisions` gain.
    lists: BTreeMap<(FileId, Pointer), List>,
    edits: BTreeMap<FileId, Vec<Edit>>,
    new_fields: BTreeMap<FileId, Vec<Edit>>,
    /// Files with a list that is written in a way that takes no change.
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

    /// Makes a change, with the decision that is behind it; fails with the reason why only a person can.
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

    /// Edits the schema of the value at a place.
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

    /// Names a decision at a schema or a field.
    fn decided(&mut self, file: FileId, schema: &Pointer, decision: &str) {
        self.lists.entry((file, below(schema, &["x-decisions"]))).or_default().come.push(decision.to_owned());
    }

    /// The file and the way to the schema that a field stands in: that of its type, or of a part of it.
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

    /// The file, the way to the schema or field that a place belongs to, and the way to the value itself.
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

    /// The lists as they come to be. A schema without such a list gets one, and one that is empty goes.
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

    /// The files as they would be. Where two changes meet in one place, only a person can make both.
    pub(super) fn finish(mut self, differences: &mut [Difference]) -> Vec<Changed> {
        self.lists();
        // What belongs to the last field of a schema comes before a field that follows it.
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
