//! Defines the content of a provider's document: every fact with its span, and everything that could not be read.

use super::words::Words;
use verispec_model::ir::{CapabilityId, ChannelId, CredentialId, OperationId, PrerequisiteId};
use verispec_spec::syntax::{Data, Text};
use verispec_text::source::{FileId, Span, Spanned};

/// A parsed document. Names are resolved against the spec: an id refers to an item of the spec, and is `None` if there
/// is no such item.
#[derive(Debug)]
pub struct Document {
    /// The file of the document.
    pub file: FileId,
    /// The text of the document, whose offsets are those of the file.
    pub text: String,
    /// The lines of the document, for comparing editions.
    pub lines: Vec<Line>,
    /// The title, which is the first heading of the first level.
    pub title: Option<Text>,
    /// The entries of the table of contents, in order.
    pub contents: Vec<Link>,
    /// The sections about workflows, in order.
    pub workflows: Vec<Workflow>,
    /// Tables and lines, in order, if the layout states what to compare them with.
    pub passages: Vec<Passage>,
    /// Every heading, in order.
    pub headings: Vec<Heading>,
    /// Every link, in order.
    pub links: Vec<Link>,
    /// Anchors that the text defines itself, in addition to those of the headings.
    pub anchors: Vec<Text>,
    /// The parts that could not be read, in order.
    pub unread: Vec<Unread>,
}

/// A line of the edition: a heading, paragraph, item, row, or line of an example.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The digest of the words and links, ignoring white space.
    pub digest: String,
    /// The digest of a row with links in editions that have no shapes, which ignore these links.
    pub(crate) without_links: Option<String>,
    /// The span of the line.
    pub span: Span,
    /// The text, unless it is a heading, a line of an example, or a fact that the layout describes.
    pub sentence: Option<Sentence>,
    /// The number of the block that contains the line. All lines of an example are in the same block.
    pub(crate) block: usize,
    /// The level of a heading, the depth and numbering of an item, or the bold cells of a row; empty if there is nothing
    /// of the kind.
    pub(crate) shape: String,
    /// The span of each word of the text.
    pub(crate) words: Vec<Span>,
    /// The span of each link.
    pub(crate) targets: Vec<Span>,
}

/// A paragraph, note, item or table row.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sentence {
    /// The text on one line.
    pub text: String,
    /// The targets of the links in the sentence.
    pub links: Vec<String>,
}

/// A heading of the document.
#[derive(Debug, Clone)]
pub struct Heading {
    /// The level, from 1 to 6.
    pub level: u8,
    /// The text of the heading.
    pub text: Text,
    /// The anchor, without `#`.
    pub anchor: String,
}

/// A link in the document.
#[derive(Debug, Clone)]
pub struct Link {
    /// The text of the link.
    pub text: Text,
    /// The target as written.
    pub target: Text,
}

/// A fenced block.
#[derive(Debug, Clone)]
pub struct Fence {
    /// The language after the fence; often empty.
    pub language: String,
    /// The text between the fences.
    pub text: Text,
    /// The same text, with the span of every line.
    pub(super) words: Words,
}

/// A table.
#[derive(Debug, Clone)]
pub struct Table {
    /// The header cells.
    pub head: Vec<Text>,
    /// The cells of its rows.
    pub rows: Vec<Vec<Text>>,
    /// The same cells by their lines, without the marks of footnotes.
    pub cells: Vec<Vec<Cell>>,
    /// Where the links and images in the header and in each row lead, and their titles.
    pub(super) targets: Vec<Vec<Text>>,
    /// The span of the table.
    pub span: Span,
}

impl Table {
    /// Returns whether the table is a box: a table of one cell that only highlights text. A line break below it
    /// produces a row without words.
    pub fn is_box(&self) -> bool {
        self.head.len() == 1 && self.rows.iter().flatten().all(|cell| cell.value.is_empty())
    }
}

/// A cell of a table.
#[derive(Debug, Clone)]
pub struct Cell {
    /// The lines of the cell; never empty.
    pub lines: Vec<Text>,
    /// Whether the cell begins in bold type.
    pub is_bold: bool,
    /// The span of the cell.
    pub span: Span,
}

impl Cell {
    /// Joins the lines of the cell into one.
    pub fn joined(&self) -> String {
        let lines: Vec<&str> =
            self.lines.iter().map(|line| line.value.as_str()).filter(|line| !line.is_empty()).collect();
        lines.join(" ")
    }
}

/// A table, or the lines of a paragraph or item, in a document whose layout states what to compare them with.
#[derive(Debug, Clone)]
pub struct Passage {
    /// The index of the heading above the passage.
    pub heading: Option<usize>,
    /// The table or lines.
    pub content: PassageContent,
}

/// The content of a passage.
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
    /// The heading of the section.
    pub heading: Heading,
    /// The span of the section, including the heading.
    pub span: Span,
    /// The key in the heading; `None` if it is not a number.
    pub key: Option<Spanned<u32>>,
    /// The name in the heading.
    pub name: Text,
    /// The paragraphs between the heading of the workflow and its first section.
    pub summary: Vec<Text>,
    /// The required credentials.
    pub required_credentials: Option<Section<Credential>>,
    /// The stored credentials.
    pub stored_credentials: Option<Section<Credential>>,
    /// The prerequisites, without the item about channels.
    pub prerequisites: Option<Section<Prerequisite>>,
    /// The channels that the workflow allows.
    pub channels: Option<Channels>,
    /// The capability chains.
    pub chains: Option<Section<Chain>>,
    /// The operations with their examples.
    pub operations: Vec<Operation>,
    /// Further notes: paragraphs of sections and boxes.
    pub notes: Vec<Text>,
}

/// A section of a workflow that is a list.
#[derive(Debug, Clone)]
pub struct Section<T> {
    /// The heading of the list.
    pub heading: Heading,
    /// The span of the section, including the heading.
    pub span: Span,
    /// The items of the list.
    pub items: Vec<T>,
}

/// A credential in a list.
#[derive(Debug, Clone)]
pub struct Credential {
    /// The text of the complete item.
    pub text: Text,
    /// The category, if the layout knows the words.
    pub category: Option<CredentialId>,
    /// Whether the item says that the credential is already on file.
    pub on_file: bool,
}

/// A prerequisite in a list.
#[derive(Debug, Clone)]
pub struct Prerequisite {
    /// The text of the complete item.
    pub text: Text,
    /// The links in the item.
    pub links: Vec<Link>,
    /// The prerequisite of the spec, if the layout knows the words.
    pub prerequisite: Option<PrerequisiteId>,
}

/// The channels that a workflow allows.
#[derive(Debug, Clone)]
pub struct Channels {
    /// The text of the complete item.
    pub text: Text,
    /// The name of each channel in the document, with the channel of the spec.
    pub names: Vec<(Text, Option<ChannelId>)>,
}

/// A chain of capabilities.
#[derive(Debug, Clone)]
pub struct Chain {
    /// The text of the complete item.
    pub text: Text,
    /// The steps of the chain, in order.
    pub steps: Vec<Step>,
}

/// A step of a chain.
#[derive(Debug, Clone)]
pub struct Step {
    /// The name of the capability.
    pub name: Text,
    /// The capability of the spec.
    pub capability: Option<CapabilityId>,
    /// The target of the link on the name.
    pub target: Option<Text>,
}

/// An operation of a workflow.
#[derive(Debug)]
pub struct Operation {
    /// The heading of the operation.
    pub heading: Heading,
    /// The span of the section, including the heading.
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
    /// Tables, such as the parameter table.
    pub tables: Vec<Table>,
    /// Further notes.
    pub notes: Vec<Text>,
}

/// A URL of an operation.
#[derive(Debug, Clone)]
pub struct RegionUrl {
    /// The region as written, if there is one.
    pub region: Option<Text>,
    /// The URL, with parameters in the document's notation; it may be only a path.
    pub url: Text,
}

/// A request.
#[derive(Debug)]
pub struct Request {
    /// The rest of the label that introduces the request, such as the variant; may be empty.
    pub label: Text,
    /// The block of the request.
    pub fence: Fence,
    /// The command, if the request is a curl command.
    pub curl: Option<Curl>,
    /// The body, if the request is not a curl command.
    pub body: Option<Body>,
}

impl Request {
    /// Returns the body that the request sends.
    pub fn body(&self) -> Option<&Body> {
        self.curl.as_ref().map_or(self.body.as_ref(), |curl| curl.body.as_ref())
    }
}

/// A response.
#[derive(Debug)]
pub struct Response {
    /// The rest of the label that introduces the response, such as the variant; may be empty.
    pub label: Text,
    /// The block of the response.
    pub fence: Fence,
    /// The body of the response.
    pub body: Body,
}

/// A body.
#[derive(Debug)]
pub struct Body {
    /// The text as written.
    pub text: Text,
    /// The data, if it is JSON.
    pub json: Option<Data>,
}

/// A curl command.
#[derive(Debug)]
pub struct Curl {
    /// The span of the command.
    pub span: Span,
    /// The method, if the command states one.
    pub method: Option<Text>,
    /// The URL.
    pub url: Option<Text>,
    /// The headers.
    pub headers: Vec<Header>,
    /// The body.
    pub body: Option<Body>,
    /// The form fields.
    pub form: Vec<Header>,
}

/// A header of a request, or a form field.
#[derive(Debug, Clone)]
pub struct Header {
    /// The name of the header or field.
    pub name: Text,
    /// The value, without line breaks.
    pub value: Text,
}

/// Something that could not be read.
#[derive(Debug, Clone)]
pub struct Unread {
    /// The span of the unreadable part.
    pub span: Span,
    /// The kind of problem.
    pub kind: UnreadKind,
    /// A sentence, without a period, that says what could not be read and why.
    pub what: String,
}

/// The kinds of parts that could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum UnreadKind {
    /// Bytes that are not valid UTF-8.
    Bytes,
    /// An unclosed fence.
    Fence,
    /// An unclosed quote.
    Quote,
    /// A body that is not valid JSON.
    Json,
    /// A curl command that could not be read completely.
    Command,
    /// An unexpected heading.
    Heading,
    /// A missing section.
    Missing,
    /// Unrecognized text.
    Text,
}
