//! `workflows/<stem>.yaml`: one workflow.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Deprecation, Example, Map, Runs, Text, spelling};
use verispec_text::source::Spanned;

/// `workflows/<stem>.yaml`: a workflow. The stem is the id of the workflow and the name of its Rust module.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Workflow {
    /// The key that identifies the workflow in requests.
    pub key: Spanned<u32>,
    /// The name of the workflow in the documents.
    pub name: Text,
    /// A description of the workflow, in your own words.
    pub summary: Text,
    /// The categories of credentials that the workflow needs, according to the documents.
    #[serde(default)]
    pub required_credentials: Vec<Text>,
    /// The categories of credentials that the workflow stores, according to the documents.
    #[serde(default)]
    pub stored_credentials: Vec<Text>,
    /// The channels that the workflow supports, according to its prerequisites. Omit them if the provider has no
    /// channels.
    #[serde(default)]
    #[schemars(length(min = 1))]
    pub channels: Vec<Text>,
    /// The credentials of an execution, in the order of the response. Omit them if the workflow has none.
    #[serde(default)]
    #[schemars(length(min = 1))]
    pub slots: Vec<Slot>,
    /// The sets of categories that a request can choose between; the first is the default. Omit them if there is no
    /// choice.
    #[serde(default)]
    pub variants: Vec<Vec<Text>>,
    /// The prerequisites, by id from `prerequisites.yaml`, in the documented order.
    #[serde(default)]
    pub prerequisites: Vec<Text>,
    /// The capability chains exactly as documented, each from left to right. Omit them if the workflow does not run any
    /// capabilities.
    #[serde(default)]
    #[schemars(length(min = 1))]
    pub chains: Vec<Vec<Text>>,
    /// The conditions under which the workflow runs capabilities of its chains, where they differ from the capability's
    /// general condition.
    #[serde(default)]
    pub runs: Map<Runs>,
    /// The documented operations, with examples.
    #[schemars(extend("minProperties" = 1))]
    pub operations: Map<WorkflowOperation>,
    /// Marks the workflow as deprecated.
    pub deprecated: Option<Spanned<Deprecation>>,
    /// Further remarks for the reader.
    #[serde(default)]
    pub notes: Vec<Text>,
    /// The changes for users of the workflow, by version of the spec, newest first.
    #[serde(default)]
    pub history: Vec<Change>,
    /// The source of these facts: `document: section`.
    pub source: Text,
    /// Decisions that deviate from the documents or go beyond them, by id.
    #[serde(default)]
    pub decisions: Vec<Text>,
}

/// A change that users of a workflow notice.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// The version of the spec with the change, or `next` for the version of the next release.
    #[schemars(regex(pattern = spelling::RELEASE.pattern))]
    pub version: Text,
    /// A description of the change.
    pub text: Text,
}

/// A credential of a workflow's execution.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Slot {
    /// The category of the credential.
    pub category: Text,
    /// The origin of the credential.
    pub origin: Spanned<Origin>,
    /// The channels over which the credential can be acquired; empty if it is on file, or if the provider has no
    /// channels.
    #[serde(default)]
    pub channels: Vec<Text>,
    /// The parts that can be uploaded over the upload channel.
    #[serde(default)]
    pub parts: Vec<Text>,
    /// The source, if it differs from that of the workflow: `document: section`.
    pub source: Option<Text>,
    /// Decisions that deviate from the documents or go beyond them, by id.
    #[serde(default)]
    pub decisions: Vec<Text>,
}

/// The origin of a slot's credential.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// The credential is captured from the end user during the execution.
    Captured,
    /// The provider has the credential on file from an earlier execution; the request contains its id.
    OnFile,
    /// The customer stores the credential and uploads it.
    Uploaded,
}

/// An operation that is documented for a workflow.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WorkflowOperation {
    /// Examples of request and response bodies.
    #[serde(default)]
    pub examples: Vec<Example>,
    /// The source, if it differs from that of the workflow: `document: section`.
    pub source: Option<Text>,
    /// Decisions that deviate from the documents or go beyond them, by id.
    #[serde(default)]
    pub decisions: Vec<Text>,
}
