//! Facts about the provider that apply to all its workflows.

use super::{ChannelId, Deprecation, DocumentId, Name, ServiceId, Source, TypeId};
use verispec_runtime::runtime::time;
pub use verispec_spec::syntax::AuthScheme;
use verispec_text::rule::Rule;
use verispec_text::source::Span;

/// Facts about the provider.
#[derive(Debug)]
pub struct Provider {
    /// The provider's name as used in titles.
    pub name: String,
    /// A description of the provider's API.
    pub summary: String,
    /// The contact for questions about the API.
    pub contact: Option<Contact>,
    /// The package to generate.
    pub package: Package,
    /// The channel over which parts are uploaded; `None` if no parts are uploaded.
    pub upload_channel: Option<ChannelId>,
    /// The HTTP headers of every request.
    pub headers: Vec<Header>,
    /// The HTTP statuses that report an error.
    pub errors: Vec<ErrorStatus>,
}

/// The contact for questions about the API.
#[derive(Debug)]
pub struct Contact {
    /// The name of the person or team.
    pub name: String,
    /// The contact's web page.
    pub url: Option<String>,
    /// The contact's email address.
    pub email: Option<String>,
    /// The section of a document that these facts come from.
    pub source: Source,
}

/// The package to generate.
#[derive(Debug)]
pub struct Package {
    /// The name of the crate, in kebab case.
    pub name: Name,
    /// The version of the spec, which is also the version of the crate.
    pub version: String,
    /// The minimum supported Rust version of the crate.
    pub rust_version: String,
    /// The license, as an SPDX expression.
    pub license: String,
    /// The base URL of the published docs, without a trailing slash; `None` if they are not published.
    pub docs_url: Option<String>,
}

impl super::Model {
    /// Returns the headers that HTTP clients do not set themselves.
    pub fn own_headers(&self) -> impl Iterator<Item = &Header> {
        self.provider.headers.iter().filter(|header| !header.is_set_elsewhere())
    }
}

impl Header {
    /// Returns whether HTTP clients set the header themselves, or derive it from the operation's body and
    /// authorization.
    fn is_set_elsewhere(&self) -> bool {
        let elsewhere = ["accept", "authorization", "content-length", "content-type"];
        elsewhere.contains(&self.name.to_lowercase().as_str())
    }
}

impl Package {
    /// The Rust edition of generated code.
    pub const EDITION: &str = "2024";

    /// The minimum Rust version for generated code: the first one that supports the edition.
    pub const LEAST_RUST: &str = "1.85";

    /// Returns the link to a page of the generated docs: an absolute URL if they are published, otherwise a path
    /// relative to the output folder.
    pub fn docs(&self, page: &str) -> String {
        format!("{}/{page}", self.docs_url.as_deref().unwrap_or("docs"))
    }
}

/// A document that facts come from.
#[derive(Debug)]
pub struct Document {
    /// The short name by which sources refer to the document.
    pub name: Name,
    /// The title of the document.
    pub title: String,
    /// The edition that the facts come from.
    pub edition: Option<String>,
    /// The URL of the document.
    pub url: Option<String>,
}

/// A service, with one host per region.
#[derive(Debug)]
pub struct Service {
    /// The name of the service.
    pub name: Name,
    /// The purpose of the service.
    pub summary: String,
}

/// A region.
#[derive(Debug)]
pub struct Region {
    /// The short name of the region.
    pub name: Name,
    /// The display name of the region.
    pub title: String,
    /// The host of every service. `{word}` in a host is a placeholder that only the caller can fill.
    pub hosts: Vec<(ServiceId, String)>,
    /// The senders of callbacks; `None` if the spec does not define them.
    pub callbacks: Option<CallbackSenders>,
    /// The section of a document that these facts come from.
    pub source: Source,
}

impl Region {
    /// Returns the host of a service, if the region has one.
    pub fn host(&self, service: ServiceId) -> Option<&str> {
        self.hosts.iter().find(|(id, _)| *id == service).map(|(_, host)| host.as_str())
    }
}

/// The host name and IP addresses from which a region's callbacks are sent.
#[derive(Debug)]
pub struct CallbackSenders {
    /// The host name that resolves to the senders' addresses.
    pub host: String,
    /// The published IP addresses of the senders.
    pub addresses: Vec<String>,
    /// The section of a document that these facts come from.
    pub source: Source,
}

/// A channel.
#[derive(Debug)]
pub struct Channel {
    /// The wire name of the channel.
    pub name: Name,
    /// A description of the channel.
    pub summary: String,
    /// The deprecation; `None` if the item is not deprecated.
    pub deprecated: Option<Deprecation>,
    /// The section of a document that these facts come from.
    pub source: Source,
}

/// An HTTP header.
#[derive(Debug)]
pub struct Header {
    /// The name of the header.
    pub name: String,
    /// A description of the header's value.
    pub summary: String,
    /// An example value.
    pub example: Option<String>,
    /// The section of a document that these facts come from.
    pub source: Source,
}

/// An HTTP status that reports an error.
#[derive(Debug)]
pub struct ErrorStatus {
    /// The HTTP status as spelled in the spec.
    pub status: String,
    /// The meaning of the status, and what to do about it.
    pub summary: String,
    /// The section of a document that these facts come from.
    pub source: Source,
}

/// An authorization method.
#[derive(Debug)]
pub struct Auth {
    /// The short name of the method, which operations refer to.
    pub name: Name,
    /// The HTTP authentication scheme.
    pub scheme: AuthScheme,
    /// A description of the credentials, and where to obtain them.
    pub summary: String,
    /// The section of a document that these facts come from.
    pub source: Source,
    /// Decisions that deviate from the documents or go beyond them.
    pub decisions: Vec<super::DecisionId>,
}

/// The facts about time: lifetimes, polling, and the states of an execution.
#[derive(Debug, Default)]
pub struct Timing {
    /// The lifetimes of tokens and sessions.
    pub lifetimes: Vec<Lifetime>,
    /// The polling schedule for a result; `None` if the documents do not define one.
    pub polling: Option<Polling>,
    /// The states of an execution, in their usual order.
    pub states: Vec<State>,
}

/// The lifetime of a token or a session.
#[derive(Debug)]
pub struct Lifetime {
    /// The name of the lifetime in the spec.
    pub name: Name,
    /// A description of what has this lifetime.
    pub summary: String,
    /// The default lifetime.
    pub default: Duration,
    /// The minimum lifetime that can be configured.
    pub min: Option<Duration>,
    /// The maximum lifetime that can be configured.
    pub max: Option<Duration>,
    /// Whether every action restarts the lifetime.
    pub renewed: bool,
    /// The section of a document that these facts come from.
    pub source: Source,
}

/// A duration, both as written and in seconds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duration {
    /// The duration as written, such as `30m`.
    pub text: String,
    /// The duration in seconds.
    pub seconds: u64,
}

impl Duration {
    /// Parses a whole number with one of the units `s`, `m`, `h`, `d`; returns `None` for other strings.
    pub fn parse(text: &str) -> Option<Self> {
        // A duration that does not fit into an integer saturates at the maximum, and is rejected here.
        let seconds = time::duration(text).filter(|seconds| *seconds < u64::MAX)?;
        Some(Self { text: text.to_owned(), seconds })
    }
}

/// The polling schedule for a result.
#[derive(Debug)]
pub struct Polling {
    /// The seconds to wait before each attempt, in order.
    pub delays: Vec<u32>,
    /// Instructions for using the schedule.
    pub summary: String,
    /// The section of a document that these facts come from.
    pub source: Source,
}

/// A state of an execution.
#[derive(Debug)]
pub struct State {
    /// The wire name of the state.
    pub name: Name,
    /// The meaning of the state.
    pub summary: String,
    /// The states that can follow this one; empty for a final state.
    pub next: Vec<String>,
    /// The section of a document that these facts come from.
    pub source: Source,
}

/// The web redirect.
#[derive(Debug)]
pub struct Redirect {
    /// A description of the redirect.
    pub summary: String,
    /// The type of the query parameters of the redirect.
    pub parameters: TypeId,
    /// Further documented facts about the redirect.
    pub facts: Vec<Remark>,
    /// The error codes with which end users can return.
    pub error_codes: Vec<ErrorCode>,
    /// The section of a document that these facts come from.
    pub source: Source,
}

/// An error code of the web redirect.
#[derive(Debug)]
pub struct ErrorCode {
    /// The error code as received in the redirect.
    pub name: Name,
    /// The meaning of the code, if the spec states it.
    pub summary: Option<String>,
    /// The section of a document that the meaning comes from, or that of the redirect.
    pub source: Source,
}

/// A fact in words, which is only for readers.
#[derive(Debug)]
pub struct Remark {
    /// The statement.
    pub text: String,
    /// The section of a document that these facts come from.
    pub source: Source,
}

/// A decision about a contradiction between documents.
#[derive(Debug)]
pub struct Decision {
    /// The id of the decision.
    pub name: Name,
    /// The sections of documents that contradict each other.
    pub sources: Vec<Source>,
    /// A description of the contradiction.
    pub contradiction: String,
    /// The statement that the spec assumes to be true, or a note that the decision is still open.
    pub decision: String,
    /// Whether the decision is still open.
    pub is_undecided: bool,
    /// The rules whose findings the decision allows wherever it is listed, each with the span of its id in the
    /// decision.
    pub allows: Vec<(&'static Rule, Span)>,
    /// Whether it also allows a rule whose name could not be resolved. True only while the spec has errors.
    pub allows_unknown: bool,
    /// The audit findings that the decision settles.
    pub settles: Vec<Settled>,
}

/// A contradiction that a decision settles.
#[derive(Debug, Clone)]
pub struct Settled {
    /// The kind of audit finding, or the id of the rule that an example violates.
    pub finding: verispec_spec::syntax::Text,
    /// The document with the contradiction.
    pub within: DocumentId,
    /// The sections with the contradiction: the keys of workflows, or headings.
    pub sections: Vec<verispec_spec::syntax::Text>,
    /// The operation that the contradiction concerns, if there is one.
    pub operation: Option<String>,
    /// The statement of the document.
    pub document: String,
    /// The statement that contradicts the document.
    pub against: String,
    /// The number of times that the contradiction occurs in the document.
    pub places: u32,
}

/// Returns the document and section, for display.
pub fn document_and_section(model: &super::Model, source: &Source) -> String {
    let document: DocumentId = source.document;
    format!("{}, {}", model[document].title, source.section)
}
