//! The provider and what holds for all its workflows.

use super::{ChannelId, Deprecation, DocumentId, Name, ServiceId, Source, TypeId};
pub use verispec_spec::syntax::AuthScheme;
use verispec_text::rule::Rule;
use verispec_text::source::Span;

/// Who the provider is.
#[derive(Debug)]
pub struct Provider {
    /// Its name.
    pub name: String,
    /// What its API does.
    pub summary: String,
    /// Who answers questions.
    pub contact: Option<Contact>,
    /// The package to generate.
    pub package: Package,
    /// The channel over which parts are uploaded, if there is one.
    pub upload_channel: Option<ChannelId>,
    /// Headers of every request.
    pub headers: Vec<Header>,
    /// Error statuses.
    pub errors: Vec<ErrorStatus>,
}

/// Who answers questions about the API.
#[derive(Debug)]
pub struct Contact {
    /// Who it is.
    pub name: String,
    /// Their page.
    pub url: Option<String>,
    /// Their mail address.
    pub email: Option<String>,
    /// Where this stands.
    pub source: Source,
}

/// The package to generate.
#[derive(Debug)]
pub struct Package {
    /// The crate's name.
    pub name: Name,
    /// Its version, which is the spec's.
    pub version: String,
    /// The lowest Rust version that it compiles with.
    pub rust_version: String,
    /// SPDX licence expression.
    pub license: String,
    /// Where the docs are published.
    pub docs_url: Option<String>,
}

impl super::Model {
    /// The headers that HTTP clients do not set by themselves.
    pub fn own_headers(&self) -> impl Iterator<Item = &Header> {
        self.provider.headers.iter().filter(|header| !header.is_set_elsewhere())
    }
}

impl Header {
    /// Whether HTTP clients set it by themselves, or from what an operation says about bodies and authorisation.
    fn is_set_elsewhere(&self) -> bool {
        let elsewhere = ["accept", "authorization", "content-length", "content-type"];
        elsewhere.contains(&self.name.to_lowercase().as_str())
    }
}

impl Package {
    /// The edition of Rust that generated code is written in.
    pub const EDITION: &str = "2024";

    /// The lowest version of Rust that compiles generated code: the first one that knows the edition.
    pub const LEAST_RUST: &str = "1.85";

    /// The link to a page of the generated docs: absolute if they are published, else relative to the output folder.
    pub fn docs(&self, page: &str) -> String {
        format!("{}/{page}", self.docs_url.as_deref().unwrap_or("docs"))
    }
}

/// A document that facts come from.
#[derive(Debug)]
pub struct Document {
    /// Short name.
    pub name: Name,
    /// Title.
    pub title: String,
    /// The edition that the facts come from.
    pub edition: Option<String>,
    /// Where it is published.
    pub url: Option<String>,
}

/// A service: one host per region.
#[derive(Debug)]
pub struct Service {
    /// Its name.
    pub name: Name,
    /// What it is for.
    pub summary: String,
}

/// A region.
#[derive(Debug)]
pub struct Region {
    /// Short name.
    pub name: Name,
    /// Name in words.
    pub title: String,
    /// The host of every service.
    pub hosts: Vec<(ServiceId, String)>,
    /// Where callbacks come from.
    pub callbacks: Option<CallbackSenders>,
    /// Where this stands.
    pub source: Source,
}

impl Region {
    /// The host of a service, if the region has one.
    pub fn host(&self, service: ServiceId) -> Option<&str> {
        self.hosts.iter().find(|(id, _)| *id == service).map(|(_, host)| host.as_str())
    }
}

/// Where a region's callbacks come from.
#[derive(Debug)]
pub struct CallbackSenders {
    /// Host name.
    pub host: String,
    /// IP addresses.
    pub addresses: Vec<String>,
    /// Where this stands.
    pub source: Source,
}

/// A channel.
#[derive(Debug)]
pub struct Channel {
    /// Its name.
    pub name: Name,
    /// What it is.
    pub summary: String,
    /// That it should not be used any more.
    pub deprecated: Option<Deprecation>,
    /// Where this stands.
    pub source: Source,
}

/// An HTTP header.
#[derive(Debug)]
pub struct Header {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub summary: String,
    /// A value as it may look.
    pub example: Option<String>,
    /// Where this stands.
    pub source: Source,
}

/// An HTTP status that reports an error.
#[derive(Debug)]
pub struct ErrorStatus {
    /// The status.
    pub status: String,
    /// What it means.
    pub summary: String,
    /// Where this stands.
    pub source: Source,
}

/// A way to authorise a request.
#[derive(Debug)]
pub struct Auth {
    /// Its name.
    pub name: Name,
    /// The HTTP scheme.
    pub scheme: AuthScheme,
    /// What the credentials are.
    pub summary: String,
    /// Where this stands.
    pub source: Source,
    /// Decisions behind it.
    pub decisions: Vec<super::DecisionId>,
}

/// Lifetimes, polling, states.
#[derive(Debug, Default)]
pub struct Timing {
    /// How long things live.
    pub lifetimes: Vec<Lifetime>,
    /// When to ask for a result, if the documents give a schedule.
    pub polling: Option<Polling>,
    /// The states of an execution.
    pub states: Vec<State>,
}

/// How long something lives.
#[derive(Debug)]
pub struct Lifetime {
    /// Its name.
    pub name: Name,
    /// What lives that long.
    pub summary: String,
    /// Seconds, unless asked for otherwise.
    pub default: Duration,
    /// The shortest.
    pub min: Option<Duration>,
    /// The longest.
    pub max: Option<Duration>,
    /// Whether every action starts the time anew.
    pub renewed: bool,
    /// Where this stands.
    pub source: Source,
}

/// A duration as it is written and in seconds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duration {
    /// As written, such as `30m`.
    pub text: String,
    /// In seconds.
    pub seconds: u64,
}

impl Duration {
    /// Reads a whole number with one of the units `s`, `m`, `h`, `d`.
    pub fn parse(text: &str) -> Option<Self> {
        let unit = text.chars().last()?;
        let factor = match unit {
            's' => 1,
            'm' => 60,
            'h' => 3600,
            'd' => 86_400,
            _ => return None,
        };
        let digits = &text[..text.len() - 1];
        let number: u64 = digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse().ok()).flatten()?;
        Some(Self { text: text.to_owned(), seconds: number.checked_mul(factor)? })
    }
}

/// When to ask for a result.
#[derive(Debug)]
pub struct Polling {
    /// Seconds before each attempt.
    pub delays: Vec<u32>,
    /// How to use it.
    pub summary: String,
    /// Where this stands.
    pub source: Source,
}

/// A state of an execution.
#[derive(Debug)]
pub struct State {
    /// Its name.
    pub name: Name,
    /// What it means.
    pub summary: String,
    /// What can follow.
    pub next: Vec<String>,
    /// Where this stands.
    pub source: Source,
}

/// The web redirect.
#[derive(Debug)]
pub struct Redirect {
    /// What happens.
    pub summary: String,
    /// The type of the query parameters.
    pub parameters: TypeId,
    /// What else the documents say about the way there and back.
    pub facts: Vec<Remark>,
    /// Error codes.
    pub error_codes: Vec<ErrorCode>,
    /// Where this stands.
    pub source: Source,
}

/// An error code of the web redirect.
#[derive(Debug)]
pub struct ErrorCode {
    /// The code.
    pub name: Name,
    /// What it means, if the spec says so.
    pub summary: Option<String>,
    /// Where the meaning stands, or would stand.
    pub source: Source,
}

/// A fact in words, for readers only.
#[derive(Debug)]
pub struct Remark {
    /// What holds.
    pub text: String,
    /// Where this stands.
    pub source: Source,
}

/// A decision taken where the documents contradict each other.
#[derive(Debug)]
pub struct Decision {
    /// Its id.
    pub name: Name,
    /// Where the contradiction stands.
    pub sources: Vec<Source>,
    /// What contradicts what.
    pub contradiction: String,
    /// What the spec takes to be true, or that nobody has decided.
    pub decision: String,
    /// Whether nobody has decided yet.
    pub is_undecided: bool,
    /// The rules whose findings it allows wherever it is named, and where the spec says so.
    pub allows: Vec<(&'static Rule, Span)>,
    /// What an audit finds that this settles.
    pub settles: Vec<Settled>,
}

/// A contradiction that a decision settles.
#[derive(Debug, Clone)]
pub struct Settled {
    /// The kind of finding, or the rule that the example breaks.
    pub finding: verispec_spec::syntax::Text,
    /// The document that has it.
    pub within: DocumentId,
    /// Where it stands: keys of workflows, or headings.
    pub sections: Vec<verispec_spec::syntax::Text>,
    /// The operation that it is about.
    pub operation: Option<String>,
    /// What the document says.
    pub document: String,
    /// What that contradicts.
    pub against: String,
    /// In how many places of a section the document says it.
    pub places: u32,
}

/// A document with the section in it, for reading.
pub fn document_and_section(model: &super::Model, source: &Source) -> String {
    let document: DocumentId = source.document;
    format!("{}, {}", model[document].title, source.section)
}
