//! Represents the content of a document in the terms of a spec: with names instead of ids, and lines instead of byte
//! ranges.

use std::fmt;

use indexmap::IndexMap;
use serde_json::Value;

use super::shape::Shape;
use crate::document::Sentence;
use verispec_model::ir::{Holder, Origin};

/// Lines of the document, from the first to the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lines {
    /// The first line.
    pub first: usize,
    /// The last line.
    pub last: usize,
}

impl fmt::Display for Lines {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.first == self.last {
            true => write!(f, "line {}", self.first),
            false => write!(f, "lines {}-{}", self.first, self.last),
        }
    }
}

/// A location in the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct DocumentPlace {
    /// The heading of the section.
    pub(super) section: String,
    pub(super) lines: Lines,
}

/// Two contradictory statements of the document, and the one that is used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contradiction {
    /// The workflow that the contradiction is about.
    pub workflow: String,
    /// A message with both statements and their lines, and the one that is used.
    pub text: String,
    /// The location of the first of the two statements.
    pub line: usize,
    /// The decisions of the spec about the contradiction.
    pub decided: Vec<String>,
}

/// All facts that the document states.
#[derive(Debug, Default)]
pub(super) struct Facts {
    /// The document's title.
    pub(super) title: Option<String>,
    pub(super) regions: IndexMap<String, Region>,
    /// The services, each with the location of its first mention.
    pub(super) services: IndexMap<String, DocumentPlace>,
    pub(super) channels: IndexMap<String, DocumentPlace>,
    /// The channel that parts are uploaded over.
    pub(super) upload_channel: Option<String>,
    /// The open question about the upload channel.
    pub(super) upload_channel_todo: Option<String>,
    /// The headers of every request, with an example value.
    pub(super) headers: IndexMap<String, (String, DocumentPlace)>,
    /// The authorization methods, each with its scheme.
    pub(super) schemes: IndexMap<String, (&'static str, DocumentPlace)>,
    pub(super) credentials: IndexMap<String, Credential>,
    pub(super) files: IndexMap<String, FileKind>,
    pub(super) capabilities: IndexMap<String, DocumentPlace>,
    pub(super) prerequisites: IndexMap<String, Prerequisite>,
    pub(super) operations: IndexMap<String, Operation>,
    pub(super) workflows: Vec<Workflow>,
    pub(super) contradictions: Vec<Contradiction>,
    /// The parts of the document that could not be read, or were left out.
    pub(super) unread: Vec<(Lines, String)>,
    /// Path from a request to the key of its workflow.
    pub(super) key: Option<Vec<String>>,
    /// The digests of the document's lines.
    pub(super) edition: String,
    /// The text from which no fact is read.
    pub(super) sentences: Vec<Sentence>,
}

#[derive(Debug)]
pub(super) struct Region {
    /// The host of each service.
    pub(super) hosts: IndexMap<String, String>,
    pub(super) place: DocumentPlace,
}

#[derive(Debug)]
pub(super) struct Credential {
    /// The display name.
    pub(super) title: String,
    /// The file kind of each part.
    pub(super) parts: IndexMap<String, Option<String>>,
    pub(super) place: DocumentPlace,
}

/// A file kind of uploaded parts.
#[derive(Debug)]
pub(super) struct FileKind {
    /// The document's statement about files of this kind.
    pub(super) text: Option<String>,
    pub(super) extensions: Vec<String>,
    /// The maximum size in bytes.
    pub(super) bytes: Option<u64>,
    /// The maximum width and height in pixels.
    pub(super) pixels: Option<[u64; 2]>,
    pub(super) place: DocumentPlace,
}

#[derive(Debug)]
pub(super) struct Prerequisite {
    /// The most frequent wording.
    pub(super) text: String,
    /// All wordings, with their frequencies.
    pub(super) texts: IndexMap<String, usize>,
    pub(super) kind: Option<Kind>,
    /// The open question about the kind.
    pub(super) todo: Option<String>,
    pub(super) docs: Option<String>,
    pub(super) place: DocumentPlace,
}

/// The kind of prerequisite.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Kind {
    /// The kind as the spec spells it.
    pub(super) word: &'static str,
    /// For a credential on file, the category and the workflow that stores it.
    pub(super) credential: Option<(String, Holder)>,
}

#[derive(Debug)]
pub(super) struct Operation {
    pub(super) title: String,
    pub(super) method: Option<String>,
    /// The method of the curl command, which is used if the text does not state one.
    pub(super) shown_method: Option<String>,
    pub(super) service: Option<String>,
    /// The path that covers the paths of all sections, with parameters in braces.
    pub(super) path: Option<String>,
    /// The paths of all sections without duplicates, each with the first section that contains it.
    pub(super) paths: Vec<(String, DocumentPlace)>,
    /// The document's statement about each parameter.
    pub(super) parameters: IndexMap<String, Option<String>>,
    pub(super) scheme: Option<String>,
    pub(super) media_type: Option<String>,
    pub(super) file_field: Option<String>,
    pub(super) request: Shape,
    pub(super) response: Shape,
    pub(super) place: DocumentPlace,
}

impl Operation {
    /// Returns an operation with a title and a location; everything else is unknown.
    pub(super) fn new(title: String, place: DocumentPlace) -> Self {
        Self {
            title,
            method: None,
            shown_method: None,
            service: None,
            path: None,
            paths: Vec::new(),
            parameters: IndexMap::new(),
            scheme: None,
            media_type: None,
            file_field: None,
            request: Shape::Unseen,
            response: Shape::Unseen,
            place,
        }
    }
}

#[derive(Debug)]
pub(super) struct Workflow {
    /// The name of the workflow's file.
    pub(super) stem: String,
    pub(super) key: u32,
    pub(super) name: String,
    pub(super) summary: String,
    /// Further text in the section.
    pub(super) notes: Vec<String>,
    pub(super) required: Listed<String>,
    pub(super) stored: Listed<String>,
    pub(super) channels: Listed<String>,
    pub(super) slots: Vec<Slot>,
    /// The open question about the list of slots.
    pub(super) slots_todos: Vec<String>,
    /// Whether the slots are listed in a response.
    pub(super) shown: bool,
    pub(super) variants: Vec<Vec<String>>,
    pub(super) prerequisites: Listed<String>,
    pub(super) chains: Listed<Vec<String>>,
    pub(super) operations: IndexMap<String, WorkflowOperation>,
    pub(super) place: DocumentPlace,
}

/// A list of a workflow with its location; `None` if the document does not contain the list.
#[derive(Debug, Clone)]
pub(super) struct Listed<T> {
    pub(super) items: Vec<T>,
    pub(super) lines: Option<Lines>,
}

impl<T> Default for Listed<T> {
    fn default() -> Self {
        Self { items: Vec::new(), lines: None }
    }
}

#[derive(Debug, Clone)]
pub(super) struct Slot {
    pub(super) category: String,
    pub(super) origin: Origin,
    pub(super) channels: Vec<String>,
    pub(super) parts: Vec<String>,
    pub(super) todos: Vec<String>,
    pub(super) lines: Lines,
}

#[derive(Debug, Default)]
pub(super) struct WorkflowOperation {
    pub(super) examples: Vec<Example>,
    pub(super) todos: Vec<String>,
    pub(super) lines: Option<Lines>,
    /// The method in this section.
    pub(super) method: Option<String>,
}

#[derive(Debug)]
pub(super) struct Example {
    pub(super) label: String,
    /// The path of the URL that the request is sent to.
    pub(super) path: Option<String>,
    pub(super) request: Option<Value>,
    pub(super) response: Option<Value>,
    pub(super) todos: Vec<String>,
}
