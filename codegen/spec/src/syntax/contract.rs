//! Credentials, files, capabilities, prerequisites and lists: the vocabulary of workflows.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Advice, Deprecation, Map, PassesWith, Text, spelling};
use verispec_text::source::Spanned;

/// `credentials/<stem>.yaml`: a category of credentials.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Credential {
    /// The wire name of the category.
    #[schemars(regex(pattern = spelling::ID.pattern))]
    pub category: Text,
    /// The display name of the category.
    pub name: Text,
    /// A description of this category of credential.
    pub summary: Text,
    /// The parts of the credential, by wire name (which is the classifier of an upload).
    #[serde(default)]
    #[schemars(extend("propertyNames" = spelling::ID.keys()))]
    pub parts: Map<Part>,
    /// The type codes that a request may preset, by wire name.
    #[serde(default)]
    pub types: Map<TypeCode>,
    /// The source of these facts: `document: section`.
    pub source: Text,
    /// Decisions that deviate from the documents or go beyond them, by id.
    #[serde(default)]
    pub decisions: Vec<Text>,
}

/// A part of a credential.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// A description of what the part shows.
    pub summary: Text,
    /// The file kind of the part, as defined in `files.yaml`.
    pub file: Text,
    /// Whether the part may be absent from some credentials. Default: every credential has it.
    #[serde(default)]
    pub optional: bool,
}

/// A type code of a credential category.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TypeCode {
    /// The meaning of the code.
    pub summary: Text,
    /// The places where the code may be used. Default: everywhere.
    #[serde(default)]
    pub only: Vec<Use>,
    /// Marks the code as deprecated.
    pub deprecated: Option<Spanned<Deprecation>>,
}

/// A place where a type code may be used.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Use {
    /// The ids of the workflows in which the code may be used. Default: all.
    #[serde(default)]
    pub workflows: Vec<Text>,
    /// The channels over which the code may be used. Default: all.
    #[serde(default)]
    pub channels: Vec<Text>,
}

/// `files.yaml`: the file kinds that can be uploaded.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Files {
    /// The file kinds, by name.
    #[schemars(extend("propertyNames" = spelling::ID.keys()))]
    pub files: Map<FileKind>,
}

/// A file kind.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FileKind {
    /// A description of the file kind.
    pub summary: Text,
    /// The accepted media types.
    #[schemars(length(min = 1), inner(regex(pattern = spelling::MEDIA_TYPE.pattern)))]
    pub media_types: Vec<Text>,
    /// The accepted file name extensions, without the dot.
    #[schemars(length(min = 1), inner(regex(pattern = spelling::EXTENSION.pattern)))]
    pub extensions: Vec<Text>,
    /// The maximum size in bytes.
    #[schemars(range(min = 1))]
    pub max_bytes: Option<Spanned<u64>>,
    /// The maximum width in pixels.
    #[schemars(range(min = 1))]
    pub max_width: Option<Spanned<u32>>,
    /// The maximum height in pixels.
    #[schemars(range(min = 1))]
    pub max_height: Option<Spanned<u32>>,
    /// The source of these facts: `document: section`.
    pub source: Text,
    /// Decisions that deviate from the documents or go beyond them, by id.
    #[serde(default)]
    pub decisions: Vec<Text>,
}

/// `capabilities/<stem>.yaml`: a check that the provider runs.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Capability {
    /// The wire name of the capability.
    #[schemars(regex(pattern = spelling::ID.pattern))]
    pub name: Text,
    /// A description of what the capability checks.
    pub summary: Text,
    /// The capabilities that this capability requires in general; a workflow's own chains take precedence.
    #[serde(default)]
    pub requires: Vec<Text>,
    /// The categories of the credentials that the capability judges.
    #[serde(default)]
    pub credentials: Vec<Text>,
    /// Declares that a single result of the capability covers all of these credentials. Default: each result may cover
    /// one credential.
    pub together: Option<Together>,
    /// The labels that results can have, by the wire name of the decision type.
    #[schemars(extend("additionalProperties" = spelling::some_texts()))]
    pub decisions: Map<Vec<Text>>,
    /// The fields that may accompany a passed decision, by their path within a result, with the values that agree with
    /// a pass. A value that contradicts a pass makes the verdict unknown.
    #[serde(default)]
    pub passes_with: Map<PassesWith>,
    /// Advice for labels whose meaning here differs from `advice.yaml`, by label.
    #[serde(default)]
    pub advice: Map<Advice>,
    /// The condition under which a workflow runs the capability as part of a chain; a workflow's own `runs` takes
    /// precedence. Default: always.
    pub runs: Option<Runs>,
    /// The schema of one result.
    pub result: Text,
    /// Marks the capability as deprecated.
    pub deprecated: Option<Spanned<Deprecation>>,
    /// The source of these facts: `document: section`.
    pub source: Text,
    /// Decisions that deviate from the documents or go beyond them, by id.
    #[serde(default)]
    pub notes: Vec<Text>,
}

/// Declares that a single result of a capability covers all credentials that it judges.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Together {
    /// The source of this fact: `document: section`.
    pub source: Text,
    /// Decisions that deviate from the documents or go beyond them, by id.
    #[serde(default)]
    pub decisions: Vec<Text>,
}

/// The condition under which a workflow runs a capability of its chains, with the source.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Runs {
    /// The condition for running the capability.
    pub when: Spanned<RunsWhen>,
    /// The source of this fact: `document: section`.
    pub source: Text,
    /// Decisions that deviate from the documents or go beyond them, by id.
    #[serde(default)]
    pub decisions: Vec<Text>,
}

/// The condition under which a workflow runs a capability of its chains.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RunsWhen {
    /// The capability always runs: a processed execution without a result for it is incomplete.
    Always,
    /// The capability runs if the provider has enabled it for the customer's account.
    IfEnabled,
    /// The capability runs if it is enabled and applies to the credential or the end user.
    IfApplicable,
}

/// `prerequisites.yaml`: the prerequisites that must be met before a workflow can run.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Prerequisites {
    /// The prerequisites, by id.
    #[schemars(extend("propertyNames" = spelling::ID.keys()))]
    pub prerequisites: Map<Prerequisite>,
}

/// A prerequisite that must be met before a workflow can run.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Prerequisite {
    /// The kind of prerequisite.
    pub kind: Spanned<PrerequisiteKind>,
    /// The requirement, in one sentence.
    pub text: Text,
    /// The party that can provide what is required.
    pub from: Option<Text>,
    /// For `credential_on_file`: the category of the credential.
    pub credential: Option<Text>,
    /// For `credential_on_file`: the party that stores the credential.
    pub stored_by: Option<Holder>,
    /// For `credential_on_file`: the ids of the workflows from which the credential originates, according to the
    /// documents.
    #[serde(default)]
    pub obtained_by: Vec<Text>,
    /// For the other kinds: the capabilities that need the prerequisite.
    #[serde(default)]
    pub capabilities: Vec<Text>,
    /// A link to more information.
    #[schemars(regex(pattern = spelling::URL.pattern))]
    pub docs: Option<Text>,
    /// The source of these facts: `document: section`.
    pub source: Text,
    /// Decisions that deviate from the documents or go beyond them, by id.
    #[serde(default)]
    pub decisions: Vec<Text>,
}

/// The kind of a prerequisite.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PrerequisiteKind {
    /// The provider must enable something for the customer.
    AccountSetting,
    /// The end user must already have an account.
    AccountExists,
    /// A credential must have been acquired before.
    CredentialOnFile,
    /// The end user must consent.
    Consent,
    /// The customer must set something up in the provider's portal.
    PortalSetup,
}

/// The party that stores a credential.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Holder {
    /// The provider.
    Provider,
    /// The customer, who integrates the provider.
    Customer,
}

/// `lists/<stem>.yaml`: a list of codes that rules refer to by the file's stem.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct List {
    /// A description of the codes.
    pub summary: Text,
    /// The source of the codes: `document: section`.
    pub source: Text,
    /// The codes.
    #[schemars(length(min = 1))]
    pub values: Vec<Text>,
    /// Decisions that deviate from the documents or go beyond them, by id.
    #[serde(default)]
    pub decisions: Vec<Text>,
}
