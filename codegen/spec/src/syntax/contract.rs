//! Credentials, files, capabilities, prerequisites and lists: the vocabulary that workflows are made of.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Advice, Deprecation, Map, PassesWith, Text, spelling};
use verispec_text::source::Spanned;

/// `credentials/<stem>.yaml`: a category of credential.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Credential {
    /// The category's wire name.
    #[schemars(regex(pattern = spelling::ID.pattern))]
    pub category: Text,
    /// Its name in words.
    pub name: Text,
    /// What it is.
    pub summary: Text,
    /// The parts that it is made of, by wire name (the classifier of an upload).
    #[serde(default)]
    #[schemars(extend("propertyNames" = spelling::ID.keys()))]
    pub parts: Map<Part>,
    /// The type codes that a request may preset, by wire name.
    #[serde(default)]
    pub types: Map<TypeCode>,
    /// Where this comes from: `document: section`.
    pub source: Text,
    /// Decisions taken against or beyond the documents, by id.
    #[serde(default)]
    pub decisions: Vec<Text>,
}

/// A part of a credential.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// What it shows.
    pub summary: Text,
    /// The kind of file, defined in `files.yaml`.
    pub file: Text,
    /// Whether there are credentials without this part. Default: every credential has it.
    #[serde(default)]
    pub optional: bool,
}

/// A type code of a credential category.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TypeCode {
    /// What it stands for.
    pub summary: Text,
    /// Where the code may be used. Absent: everywhere.
    #[serde(default)]
    pub only: Vec<Use>,
    /// That it should not be used any more.
    pub deprecated: Option<Spanned<Deprecation>>,
}

/// A place where a type code may be used.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Use {
    /// Only in these workflows, by id. Absent: in all.
    #[serde(default)]
    pub workflows: Vec<Text>,
    /// Only over these channels. Absent: over all.
    #[serde(default)]
    pub channels: Vec<Text>,
}

/// `files.yaml`: the kinds of file that can be uploaded.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Files {
    /// The kinds, by name.
    #[schemars(extend("propertyNames" = spelling::ID.keys()))]
    pub files: Map<FileKind>,
}

/// A kind of file.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FileKind {
    /// What it is.
    pub summary: Text,
    /// The media types that are accepted.
    #[schemars(length(min = 1), inner(regex(pattern = spelling::MEDIA_TYPE.pattern)))]
    pub media_types: Vec<Text>,
    /// The file name endings that go with them, without the dot.
    #[schemars(length(min = 1), inner(regex(pattern = spelling::EXTENSION.pattern)))]
    pub extensions: Vec<Text>,
    /// The largest size in bytes.
    #[schemars(range(min = 1))]
    pub max_bytes: Option<Spanned<u64>>,
    /// The largest width in pixels.
    #[schemars(range(min = 1))]
    pub max_width: Option<Spanned<u32>>,
    /// The largest height in pixels.
    #[schemars(range(min = 1))]
    pub max_height: Option<Spanned<u32>>,
    /// Where this comes from: `document: section`.
    pub source: Text,
    /// Decisions taken against or beyond the documents, by id.
    #[serde(default)]
    pub decisions: Vec<Text>,
}

/// `capabilities/<stem>.yaml`: a check that the provider runs.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Capability {
    /// The capability's wire name.
    #[schemars(regex(pattern = spelling::ID.pattern))]
    pub name: Text,
    /// What it finds out.
    pub summary: Text,
    /// The capabilities that it depends on in general; a workflow's own chains win.
    #[serde(default)]
    pub requires: Vec<Text>,
    /// The categories of the credentials that it judges.
    #[serde(default)]
    pub credentials: Vec<Text>,
    /// That one result is about all of them. Absent: results may be about one each.
    pub together: Option<Together>,
    /// The labels of each decision type, by the decision type's wire name.
    #[schemars(extend("additionalProperties" = spelling::some_texts()))]
    pub decisions: Map<Vec<Text>>,
    /// What may stand beside the decision of a result that has passed, by the path from a result to a field. Data that
    /// contradicts a pass makes an outcome undecided.
    #[serde(default)]
    pub passes_with: Map<PassesWith>,
    /// What to do about labels that mean something else here than in `advice.yaml`, by label.
    #[serde(default)]
    pub advice: Map<Advice>,
    /// When a workflow whose chains name it runs it; a workflow's own `runs` wins. Absent: always.
    pub runs: Option<Runs>,
    /// The schema of one result.
    pub result: Text,
    /// That it should not be used any more.
    pub deprecated: Option<Spanned<Deprecation>>,
    /// Where this comes from: `document: section`.
    pub source: Text,
    /// Notes on decisions taken against or beyond the documents, by id.
    #[serde(default)]
    pub notes: Vec<Text>,
}

/// That one result of a capability is about all credentials that it judges.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Together {
    /// Where this comes from: `document: section`.
    pub source: Text,
    /// Decisions taken against or beyond the documents, by id.
    #[serde(default)]
    pub decisions: Vec<Text>,
}

/// When a workflow runs a capability of its chains.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Runs {
    /// When it does.
    pub when: Spanned<RunsWhen>,
    /// Where this comes from: `document: section`.
    pub source: Text,
    /// Decisions taken against or beyond the documents, by id.
    #[serde(default)]
    pub decisions: Vec<Text>,
}

/// When a workflow runs a capability of its chains.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RunsWhen {
    /// Always: a processed execution without a result of it is incomplete.
    Always,
    /// If the provider has enabled it for the customer's account.
    IfEnabled,
    /// If it applies to the credential or the end user, and is enabled.
    IfApplicable,
}

/// `prerequisites.yaml`: what must be in place before a workflow can run.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Prerequisites {
    /// The prerequisites, by id.
    #[schemars(extend("propertyNames" = spelling::ID.keys()))]
    pub prerequisites: Map<Prerequisite>,
}

/// Something that must be in place before a workflow can run.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Prerequisite {
    /// What kind of thing it is.
    pub kind: Spanned<PrerequisiteKind>,
    /// What has to be there, in one sentence.
    pub text: Text,
    /// Who can provide it.
    pub from: Option<Text>,
    /// For `credential_on_file`: the category.
    pub credential: Option<Text>,
    /// For `credential_on_file`: who stores it.
    pub stored_by: Option<Holder>,
    /// For `credential_on_file`: ids of the workflows that the documents name as its origin.
    #[serde(default)]
    pub obtained_by: Vec<Text>,
    /// For the other kinds: the capabilities that need it.
    #[serde(default)]
    pub capabilities: Vec<Text>,
    /// More to read.
    #[schemars(regex(pattern = spelling::URL.pattern))]
    pub docs: Option<Text>,
    /// Where this comes from: `document: section`.
    pub source: Text,
    /// Decisions taken against or beyond the documents, by id.
    #[serde(default)]
    pub decisions: Vec<Text>,
}

/// The kind of a prerequisite.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PrerequisiteKind {
    /// The provider must switch something on for the customer.
    AccountSetting,
    /// The end user must already have an account.
    AccountExists,
    /// A credential must have been acquired before.
    CredentialOnFile,
    /// The end user must agree.
    Consent,
    /// The customer must set something up in the provider's portal.
    PortalSetup,
}

/// Who holds something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Holder {
    /// The provider.
    Provider,
    /// The customer, who integrates the provider.
    Customer,
}

/// `lists/<stem>.yaml`: a list of codes that rules refer to by its stem.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct List {
    /// What the codes are.
    pub summary: Text,
    /// Where they come from: `document: section`.
    pub source: Text,
    /// The codes.
    #[schemars(length(min = 1))]
    pub values: Vec<Text>,
    /// Decisions taken against or beyond the documents, by id.
    #[serde(default)]
    pub decisions: Vec<Text>,
}
