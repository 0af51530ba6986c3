//! `layouts/<stem>.yaml`: the layout of one of the provider's documents.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Map, Text, spelling};

/// `layouts/<stem>.yaml`: the layout of one of the provider's documents, which allows the toolkit to read the document
/// and compare it with the spec. Words are compared without case and punctuation; `{word}` is a placeholder for the
/// value to read.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Layout {
    /// The document, by its short name in `provider.yaml`.
    pub document: Text,
    /// The heading of a workflow's section, such as `Workflow {key}: {name}`.
    #[schemars(regex(pattern = spelling::KEY_PATTERN.pattern))]
    pub workflow: Text,
    /// The headings of tables of contents.
    #[serde(default)]
    pub contents: Vec<Text>,
    /// The headings of a workflow's sections.
    pub sections: LayoutSections,
    /// The separator between the capabilities of a chain, such as `-->`.
    #[schemars(length(min = 1))]
    pub arrows: Vec<Text>,
    /// The target of the links in a chain, such as `guide.md#capability-{name}`.
    #[serde(default)]
    #[schemars(inner(regex(pattern = spelling::NAME_PATTERN.pattern)))]
    pub capability_links: Vec<Text>,
    /// The list items with channels, such as `Allowed channels: {channels}`.
    #[schemars(length(min = 1), inner(regex(pattern = spelling::CHANNELS_PATTERN.pattern)))]
    pub channels: Vec<Text>,
    /// The lines and table rows with an operation's method, such as `Method: {method}`.
    #[serde(default)]
    #[schemars(inner(regex(pattern = spelling::METHOD_PATTERN.pattern)))]
    pub method: Vec<Text>,
    /// The lines and table rows with an operation's URL, such as `{region}: {url}`, `URL: {url}` or `{method} {url}`.
    /// The scheme and host of a URL are optional.
    #[schemars(length(min = 1), inner(regex(pattern = spelling::URL_PATTERN.pattern)))]
    pub url: Vec<Text>,
    /// The region of URLs that do not mention one. Default: the region that the URL's host belongs to.
    pub region: Option<Text>,
    /// The text that introduces a request; `{variant}` matches additional words.
    #[schemars(length(min = 1))]
    pub request: Vec<Text>,
    /// The text that introduces a response; `{variant}` matches additional words.
    #[schemars(length(min = 1))]
    pub response: Vec<Text>,
    /// The notation of a parameter in a URL, such as `<{name}>`.
    #[schemars(length(min = 1), inner(regex(pattern = spelling::NAME_PATTERN.pattern)))]
    pub parameters: Vec<Text>,
    /// The items that describe a path parameter, such as `{name} ({type}): {note}`, in documents with a list instead of a table.
    #[serde(default)]
    #[schemars(inner(regex(pattern = spelling::PARAMETER_PATTERN.pattern)))]
    pub parameter_items: Vec<Text>,
    /// The categories of credentials, by the words that the document uses for them.
    pub credentials: Map<Text>,
    /// The words that mark a credential as on file, such as `already on file`.
    #[serde(default)]
    pub on_file: Vec<Text>,
    /// The prerequisites, by the first words of their list items; empty for items that only contain an explanation.
    #[schemars(extend("additionalProperties" = spelling::any_text()))]
    pub prerequisites: Map<Text>,
    /// The operations, by their headings. The words do not include a number before the heading, or a method and URL
    /// after it.
    pub operations: Map<Text>,
    /// The headings among a section's operations that only contain links to other sections.
    #[serde(default)]
    pub elsewhere: Vec<Text>,
    /// The paragraphs without information, such as those that introduce a list.
    #[serde(default)]
    pub ignored: Vec<Text>,
    /// The placeholders in examples for values that only the reader knows; `{word}` matches anything.
    #[serde(default)]
    pub placeholders: Vec<Text>,
    /// The formats of ids, by the words that parameter descriptions use for them.
    #[serde(default)]
    pub id_forms: Map<IdForm>,
    /// Phrases that claim that something is compared, checked or done, each with the capability that does it. A summary
    /// contradicts the chains if it uses the phrase of a capability that is not in any chain.
    #[serde(default)]
    pub claims: Map<Text>,
    /// The edition that the spec follows: a 64-bit digest of each heading, paragraph, list item, table row and line of
    /// an example, in document order. For a line that repeats an earlier one, only the first digits of its digest are
    /// stored. A shape follows the digest of a heading (`~h2`: its level), an item that is nested or numbered (`~i2`,
    /// `~n1.3`: its depth and first number) and a row with bold cells (`~b0`). `cargo xtask import` writes it; `cargo
    /// xtask audit` reports every difference.
    pub edition: Option<Text>,
    /// The reason why the spec does not record an edition of the document, which means that changes to the document are
    /// not detected. Without an edition or this reason, `cargo xtask audit` exits with 1.
    pub no_edition: Option<Text>,
    /// The text of that edition that is not the source of any fact, in document order. `cargo xtask import` writes it,
    /// and `cargo xtask audit` reports changes word by word.
    #[serde(default)]
    pub sentences: Vec<Sentence>,
}

/// A paragraph, note, list item or table row of a document.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Sentence {
    /// The text on one line, without markup; table cells are separated by ` | `.
    pub text: Text,
    /// The targets of the links in the text, in order.
    #[serde(default)]
    pub links: Vec<Text>,
    /// The facts of the spec that are based on this text, by id: rules, prerequisites, decisions, capabilities,
    /// operations, credentials, file kinds.
    #[serde(default)]
    pub supports: Vec<Text>,
    /// The reason why no fact is based on this text. Required for text that contains a number or states a requirement
    /// (must, may only, must not).
    pub reason: Option<Text>,
}

/// The headings within a workflow's section, each with all variants in use.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LayoutSections {
    /// The headings of the required credentials.
    #[schemars(length(min = 1))]
    pub required_credentials: Vec<Text>,
    /// The headings of the stored credentials.
    #[schemars(length(min = 1))]
    pub stored_credentials: Vec<Text>,
    /// The headings of the prerequisites.
    #[schemars(length(min = 1))]
    pub prerequisites: Vec<Text>,
    /// The headings of the capability chains.
    #[schemars(length(min = 1))]
    pub capabilities: Vec<Text>,
    /// The headings of the operations, whose own headings are one level below.
    #[schemars(length(min = 1))]
    pub operations: Vec<Text>,
}

/// The format of an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum IdForm {
    /// The id consists of five groups of hexadecimal digits, with 8, 4, 4, 4 and 12 digits.
    Uuid,
    /// The id consists of decimal digits.
    Number,
}
