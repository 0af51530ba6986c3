//! `workflows/<stem>.yaml`: one workflow.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Deprecation, Example, Map, Runs, Text, spelling};
use verispec_text::source::Spanned;

/// `workflows/<stem>.yaml`: a workflow; the stem is its id and the name of its module.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Workflow {
    /// The key that requests name it by.
    pub key: Spanned<u32>,
    /// Its name as documented.
    pub name: Text,
    /// What it does, in our own words.
    pub summary: Text,
    /// The categories of credentials that it needs, as documented.
    #[serde(default)]
    pub required_credentials: Vec<Text>,
    /// The categories of credentials that are stored by it, as documented.
    #[serde(default)]
    pub stored_credentials: Vec<Text>,
    /// The channels that it can be run over, as its prerequisites say. Absent if the provider has no channels.
    #[serde(default)]
    #[schemars(length(min = 1))]
    pub channels: Vec<Text>,
    /// The credentials of an execution, in the order of the response. Absent if it takes none.
    #[serde(default)]
    #[schemars(length(min = 1))]
    pub slots: Vec<Slot>,
    /// The sets of categories that a request may choose between; the first is the default. Absent: there is no choice.
    #[serde(default)]
    pub variants: Vec<Vec<Text>>,
    /// What must be in place, by id from `prerequisites.yaml`, in the documented order.
    #[serde(default)]
    pub prerequisites: Vec<Text>,
    /// The capability chains exactly as documented: each runs from left to right. Absent if it runs no capability.
    #[serde(default)]
    #[schemars(length(min = 1))]
    pub chains: Vec<Vec<Text>>,
    /// When it runs a capability of its chains, where that differs from what the capability says in general.
    #[serde(default)]
    pub runs: Map<Runs>,
    /// The operations documented for it, with examples.
    #[schemars(extend("minProperties" = 1))]
    pub operations: Map<WorkflowOperation>,
    /// That it should not be used any more.
    pub deprecated: Option<Spanned<Deprecation>>,
    /// What else the reader has to know.
    #[serde(default)]
    pub notes: Vec<Text>,
    /// What changed for its users in which version of the spec, the newest first.
    #[serde(default)]
    pub history: Vec<Change>,
    /// Where this comes from: `document: section`.
    pub source: Text,
    /// Decisions taken against or beyond the documents, by id.
    #[serde(default)]
    pub decisions: Vec<Text>,
}

/// A change that users of a workflow notice.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// The version of the spec that it came with, or `next` for the one that the next release gets.
    #[schemars(regex(pattern = spelling::RELEASE.pattern))]
    pub version: Text,
    /// What changed.
    pub text: Text,
}

/// A credential of a workflow's execution.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Slot {
    /// Its category.
    pub category: Text,
    /// Where it comes from.
    pub origin: Spanned<Origin>,
    /// The channels over which it can be acquired; none if it is on file, or if the provider has no channels.
    #[serde(default)]
    pub channels: Vec<Text>,
    /// The parts that can be uploaded over the upload channel.
    #[serde(default)]
    pub parts: Vec<Text>,
    /// Where this comes from, if it is not what the workflow says: `document: section`.
    pub source: Option<Text>,
    /// Decisions taken against or beyond the documents, by id.
    #[serde(default)]
    pub decisions: Vec<Text>,
}

/// Where a slot's credential comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// It is captured from the end user during the execution.
    Captured,
    /// The provider has it from an earlier execution; the request names it by id.
    OnFile,
    /// The customer stores it and uploads it.
    Uploaded,
}

/// An operation that is documented for a workflow.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WorkflowOperation {
    /// Examples of bodies.
    #[serde(default)]
    pub examples: Vec<Example>,
    /// Where this comes from, if it is not what the workflow says: `document: section`.
    pub source: Option<Text>,
    /// Decisions taken against or beyond the documents, by id.
    #[serde(default)]
    pub decisions: Vec<Text>,
}
