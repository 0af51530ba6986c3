//! The layout of the provider's documents, resolved.

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
    /// The heading of a workflow's section.
    pub workflow: String,
    /// The headings of tables of contents.
    pub contents: Vec<String>,
    /// The headings of lists of required credentials.
    pub required_credentials: Vec<String>,
    /// The headings of lists of stored credentials.
    pub stored_credentials: Vec<String>,
    /// The headings of prerequisites.
    pub prerequisite_sections: Vec<String>,
    /// The headings of chains.
    pub capabilities: Vec<String>,
    /// The headings of operations.
    pub operation_sections: Vec<String>,
    /// The separator between the capabilities of a chain.
    pub arrows: Vec<String>,
    /// The target of the links in a chain.
    pub capability_links: Vec<String>,
    /// The list items with channels.
    pub channels: Vec<String>,
    /// The paragraphs with a method.
    pub method: Vec<String>,
    /// The lines with a URL, with its region or method.
    pub url: Vec<String>,
    /// The region of URLs without one.
    pub region: Option<String>,
    /// The text that introduces a request.
    pub request: Vec<String>,
    /// The text that introduces a response.
    pub response: Vec<String>,
    /// The notation of a parameter in a URL.
    pub parameters: Vec<String>,
    /// Items that describe a parameter.
    pub parameter_items: Vec<String>,
    /// The categories, by the document's words for them.
    pub credentials: Vec<(String, CredentialId)>,
    /// The words that mark a credential as on file.
    pub on_file: Vec<String>,
    /// The prerequisites, by the words of their items, in the spec's order.
    pub prerequisites: Vec<(Text, PrerequisiteId)>,
    /// The operations, by their headings.
    pub operations: Vec<(Text, OperationId)>,
    /// Headings among the operations that only link elsewhere.
    pub elsewhere: Vec<String>,
    /// Paragraphs without information.
    pub ignored: Vec<String>,
    /// Placeholders for values that only the reader knows.
    pub placeholders: Vec<String>,
    /// The formats of ids, by the words that describe them.
    pub id_forms: Vec<(String, IdForm)>,
    /// The capabilities, by the phrases that claim them.
    pub claims: Vec<(String, CapabilityId)>,
    /// Digests of the lines of the edition that the spec follows.
    pub edition: Option<String>,
    /// Why there is no edition.
    pub no_edition: Option<Text>,
    /// The text of that edition that no fact is read from.
    pub sentences: Vec<Sentence>,
    /// What its tables and lines are held against, if the document is not one of workflows.
    pub tables: Option<Tables>,
}

impl Layout {
    /// The layout of a document that describes no workflows.
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
    /// The text in one line.
    pub text: Text,
    /// The targets of its links.
    pub links: Vec<String>,
    /// The ids of the facts that are based on it.
    pub supports: Vec<Text>,
    /// Why no fact is based on it.
    pub reason: Option<String>,
}
