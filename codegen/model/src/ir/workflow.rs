//! Workflows, resolved.

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
    /// Its id, which is the stem of its file.
    pub name: Name,
    /// The key that requests name it by.
    pub key: u32,
    /// Its name as documented.
    pub title: String,
    /// What it does.
    pub summary: String,
    /// Categories that it needs.
    pub required_credentials: Vec<CredentialId>,
    /// Categories that it stores.
    pub stored_credentials: Vec<CredentialId>,
    /// Channels that it runs over.
    pub channels: Vec<ChannelId>,
    /// Credentials of an execution.
    pub slots: Vec<Slot>,
    /// Sets of categories to choose from; the first is the default.
    pub variants: Vec<Vec<CredentialId>>,
    /// What must be in place.
    pub prerequisites: Vec<PrerequisiteId>,
    /// Capability chains as documented.
    pub chains: Vec<Vec<CapabilityId>>,
    /// When it runs a capability, where that differs from what holds in general.
    pub own_runs: Vec<(CapabilityId, Runs)>,
    /// Names in its chains that are no capability's. Only while the spec has mistakes there are any.
    pub unknown_capabilities: Vec<Name>,
    /// Documented operations with examples.
    pub operations: Vec<WorkflowOperation>,
    /// That it should not be used any more.
    pub deprecated: Option<Deprecation>,
    /// What else the reader has to know.
    pub notes: Vec<String>,
    /// What changed in which version of the spec, the newest first.
    pub history: Vec<Change>,
    /// Where this stands.
    pub source: Source,
    /// Decisions behind it.
    pub decisions: Vec<DecisionId>,
    /// Where the spec says so.
    pub places: WorkflowPlaces,
}

/// Where the spec names what a workflow is made of, in the order of the workflow's own lists.
#[derive(Debug)]
pub struct WorkflowPlaces {
    /// Of its key.
    pub key: Span,
    /// Of its name.
    pub title: Span,
    /// Of the categories that it needs.
    pub required_credentials: Vec<Span>,
    /// Of the categories that it stores.
    pub stored_credentials: Vec<Span>,
    /// Of its channels.
    pub channels: Vec<Span>,
    /// Of the categories of each variant.
    pub variants: Vec<Vec<Span>>,
    /// Of what must be in place.
    pub prerequisites: Vec<Span>,
    /// Of the capabilities of each chain.
    pub chains: Vec<Vec<Span>>,
    /// Of its operations.
    pub operations: Vec<Span>,
}

impl Workflow {
    /// The feature of the crate that its constructors belong to.
    pub fn feature(&self) -> String {
        super::feature::of_workflow(&self.name.wire)
    }

    /// The ways in which it can be run: a channel each, or a single one without a channel.
    pub fn ways(&self) -> Vec<Option<ChannelId>> {
        match self.channels.as_slice() {
            [] => vec![None],
            channels => channels.iter().map(|channel| Some(*channel)).collect(),
        }
    }

    /// Where its chains name a capability first.
    pub fn place_of(&self, id: CapabilityId) -> Option<Span> {
        let named = self.chains.iter().flatten().zip(self.places.chains.iter().flatten());
        named.into_iter().find(|(named, _)| **named == id).map(|(_, place)| *place)
    }

    /// Its capabilities in topological order.
    pub fn capabilities(&self) -> Vec<CapabilityId> {
        self.chains.iter().flatten().copied().collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// Whether it runs a capability.
    pub fn runs(&self, id: CapabilityId) -> bool {
        self.chains.iter().flatten().any(|own| *own == id)
    }

    /// Which capability runs directly before which, as the chains say, without repetition.
    pub fn edges(&self) -> Vec<(CapabilityId, CapabilityId)> {
        let pairs = self.chains.iter().flat_map(|chain| chain.windows(2).map(|pair| (pair[0], pair[1])));
        let mut seen = BTreeSet::new();
        pairs.filter(|pair| seen.insert(*pair)).collect()
    }

    /// The slots whose credential is on file.
    pub fn stored_slots(&self) -> impl Iterator<Item = &Slot> {
        self.slots.iter().filter(|slot| slot.origin == Origin::OnFile)
    }

    /// The documented use of an operation.
    pub fn operation(&self, id: OperationId) -> Option<&WorkflowOperation> {
        self.operations.iter().find(|operation| operation.operation == id)
    }

    /// Every decision behind it, its slots and its operations, without repetition.
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
    /// The version of the spec that it came with.
    pub version: Release,
    /// What changed.
    pub text: String,
}

/// A credential of an execution.
#[derive(Debug)]
pub struct Slot {
    /// Its category.
    pub category: CredentialId,
    /// Where it comes from.
    pub origin: Origin,
    /// Channels over which it can be acquired.
    pub channels: Vec<ChannelId>,
    /// Parts that can be uploaded.
    pub parts: Vec<Name>,
    /// Where this stands, if not where the workflow does.
    pub source: Option<Source>,
    /// Decisions behind it.
    pub decisions: Vec<DecisionId>,
    /// Where the spec says so.
    pub places: SlotPlaces,
}

/// Where the spec names what a slot is made of.
#[derive(Debug)]
pub struct SlotPlaces {
    /// Of its origin.
    pub origin: Span,
    /// Of its channels, in their order.
    pub channels: Vec<Span>,
}

/// An operation that is documented for a workflow.
#[derive(Debug)]
pub struct WorkflowOperation {
    /// The operation.
    pub operation: OperationId,
    /// Examples.
    pub examples: Vec<Example>,
    /// Where this stands, if not where the workflow does.
    pub source: Option<Source>,
    /// Decisions behind it.
    pub decisions: Vec<DecisionId>,
}

impl Model {
    /// When a workflow runs a capability of its chains.
    pub fn runs<'m>(&'m self, workflow: &'m Workflow, id: CapabilityId) -> &'m Runs {
        let own = workflow.own_runs.iter().find(|(own, _)| *own == id);
        own.map_or(&self[id].runs, |(_, runs)| runs)
    }

    /// Whether parts of this workflow's credentials can be uploaded.
    pub fn takes_uploads(&self, workflow: &Workflow) -> bool {
        workflow.slots.iter().any(|slot| self.is_uploaded(slot))
    }
}
