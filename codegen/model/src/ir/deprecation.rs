//! Deprecations, resolved.

use std::fmt::{Display, Formatter};

use super::{CapabilityId, ChannelId, Model, Name, OperationId, TypeId, WorkflowId};

/// A deprecation: something that new code should not use.
#[derive(Debug, Clone)]
pub struct Deprecation {
    /// The version of the spec that says so first.
    pub since: Release,
    /// What to use instead.
    pub replacement: Replacement,
}

/// A version of the spec that something came with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Release {
    /// A version that is known.
    Version(String),
    /// The version that the next release gets, which fills it in.
    Next,
}

impl Release {
    /// As the spec and the catalogue write it.
    pub fn wire(&self) -> &str {
        match self {
            Self::Version(version) => version,
            Self::Next => "next",
        }
    }

    /// As the attribute `deprecated` of Rust takes it: clippy knows a single word for a version that is not known yet.
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

/// What takes the place of something that is deprecated.
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
    /// A member of the same object, a word of the same enumeration, or a code of the same category.
    Sibling(Name),
    /// Whatever this sentence says.
    Sentence(String),
}

impl Deprecation {
    /// What to do instead, in words, with the name of the replacement as it is spelled where the words stand.
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
    /// Whether something in the Rust bindings is deprecated.
    pub fn deprecates_rust(&self) -> bool {
        let types = self.types.iter().filter(|kind| !matches!(kind.kind, super::TypeKind::Alias(_)));
        self.workflows.iter().any(|workflow| workflow.deprecated.is_some())
            || self.operations.iter().any(|operation| operation.deprecated.is_some())
            || self.capabilities.iter().any(|capability| capability.deprecated.is_some())
            || types.into_iter().any(|kind| kind.deprecated.is_some() || kind.deprecates_parts())
    }
}

impl super::Type {
    /// Whether one of its members or words is deprecated.
    fn deprecates_parts(&self) -> bool {
        match &self.kind {
            super::TypeKind::Object(fields) => fields.iter().any(|field| field.deprecated.is_some()),
            super::TypeKind::Enum(values) => values.iter().any(|value| value.deprecated.is_some()),
            super::TypeKind::Id(_) | super::TypeKind::Alias(_) => false,
        }
    }
}
