//! What a workflow needs before it starts: turns the model into needs and the facts that meet each of them.

use super::{ChannelId, CredentialId, Holder, Model, Origin, Prerequisite, PrerequisiteId, PrerequisiteKind, Workflow};

/// Something that is in place or not. The generated crate's `Have` lists the facts that are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fact {
    /// An account setting or a portal setup.
    Setting(PrerequisiteId),
    /// The end user has an account.
    Account,
    /// The provider has a credential of this category on file for the end user.
    OnFile(CredentialId),
    /// The customer keeps a credential of this category.
    Kept(CredentialId),
    /// The end user agrees.
    Consent,
    /// The customer can use this channel.
    Channel(ChannelId),
}

impl Fact {
    /// Whether whoever states this fact has stated the other one too: a credential on file belongs to an account. A
    /// credential that the customer keeps may outlive the account that it came from.
    fn implies(self, other: Fact) -> bool {
        self == other || matches!((self, other), (Fact::OnFile(_), Fact::Account))
    }
}

/// Something that a workflow needs before it starts.
#[derive(Debug, PartialEq, Eq)]
pub struct Need {
    /// What is needed.
    pub what: Needed,
    /// The facts any one of which meets the need.
    pub met_by: Vec<Fact>,
}

/// What a workflow needs.
#[derive(Debug, PartialEq, Eq)]
pub enum Needed {
    /// A prerequisite.
    Prerequisite(PrerequisiteId),
    /// Any one of these channels, to acquire a credential of this category.
    Channel(CredentialId, Vec<ChannelId>),
}

impl Prerequisite {
    /// Whether an earlier workflow can provide it.
    fn is_earned(&self) -> bool {
        matches!(self.kind, PrerequisiteKind::AccountExists | PrerequisiteKind::CredentialOnFile)
    }
}

impl Model {
    /// The fact that a prerequisite asks for.
    pub fn fact(&self, id: PrerequisiteId) -> Fact {
        let prerequisite = &self[id];
        match (prerequisite.kind, prerequisite.credential, prerequisite.stored_by) {
            (PrerequisiteKind::AccountExists, ..) => Fact::Account,
            (PrerequisiteKind::Consent, ..) => Fact::Consent,
            (PrerequisiteKind::CredentialOnFile, Some(category), Some(Holder::Customer)) => Fact::Kept(category),
            (PrerequisiteKind::CredentialOnFile, Some(category), _) => Fact::OnFile(category),
            _ => Fact::Setting(id),
        }
    }

    /// The facts that some workflow needs, each once, and the prerequisite that states it: prerequisites in spec order,
    /// then channels in spec order.
    pub fn facts(&self) -> Vec<(Fact, Option<PrerequisiteId>)> {
        let needs: Vec<Need> = self.workflows.iter().flat_map(|workflow| self.needs(workflow)).collect();
        let is_needed = |fact: &Fact| needs.iter().any(|need| need.met_by.contains(fact));
        let stated = self.prerequisite_ids().map(|id| (self.fact(id), Some(id)));
        let channels = (0..self.channels.len()).map(|index| (Fact::Channel(ChannelId(index)), None));
        let mut facts: Vec<(Fact, Option<PrerequisiteId>)> = Vec::new();
        for (fact, id) in stated.chain(channels).filter(|(fact, _)| is_needed(fact)) {
            if !facts.iter().any(|(known, _)| *known == fact) {
                facts.push((fact, id));
            }
        }
        facts
    }

    /// What a workflow needs, in the order in which it can be obtained: settings, agreement and channels, then what
    /// earlier workflows provide. This is what the generated crate's `missing_prerequisites` gives where nothing is there.
    pub fn needs(&self, workflow: &Workflow) -> Vec<Need> {
        let prerequisite = |id: &PrerequisiteId| {
            let asked = self.fact(*id);
            let stated = self.prerequisite_ids().map(|id| self.fact(id));
            let mut met_by = vec![asked];
            for fact in stated.filter(|fact| fact.implies(asked)) {
                if !met_by.contains(&fact) {
                    met_by.push(fact);
                }
            }
            Need { what: Needed::Prerequisite(*id), met_by }
        };
        let (earned, given): (Vec<PrerequisiteId>, Vec<PrerequisiteId>) =
            workflow.prerequisites.iter().partition(|id| self[**id].is_earned());
        let mut needs: Vec<Need> = given.iter().map(prerequisite).collect();
        needs.extend(channels(workflow));
        needs.extend(earned.iter().map(prerequisite));
        needs
    }

    fn prerequisite_ids(&self) -> impl Iterator<Item = PrerequisiteId> + use<> {
        (0..self.prerequisites.len()).map(PrerequisiteId)
    }
}

/// The channels over which credentials are acquired, once per set of channels.
fn channels(workflow: &Workflow) -> Vec<Need> {
    let mut needs: Vec<Need> = Vec::new();
    for slot in workflow.slots.iter().filter(|slot| slot.origin != Origin::OnFile) {
        let of_both: Vec<ChannelId> =
            slot.channels.iter().copied().filter(|channel| workflow.channels.contains(channel)).collect();
        // Where a slot and its workflow share no channel, the slot knows better: an upload may come before the rest.
        let channels = if of_both.is_empty() { slot.channels.clone() } else { of_both };
        let met_by: Vec<Fact> = channels.iter().copied().map(Fact::Channel).collect();
        if !needs.iter().any(|need| need.met_by == met_by) {
            needs.push(Need { what: Needed::Channel(slot.category, channels), met_by });
        }
    }
    needs
}
