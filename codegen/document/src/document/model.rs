//! What a provider's document says: every fact with its place, and every place that could not be read.

use super::words::Words;
use verispec_model::ir::{CapabilityId, ChannelId, CredentialId, OperationId, PrerequisiteId};
use verispec_spec::syntax::{Data, Text};
use verispec_text::source::{FileId, Span, Spanned};

/// A document, read. What it names is held against the spec: an id is the spec's, and nothing where the spec has no such
/// thing.
#[derive(Debug)]
pub struct Document {
    /// The file that it was read from.
    pub file: FileId,
    /// Its text, in which places are those of the file.
    pub text: String,
    /// Its lines, by which editions are compared.
    pub lines: Vec<Line>,
    /// The title, which is the first heading of the first level.
    pub title: Option<Text>,
    /// The entries of the table of contents, in order.
    pub contents: Vec<Link>,
    /// The sections about workflows, in order.
    pub workflows: Vec<Workflow>,
    /// Tables and lines, in order, if the layout says what they are held against.
    pub passages: Vec<Passage>,
    /// Every heading, in order.
    pub headings: Vec<Heading>,
    /// Every link, in order.
    pub links: Vec<Link>,
    /// Anchors that the text sets itself, beside those of the headings.
    pub anchors: Vec<Text>,
    /// What could not be read, in order.
    pub unread: Vec<Unread>,
}

/// A line of the edition: a heading, paragraph, item, row, or line of an example.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The digest of its words, whatever the space between them.
    pub digest: String,
    /// Where it stands.
    pub span: Span,
    /// What it says, unless it is a heading, a line of an example, or something that the layout reads a fact from.
    pub sentence: Option<Sentence>,
    /// The number of the block that it is in: all lines of an example are in one.
    pub(crate) block: usize,
}

/// A paragraph, note, item or table row.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sentence {
    /// Its words in one line.
    pub text: String,
    /// Where its links lead.
    pub links: Vec<String>,
}

/// A heading.
#[derive(Debug, Clone)]
pub struct Heading {
    /// Its level, from 1 to 6.
    pub level: u8,
    /// Its words.
    pub text: Text,
    /// What a link to it writes behind `#`.
    pub anchor: String,
}

/// A link.
#[derive(Debug, Clone)]
pub struct Link {
    /// Its words.
    pub text: Text,
    /// Where it leads, as it is written.
    pub target: Text,
}

/// A fenced block.
#[derive(Debug, Clone)]
pub struct Fence {
    /// What the fence says of the language; often nothing.
    pub language: String,
    /// What stands between the fences.
    pub text: Text,
    /// The same text, with the place of every line.
    pub(super) words: Words,
}

/// A table.
#[derive(Debug, Clone)]
pub struct Table {
    /// The cells of its head.
    pub head: Vec<Text>,
    /// The cells of its rows.
    pub rows: Vec<Vec<Text>>,
    /// The same cells by their lines, without the marks of footnotes.
    pub cells: Vec<Vec<Cell>>,
    /// All of it.
    pub span: Span,
}

impl Table {
    /// Whether it only sets off a text: a box is a table of one cell. A line break below it makes a row without words.
    pub fn is_box(&self) -> bool {
        self.head.len() == 1 && self.rows.iter().flatten().all(|cell| cell.value.is_empty())
    }
}

/// A cell of a table.
#[derive(Debug, Clone)]
pub struct Cell {
    /// Its lines, of which there is at least one.
    pub lines: Vec<Text>,
    /// Whether it begins in bold type.
    pub is_bold: bool,
    /// All of it.
    pub span: Span,
}

/// A table, or the lines of a paragraph or item, in a document whose layout says what they are held against.
#[derive(Debug, Clone)]
pub struct Passage {
    /// The index of the heading above it.
    pub heading: Option<usize>,
    /// What it is.
    pub content: PassageContent,
}

/// What a passage is.
#[derive(Debug, Clone)]
pub enum PassageContent {
    /// A table.
    Table(Table),
    /// The lines of a paragraph or item.
    Lines(Vec<Text>),
}

/// The section about a workflow.
#[derive(Debug)]
pub struct Workflow {
    /// Its heading.
    pub heading: Heading,
    /// All of it, with the heading.
    pub span: Span,
    /// The key in the heading; nothing if what stands there is no number.
    pub key: Option<Spanned<u32>>,
    /// The name in the heading.
    pub name: Text,
    /// The paragraphs between its heading and its first section.
    pub summary: Vec<Text>,
    /// The credentials that it needs.
    pub required_credentials: Option<Section<Credential>>,
    /// The credentials that it stores.
    pub stored_credentials: Option<Section<Credential>>,
    /// What must be in place, without the item about channels.
    pub prerequisites: Option<Section<Prerequisite>>,
    /// The channels that it allows.
    pub channels: Option<Channels>,
    /// The chains of capabilities.
    pub chains: Option<Section<Chain>>,
    /// The operations with their examples.
    pub operations: Vec<Operation>,
    /// What is told beside all that: paragraphs of sections and boxes.
    pub notes: Vec<Text>,
}

/// A section of a workflow that is a list.
#[derive(Debug, Clone)]
pub struct Section<T> {
    /// Its heading.
    pub heading: Heading,
    /// All of it, with the heading.
    pub span: Span,
    /// Its items.
    pub items: Vec<T>,
}

/// A credential in a list.
#[derive(Debug, Clone)]
pub struct Credential {
    /// The whole item.
    pub text: Text,
    /// The category, if the layout knows the words.
    pub category: Option<CredentialId>,
    /// Whether the item says that it is on file already.
    pub on_file: bool,
}

/// A prerequisite in a list.
#[derive(Debug, Clone)]
pub struct Prerequisite {
    /// The whole item.
    pub text: Text,
    /// The links in it.
    pub links: Vec<Link>,
    /// The prerequisite of the spec, if the layout knows the words.
    pub prerequisite: Option<PrerequisiteId>,
}

/// The channels that a workflow allows.
#[derive(Debug, Clone)]
pub struct Channels {
    /// The whole item.
    pub text: Text,
    /// Each name, with the channel of the spec.
    pub names: Vec<(Text, Option<ChannelId>)>,
}

/// A chain of capabilities.
#[derive(Debug, Clone)]
pub struct Chain {
    /// The whole item.
    pub text: Text,
    /// Its steps, in order.
    pub steps: Vec<Step>,
}

/// A step of a chain.
#[derive(Debug, Clone)]
pub struct Step {
    /// The name of the capability.
    pub name: Text,
    /// The capability of the spec.
    pub capability: Option<CapabilityId>,
    /// Where its link leads.
    pub target: Option<Text>,
}

/// An operation of a workflow.
#[derive(Debug)]
pub struct Operation {
    /// Its heading.
    pub heading: Heading,
    /// All of it, with the heading.
    pub span: Span,
    /// The operation of the spec, if the layout knows the heading.
    pub operation: Option<OperationId>,
    /// The documented method.
    pub method: Option<Text>,
    /// The documented URL in each region.
    pub urls: Vec<RegionUrl>,
    /// The requests.
    pub requests: Vec<Request>,
    /// The responses.
    pub responses: Vec<Response>,
    /// Tables, such as that of the parameters.
    pub tables: Vec<Table>,
    /// What is told beside that.
    pub notes: Vec<Text>,
}

/// A URL of an operation.
#[derive(Debug, Clone)]
pub struct RegionUrl {
    /// The region as it is written, if the document gives one.
    pub region: Option<Text>,
    /// The URL, with parameters as the document spells them; it may be a path alone.
    pub url: Text,
}

/// A request.
#[derive(Debug)]
pub struct Request {
    /// What the label says beyond that it is a request, such as the variant; may be empty.
    pub label: Text,
    /// The block that it stands in.
    pub fence: Fence,
    /// The command, if it is one of curl.
    pub curl: Option<Curl>,
    /// What it holds, if it is not a command.
    pub body: Option<Body>,
}

impl Request {
    /// The body that it sends.
    pub fn body(&self) -> Option<&Body> {
        self.curl.as_ref().map_or(self.body.as_ref(), |curl| curl.body.as_ref())
    }
}

/// A response.
#[derive(Debug)]
pub struct Response {
    /// What the label says beyond that it is a response, such as the variant; may be empty.
    pub label: Text,
    /// The block that it stands in.
    pub fence: Fence,
    /// What it holds.
    pub body: Body,
}

/// A body.
#[derive(Debug)]
pub struct Body {
    /// As it is written.
    pub text: Text,
    /// What it says, if it is JSON.
    pub json: Option<Data>,
}

/// A command of curl.
#[derive(Debug)]
pub struct Curl {
    /// All of it.
    pub span: Span,
    /// The method that it names.
    pub method: Option<Text>,
    /// The URL.
    pub url: Option<Text>,
    /// The headers.
    pub headers: Vec<Header>,
    /// The body.
    pub body: Option<Body>,
    /// The fields of a form.
    pub form: Vec<Header>,
}

/// A header of a request, or a field of a form.
#[derive(Debug, Clone)]
pub struct Header {
    /// Its name.
    pub name: Text,
    /// Its value, without line breaks.
    pub value: Text,
}

/// A place that could not be read.
#[derive(Debug, Clone)]
pub struct Unread {
    /// Where.
    pub span: Span,
    /// What kind of thing it is.
    pub kind: UnreadKind,
    /// What could not be read and why, as a sentence without a full stop.
    pub what: String,
}

/// What kind of thing could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum UnreadKind {
    /// Bytes that are no text.
    Bytes,
    /// A fence without its end.
    Fence,
    /// A quote without its end.
    Quote,
    /// A body that is no JSON.
    Json,
    /// A command that is not understood.
    Command,
    /// A heading that is not known where it stands.
    Heading,
    /// A section that is not there.
    Missing,
    /// A part of the text that is not understood.
    Text,
}
