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
    /// The documented name.
    pub title: String,
    /// A description of the workflow.
    pub summary: String,
    /// The categories that the workflow needs.
    pub required_credentials: Vec<CredentialId>,
    /// The categories that the workflow stores.
    pub stored_credentials: Vec<CredentialId>,
    /// The channels that the workflow supports.
    pub channels: Vec<ChannelId>,
    /// The credentials of an execution.
    pub slots: Vec<Slot>,
    /// The sets of categories that a request can choose from. The first set is the default.
    pub variants: Vec<Vec<CredentialId>>,
    /// The prerequisites.
    pub prerequisites: Vec<PrerequisiteId>,
    /// The capability chains as documented.
    pub chains: Vec<Vec<CapabilityId>>,
    /// The conditions under which the workflow runs capabilities, where they differ from the general rule.
    pub own_runs: Vec<(CapabilityId, Runs)>,
    /// Names in the chains that are not capabilities. Non-empty only while the spec has errors.
    pub unknown_capabilities: Vec<Name>,
    /// The documented operations, with examples.
    pub operations: Vec<WorkflowOperation>,
    /// The deprecation, if the item is deprecated.
    pub deprecated: Option<Deprecation>,
    /// Further remarks for readers.
    pub notes: Vec<String>,
    /// Changes by version of the spec, newest first.
    pub history: Vec<Change>,
    /// The source of this item.
    pub source: Source,
    /// The decisions behind this item.
    pub decisions: Vec<DecisionId>,
    /// The span of the workflow in the spec.
    pub places: WorkflowPlaces,
}

/// The spans of a workflow's components in the spec, in the order of the workflow's own lists.
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

    /// Returns the ways to run the workflow: one per channel, or one without a channel if it has none.
    pub fn ways(&self) -> Vec<Option<ChannelId>> {
        match self.channels.as_slice() {
            [] => vec![None],
            channels => channels.iter().map(|channel| Some(*channel)).collect(),
        }
    }

    /// Returns the span where the chains first list a capability.
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

    /// Returns the edges of the chains without duplicates. An edge states which capability runs directly before which.
    pub fn edges(&self) -> Vec<(CapabilityId, CapabilityId)> {
        let pairs = self.chains.iter().flat_map(|chain| chain.windows(2).map(|pair| (pair[0], pair[1])));
        let mut seen = BTreeSet::new();
        pairs.filter(|pair| seen.insert(*pair)).collect()
    }

    /// Returns the slots whose credential is on file.
    pub fn stored_slots(&self) -> impl Iterator<Item = &Slot> {
        self.slots.iter().filter(|slot| slot.origin == Origin::OnFile)
    }

    /// Returns the entry of an operation that is documented for the workflow.
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
    /// The version of the spec with the change.
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
    /// The channels over which it can be acquired.
    pub channels: Vec<ChannelId>,
    /// The parts that can be uploaded.
    pub parts: Vec<Name>,
    /// The source, if it differs from that of the workflow.
    pub source: Option<Source>,
    /// The decisions behind the slot.
    pub decisions: Vec<DecisionId>,
    /// The span of the slot in the spec.
    pub places: SlotPlaces,
}

/// The spans of a slot's components in the spec.
#[derive(Debug)]
pub struct SlotPlaces {
    /// The span of the origin.
    pub origin: Span,
    /// The spans of the channels, in their order.
    pub channels: Vec<Span>,
}

/// An operation that is documented for a workflow.
#[derive(Debug)]
pub struct WorkflowOperation {
    /// The id of the operation.
    pub operation: OperationId,
    /// Examples of the operation.
    pub examples: Vec<Example>,
    /// The source, if it differs from that of the workflow.
    pub source: Option<Source>,
    /// The decisions behind the use of the operation.
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
