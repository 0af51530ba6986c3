//! `provider.yaml`, `timing.yaml`, `redirect.yaml`, `decisions.yaml`: facts about the provider that apply to every
//! workflow.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Deprecation, Map, Text, spelling};
use verispec_text::source::Spanned;

/// `provider.yaml`: the provider, its documents, hosts and channels, and the package to generate.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Provider {
    /// The provider's name as used in titles, such as `Acme Identity`.
    pub name: Text,
    /// A description of the provider's API, in one or two sentences.
    pub summary: Text,
    /// The contact for questions about the API.
    pub contact: Option<Contact>,
    /// The generated package.
    pub package: Package,
    /// The documents that facts are taken from, by the short name used in `source`.
    #[schemars(extend("propertyNames" = spelling::ID.keys()))]
    pub documents: Map<Document>,
    /// The services that receive requests, each with a host in every region.
    #[schemars(extend("propertyNames" = spelling::ID.keys()))]
    pub services: Map<Service>,
    /// The regions, by their short name.
    #[schemars(extend("propertyNames" = spelling::ID.keys()))]
    pub regions: Map<Region>,
    /// The channels over which credentials are acquired, by wire name. Omit them if there is only one way to acquire
    /// credentials.
    #[serde(default)]
    #[schemars(extend("propertyNames" = spelling::ID.keys()))]
    pub channels: Map<Channel>,
    /// The channel over which the customer's backend uploads parts. Omit it if no parts are uploaded.
    pub upload_channel: Option<Text>,
    /// HTTP headers of every request, by name.
    #[serde(default)]
    #[schemars(extend("propertyNames" = spelling::TOKEN.keys()))]
    pub headers: Map<Header>,
    /// HTTP statuses that report an error, with their meaning.
    #[serde(default)]
    #[schemars(extend("propertyNames" = spelling::STATUS.keys()))]
    pub errors: Map<ErrorStatus>,
    /// The authorization methods, by the short name that operations use.
    #[serde(default)]
    #[schemars(extend("propertyNames" = spelling::ID.keys()))]
    pub auth: Map<Auth>,
}

/// The contact for questions about the provider's API.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// The name of the person or team.
    pub name: Text,
    /// The contact's web page.
    #[schemars(regex(pattern = spelling::URL.pattern))]
    pub url: Option<Text>,
    /// The contact's email address.
    #[schemars(regex(pattern = spelling::EMAIL.pattern))]
    pub email: Option<Text>,
    /// The source of these facts: `document: section`.
    pub source: Text,
}

/// The package that is generated from this spec.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Package {
    /// The name of the crate, in kebab case.
    #[schemars(regex(pattern = spelling::CRATE.pattern))]
    pub name: Text,
    /// The version of the spec, which is also the version of the crate.
    #[schemars(regex(pattern = spelling::VERSION.pattern))]
    pub version: Text,
    /// The minimum supported Rust version of the crate.
    #[schemars(regex(pattern = spelling::RUST_VERSION.pattern))]
    pub rust_version: Text,
    /// The license of the crate, as an SPDX expression.
    #[schemars(regex(pattern = spelling::LICENSE.pattern))]
    pub license: Text,
    /// The base URL of the published docs, without a trailing slash. Without this key, links in violations are relative
    /// to the docs folder.
    #[schemars(regex(pattern = spelling::URL.pattern))]
    pub docs_url: Option<Text>,
}

/// A document that facts are taken from.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// The full title of the document, for the docs.
    pub title: Text,
    /// The edition that the facts come from. It is included in decision records.
    pub edition: Option<Text>,
    /// The URL of the document.
    #[schemars(regex(pattern = spelling::URL.pattern))]
    pub url: Option<Text>,
}

/// A service of the provider, with one host per region.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Service {
    /// The purpose of the service.
    pub summary: Text,
}

/// A region: where data is processed and stored.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Region {
    /// The display name of the region.
    pub name: Text,
    /// The host of each service. `{word}` in a host is a placeholder that only the caller can fill in.
    #[schemars(extend("additionalProperties" = spelling::HOST.schema()))]
    pub hosts: Map<Text>,
    /// The addresses that send the region's callbacks.
    pub callbacks: Option<CallbackSenders>,
    /// The source of these facts: `document: section`.
    pub source: Text,
}

/// The addresses that send a region's callbacks.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CallbackSenders {
    /// The host name that resolves to these addresses.
    #[schemars(regex(pattern = spelling::HOST.pattern))]
    pub host: Text,
    /// The published IP addresses.
    #[schemars(inner(regex(pattern = spelling::ADDRESS.pattern)))]
    pub addresses: Vec<Text>,
    /// The source of these facts: `document: section`.
    pub source: Text,
}

/// A channel: the way in which the provider acquires a credential from the end user.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Channel {
    /// A description of the channel.
    pub summary: Text,
    /// Marks the channel as deprecated.
    pub deprecated: Option<Spanned<Deprecation>>,
    /// The source of this fact: `document: section`.
    pub source: Text,
}

/// An HTTP header.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Header {
    /// A description of the header's value.
    pub summary: Text,
    /// An example value.
    pub example: Option<Text>,
    /// The source of this fact: `document: section`.
    pub source: Text,
}

/// An HTTP status that reports an error.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ErrorStatus {
    /// The meaning of the status, and what to do about it.
    pub summary: Text,
    /// The source of this fact: `document: section`.
    pub source: Text,
}

/// An authorization method.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Auth {
    /// The HTTP authentication scheme.
    pub scheme: AuthScheme,
    /// A description of the credentials, and where to obtain them.
    pub summary: Text,
    /// The source of these facts: `document: section`.
    pub source: Text,
    /// Decisions that deviate from the documents or go beyond them, by id.
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
    /// No authorization.
    None,
}

/// `timing.yaml`: lifetimes, the polling schedule and the states of an execution.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Timing {
    /// The lifetimes of tokens and sessions, by name.
    #[serde(default)]
    #[schemars(extend("propertyNames" = spelling::ID.keys()))]
    pub lifetimes: Map<Lifetime>,
    /// When to poll for a result. Omit it if the documents do not define a schedule.
    pub polling: Option<Polling>,
    /// The states of a workflow execution, by wire name, in their usual order.
    #[serde(default)]
    #[schemars(extend("propertyNames" = spelling::ID.keys()))]
    pub states: Map<State>,
}

/// The lifetime of a token or a session.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Lifetime {
    /// A description of what has this lifetime.
    pub summary: Text,
    /// The default lifetime, such as `30m`.
    pub default: Text,
    /// The minimum lifetime that can be configured.
    pub min: Option<Text>,
    /// The maximum lifetime that can be configured.
    pub max: Option<Text>,
    /// Whether every action restarts the lifetime.
    #[serde(default)]
    pub renewed: bool,
    /// The source of these facts: `document: section`.
    pub source: Text,
}

/// When to poll for a result.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Polling {
    /// The seconds to wait before each attempt, in order.
    #[schemars(length(min = 1), inner(range(min = 1)))]
    pub delays_seconds: Vec<Spanned<u32>>,
    /// Instructions for using the schedule.
    pub summary: Text,
    /// The source of these facts: `document: section`.
    pub source: Text,
}

/// A state of a workflow execution.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct State {
    /// The meaning of the state.
    pub summary: Text,
    /// The states that can follow this one; empty for a final state.
    #[serde(default)]
    pub next: Vec<Text>,
    /// The source of these facts: `document: section`.
    pub source: Text,
}

/// `redirect.yaml`: the query parameters that the provider appends to the URLs that end users return to.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Redirect {
    /// A description of the redirect.
    pub summary: Text,
    /// The schema of the query parameters.
    pub parameters: Text,
    /// Further documented facts about the redirect, one paragraph for each.
    #[serde(default)]
    pub facts: Vec<Fact>,
    /// The error codes of the redirect, with their meaning.
    pub error_codes: Map<ErrorCode>,
    /// The source of these facts: `document: section`.
    pub source: Text,
}

/// An error code of the web redirect.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ErrorCode {
    /// The meaning of the code, if it is documented.
    pub summary: Option<Text>,
    /// The source of the meaning: `document: section`. Default: the source of the redirect.
    pub source: Option<Text>,
}

/// A fact that is stated in prose.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// The statement.
    pub text: Text,
    /// The source of this fact: `document: section`.
    pub source: Text,
}

/// `decisions.yaml`: contradictions in the documents and the decisions of this spec about them.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Decisions {
    /// The decisions, by id.
    #[schemars(extend("propertyNames" = spelling::ID.keys()))]
    pub decisions: Map<Decision>,
}

/// A decision about a contradiction within or between the documents.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// The locations of the contradiction: `document: section`, one or more.
    #[schemars(length(min = 1))]
    pub sources: Vec<Text>,
    /// A description of the contradiction.
    pub contradiction: Text,
    /// What this spec assumes to be true. Without this key, the decision is still open, and `cargo xtask audit` exits
    /// with 1.
    pub decision: Option<Text>,
    /// The rules whose findings this decision allows wherever a `decisions` key refers to it.
    #[serde(default)]
    pub allows: Vec<Text>,
    /// The findings of `cargo xtask audit` or `cargo xtask import --observed` that this decision settles.
    #[serde(default)]
    pub settles: Vec<Settled>,
}

/// A contradiction that a decision settles, as reported by `cargo xtask audit` or `cargo xtask import --observed`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Settled {
    /// The kind of the finding, or the rule that the example violates.
    pub finding: Text,
    /// The document that contains the contradiction, if it is not in the decision's first source.
    #[serde(rename = "in")]
    pub within: Option<Text>,
    /// The location: quoted keys of workflows, or headings of sections; for an observed payload, the schema or its
    /// field. The headings above a heading precede it, such as `Retrieval > Examples > Response`; the outer ones may be
    /// left out if no other section has the same inner ones. `[2]` is the second section with the same headings.
    #[schemars(length(min = 1))]
    pub sections: Vec<Text>,
    /// The operation that the contradiction is about.
    pub operation: Option<Text>,
    /// What the document states, or what was observed.
    pub document: Option<Text>,
    /// The contradicting statement, in the spec or elsewhere in the document.
    pub against: Option<Text>,
    /// How often the contradiction occurs in the document. [default: 1]
    pub places: Option<Spanned<u32>>,
}
