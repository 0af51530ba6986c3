//! Capabilities, credentials, files, prerequisites and lists, resolved.

use super::{
    Advice, CapabilityId, ChannelId, CredentialId, DecisionId, Deprecation, FileKindId, Model, Name, PassesWith,
    Source, TypeId, WorkflowId,
};
pub use verispec_spec::syntax::{Holder, PrerequisiteKind, RunsWhen};
use verispec_text::source::Span;

/// When a workflow runs a capability of its chains, with the source.
#[derive(Debug)]
pub struct Runs {
    /// When the capability runs.
    pub when: RunsWhen,
    /// The source of this fact.
    pub source: Source,
    /// The decisions behind this fact.
    pub decisions: Vec<DecisionId>,
}

/// Declares that a single result of a capability covers all credentials that it judges.
#[derive(Debug)]
pub struct Together {
    /// The source of this fact.
    pub source: Source,
    /// The decisions behind this fact.
    pub decisions: Vec<DecisionId>,
}

/// A check that the provider runs.
#[derive(Debug)]
pub struct Capability {
    /// The name of the capability.
    pub name: Name,
    /// The stem of the file.
    pub stem: String,
    /// What it finds out.
    pub summary: String,
    /// The capabilities that it requires in general.
    pub requires: Vec<CapabilityId>,
    /// The spans of these requirements in the spec, in the same order.
    pub places: Vec<Span>,
    /// The categories of the credentials that it judges.
    pub credentials: Vec<CredentialId>,
    /// Set if a single result covers all of them.
    pub together: Option<Together>,
    /// The labels of each decision type.
    pub decisions: Vec<(String, Vec<String>)>,
    /// The fields that may accompany a pass, and the values that agree with it.
    pub passes_with: Vec<PassesWith>,
    /// Advice for labels with a meaning specific to this capability.
    pub advice: Vec<Advice>,
    /// When a workflow with the capability in its chains runs it, unless the workflow overrides it.
    pub runs: Runs,
    /// The type of one result.
    pub result: TypeId,
    /// The deprecation, if it is deprecated.
    pub deprecated: Option<Deprecation>,
    /// The source of these facts.
    pub source: Source,
    /// The decisions behind these facts.
    pub notes: Vec<DecisionId>,
}

impl Model {
    /// The advice for a label of a capability.
    pub fn advice(&self, id: CapabilityId, label: &str) -> Option<&Advice> {
        self[id].advice.iter().chain(&self.advice).find(|advice| advice.label == label)
    }

    /// The capabilities that require this one directly in general.
    pub fn dependents(&self, id: CapabilityId) -> Vec<CapabilityId> {
        (0..self.capabilities.len()).map(CapabilityId).filter(|other| self[*other].requires.contains(&id)).collect()
    }

    /// The workflows that run this capability.
    pub fn workflows_running(&self, id: CapabilityId) -> Vec<WorkflowId> {
        self.workflow_ids().filter(|workflow| self[*workflow].runs(id)).collect()
    }

    /// The workflows with a slot of this category.
    pub fn workflows_using(&self, id: CredentialId) -> Vec<WorkflowId> {
        self.workflow_ids().filter(|w| self[*w].slots.iter().any(|slot| slot.category == id)).collect()
    }

    /// The decision types of all capabilities without duplicates, in spec order.
    pub fn decision_types(&self) -> Vec<&str> {
        distinct(self.capabilities.iter().flat_map(|c| c.decisions.iter().map(|(kind, _)| kind.as_str())))
    }

    /// The labels of all capabilities without duplicates, in spec order.
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
    /// The stem of the file.
    pub stem: String,
    /// The display name of the category.
    pub title: String,
    /// What this kind of credential is.
    pub summary: String,
    /// The parts of the credential.
    pub parts: Vec<Part>,
    /// The type codes of the category.
    pub types: Vec<TypeCode>,
    /// The source of these facts.
    pub source: Source,
    /// The decisions behind these facts.
    pub decisions: Vec<DecisionId>,
}

/// A part of a credential.
#[derive(Debug)]
pub struct Part {
    /// The wire name of the part.
    pub name: Name,
    /// What the part shows.
    pub summary: String,
    /// The file kind of the part.
    pub file: FileKindId,
    /// Whether some credentials lack this part.
    pub optional: bool,
}

/// A type code.
#[derive(Debug)]
pub struct TypeCode {
    /// The wire name of the code.
    pub name: Name,
    /// What the code means.
    pub summary: String,
    /// Where the code may be used; empty: everywhere.
    pub only: Vec<Use>,
    /// The deprecation, if it is deprecated.
    pub deprecated: Option<Deprecation>,
}

/// A place where a type code may be used.
#[derive(Debug)]
pub struct Use {
    /// These workflows; empty: all.
    pub workflows: Vec<WorkflowId>,
    /// These channels; empty: all.
    pub channels: Vec<ChannelId>,
}

/// A file kind.
#[derive(Debug)]
pub struct FileKind {
    /// The name of the file kind.
    pub name: Name,
    /// What the file kind is.
    pub summary: String,
    /// The accepted media types.
    pub media_types: Vec<String>,
    /// The accepted file name extensions.
    pub extensions: Vec<String>,
    /// The maximum size in bytes.
    pub max_bytes: Option<u64>,
    /// The maximum width in pixels.
    pub max_width: Option<u32>,
    /// The maximum height in pixels.
    pub max_height: Option<u32>,
    /// The source of these facts.
    pub source: Source,
    /// The decisions behind these facts.
    pub decisions: Vec<DecisionId>,
}

/// A prerequisite that must be met before a workflow runs.
#[derive(Debug)]
pub struct Prerequisite {
    /// The id of the prerequisite.
    pub name: Name,
    /// The kind of prerequisite.
    pub kind: PrerequisiteKind,
    /// What is required, in words.
    pub text: String,
    /// Who can provide it.
    pub from: Option<String>,
    /// For a credential on file: the category.
    pub credential: Option<CredentialId>,
    /// For a credential on file: who stores it.
    pub stored_by: Option<Holder>,
    /// The workflows that the documents name as the origin of the credential.
    pub obtained_by: Vec<WorkflowId>,
    /// The capabilities that need it, unless that follows from the credential.
    pub capabilities: Vec<CapabilityId>,
    /// A link to more information.
    pub docs: Option<String>,
    /// The source of these facts.
    pub source: Source,
    /// The decisions behind these facts.
    pub decisions: Vec<DecisionId>,
    /// The span of the definition.
    pub places: PrerequisitePlaces,
}

/// The spans of references within a prerequisite.
#[derive(Debug)]
pub struct PrerequisitePlaces {
    /// The span of the category.
    pub credential: Option<Span>,
    /// The spans of the origin workflows, in their order.
    pub obtained_by: Vec<Span>,
}

impl Prerequisite {
    /// The kind as spelled in the spec.
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
    /// The name of the list.
    pub name: Name,
    /// What the codes are.
    pub summary: String,
    /// The codes.
    pub values: Vec<String>,
    /// The source of the codes.
    pub source: Source,
    /// The decisions behind the codes.
    pub decisions: Vec<DecisionId>,
}
