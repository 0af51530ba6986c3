//! The resolved model of the layouts of documents.

use super::{CapabilityId, CredentialId, DocumentId, OperationId, PrerequisiteId, Tables};
pub use verispec_spec::syntax::IdForm;
use verispec_spec::syntax::Text;
use verispec_text::source::Span;

/// The layout of a document.
#[derive(Debug)]
pub struct Layout {
    /// The document with this layout.
    pub document: DocumentId,
    /// The span of the document's name in the spec.
    pub span: Span,
    /// The heading of a workflow's section, such as `Workflow {key}: {name}`.
    pub workflow: String,
    /// The headings of tables of contents.
    pub contents: Vec<String>,
    /// The headings of the required credentials in a workflow's section.
    pub required_credentials: Vec<String>,
    /// The headings of the stored credentials in a workflow's section.
    pub stored_credentials: Vec<String>,
    /// The headings of the prerequisites in a workflow's section.
    pub prerequisite_sections: Vec<String>,
    /// The headings of the capability chains in a workflow's section.
    pub capabilities: Vec<String>,
    /// The headings of the operations in a workflow's section.
    pub operation_sections: Vec<String>,
    /// The separators between the capabilities of a chain, such as `-->`.
    pub arrows: Vec<String>,
    /// The targets of the links in a chain, such as `guide.md#capability-{name}`.
    pub capability_links: Vec<String>,
    /// The patterns of list items with channels, such as `Allowed channels: {channels}`.
    pub channels: Vec<String>,
    /// The patterns of lines with an operation's method, such as `Method: {method}`.
    pub method: Vec<String>,
    /// The patterns of lines with an operation's URL, such as `{region}: {url}` or `{method} {url}`.
    pub url: Vec<String>,
    /// The region of URLs that do not mention one.
    pub region: Option<String>,
    /// The text that introduces a request.
    pub request: Vec<String>,
    /// The text that introduces a response.
    pub response: Vec<String>,
    /// The notations of a parameter in a URL, such as `<{name}>`.
    pub parameters: Vec<String>,
    /// The patterns of list items that describe a path parameter, such as `{name} ({type}): {note}`.
    pub parameter_items: Vec<String>,
    /// The categories, keyed by the words that the document uses for them.
    pub credentials: Vec<(String, CredentialId)>,
    /// The words that mark a credential as on file.
    pub on_file: Vec<String>,
    /// The prerequisites, keyed by the first words of their list items, in spec order.
    pub prerequisites: Vec<(Text, PrerequisiteId)>,
    /// The operations, keyed by their headings.
    pub operations: Vec<(Text, OperationId)>,
    /// The headings among the operations that only contain links to other sections.
    pub elsewhere: Vec<String>,
    /// The paragraphs without information, such as those that introduce a list.
    pub ignored: Vec<String>,
    /// The placeholders in examples for values that only the reader knows.
    pub placeholders: Vec<String>,
    /// The formats of ids, keyed by the words that describe them.
    pub id_forms: Vec<(String, IdForm)>,
    /// The capabilities, keyed by phrases that say that the capability runs.
    pub claims: Vec<(String, CapabilityId)>,
    /// The digests of the lines of the edition that the spec follows.
    pub edition: Option<String>,
    /// The reason why the spec does not follow an edition of the document.
    pub no_edition: Option<Text>,
    /// The sentences of the edition from which no fact is read.
    pub sentences: Vec<Sentence>,
    /// The rules for comparing the document's tables and lines with the spec, if it does not describe workflows.
    pub tables: Option<Tables>,
}

impl Layout {
    /// Creates the layout of a document that describes no workflows.
    pub(crate) fn of_tables(document: DocumentId, span: Span, tables: Tables) -> Self {
        Self {
            document,
            span,
            tables: Some(tables),
            workflow: String::new(),
            edition: None,
            no_edition: None,
            contents: Vec::new(),
            required_credentials: Vec::new(),
            stored_credentials: Vec::new(),
            prerequisite_sections: Vec::new(),
            capabilities: Vec::new(),
            operation_sections: Vec::new(),
            arrows: Vec::new(),
            capability_links: Vec::new(),
            channels: Vec::new(),
            method: Vec::new(),
            url: Vec::new(),
            request: Vec::new(),
            response: Vec::new(),
            parameters: Vec::new(),
            parameter_items: Vec::new(),
            region: None,
            credentials: Vec::new(),
            on_file: Vec::new(),
            prerequisites: Vec::new(),
            operations: Vec::new(),
            elsewhere: Vec::new(),
            ignored: Vec::new(),
            placeholders: Vec::new(),
            id_forms: Vec::new(),
            claims: Vec::new(),
            sentences: Vec::new(),
        }
    }
}

/// A paragraph, note, list item or table row of the edition that a spec follows.
#[derive(Debug)]
pub struct Sentence {
    /// The text on one line, without markup.
    pub text: Text,
    /// The targets of the links in the sentence.
    pub links: Vec<String>,
    /// The ids of the facts in the spec that are based on the sentence.
    pub supports: Vec<Text>,
    /// The reason why no fact is based on the sentence.
    pub reason: Option<String>,
}
