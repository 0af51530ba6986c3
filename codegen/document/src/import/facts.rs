//! What a document says, in the terms of a spec: names instead of ids, lines instead of bytes.

use std::fmt;

use indexmap::IndexMap;
use serde_json::Value;

use super::shape::Shape;
use crate::document::Sentence;
use verispec_model::ir::{Holder, Origin};

/// Lines of the document, from the first to the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lines {
    /// The first.
    pub first: usize,
    /// The last.
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

/// Where something stands in the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct DocumentPlace {
    /// The heading of the section.
    pub(super) section: String,
    pub(super) lines: Lines,
}

/// Two statements of the document of which one must be wrong, and which of them was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contradiction {
    /// The workflow that it is about.
    pub workflow: String,
    /// What contradicts what, with the lines of both, and what was taken.
    pub text: String,
    /// Where the first of the lines is.
    pub line: usize,
    /// The decisions of the spec that are about it.
    pub decided: Vec<String>,
}

/// Everything that the document says.
#[derive(Debug, Default)]
pub(super) struct Facts {
    /// The document's title.
    pub(super) title: Option<String>,
    pub(super) regions: IndexMap<String, Region>,
    /// The services, each with the place that names it first.
    pub(super) services: IndexMap<String, DocumentPlace>,
    pub(super) channels: IndexMap<String, DocumentPlace>,
    /// The channel that parts are uploaded over.
    pub(super) upload_channel: Option<String>,
    /// What is open about it.
    pub(super) upload_channel_todo: Option<String>,
    /// The headers that every request carries, with a value of each.
    pub(super) headers: IndexMap<String, (String, DocumentPlace)>,
    /// The ways to authorise a request, each with its scheme.
    pub(super) schemes: IndexMap<String, (&'static str, DocumentPlace)>,
    pub(super) credentials: IndexMap<String, Credential>,
    pub(super) files: IndexMap<String, FileKind>,
    pub(super) capabilities: IndexMap<String, DocumentPlace>,
    pub(super) prerequisites: IndexMap<String, Prerequisite>,
    pub(super) operations: IndexMap<String, Operation>,
    pub(super) workflows: Vec<Workflow>,
    pub(super) contradictions: Vec<Contradiction>,
    /// What could not be read, or was left out.
    pub(super) unread: Vec<(Lines, String)>,
    /// From a request to the key of its workflow.
    pub(super) key: Option<Vec<String>>,
    /// The digests of the document's lines.
    pub(super) edition: String,
    /// The text that no fact is read from.
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
    /// Its name in words.
    pub(super) title: String,
    /// The kind of file of each part.
    pub(super) parts: IndexMap<String, Option<String>>,
    pub(super) place: DocumentPlace,
}

/// A kind of file that parts are uploaded as.
#[derive(Debug)]
pub(super) struct FileKind {
    /// What the document says of it.
    pub(super) text: Option<String>,
    pub(super) extensions: Vec<String>,
    /// The largest size in bytes.
    pub(super) bytes: Option<u64>,
    /// The largest width and height in pixels.
    pub(super) pixels: Option<[u64; 2]>,
    pub(super) place: DocumentPlace,
}

#[derive(Debug)]
pub(super) struct Prerequisite {
    /// The words that most items have for it.
    pub(super) text: String,
    /// All words for it, with how often they are used.
    pub(super) texts: IndexMap<String, usize>,
    pub(super) kind: Option<Kind>,
    /// What is open about the kind.
    pub(super) todo: Option<String>,
    pub(super) docs: Option<String>,
    pub(super) place: DocumentPlace,
}

/// What kind of thing has to be in place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Kind {
    /// As the spec spells it.
    pub(super) word: &'static str,
    /// For a credential on file: the category, and who stores it.
    pub(super) credential: Option<(String, Holder)>,
}

#[derive(Debug)]
pub(super) struct Operation {
    pub(super) title: String,
    pub(super) method: Option<String>,
    /// The method of curl, which has to do where the text names none.
    pub(super) shown_method: Option<String>,
    pub(super) service: Option<String>,
    /// The path that covers those of all sections, with parameters in braces.
    pub(super) path: Option<String>,
    /// The paths of all sections, without repetition, each with the section that has it first.
    pub(super) paths: Vec<(String, DocumentPlace)>,
    /// What the tables say of each parameter.
    pub(super) parameters: IndexMap<String, Option<String>>,
    pub(super) scheme: Option<String>,
    pub(super) media_type: Option<String>,
    pub(super) file_field: Option<String>,
    pub(super) request: Shape,
    pub(super) response: Shape,
    pub(super) place: DocumentPlace,
}

impl Operation {
    /// An operation that nothing but this is known of.
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
    /// The name of its file.
    pub(super) stem: String,
    pub(super) key: u32,
    pub(super) name: String,
    pub(super) summary: String,
    /// What the section says beside all that is read of it.
    pub(super) notes: Vec<String>,
    pub(super) required: Listed<String>,
    pub(super) stored: Listed<String>,
    pub(super) channels: Listed<String>,
    pub(super) slots: Vec<Slot>,
    /// What is open about the slots as a whole.
    pub(super) slots_todos: Vec<String>,
    /// Whether a response lists them.
    pub(super) shown: bool,
    pub(super) variants: Vec<Vec<String>>,
    pub(super) prerequisites: Listed<String>,
    pub(super) chains: Listed<Vec<String>>,
    pub(super) operations: IndexMap<String, WorkflowOperation>,
    pub(super) place: DocumentPlace,
}

/// A list of a workflow, and where it stands; nothing if the document has none.
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
