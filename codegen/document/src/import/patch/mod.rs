//! Computes the changes of a spec that follow from a document: the differences, and the files with the undecided
//! changes applied.

pub(super) mod edit;
mod members;
mod operations;
mod vocabulary;
mod workflows;

use std::collections::BTreeMap;

use super::Known;
use super::facts::Facts;
use super::settled::Settled;
use super::write::Writer;
use super::yaml::{Entry, Yaml};
use crate::document::kept;
use verispec_model::finding::Kind;
use verispec_model::ir::{DecisionId, Layout, Model};
use verispec_text::diagnostics::Diagnostics;
use verispec_text::edit::{Edit, apply};
use verispec_text::file::File;
use verispec_text::source::{FileId, SourceMap, Span};
use verispec_text::yaml::{self, Node};

/// A difference between the document and the spec.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The affected file of the spec, which may be a new file.
    pub file: String,
    /// The line in the spec; 1 if the file is new.
    pub line: usize,
    /// The statements of the document and the spec, as one sentence without a period.
    pub text: String,
    /// The decisions of the spec that settle the difference.
    pub decided: Vec<String>,
    /// Whether the spec has to be changed by hand.
    pub by_hand: bool,
}

/// A file of the patched spec.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// Path below the spec folder.
    pub path: String,
    /// The current text; `None` if the file is new.
    pub before: Option<String>,
    /// The new text.
    pub after: String,
}

/// The change for a difference.
enum Change {
    /// Replaces the items of a list; the flag says whether an added item takes the position of a removed one.
    Items(Vec<String>, bool),
    /// Replaces a value.
    Value(Yaml),
    /// Adds an entry after this one.
    Add(Entry, Option<&'static str>),
    /// Removes an entry.
    Remove(String),
    /// Adds an item.
    Push(Vec<Entry>),
    /// Removes an item.
    RemoveItem(usize),
}

/// Compares the facts of a document with a spec, and returns the differences and the changed files.
pub(super) fn patch(writer: &Writer<'_>, known: Known<'_>, settled: &Settled) -> (Vec<Difference>, Vec<Changed>) {
    let Known { sources, model, layout, .. } = known;
    let mut patch = Patch {
        writer,
        facts: writer.facts(),
        model,
        settled,
        sources,
        differences: Vec::new(),
        trees: BTreeMap::new(),
        edits: BTreeMap::new(),
        new: Vec::new(),
    };
    patch.vocabulary();
    patch.operations();
    patch.workflows();
    let is_of_other_edition = patch.edition(layout);
    let (differences, mut changed) = patch.finish();
    if is_of_other_edition {
        let path = &sources.file(layout.span.file).path;
        let text = sources.text(layout.span.file);
        match changed.iter_mut().find(|file| file.path == *path) {
            Some(file) => file.after = writer.with_edition(&file.after, layout),
            None => changed.push(Changed {
                path: path.clone(),
                before: Some(text.clone().into_owned()),
                after: writer.with_edition(&text, layout),
            }),
        }
    }
    changed.sort_by(|a, b| a.path.cmp(&b.path));
    (differences, changed)
}

struct Patch<'a> {
    writer: &'a Writer<'a>,
    facts: &'a Facts,
    model: &'a Model,
    settled: &'a Settled,
    sources: &'a SourceMap,
    differences: Vec<Difference>,
    /// The changed files, parsed once.
    trees: BTreeMap<FileId, Option<Node>>,
    edits: BTreeMap<FileId, Vec<Edit>>,
    new: Vec<File>,
}

impl Patch<'_> {
    /// Reports a layout whose edition differs from the edition of the document.
    fn edition(&mut self, layout: &Layout) -> bool {
        // A layout may have no edition if it gives a reason.
        if layout.edition.is_none() && layout.no_edition.is_some() {
            return false;
        }
        let known = layout.sentences.iter().map(|old| (&old.text.value, &old.links));
        let held = layout.edition.as_ref();
        let lines = |edition| kept(edition).into_iter().map(|line| (line.digest, line.shape));
        let same = held.is_some_and(|held| lines(held).eq(lines(&self.facts.edition)))
            && known.eq(self.facts.sentences.iter().map(|sentence| (&sentence.text, &sentence.links)));
        if same {
            return false;
        }
        let text = "the document is not the edition that the spec follows".to_owned();
        self.differ(layout.span, text, &[], None);
        if let Some(last) = self.differences.last_mut() {
            last.by_hand = false;
        }
        true
    }

    /// Reports a difference at a location of the spec, and makes the change unless it is settled.
    fn differ(&mut self, span: Span, text: String, decided: &[DecisionId], change: Option<(&[&str], Change)>) {
        let open = decided.is_empty();
        let made = match change {
            Some((pointer, change)) if open => self.make(span.file, pointer, change),
            _ => false,
        };
        let (line, _) = self.sources.position(span.file, span.start);
        self.differences.push(Difference {
            file: self.sources.file(span.file).path.clone(),
            line,
            text,
            decided: decided.iter().map(|id| self.model[*id].name.wire.clone()).collect(),
            by_hand: open && !made,
        });
    }

    /// Makes a change if the format of the file allows it, and returns whether it was made.
    fn make(&mut self, file: FileId, pointer: &[&str], change: Change) -> bool {
        let sources = self.sources;
        let text = sources.text(file);
        let root = self.trees.entry(file).or_insert_with(|| yaml::tree(file, sources, &mut Diagnostics::default()));
        let Some(node) = root.as_ref().and_then(|root| root.at(pointer.iter().copied())) else { return false };
        let edits = match change {
            Change::Items(items, instead) => edit::items(&text, node, &items, instead),
            Change::Value(value) => edit::scalar(&text, node, &value).map(|edit| vec![edit]),
            Change::Add(entry, below) => edit::add(&text, node, below, &entry).map(|edit| vec![edit]),
            Change::Remove(key) => edit::remove(&text, node, &key).map(|edit| vec![edit]),
            Change::Push(item) => edit::push(&text, node, item).map(|edit| vec![edit]),
            Change::RemoveItem(index) => edit::remove_item(&text, node, index).map(|edit| vec![edit]),
        };
        let Some(edits) = edits else { return false };
        self.edits.entry(file).or_default().extend(edits);
        true
    }

    /// Adds a file that the spec does not have.
    fn add_file(&mut self, file: File, text: String) {
        self.tell_new(&file.path, text);
        self.new.push(file);
    }

    /// Reports the content of a file that the spec does not have.
    fn tell_new(&mut self, path: &str, text: String) {
        self.differences.push(Difference { file: path.to_owned(), line: 1, text, decided: Vec::new(), by_hand: false });
    }

    /// Adds an entry to a mapping of a file that may not exist yet.
    fn add_entry(&mut self, path: &str, key: &'static str, entry: Entry, text: String) {
        let found = self.sources.iter().find(|(_, file)| file.path == path).map(|(id, _)| id);
        match found {
            Some(file) => {
                let place = Span { file, start: 0, end: 0 };
                self.differ(place, text, &[], Some((&[key], Change::Add(entry, None))));
            }
            None => {
                self.tell_new(path, text);
                match self.new.iter_mut().find(|file| file.path == path) {
                    Some(known) => known.contents.push_str(&super::yaml::block(&[entry], 2)),
                    None => {
                        let kind = path.trim_end_matches(".yaml");
                        let contents = super::yaml::file(path, kind, &[Entry::new(key, Yaml::Map(vec![entry]))]);
                        self.new.push(File { path: path.to_owned(), contents });
                    }
                }
            }
        }
    }

    fn finish(self) -> (Vec<Difference>, Vec<Changed>) {
        let mut changed = Vec::new();
        let mut differences = self.differences;
        for (file, edits) in self.edits {
            let before = self.sources.text(file).into_owned();
            let path = self.sources.file(file).path.clone();
            match apply(&before, edits) {
                Some(after) => changed.push(Changed { path, before: Some(before), after }),
                // The changes overlap, so a person has to make both.
                None => {
                    let of_file = differences.iter_mut().filter(|difference| difference.file == path);
                    of_file
                        .filter(|difference| difference.decided.is_empty())
                        .for_each(|difference| difference.by_hand = true);
                }
            }
        }
        changed.extend(self.new.into_iter().map(|file| Changed {
            path: file.path,
            before: None,
            after: file.contents,
        }));
        changed.sort_by(|a, b| a.path.cmp(&b.path));
        differences.sort_by(|a, b| (&a.file, a.line, &a.text).cmp(&(&b.file, b.line, &b.text)));
        (differences, changed)
    }

    /// Returns the decisions that settle findings of this kind about a workflow, or about the document.
    fn settled(&self, key: Option<u32>, kinds: &[&Kind]) -> Vec<DecisionId> {
        self.settled.by(key, None, kinds)
    }
}
