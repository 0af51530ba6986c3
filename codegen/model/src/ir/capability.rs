//! Capabilities, credentials, files, prerequisites and lists, resolved.

use super::{
    Advice, CapabilityId, ChannelId, CredentialId, DecisionId, Deprecation, FileKindId, Model, Name, PassesWith,
    Source, TypeId, WorkflowId,
};
pub use verispec_spec::syntax::{Holder, PrerequisiteKind, RunsWhen};
use verispec_text::source::Span;

/// When a workflow runs a capability of its chains.
#[derive(Debug)]
pub struct Runs {
    /// When it does.
    pub when: RunsWhen,
    /// Where this is documented.
    pub source: Source,
    /// Decisions behind it.
    pub decisions: Vec<DecisionId>,
}

/// That one result of a capability is about all credentials that it judges.
#[derive(Debug)]
pub struct Together {
    /// Where this is documented.
    pub source: Source,
    /// Decisions behind it.
    pub decisions: Vec<DecisionId>,
}

/// A check that the provider runs.
#[derive(Debug)]
pub struct Capability {
    /// Its name.
    pub name: Name,
    /// The stem of its file.
    pub stem: String,
    /// What it finds out.
    pub summary: String,
    /// What it depends on in general.
    pub requires: Vec<CapabilityId>,
    /// Where the spec names what it depends on, in the same order.
    pub places: Vec<Span>,
    /// The categories of the credentials that it judges.
    pub credentials: Vec<CredentialId>,
    /// That one result is about all of them.
    pub together: Option<Together>,
    /// The labels of each decision type.
    pub decisions: Vec<(String, Vec<String>)>,
    /// What may stand beside a pass, by field.
    pub passes_with: Vec<PassesWith>,
    /// What to do about labels that mean something of their own here.
    pub advice: Vec<Advice>,
    /// When a workflow runs it that has it in its chains, unless the workflow says otherwise.
    pub runs: Runs,
    /// The type of one result.
    pub result: TypeId,
    /// That it should not be used any more.
    pub deprecated: Option<Deprecation>,
    /// Where this stands.
    pub source: Source,
    /// Decisions behind it.
    pub notes: Vec<DecisionId>,
}

impl Model {
    /// What to do about a label of a capability.
    pub fn advice(&self, id: CapabilityId, label: &str) -> Option<&Advice> {
        self[id].advice.iter().chain(&self.advice).find(|advice| advice.label == label)
    }

    /// The capabilities that depend directly on this one in general.
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

    /// The decision types of all capabilities, without repetition, in spec order.
    pub fn decision_types(&self) -> Vec<&str> {
        distinct(self.capabilities.iter().flat_map(|c| c.decisions.iter().map(|(kind, _)| kind.as_str())))
    }

    /// The labels of all capabilities, without repetition, in spec order.
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

/// A category of credential.
#[derive(Debug)]
pub struct Credential {
    /// Its wire name.
    pub name: Name,
    /// The stem of its file.
    pub stem: String,
    /// Its name in words.
    pub title: String,
    /// What it is.
    pub summary: String,
    /// Its parts.
    pub parts: Vec<Part>,
    /// Its type codes.
    pub types: Vec<TypeCode>,
    /// Where this stands.
    pub source: Source,
    /// Decisions behind it.
    pub decisions: Vec<DecisionId>,
}

/// A part of a credential.
#[derive(Debug)]
pub struct Part {
    /// Its wire name.
    pub name: Name,
    /// What it shows.
    pub summary: String,
    /// The kind of file.
    pub file: FileKindId,
    /// Whether there are credentials without this part.
    pub optional: bool,
}

/// A type code.
#[derive(Debug)]
pub struct TypeCode {
    /// Its wire name.
    pub name: Name,
    /// What it stands for.
    pub summary: String,
    /// Where it may be used; everywhere if empty.
    pub only: Vec<Use>,
    /// That it should not be used any more.
    pub deprecated: Option<Deprecation>,
}

/// A place where a type code may be used.
#[derive(Debug)]
pub struct Use {
    /// These workflows; all if empty.
    pub workflows: Vec<WorkflowId>,
    /// These channels; all if empty.
    pub channels: Vec<ChannelId>,
}

/// A kind of file.
#[derive(Debug)]
pub struct FileKind {
    /// Its name.
    pub name: Name,
    /// What it is.
    pub summary: String,
    /// Media types.
    pub media_types: Vec<String>,
    /// File name endings.
    pub extensions: Vec<String>,
    /// Largest size in bytes.
    pub max_bytes: Option<u64>,
    /// Largest width in pixels.
    pub max_width: Option<u32>,
    /// Largest height in pixels.
    pub max_height: Option<u32>,
    /// Where this stands.
    pub source: Source,
    /// Decisions behind it.
    pub decisions: Vec<DecisionId>,
}

/// Something that must be in place before a workflow runs.
#[derive(Debug)]
pub struct Prerequisite {
    /// Its id.
    pub name: Name,
    /// Its kind.
    pub kind: PrerequisiteKind,
    /// What has to be there.
    pub text: String,
    /// Who can provide it.
    pub from: Option<String>,
    /// The category, for a credential on file.
    pub credential: Option<CredentialId>,
    /// Who stores it, for a credential on file.
    pub stored_by: Option<Holder>,
    /// Workflows named as its origin.
    pub obtained_by: Vec<WorkflowId>,
    /// The capabilities that need it, unless that follows from the credential.
    pub capabilities: Vec<CapabilityId>,
    /// More to read.
    pub docs: Option<String>,
    /// Where this stands.
    pub source: Source,
    /// Decisions behind it.
    pub decisions: Vec<DecisionId>,
    /// Where the spec says so.
    pub places: PrerequisitePlaces,
}

/// Where the spec names what a prerequisite is about.
#[derive(Debug)]
pub struct PrerequisitePlaces {
    /// Of the category.
    pub credential: Option<Span>,
    /// Of the workflows named as its origin, in their order.
    pub obtained_by: Vec<Span>,
}

impl Prerequisite {
    /// The word for its kind, as the spec spells it.
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
    /// Its name.
    pub name: Name,
    /// What the codes are.
    pub summary: String,
    /// The codes.
    pub values: Vec<String>,
    /// Where this stands.
    pub source: Source,
    /// Decisions behind it.
    pub decisions: Vec<DecisionId>,
}
