//! The conditions that a workflow needs before it starts, and the facts that satisfy each of them.

use super::{ChannelId, CredentialId, Holder, Model, Origin, Prerequisite, PrerequisiteId, PrerequisiteKind, Workflow};

/// A fact that may be true before a workflow starts. In the generated crate, callers provide the facts that are true
/// with `Have`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fact {
    /// An account setting or a portal setup that a prerequisite requires.
    Setting(PrerequisiteId),
    /// The end user has an account.
    Account,
    /// The provider has a credential of this category on file for the end user.
    OnFile(CredentialId),
    /// The customer stores a credential of this category for the end user.
    Kept(CredentialId),
    /// The end user consents.
    Consent,
    /// The customer can use this channel.
    Channel(ChannelId),
}

impl Fact {
    /// Returns whether this fact implies the other one: a credential on file implies an account. A credential that the
    /// customer stores implies nothing, because it may outlive the account that it came from.
    fn implies(self, other: Fact) -> bool {
        self == other || matches!((self, other), (Fact::OnFile(_), Fact::Account))
    }
}

/// A condition that a workflow needs before it starts.
#[derive(Debug, PartialEq, Eq)]
pub struct Need {
    /// What the workflow needs.
    pub what: Needed,
    /// The facts that satisfy the need. Any one of them is enough.
    pub met_by: Vec<Fact>,
}

/// What a workflow can need.
#[derive(Debug, PartialEq, Eq)]
pub enum Needed {
    /// A prerequisite.
    Prerequisite(PrerequisiteId),
    /// Any one of these channels, to acquire a credential of this category.
    Channel(CredentialId, Vec<ChannelId>),
}

impl Prerequisite {
    /// Returns whether an earlier workflow can satisfy the need.
    fn is_earned(&self) -> bool {
        matches!(self.kind, PrerequisiteKind::AccountExists | PrerequisiteKind::CredentialOnFile)
    }
}

impl Model {
    /// Returns the fact that satisfies a prerequisite.
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

    /// Returns the facts that at least one workflow needs, without duplicates, each with the prerequisite that requires
    /// it: prerequisites in spec order, then channels in spec order.
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

    /// Returns the needs of a workflow in an order in which they can be satisfied: settings, consent and channels
    /// first, then the results of earlier workflows. The generated crate's `missing_prerequisites` returns the same
    /// list if no fact is true.
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

/// Returns the channels over which credentials are acquired, with one entry per distinct set of channels.
fn channels(workflow: &Workflow) -> Vec<Need> {
    let mut needs: Vec<Need> = Vec::new();
    for slot in workflow.slots.iter().filter(|slot| slot.origin != Origin::OnFile) {
        let of_both: Vec<ChannelId> =
            slot.channels.iter().copied().filter(|channel| workflow.channels.contains(channel)).collect();
        // If a slot and its workflow have no channel in common, the channels of the slot apply, because an upload may
        // come before everything else.
        let channels = if of_both.is_empty() { slot.channels.clone() } else { of_both };
        let met_by: Vec<Fact> = channels.iter().copied().map(Fact::Channel).collect();
        if !needs.iter().any(|need| need.met_by == met_by) {
            needs.push(Need { what: Needed::Channel(slot.category, channels), met_by });
        }
    }
    needs
}
