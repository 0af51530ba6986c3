//! The resolved model of capabilities, credentials, files, prerequisites and lists.

use super::{
    Advice, CapabilityId, ChannelId, CredentialId, DecisionId, Deprecation, FileKindId, Model, Name, PassesWith,
    Source, TypeId, WorkflowId,
};
pub use verispec_spec::syntax::{Holder, PrerequisiteKind, RunsWhen};
use verispec_text::source::Span;

/// The condition under which a workflow runs a capability of its chains, with the source.
#[derive(Debug)]
pub struct Runs {
    /// The condition under which the capability runs.
    pub when: RunsWhen,
    /// The section of a document that these facts come from.
    pub source: Source,
    /// Decisions that deviate from the documents or go beyond them.
    pub decisions: Vec<DecisionId>,
}

/// The statement that a single result of a capability covers all credentials that the capability judges.
#[derive(Debug)]
pub struct Together {
    /// The section of a document that these facts come from.
    pub source: Source,
    /// Decisions that deviate from the documents or go beyond them.
    pub decisions: Vec<DecisionId>,
}

/// A capability, which is a check that the provider runs.
#[derive(Debug)]
pub struct Capability {
    /// The wire name of the capability.
    pub name: Name,
    /// The stem of the capability's file in the spec.
    pub stem: String,
    /// A description of what the capability checks.
    pub summary: String,
    /// The capabilities that it requires in every workflow.
    pub requires: Vec<CapabilityId>,
    /// The spans of the required capabilities in the spec, in the order of `requires`.
    pub places: Vec<Span>,
    /// The categories of the credentials that it checks.
    pub credentials: Vec<CredentialId>,
    /// Present if a single result covers all checked credentials.
    pub together: Option<Together>,
    /// The wire names of the decision types, each with the labels that it can have.
    pub decisions: Vec<(String, Vec<String>)>,
    /// The fields that may accompany a passed result, and the values that are consistent with it.
    pub passes_with: Vec<PassesWith>,
    /// Advice for labels with a meaning specific to this capability.
    pub advice: Vec<Advice>,
    /// The condition under which workflows run the capability, unless the workflow overrides it.
    pub runs: Runs,
    /// The type of one result.
    pub result: TypeId,
    /// The deprecation; `None` if the item is not deprecated.
    pub deprecated: Option<Deprecation>,
    /// The section of a document that these facts come from.
    pub source: Source,
    /// Decisions that deviate from the documents or go beyond them.
    pub notes: Vec<DecisionId>,
}

impl Model {
    /// Returns the advice for a label of a capability.
    pub fn advice(&self, id: CapabilityId, label: &str) -> Option<&Advice> {
        self[id].advice.iter().chain(&self.advice).find(|advice| advice.label == label)
    }

    /// Returns the capabilities that directly require this one in every workflow.
    pub fn dependents(&self, id: CapabilityId) -> Vec<CapabilityId> {
        (0..self.capabilities.len()).map(CapabilityId).filter(|other| self[*other].requires.contains(&id)).collect()
    }

    /// Returns the workflows that run this capability.
    pub fn workflows_running(&self, id: CapabilityId) -> Vec<WorkflowId> {
        self.workflow_ids().filter(|workflow| self[*workflow].runs(id)).collect()
    }

    /// Returns the workflows with a slot of this category.
    pub fn workflows_using(&self, id: CredentialId) -> Vec<WorkflowId> {
        self.workflow_ids().filter(|w| self[*w].slots.iter().any(|slot| slot.category == id)).collect()
    }

    /// Returns the decision types of all capabilities without duplicates, in spec order.
    pub fn decision_types(&self) -> Vec<&str> {
        distinct(self.capabilities.iter().flat_map(|c| c.decisions.iter().map(|(kind, _)| kind.as_str())))
    }

    /// Returns the labels of all capabilities without duplicates, in spec order.
    pub fn labels(&self) -> Vec<&str> {
        distinct(
            self.capabilities
                .iter()
                .flat_map(|c| c.decisions.iter().flat_map(|(_, labels)| labels))
                .map(String::as_str),
        )
    }
}

fn distinct<'a>(items: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut seen = std::collections::HashSet::new();
    items.filter(|item| seen.insert(*item)).collect()
}

/// A credential category.
#[derive(Debug)]
pub struct Credential {
    /// The wire name of the category.
    pub name: Name,
    /// The stem of the category's file in the spec.
    pub stem: String,
    /// The display name of the category.
    pub title: String,
    /// A description of the category.
    pub summary: String,
    /// The parts of the credential.
    pub parts: Vec<Part>,
    /// The type codes of the category.
    pub types: Vec<TypeCode>,
    /// The section of a document that these facts come from.
    pub source: Source,
    /// Decisions that deviate from the documents or go beyond them.
    pub decisions: Vec<DecisionId>,
}

/// A part of a credential.
#[derive(Debug)]
pub struct Part {
    /// The wire name of the part.
    pub name: Name,
    /// A description of what the part shows.
    pub summary: String,
    /// The file kind of the part.
    pub file: FileKindId,
    /// Whether some credentials do not have the part.
    pub optional: bool,
}

/// A type code.
#[derive(Debug)]
pub struct TypeCode {
    /// The wire name of the code.
    pub name: Name,
    /// The meaning of the code.
    pub summary: String,
    /// The places where the code may be used; an empty list means everywhere.
    pub only: Vec<Use>,
    /// The deprecation; `None` if the item is not deprecated.
    pub deprecated: Option<Deprecation>,
}

/// A place where a type code may be used.
#[derive(Debug)]
pub struct Use {
    /// The workflows; an empty list means all.
    pub workflows: Vec<WorkflowId>,
    /// The channels; an empty list means all.
    pub channels: Vec<ChannelId>,
}

/// A file kind.
#[derive(Debug)]
pub struct FileKind {
    /// The name of the file kind in the spec.
    pub name: Name,
    /// A description of the file kind.
    pub summary: String,
    /// The accepted media types.
    pub media_types: Vec<String>,
    /// The accepted file name extensions, without the dot.
    pub extensions: Vec<String>,
    /// The maximum size in bytes; `None` if the spec does not limit it.
    pub max_bytes: Option<u64>,
    /// The maximum width in pixels; `None` if the spec does not limit it.
    pub max_width: Option<u32>,
    /// The maximum height in pixels; `None` if the spec does not limit it.
    pub max_height: Option<u32>,
    /// The section of a document that these facts come from.
    pub source: Source,
    /// Decisions that deviate from the documents or go beyond them.
    pub decisions: Vec<DecisionId>,
}

/// A prerequisite that must be met before a workflow runs.
#[derive(Debug)]
pub struct Prerequisite {
    /// The id of the prerequisite.
    pub name: Name,
    /// The kind of prerequisite.
    pub kind: PrerequisiteKind,
    /// The requirement, in one sentence for readers.
    pub text: String,
    /// The party that can provide what is required.
    pub from: Option<String>,
    /// The category, if the prerequisite is a credential on file.
    pub credential: Option<CredentialId>,
    /// The party that stores the credential, if the prerequisite is a credential on file.
    pub stored_by: Option<Holder>,
    /// The workflows that store the credential according to the documents.
    pub obtained_by: Vec<WorkflowId>,
    /// The capabilities that need the prerequisite, unless it is a credential on file.
    pub capabilities: Vec<CapabilityId>,
    /// A link to more information.
    pub docs: Option<String>,
    /// The section of a document that these facts come from.
    pub source: Source,
    /// Decisions that deviate from the documents or go beyond them.
    pub decisions: Vec<DecisionId>,
    /// The spans of the references in the definition.
    pub places: PrerequisitePlaces,
}

/// The spans of the references in a prerequisite.
#[derive(Debug)]
pub struct PrerequisitePlaces {
    /// The span of the category.
    pub credential: Option<Span>,
    /// The spans of the origin workflows, in the order of `obtained_by`.
    pub obtained_by: Vec<Span>,
}

impl Prerequisite {
    /// Returns the kind as spelled in the spec.
    pub fn kind_word(&self) -> &'static str {
        match self.kind {
            PrerequisiteKind::AccountSetting => "account_setting",
            PrerequisiteKind::AccountExists => "account_exists",
            PrerequisiteKind::CredentialOnFile => "credential_on_file",
            PrerequisiteKind::Consent => "consent",
            PrerequisiteKind::PortalSetup => "portal_setup",
        }
    }
}

/// A list of codes.
#[derive(Debug)]
pub struct List {
    /// The name of the list, which is the stem of its file in the spec.
    pub name: Name,
    /// A description of the codes.
    pub summary: String,
    /// The codes.
    pub values: Vec<String>,
    /// The section of a document that the codes come from.
    pub source: Source,
    /// Decisions that deviate from the documents or go beyond them.
    pub decisions: Vec<DecisionId>,
}
