//! `layouts/<stem>.yaml`: how the provider lays out a document.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Map, Text, spelling};

/// `layouts/<stem>.yaml`: how the provider lays out one of its documents, so that it can be read and held against the
/// spec. Words are compared without case and punctuation; `{word}` stands for what is read.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Layout {
    /// The document, by its short name in `provider.yaml`.
    pub document: Text,
    /// The heading of a workflow's section, such as `Workflow {key}: {name}`.
    #[schemars(regex(pattern = spelling::KEY_PATTERN.pattern))]
    pub workflow: Text,
    /// Headings of the table of contents.
    #[serde(default)]
    pub contents: Vec<Text>,
    /// The headings of a workflow's sections.
    pub sections: LayoutSections,
    /// What stands between the capabilities of a chain, such as `-->`.
    #[schemars(length(min = 1))]
    pub arrows: Vec<Text>,
    /// Where the links of a chain lead, such as `guide.md#capability-{name}`.
    #[serde(default)]
    #[schemars(inner(regex(pattern = spelling::NAME_PATTERN.pattern)))]
    pub capability_links: Vec<Text>,
    /// The items that list channels, such as `Allowed channels: {channels}`.
    #[schemars(length(min = 1), inner(regex(pattern = spelling::CHANNELS_PATTERN.pattern)))]
    pub channels: Vec<Text>,
    /// The lines and table rows that name an operation's method, such as `Method: {method}`.
    #[serde(default)]
    #[schemars(inner(regex(pattern = spelling::METHOD_PATTERN.pattern)))]
    pub method: Vec<Text>,
    /// The lines and table rows that give an operation's URL, such as `{region}: {url}`, `URL: {url}` or `{method} {url}`. A
    /// URL may lack its scheme and host.
    #[schemars(length(min = 1), inner(regex(pattern = spelling::URL_PATTERN.pattern)))]
    pub url: Vec<Text>,
    /// The region of URLs that are given without one. If it is missing, it is the region of the spec that has their host.
    pub region: Option<Text>,
    /// The words in front of a request; `{variant}` stands for more.
    #[schemars(length(min = 1))]
    pub request: Vec<Text>,
    /// The words in front of a response; `{variant}` stands for more.
    #[schemars(length(min = 1))]
    pub response: Vec<Text>,
    /// How a parameter is spelled in a URL, such as `<{name}>`.
    #[schemars(length(min = 1), inner(regex(pattern = spelling::NAME_PATTERN.pattern)))]
    pub parameters: Vec<Text>,
    /// The items that describe a path parameter, such as `{name} ({type}): {note}`, where a list takes the place of a table.
    #[serde(default)]
    #[schemars(inner(regex(pattern = spelling::PARAMETER_PATTERN.pattern)))]
    pub parameter_items: Vec<Text>,
    /// The categories of credentials, by the words that the document has for them.
    pub credentials: Map<Text>,
    /// What is added to a credential that is on file, such as `already on file`.
    #[serde(default)]
    pub on_file: Vec<Text>,
    /// The prerequisites, by words that their items begin with, or nothing for items that only explain.
    #[schemars(extend("additionalProperties" = spelling::any_text()))]
    pub prerequisites: Map<Text>,
    /// The operations, by their headings. A number in front of a heading, and a method and URL behind it, are no part of the
    /// words here.
    pub operations: Map<Text>,
    /// Headings among the operations of sections that only point elsewhere.
    #[serde(default)]
    pub elsewhere: Vec<Text>,
    /// Paragraphs that say nothing, such as words that introduce a list.
    #[serde(default)]
    pub ignored: Vec<Text>,
    /// What stands in examples for a value that only the reader knows; `{word}` stands for anything.
    #[serde(default)]
    pub placeholders: Vec<Text>,
    /// How ids are spelled, by the words that descriptions of parameters have for it.
    #[serde(default)]
    pub id_forms: Map<IdForm>,
    /// Words for the claim that something is compared, checked or done, by the capability that does it. A summary that
    /// has the words for a capability that no chain names contradicts the chains.
    #[serde(default)]
    pub claims: Map<Text>,
    /// The edition that the spec follows: a digest of 64 bits of each heading, paragraph, item, row and line of an example,
    /// in the order of the document. A line that repeats an earlier one has the first digits of its digest. `cargo xtask
    /// import` writes it; `cargo xtask audit` reports whatever reads differently.
    pub edition: Option<Text>,
    /// The text of that edition that no fact is read from, in the order of the document. `cargo xtask import` writes it, and
    /// `cargo xtask audit` reports word by word what reads differently.
    #[serde(default)]
    pub sentences: Vec<Sentence>,
}

/// A paragraph, note, item or table row of a document.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Sentence {
    /// Its words in one line, without marks; the cells of a row with ` | ` between them.
    pub text: Text,
    /// Where its links lead, in order.
    #[serde(default)]
    pub links: Vec<Text>,
    /// The facts of the spec that rest on it, by id: rules, prerequisites, decisions, capabilities, operations, credentials,
    /// kinds of file.
    #[serde(default)]
    pub supports: Vec<Text>,
    /// Why no fact rests on it, if it has a number or says what must, may only or must not be.
    pub reason: Option<Text>,
}

/// The headings of a workflow's sections, each with everything that it has been called.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LayoutSections {
    /// The credentials that it needs.
    #[schemars(length(min = 1))]
    pub required_credentials: Vec<Text>,
    /// The credentials that it stores.
    #[schemars(length(min = 1))]
    pub stored_credentials: Vec<Text>,
    /// What must be in place.
    #[schemars(length(min = 1))]
    pub prerequisites: Vec<Text>,
    /// Its chains of capabilities.
    #[schemars(length(min = 1))]
    pub capabilities: Vec<Text>,
    /// Its operations, whose headings are a level below.
    #[schemars(length(min = 1))]
    pub operations: Vec<Text>,
}

/// How an id is spelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum IdForm {
    /// Five groups of hexadecimal digits, of 8, 4, 4, 4 and 12.
    Uuid,
    /// Decimal digits.
    Number,
}
