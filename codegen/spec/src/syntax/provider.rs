//! `provider.yaml`, `timing.yaml`, `redirect.yaml`, `decisions.yaml`: who the provider is and what holds for every workflow.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Deprecation, Map, Text, spelling};
use verispec_text::source::Spanned;

/// `provider.yaml`: the provider, its documents, hosts and channels, and the package to generate.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Provider {
    /// The provider's name as it appears in titles, such as `Acme Identity`.
    pub name: Text,
    /// One or two sentences: what the provider's API does.
    pub summary: Text,
    /// Who answers questions about the API.
    pub contact: Option<Contact>,
    /// The package that is generated.
    pub package: Package,
    /// The documents that facts are taken from, by the short name that `source` uses.
    #[schemars(extend("propertyNames" = spelling::ID.keys()))]
    pub documents: Map<Document>,
    /// The services that operations are sent to, each with a host in every region.
    #[schemars(extend("propertyNames" = spelling::ID.keys()))]
    pub services: Map<Service>,
    /// The regions, by their short name.
    #[schemars(extend("propertyNames" = spelling::ID.keys()))]
    pub regions: Map<Region>,
    /// The channels over which credentials are acquired, by wire name. Absent: there is only one way.
    #[serde(default)]
    #[schemars(extend("propertyNames" = spelling::ID.keys()))]
    pub channels: Map<Channel>,
    /// The channel over which the customer's own back end uploads parts. Absent: no parts are uploaded.
    pub upload_channel: Option<Text>,
    /// HTTP headers that every request carries, by name.
    #[serde(default)]
    #[schemars(extend("propertyNames" = spelling::TOKEN.keys()))]
    pub headers: Map<Header>,
    /// HTTP status codes that report an error, with their meaning.
    #[serde(default)]
    #[schemars(extend("propertyNames" = spelling::STATUS.keys()))]
    pub errors: Map<ErrorStatus>,
    /// How a request is authorised, by the short name that operations use.
    #[serde(default)]
    #[schemars(extend("propertyNames" = spelling::ID.keys()))]
    pub auth: Map<Auth>,
}

/// Who answers questions about the provider's API.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// Who it is.
    pub name: Text,
    /// Their page.
    #[schemars(regex(pattern = spelling::URL.pattern))]
    pub url: Option<Text>,
    /// Their mail address.
    #[schemars(regex(pattern = spelling::EMAIL.pattern))]
    pub email: Option<Text>,
    /// Where this comes from: `document: section`.
    pub source: Text,
}

/// The package that is generated from this spec.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Package {
    /// The crate's name, lower case with hyphens.
    #[schemars(regex(pattern = spelling::CRATE.pattern))]
    pub name: Text,
    /// The version of the spec, which is the crate's version too.
    #[schemars(regex(pattern = spelling::VERSION.pattern))]
    pub version: Text,
    /// The lowest Rust version that the crate promises to compile with.
    #[schemars(regex(pattern = spelling::RUST_VERSION.pattern))]
    pub rust_version: Text,
    /// SPDX licence expression of the crate.
    #[schemars(regex(pattern = spelling::LICENSE.pattern))]
    pub license: Text,
    /// Where the generated docs are published, without a slash at the end. Without it, links in violations are relative to the docs folder.
    #[schemars(regex(pattern = spelling::URL.pattern))]
    pub docs_url: Option<Text>,
}

/// A document that facts are taken from.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// Its title.
    pub title: Text,
    /// The edition that the facts come from. Records of decisions name it.
    pub edition: Option<Text>,
    /// Where it is published.
    #[schemars(regex(pattern = spelling::URL.pattern))]
    pub url: Option<Text>,
}

/// A service of the provider: one host name per region.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Service {
    /// What the service is for.
    pub summary: Text,
}

/// A region: where data is processed and stored.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Region {
    /// The region's name in words.
    pub name: Text,
    /// The host of each service. `{word}` in a host stands for something that only the caller knows.
    #[schemars(extend("additionalProperties" = spelling::HOST.schema()))]
    pub hosts: Map<Text>,
    /// Where callbacks come from.
    pub callbacks: Option<CallbackSenders>,
    /// Where these facts come from: `document: section`.
    pub source: Text,
}

/// Where a region's callbacks come from.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CallbackSenders {
    /// Host name that the sender's addresses belong to.
    #[schemars(regex(pattern = spelling::HOST.pattern))]
    pub host: Text,
    /// The published IP addresses.
    #[schemars(inner(regex(pattern = spelling::ADDRESS.pattern)))]
    pub addresses: Vec<Text>,
    /// Where these facts come from: `document: section`.
    pub source: Text,
}

/// A channel: the way in which credentials get from the end user to the provider.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Channel {
    /// What the channel is.
    pub summary: Text,
    /// That it should not be used any more.
    pub deprecated: Option<Spanned<Deprecation>>,
    /// Where this comes from: `document: section`.
    pub source: Text,
}

/// An HTTP header.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Header {
    /// What it holds.
    pub summary: Text,
    /// A value as it may look.
    pub example: Option<Text>,
    /// Where this comes from: `document: section`.
    pub source: Text,
}

/// An HTTP status that reports an error.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ErrorStatus {
    /// What it means, and what to do.
    pub summary: Text,
    /// Where this comes from: `document: section`.
    pub source: Text,
}

/// How a request is authorised.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Auth {
    /// The HTTP authentication scheme.
    pub scheme: AuthScheme,
    /// What the credentials are and where they come from.
    pub summary: Text,
    /// Where this comes from: `document: section`.
    pub source: Text,
    /// Decisions taken against or beyond the documents, by id.
    #[serde(default)]
    pub decisions: Vec<Text>,
}

/// An HTTP authentication scheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AuthScheme {
    /// User name and password.
    Basic,
    /// A bearer token.
    Bearer,
    /// Nothing.
    None,
}

/// `timing.yaml`: lifetimes, the polling schedule and the states of an execution.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Timing {
    /// How long tokens and sessions live, by name.
    #[serde(default)]
    #[schemars(extend("propertyNames" = spelling::ID.keys()))]
    pub lifetimes: Map<Lifetime>,
    /// When to ask for a result. Absent: the documents give no schedule.
    pub polling: Option<Polling>,
    /// The states of a workflow execution, by wire name, in their usual order.
    #[serde(default)]
    #[schemars(extend("propertyNames" = spelling::ID.keys()))]
    pub states: Map<State>,
}

/// How long something lives.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Lifetime {
    /// What lives that long.
    pub summary: Text,
    /// How long if nobody says otherwise, such as `30m`.
    pub default: Text,
    /// The shortest that can be asked for.
    pub min: Option<Text>,
    /// The longest that can be asked for.
    pub max: Option<Text>,
    /// Whether every action starts the time anew.
    #[serde(default)]
    pub renewed: bool,
    /// Where this comes from: `document: section`.
    pub source: Text,
}

/// When to ask for a result.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Polling {
    /// Seconds to wait before each attempt, in order.
    #[schemars(length(min = 1), inner(range(min = 1)))]
    pub delays_seconds: Vec<Spanned<u32>>,
    /// How to use the schedule.
    pub summary: Text,
    /// Where this comes from: `document: section`.
    pub source: Text,
}

/// A state of a workflow execution.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct State {
    /// What it means.
    pub summary: Text,
    /// The states that can follow; none for a final state.
    #[serde(default)]
    pub next: Vec<Text>,
    /// Where this comes from: `document: section`.
    pub source: Text,
}

/// `redirect.yaml`: what the provider appends to the URLs that end users return to.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Redirect {
    /// What happens, in words.
    pub summary: Text,
    /// The schema of the query parameters.
    pub parameters: Text,
    /// What else the documents say about the way there and back, a paragraph each.
    #[serde(default)]
    pub facts: Vec<Fact>,
    /// The error codes, by code.
    pub error_codes: Map<ErrorCode>,
    /// Where this comes from: `document: section`.
    pub source: Text,
}

/// An error code of the web redirect.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ErrorCode {
    /// What it means, if the document says so.
    pub summary: Option<Text>,
    /// Where the meaning comes from: `document: section`. Default: the source of the redirect.
    pub source: Option<Text>,
}

/// A fact in words.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// What holds.
    pub text: Text,
    /// Where this comes from: `document: section`.
    pub source: Text,
}

/// `decisions.yaml`: contradictions of the documents and what this spec decides.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Decisions {
    /// The decisions, by id.
    #[schemars(extend("propertyNames" = spelling::ID.keys()))]
    pub decisions: Map<Decision>,
}

/// A decision taken where the documents contradict themselves or each other.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// Where the contradiction stands: `document: section`, one or more.
    #[schemars(length(min = 1))]
    pub sources: Vec<Text>,
    /// What contradicts what.
    pub contradiction: Text,
    /// What this spec takes to be true. Without it nobody has decided yet, and `cargo xtask audit` exits with 1.
    pub decision: Option<Text>,
    /// The findings that it allows wherever it is named, by the rules that find them.
    #[serde(default)]
    pub allows: Vec<Text>,
    /// What `cargo xtask audit` or `import --observed` finds that this settles, one by one.
    #[serde(default)]
    pub settles: Vec<Settled>,
}

/// A contradiction that a decision settles, in the words of `cargo xtask audit` or `import --observed`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Settled {
    /// The kind of finding, or the rule that the example breaks.
    pub finding: Text,
    /// The document that has it, if not that of the decision's first source.
    #[serde(rename = "in")]
    pub within: Option<Text>,
    /// Where it stands: keys of workflows in quotes, or headings of sections; for what was observed, the schema or its field.
    #[schemars(length(min = 1))]
    pub sections: Vec<Text>,
    /// The operation that it is about.
    pub operation: Option<Text>,
    /// What the document says, or what was observed.
    pub document: Option<Text>,
    /// What that contradicts, in the spec or elsewhere in the document.
    pub against: Option<Text>,
    /// In how many places the document says it. [default: 1]
    pub places: Option<Spanned<u32>>,
}
