//! Determines what is missing before a workflow can run, what needs it, and the shortest way to obtain it.

use std::collections::BTreeSet;

use crate::runtime::judging::model::{Holder, Model, Origin, Prerequisite, PrerequisiteKind, Slot, Workflow};

/// The facts about what is in place before a workflow runs. By default, nothing is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Have<'a> {
    /// The ids of the prerequisites (account settings and portal set-up) that are met.
    pub prerequisites: &'a [&'a str],
    /// Whether the end user has an account.
    pub account_exists: bool,
    /// The categories of the credentials that the provider has on file for the end user. If there are any, the account
    /// exists, regardless of the value of `account_exists`.
    pub on_file: &'a [&'a str],
    /// The categories of the credentials that you store yourself.
    pub kept: &'a [&'a str],
    /// Whether the end user consents.
    pub consent: bool,
    /// The channels that you can use.
    pub channels: &'a [&'a str],
}

/// Something that has to be obtained before the workflow can run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// The prerequisite or channel that is missing.
    pub need: Need,
    /// The capability that needs it, and the categories of credentials that the capability needs it for; `None` if
    /// every run of the workflow needs it.
    pub needed_by: Option<(&'static str, Vec<&'static str>)>,
    /// How to obtain it.
    pub obtain: Obtain,
}

/// A missing prerequisite or channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Need {
    /// A prerequisite of the workflow.
    Prerequisite(&'static Prerequisite),
    /// A channel over which a credential of this category can be acquired; any one of them is enough.
    Channel {
        /// The category of the credential.
        category: &'static str,
        /// The channels; any one of them is enough.
        channels: Vec<&'static str>,
    },
}

/// A way to obtain something that is missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Obtain {
    /// Run these workflows first, in this order. This is the shortest sequence. Each workflow in it can run as soon as
    /// everything missing except credentials is in place. Each workflow is listed with a channel over which it can be
    /// started.
    Run(Vec<(&'static Workflow, Option<&'static str>)>),
    /// Ask this party to provide it.
    From(&'static str),
    /// The spec does not define how to obtain it.
    Unknown,
}

impl Model {
    /// Returns everything that is missing for a workflow, in an order in which it can be obtained: first settings,
    /// consent and channels, then what earlier workflows provide.
    #[inline]
    #[must_use]
    pub fn missing_prerequisites(&'static self, workflow: &'static Workflow, have: &Have<'_>) -> Vec<Missing> {
        let met: Met = self.prerequisites.iter().filter(|entry| is_met(entry, have)).map(|entry| entry.id).collect();
        let unmet =
            || workflow.prerequisites.iter().filter(|id| !met.contains(*id)).filter_map(|id| self.prerequisite(id));
        let (earned, given): (Vec<_>, Vec<_>) = unmet().partition(|entry| is_earned(entry));
        let mut missing: Vec<Missing> = given.iter().copied().map(|entry| self.told(workflow, entry)).collect();
        missing.extend(self.missing_channels(workflow, have.channels));
        // Assumes that everything else that is missing is in place before the first workflow runs.
        let mut start = met.clone();
        start.extend(given.iter().map(|entry| entry.id));
        let mut channels = have.channels.to_vec();
        for entry in &missing {
            if let Need::Channel { channels: needed, .. } = &entry.need {
                channels.extend(needed);
            }
        }
        let ways = earned.iter().map(|entry| self.shortest(&start, &channels, entry.id)).collect::<Vec<_>>();
        // The first workflow creates the account, so a separate workflow for the account is only needed if no other
        // workflow is run.
        let credentials =
            earned.iter().zip(&ways).filter(|(entry, _)| entry.kind == PrerequisiteKind::CredentialOnFile);
        let first = credentials.into_iter().find_map(|(_, way)| way.as_ref()?.first().copied());
        for (entry, way) in earned.iter().copied().zip(ways) {
            let shared = first.filter(|_| entry.kind == PrerequisiteKind::AccountExists).map(|step| vec![step]);
            let mut found = self.told(workflow, entry);
            found.obtain = way.map_or(found.obtain, |way| Obtain::Run(shared.unwrap_or(way)));
            missing.push(found);
        }
        missing
    }

    /// Creates the entry for a missing prerequisite, with the way to obtain it according to its own description.
    #[inline]
    fn told(&self, workflow: &'static Workflow, prerequisite: &'static Prerequisite) -> Missing {
        let obtain = prerequisite.from.map_or(Obtain::Unknown, Obtain::From);
        Missing { need: Need::Prerequisite(prerequisite), needed_by: self.needing(workflow, prerequisite), obtain }
    }

    /// Returns the most dependent capability that needs the prerequisite: the last one in the workflow's chains.
    #[inline]
    fn needing(&self, workflow: &Workflow, prerequisite: &Prerequisite) -> Option<(&'static str, Vec<&'static str>)> {
        let judged = |name: &str| self.capability(name).map_or(&[][..], |capability| capability.credentials);
        let needs = |name: &&str| match prerequisite.credential {
            Some(category) => judged(name).contains(&category),
            None => prerequisite.capabilities.contains(name),
        };
        let name = workflow.capabilities.iter().rev().copied().find(|name| needs(name))?;
        let in_slot = |category: &&str| workflow.slots.iter().any(|slot| slot.category == *category);
        let over = match prerequisite.credential {
            Some(category) => vec![category],
            None => judged(name).iter().copied().filter(in_slot).collect(),
        };
        Some((name, over))
    }

    /// Lists the credentials that none of the channels can provide. Slots that require the same credential are listed
    /// once.
    #[inline]
    fn missing_channels(&self, workflow: &'static Workflow, usable: &[&str]) -> Vec<Missing> {
        let mut missing: Vec<Missing> = Vec::new();
        for slot in workflow.slots.iter().filter(|slot| slot.origin != Origin::OnFile) {
            let channels = channels_of(workflow, slot);
            let asked =
                |entry: &Missing| matches!(&entry.need, Need::Channel { channels: known, .. } if *known == channels);
            if is_usable(&channels, usable) || missing.iter().any(asked) {
                continue;
            }
            let need = Need::Channel { category: slot.category, channels };
            let judges =
                |name: &&&str| self.capability(name).is_some_and(|known| known.credentials.contains(&slot.category));
            let needed_by = workflow.capabilities.iter().rev().find(judges).map(|name| (*name, vec![slot.category]));
            missing.push(Missing { need, needed_by, obtain: Obtain::Unknown });
        }
        missing
    }

    /// Finds the shortest sequence of workflows after which a prerequisite is met. Each workflow in it can run after
    /// the previous ones.
    #[inline]
    fn shortest(&'static self, start: &Met, channels: &[&str], goal: &str) -> Option<Vec<Step>> {
        let usable = |workflow: &&Workflow| {
            let fits = |slot: &Slot| slot.origin == Origin::OnFile || is_usable(&channels_of(workflow, slot), channels);
            workflow.slots.iter().all(fits)
        };
        let workflows: Vec<&'static Workflow> = self.workflows.iter().copied().filter(usable).collect();
        // Breadth-first search: each state is visited once, on the shortest path to it.
        let mut seen: Vec<(Met, Vec<Step>)> = vec![(start.clone(), Vec::new())];
        let mut next = 0;
        while let Some((met, way)) = seen.get(next).cloned() {
            if met.contains(goal) {
                return Some(way);
            }
            for workflow in workflows.iter().filter(|workflow| workflow.prerequisites.iter().all(|id| met.contains(id)))
            {
                let mut after = met.clone();
                after.extend(self.prerequisites.iter().filter(|entry| provides(workflow, entry)).map(|entry| entry.id));
                if !seen.iter().any(|(known, _)| *known == after) {
                    let channel = workflow.channels.iter().copied().find(|channel| channels.contains(channel));
                    seen.push((after, way.iter().copied().chain([(*workflow, channel)]).collect()));
                }
            }
            next += 1;
        }
        None
    }
}

/// The ids of the prerequisites that are met.
type Met = BTreeSet<&'static str>;

/// A workflow to run, and a channel over which it can be started.
type Step = (&'static Workflow, Option<&'static str>);

/// Returns whether a prerequisite is already met.
#[inline]
fn is_met(prerequisite: &Prerequisite, have: &Have<'_>) -> bool {
    let (id, category) = (prerequisite.id, prerequisite.credential);
    let has = |categories: &[&str]| category.is_none_or(|category| categories.contains(&category));
    match (prerequisite.kind, prerequisite.stored_by) {
        (PrerequisiteKind::AccountSetting | PrerequisiteKind::PortalSetup, _) => have.prerequisites.contains(&id),
        // A credential on file always belongs to an account.
        (PrerequisiteKind::AccountExists, _) => have.account_exists || !have.on_file.is_empty(),
        (PrerequisiteKind::Consent, _) => have.consent,
        (PrerequisiteKind::CredentialOnFile, Some(Holder::Customer)) => has(have.kept),
        (PrerequisiteKind::CredentialOnFile, _) => has(have.on_file),
    }
}

/// Returns whether a prerequisite is met after a workflow has run. A workflow creates an account, and makes the
/// credentials that it captures and stores available; the customer can fetch them. If the documents state the origin of
/// a credential, only that workflow counts.
#[inline]
fn provides(workflow: &Workflow, prerequisite: &Prerequisite) -> bool {
    let stores = |category: &str| {
        let captured = |slot: &Slot| slot.origin == Origin::Captured && slot.category == category;
        workflow.stored_credentials.contains(&category) && workflow.slots.iter().any(captured)
    };
    let named = prerequisite.obtained_by;
    match prerequisite.kind {
        PrerequisiteKind::AccountExists => true,
        PrerequisiteKind::CredentialOnFile => {
            prerequisite.credential.is_some_and(stores) && (named.is_empty() || named.contains(&workflow.id))
        }
        PrerequisiteKind::AccountSetting | PrerequisiteKind::PortalSetup | PrerequisiteKind::Consent => false,
    }
}

/// Returns whether earlier workflows can provide the prerequisite.
#[inline]
fn is_earned(prerequisite: &Prerequisite) -> bool {
    matches!(prerequisite.kind, PrerequisiteKind::AccountExists | PrerequisiteKind::CredentialOnFile)
}

/// Returns the channels over which a workflow acquires a slot's credential: the channels that the workflow and the slot
/// have in common, or the slot's own if there are none.
#[inline]
fn channels_of(workflow: &Workflow, slot: &Slot) -> Vec<&'static str> {
    let both: Vec<&str> = slot.channels.iter().copied().filter(|channel| workflow.channels.contains(channel)).collect();
    if both.is_empty() { slot.channels.to_vec() } else { both }
}

#[inline]
fn is_usable(channels: &[&str], usable: &[&str]) -> bool {
    channels.iter().any(|channel| usable.contains(channel))
}
