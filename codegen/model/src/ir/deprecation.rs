//! The resolved model of deprecations.

use std::fmt::{Display, Formatter};

use super::{CapabilityId, ChannelId, Model, Name, OperationId, TypeId, WorkflowId};

/// The deprecation of an item that new code should not use.
#[derive(Debug, Clone)]
pub struct Deprecation {
    /// The first version of the spec in which the item is deprecated.
    pub since: Release,
    /// What to use instead.
    pub replacement: Replacement,
}

/// The version of the spec that introduced a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Release {
    /// A known version.
    Version(String),
    /// The version of the next release. The release process replaces it with the actual version.
    Next,
}

impl Release {
    /// Returns the version as spelled in the spec and the catalog.
    pub fn wire(&self) -> &str {
        match self {
            Self::Version(version) => version,
            Self::Next => "next",
        }
    }

    /// Returns the version for Rust's `deprecated` attribute. Clippy accepts only one word for an unknown version.
    pub fn rust(&self) -> &str {
        match self {
            Self::Version(version) => version,
            Self::Next => "TBD",
        }
    }
}

impl Display for Release {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Version(version) => f.write_str(version),
            Self::Next => f.write_str("the next version"),
        }
    }
}

/// The replacement of a deprecated item.
#[derive(Debug, Clone)]
pub enum Replacement {
    /// A workflow.
    Workflow(WorkflowId),
    /// An operation.
    Operation(OperationId),
    /// A payload type.
    Type(TypeId),
    /// A channel.
    Channel(ChannelId),
    /// A capability.
    Capability(CapabilityId),
    /// A field of the same object, a value of the same enum, or a code of the same category.
    Sibling(Name),
    /// A sentence that tells readers what to do.
    Sentence(String),
}

impl Deprecation {
    /// Returns an instruction for the reader, with the replacement's name as spelled in that context.
    pub fn way_out(&self, model: &Model, spelled: impl Fn(&Name) -> String) -> String {
        let name = match &self.replacement {
            Replacement::Workflow(id) => &model[*id].name,
            Replacement::Operation(id) => &model[*id].name,
            Replacement::Type(id) => &model[*id].name,
            Replacement::Channel(id) => &model[*id].name,
            Replacement::Capability(id) => &model[*id].name,
            Replacement::Sibling(name) => name,
            Replacement::Sentence(sentence) => return sentence.clone(),
        };
        format!("use `{}`", spelled(name))
    }
}

impl Model {
    /// Returns whether anything in the Rust API is deprecated.
    pub fn deprecates_rust(&self) -> bool {
        let types = self.types.iter().filter(|kind| !matches!(kind.kind, super::TypeKind::Alias(_)));
        self.workflows.iter().any(|workflow| workflow.deprecated.is_some())
            || self.operations.iter().any(|operation| operation.deprecated.is_some())
            || self.capabilities.iter().any(|capability| capability.deprecated.is_some())
            || types.into_iter().any(|kind| kind.deprecated.is_some() || kind.deprecates_parts())
    }
}

impl super::Type {
    /// Returns whether any field or value of the type is deprecated.
    fn deprecates_parts(&self) -> bool {
        match &self.kind {
            super::TypeKind::Object(fields) => fields.iter().any(|field| field.deprecated.is_some()),
            super::TypeKind::Enum(values) => values.iter().any(|value| value.deprecated.is_some()),
            super::TypeKind::Id(_) | super::TypeKind::Alias(_) => false,
        }
    }
}
