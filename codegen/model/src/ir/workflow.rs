//! The resolved model of workflows.

use std::collections::BTreeSet;

use super::{
    CapabilityId, ChannelId, CredentialId, DecisionId, Deprecation, Example, Model, Name, OperationId, PrerequisiteId,
    Release, Runs, Source,
};
pub use verispec_spec::syntax::Origin;
use verispec_text::source::Span;

/// A workflow.
#[derive(Debug)]
pub struct Workflow {
    /// The id, which is the stem of the file name.
    pub name: Name,
    /// The key that identifies the workflow in requests.
    pub key: u32,
    /// The name in the documents.
    pub title: String,
    /// A description of the workflow.
    pub summary: String,
    /// The categories that the workflow needs, according to the documents.
    pub required_credentials: Vec<CredentialId>,
    /// The categories that the workflow stores, according to the documents.
    pub stored_credentials: Vec<CredentialId>,
    /// The channels that the workflow supports.
    pub channels: Vec<ChannelId>,
    /// The credentials of an execution, in the order of the response.
    pub slots: Vec<Slot>,
    /// The sets of categories that a request can choose between. The first set is the default.
    pub variants: Vec<Vec<CredentialId>>,
    /// The prerequisites.
    pub prerequisites: Vec<PrerequisiteId>,
    /// The capability chains exactly as documented.
    pub chains: Vec<Vec<CapabilityId>>,
    /// The conditions under which the workflow runs capabilities, where they differ from the capabilities' general
    /// conditions.
    pub own_runs: Vec<(CapabilityId, Runs)>,
    /// Names in the chains that are not capabilities. Non-empty only while the spec has errors.
    pub unknown_capabilities: Vec<Name>,
    /// The documented operations, with examples.
    pub operations: Vec<WorkflowOperation>,
    /// The deprecation; `None` if the item is not deprecated.
    pub deprecated: Option<Deprecation>,
    /// Further remarks for readers.
    pub notes: Vec<String>,
    /// The changes for users of the workflow, by version of the spec, newest first.
    pub history: Vec<Change>,
    /// The section of a document that these facts come from.
    pub source: Source,
    /// Decisions that deviate from the documents or go beyond them.
    pub decisions: Vec<DecisionId>,
    /// The spans of the workflow's components in the spec.
    pub places: WorkflowPlaces,
}

/// The spans of a workflow's components in the spec. Lists of spans have the order of the workflow's own lists.
#[derive(Debug)]
pub struct WorkflowPlaces {
    /// The span of the key.
    pub key: Span,
    /// The span of the name.
    pub title: Span,
    /// The spans of the required categories.
    pub required_credentials: Vec<Span>,
    /// The spans of the stored categories.
    pub stored_credentials: Vec<Span>,
    /// The spans of the channels.
    pub channels: Vec<Span>,
    /// The spans of the categories of each variant.
    pub variants: Vec<Vec<Span>>,
    /// The spans of the prerequisites.
    pub prerequisites: Vec<Span>,
    /// The spans of the capabilities of each chain.
    pub chains: Vec<Vec<Span>>,
    /// The spans of the operations.
    pub operations: Vec<Span>,
}

impl Workflow {
    /// Returns the feature of the crate that enables its constructors.
    pub fn feature(&self) -> String {
        super::feature::of_workflow(&self.name.wire)
    }

    /// Returns the ways to run the workflow: one per channel, or only `None` if it has no channels.
    pub fn ways(&self) -> Vec<Option<ChannelId>> {
        match self.channels.as_slice() {
            [] => vec![None],
            channels => channels.iter().map(|channel| Some(*channel)).collect(),
        }
    }

    /// Returns the span at which the chains first list a capability.
    pub fn place_of(&self, id: CapabilityId) -> Option<Span> {
        let named = self.chains.iter().flatten().zip(self.places.chains.iter().flatten());
        named.into_iter().find(|(named, _)| **named == id).map(|(_, place)| *place)
    }

    /// Returns the capabilities that the workflow runs, in topological order.
    pub fn capabilities(&self) -> Vec<CapabilityId> {
        self.chains.iter().flatten().copied().collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// Returns whether the workflow runs a capability.
    pub fn runs(&self, id: CapabilityId) -> bool {
        self.chains.iter().flatten().any(|own| *own == id)
    }

    /// Returns the edges of the chains without duplicates. An edge is a pair of capabilities, of which the first runs
    /// directly before the second.
    pub fn edges(&self) -> Vec<(CapabilityId, CapabilityId)> {
        let pairs = self.chains.iter().flat_map(|chain| chain.windows(2).map(|pair| (pair[0], pair[1])));
        let mut seen = BTreeSet::new();
        pairs.filter(|pair| seen.insert(*pair)).collect()
    }

    /// Returns the slots whose credential is on file.
    pub fn stored_slots(&self) -> impl Iterator<Item = &Slot> {
        self.slots.iter().filter(|slot| slot.origin == Origin::OnFile)
    }

    /// Returns the workflow's entry for an operation, if the operation is documented for the workflow.
    pub fn operation(&self, id: OperationId) -> Option<&WorkflowOperation> {
        self.operations.iter().find(|operation| operation.operation == id)
    }

    /// Returns every decision behind the workflow, its slots and its operations, without duplicates.
    pub fn all_decisions(&self) -> Vec<DecisionId> {
        let slots = self.slots.iter().flat_map(|slot| &slot.decisions);
        let operations = self.operations.iter().flat_map(|operation| {
            operation.decisions.iter().chain(operation.examples.iter().flat_map(|example| &example.decisions))
        });
        let runs = self.own_runs.iter().flat_map(|(_, runs)| &runs.decisions);
        let all: BTreeSet<_> = self.decisions.iter().chain(slots).chain(runs).chain(operations).copied().collect();
        all.into_iter().collect()
    }
}

/// A change that users of a workflow notice.
#[derive(Debug)]
pub struct Change {
    /// The version of the spec that contains the change.
    pub version: Release,
    /// A description of the change.
    pub text: String,
}

/// A credential of an execution.
#[derive(Debug)]
pub struct Slot {
    /// The category of the credential.
    pub category: CredentialId,
    /// The origin of the credential.
    pub origin: Origin,
    /// The channels over which the credential can be acquired; empty if it is on file, or if the provider has no
    /// channels.
    pub channels: Vec<ChannelId>,
    /// The parts that can be uploaded over the upload channel.
    pub parts: Vec<Name>,
    /// The section of a document that the slot comes from, if it differs from that of the workflow.
    pub source: Option<Source>,
    /// Decisions that deviate from the documents or go beyond them.
    pub decisions: Vec<DecisionId>,
    /// The spans of the slot's components in the spec.
    pub places: SlotPlaces,
}

/// The spans of a slot's components in the spec.
#[derive(Debug)]
pub struct SlotPlaces {
    /// The span of the origin.
    pub origin: Span,
    /// The spans of the channels, in the order of `channels`.
    pub channels: Vec<Span>,
}

/// An operation that is documented for a workflow.
#[derive(Debug)]
pub struct WorkflowOperation {
    /// The id of the operation.
    pub operation: OperationId,
    /// Examples of the operation.
    pub examples: Vec<Example>,
    /// The section of a document that the entry comes from, if it differs from that of the workflow.
    pub source: Option<Source>,
    /// Decisions that deviate from the documents or go beyond them.
    pub decisions: Vec<DecisionId>,
}

impl Model {
    /// Returns the condition under which a workflow runs a capability of its chains.
    pub fn runs<'m>(&'m self, workflow: &'m Workflow, id: CapabilityId) -> &'m Runs {
        let own = workflow.own_runs.iter().find(|(own, _)| *own == id);
        own.map_or(&self[id].runs, |(_, runs)| runs)
    }

    /// Returns whether parts of this workflow's credentials can be uploaded.
    pub fn takes_uploads(&self, workflow: &Workflow) -> bool {
        workflow.slots.iter().any(|slot| self.is_uploaded(slot))
    }
}
