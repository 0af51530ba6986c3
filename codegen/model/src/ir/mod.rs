//! The resolved model: references are ids, items are in a fixed order, and names have all their spellings.
//!
//! **Invariant:** facts are methods of the model. Renderers never interpret the spec themselves.

mod accepted;
mod address;
mod argument;
mod capability;
mod constructor;
mod course;
mod deprecation;
mod feature;
mod informative;
mod journey;
mod known;
mod layout;
mod literal;
mod member;
mod name;
mod need;
mod operation;
mod passing;
mod payload;
mod privacy;
mod provider;
mod reading;
mod relation;
pub mod reserved;
mod role;
mod rule;
mod shown;
mod stated;
pub mod subject;
mod tables;
mod test;
mod value;
mod wording;
mod workflow;

pub use accepted::*;
pub use address::*;
pub use argument::*;
pub use capability::*;
pub use constructor::*;
pub use course::*;
pub use deprecation::*;
pub use informative::*;
pub use journey::*;
pub use known::*;
pub use layout::*;
pub use member::*;
pub use name::*;
pub use need::*;
pub use operation::*;
pub use passing::*;
pub use payload::*;
pub use privacy::*;
pub use provider::*;
pub use reading::*;
pub use rule::*;
pub use shown::*;
pub use stated::*;
pub use subject::{Operand, Subject};
pub use tables::*;
pub use test::*;
pub use value::*;
pub use workflow::*;

use std::collections::BTreeSet;

use verispec_text::source::Span;

macro_rules! ids {
    ($($(#[$doc:meta])* $id:ident => $field:ident: $entity:ty;)*) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub struct $id(pub usize);

            impl std::ops::Index<$id> for Model {
                type Output = $entity;
                fn index(&self, id: $id) -> &$entity {
                    &self.$field[id.0]
                }
            }
        )*
    };
}

ids! {
    /// A document that facts come from.
    DocumentId => documents: Document;
    /// A service of the provider.
    ServiceId => services: Service;
    /// A channel.
    ChannelId => channels: Channel;
    /// An authorization method.
    AuthId => auth: Auth;
    /// A file kind.
    FileKindId => files: FileKind;
    /// A decision.
    DecisionId => decisions: Decision;
    /// A credential category.
    CredentialId => credentials: Credential;
    /// A capability; ids are in topological order.
    CapabilityId => capabilities: Capability;
    /// A prerequisite.
    PrerequisiteId => prerequisites: Prerequisite;
    /// A list of codes.
    ListId => lists: List;
    /// A payload type.
    TypeId => types: Type;
    /// An operation.
    OperationId => operations: Operation;
    /// A workflow; ids are in the order of the keys.
    WorkflowId => workflows: Workflow;
}

/// The whole spec, resolved.
#[derive(Debug)]
pub struct Model {
    /// Facts about the provider.
    pub provider: Provider,
    /// The documents that facts come from, in spec order.
    pub documents: Vec<Document>,
    /// The documents that at least one fact comes from.
    pub used_documents: BTreeSet<DocumentId>,
    /// Services, in spec order.
    pub services: Vec<Service>,
    /// Regions, in spec order.
    pub regions: Vec<Region>,
    /// Channels, in spec order.
    pub channels: Vec<Channel>,
    /// Authorization methods, in spec order.
    pub auth: Vec<Auth>,
    /// The facts about time: lifetimes, polling and states.
    pub timing: Timing,
    /// The web redirect; `None` if the spec does not define one.
    pub redirect: Option<Redirect>,
    /// File kinds, in spec order.
    pub files: Vec<FileKind>,
    /// Decisions, in spec order.
    pub decisions: Vec<Decision>,
    /// Credential categories, in the order of their files.
    pub credentials: Vec<Credential>,
    /// Capabilities in topological order.
    pub capabilities: Vec<Capability>,
    /// Advice for labels that have the same meaning in every capability, in spec order.
    pub advice: Vec<Advice>,
    /// The paths to important fields in responses.
    pub readings: Readings,
    /// Prerequisites, in spec order.
    pub prerequisites: Vec<Prerequisite>,
    /// Lists of codes, in the order of their files.
    pub lists: Vec<List>,
    /// Schema files, in the order of their paths.
    pub schema_files: Vec<SchemaFile>,
    /// The payload types of all schema files, in spec order.
    pub types: Vec<Type>,
    /// Operations, in the order of their file paths.
    pub operations: Vec<Operation>,
    /// The names of all rules in the spec, including those that could not be read because of another error.
    pub rule_names: BTreeSet<String>,
    /// Rule files, in the order of their paths.
    pub rule_files: Vec<RuleFile>,
    /// The spans in which the spec has `next` instead of a version number.
    pub unreleased: Vec<Span>,
    /// The layouts of documents, in the order of their paths.
    pub layouts: Vec<Layout>,
    /// Workflows, in the order of their keys.
    pub workflows: Vec<Workflow>,
    /// The operations that at least one workflow lists.
    pub listed_operations: BTreeSet<OperationId>,
}

impl Model {
    /// Returns the id of every workflow, in the order of their keys.
    pub fn workflow_ids(&self) -> impl Iterator<Item = WorkflowId> + use<> {
        (0..self.workflows.len()).map(WorkflowId)
    }

    /// Returns the workflow with this key, if there is one.
    pub fn workflow(&self, key: u32) -> Option<&Workflow> {
        let at = self.workflows.partition_point(|workflow| workflow.key < key);
        self.workflows.get(at).filter(|workflow| workflow.key == key)
    }

    /// Returns the rules of all files.
    pub fn rules(&self) -> impl Iterator<Item = &Rule> {
        self.rule_files.iter().flat_map(|file| &file.rules)
    }

    /// Returns the channel over which parts are uploaded, if there is one.
    pub fn upload_channel(&self) -> Option<&Channel> {
        self.provider.upload_channel.map(|id| &self[id])
    }

    /// Returns whether the customer can upload the parts of a slot. If the slot has no channels, uploading is the only
    /// way to provide them.
    pub fn is_uploaded(&self, slot: &Slot) -> bool {
        match self.provider.upload_channel {
            Some(channel) => slot.channels.contains(&channel),
            None => self.channels.is_empty() && !slot.parts.is_empty(),
        }
    }

    /// Returns the operation with this id, if there is one.
    pub fn operation(&self, id: &str) -> Option<&Operation> {
        self.operations.iter().find(|operation| operation.name.wire == id)
    }

    /// Returns the parts of all categories without duplicates, in spec order.
    pub fn parts(&self) -> Vec<&Part> {
        let mut parts: Vec<&Part> = Vec::new();
        for part in self.credentials.iter().flat_map(|credential| &credential.parts) {
            if !parts.iter().any(|known| known.name == part.name) {
                parts.push(part);
            }
        }
        parts
    }
}

/// The section of a document that facts come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The document.
    pub document: DocumentId,
    /// The heading of the section.
    pub section: String,
    /// The span in the spec that names the source.
    pub span: Span,
}
