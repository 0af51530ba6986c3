//! Deprecations, resolved.

use std::fmt::{Display, Formatter};

use super::{CapabilityId, ChannelId, Model, Name, OperationId, TypeId, WorkflowId};

/// A deprecation: something that new code should not use.
#[derive(Debug, Clone)]
pub struct Deprecation {
    /// The first version of the spec that deprecates it.
    pub since: Release,
    /// What to use instead.
    pub replacement: Replacement,
}

/// The version of the spec that introduced something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Release {
    /// A known version.
    Version(String),
    /// The version of the next release, which will fill it in.
    Next,
}

impl Release {
    /// The version as spelled in the spec and the catalog.
    pub fn wire(&self) -> &str {
        match self {
            Self::Version(version) => version,
            Self::Next => "next",
        }
    }

    /// The version for Rust's `deprecated` attribute: clippy accepts only one word for an unknown version.
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

/// The replacement of something deprecated.
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
    /// A sentence that says what to do.
    Sentence(String),
}

impl Deprecation {
    /// What to do instead, with the replacement's name as spelled in that context.
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
    /// Whether anything in the Rust API is deprecated.
    pub fn deprecates_rust(&self) -> bool {
        let types = self.types.iter().filter(|kind| !matches!(kind.kind, super::TypeKind::Alias(_)));
        self.workflows.iter().any(|workflow| workflow.deprecated.is_some())
            || self.operations.iter().any(|operation| operation.deprecated.is_some())
            || self.capabilities.iter().any(|capability| capability.deprecated.is_some())
            || types.into_iter().any(|kind| kind.deprecated.is_some() || kind.deprecates_parts())
    }
}

impl super::Type {
    /// Whether one of its fields or values is deprecated.
    fn deprecates_parts(&self) -> bool {
        match &self.kind {
            super::TypeKind::Object(fields) => fields.iter().any(|field| field.deprecated.is_some()),
            super::TypeKind::Enum(values) => values.iter().any(|value| value.deprecated.is_some()),
            super::TypeKind::Id(_) | super::TypeKind::Alias(_) => false,
        }
    }
}
