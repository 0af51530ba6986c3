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
    /// The region of URLs that do not state one.
    pub region: Option<String>,
    /// The lines that introduce a request.
    pub request: Vec<String>,
    /// The lines that introduce a response.
    pub response: Vec<String>,
    /// The notation of a parameter in a URL.
    pub parameters: Vec<String>,
    /// Items that describe a parameter.
    pub parameter_items: Vec<String>,
    /// The categories, keyed by the words that the document uses for them.
    pub credentials: Vec<(String, CredentialId)>,
    /// The words that mark a credential as on file.
    pub on_file: Vec<String>,
    /// The prerequisites, keyed by the words of their items, in spec order.
    pub prerequisites: Vec<(Text, PrerequisiteId)>,
    /// The operations, keyed by their headings.
    pub operations: Vec<(Text, OperationId)>,
    /// Headings among the operations that only link elsewhere.
    pub elsewhere: Vec<String>,
    /// Paragraphs without information.
    pub ignored: Vec<String>,
    /// Placeholders for values that only the reader knows.
    pub placeholders: Vec<String>,
    /// The formats of ids, keyed by the words that describe them.
    pub id_forms: Vec<(String, IdForm)>,
    /// The capabilities, keyed by the phrases that state that they run.
    pub claims: Vec<(String, CapabilityId)>,
    /// Digests of the lines of the edition that the spec follows.
    pub edition: Option<String>,
    /// Why there is no edition.
    pub no_edition: Option<Text>,
    /// The sentences of that edition that no fact is based on.
    pub sentences: Vec<Sentence>,
    /// The rules for comparing its tables and lines with the spec, if the document does not describe workflows.
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
    /// The content in a single line.
    pub text: Text,
    /// The targets of the links in the sentence.
    pub links: Vec<String>,
    /// The ids of the facts that are based on the sentence.
    pub supports: Vec<Text>,
    /// The reason why no fact is based on the sentence.
    pub reason: Option<String>,
}
