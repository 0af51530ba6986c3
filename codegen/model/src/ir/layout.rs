//! How the provider lays out a document, resolved.

use super::{CapabilityId, CredentialId, DocumentId, OperationId, PrerequisiteId, Tables};
pub use verispec_spec::syntax::IdForm;
use verispec_spec::syntax::Text;
use verispec_text::source::Span;

/// How a document is laid out.
#[derive(Debug)]
pub struct Layout {
    /// The document.
    pub document: DocumentId,
    /// Where the spec names it.
    pub span: Span,
    /// The heading of a workflow's section.
    pub workflow: String,
    /// Headings of the table of contents.
    pub contents: Vec<String>,
    /// Headings of the list of needed credentials.
    pub required_credentials: Vec<String>,
    /// Headings of the list of stored credentials.
    pub stored_credentials: Vec<String>,
    /// Headings of the prerequisites.
    pub prerequisite_sections: Vec<String>,
    /// Headings of the chains.
    pub capabilities: Vec<String>,
    /// Headings of the operations.
    pub operation_sections: Vec<String>,
    /// What stands between the capabilities of a chain.
    pub arrows: Vec<String>,
    /// Where the links of a chain lead.
    pub capability_links: Vec<String>,
    /// Items that list channels.
    pub channels: Vec<String>,
    /// Paragraphs that name a method.
    pub method: Vec<String>,
    /// Lines that give a URL, with its region or method.
    pub url: Vec<String>,
    /// The region of URLs without one.
    pub region: Option<String>,
    /// Words in front of a request.
    pub request: Vec<String>,
    /// Words in front of a response.
    pub response: Vec<String>,
    /// How a parameter is spelled in a URL.
    pub parameters: Vec<String>,
    /// Items that describe a parameter.
    pub parameter_items: Vec<String>,
    /// The categories, by the document's words for them.
    pub credentials: Vec<(String, CredentialId)>,
    /// What is added to a credential that is on file.
    pub on_file: Vec<String>,
    /// The prerequisites, by the words of their items, which are in the spec's order.
    pub prerequisites: Vec<(Text, PrerequisiteId)>,
    /// The operations, by their headings.
    pub operations: Vec<(Text, OperationId)>,
    /// Headings among the operations that only point elsewhere.
    pub elsewhere: Vec<String>,
    /// Paragraphs that say nothing.
    pub ignored: Vec<String>,
    /// What stands for a value that only the reader knows.
    pub placeholders: Vec<String>,
    /// How ids are spelled, by the words for it.
    pub id_forms: Vec<(String, IdForm)>,
    /// The capabilities, by the words that claim them.
    pub claims: Vec<(String, CapabilityId)>,
    /// Digests of the lines of the edition that the spec follows.
    pub edition: Option<String>,
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

/// A paragraph, note, item or row of the edition that a spec follows.
#[derive(Debug)]
pub struct Sentence {
    /// Its words in one line.
    pub text: Text,
    /// Where its links lead.
    pub links: Vec<String>,
    /// The ids of the facts that rest on it.
    pub supports: Vec<Text>,
    /// Why no fact rests on it.
    pub reason: Option<String>,
}
