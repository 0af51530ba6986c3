//! Before a workflow: takes what there is, gives what is missing, what needs it, and the shortest way to get it.

use std::collections::BTreeSet;

use crate::runtime::judging::model::{Holder, Model, Origin, Prerequisite, PrerequisiteKind, Slot, Workflow};

/// What there is. Nothing is there unless it is said.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Have<'a> {
    /// The account settings and portal set-ups that are in place, by the prerequisites' ids.
    pub prerequisites: &'a [&'a str],
    /// Whether the end user has an account.
    pub account_exists: bool,
    /// The categories of the credentials that the provider has on file for the end user, who has an account then,
    /// whatever `account_exists` says.
    pub on_file: &'a [&'a str],
    /// The categories of the credentials that you keep yourself.
    pub kept: &'a [&'a str],
    /// Whether the end user agrees.
    pub consent: bool,
    /// The channels that you can use.
    pub channels: &'a [&'a str],
}

/// Something that has to be obtained before the workflow can run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// What it is.
    pub need: Need,
    /// The capability that needs it, and the categories of credentials that it needs it for; nothing if it is needed
    /// whatever runs.
    pub needed_by: Option<(&'static str, Vec<&'static str>)>,
    /// How to get it.
    pub obtain: Obtain,
}

/// What is missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Need {
    /// A prerequisite of the workflow.
    Prerequisite(&'static Prerequisite),
    /// Any one of these channels, to acquire a credential of this category.
    Channel {
        /// The category.
        category: &'static str,
        /// The channels that will do.
        channels: Vec<&'static str>,
    },
}

/// How to get something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Obtain {
    /// Run these workflows first, one after the other: it is the shortest way, and each of them can run once what is
    /// missing besides credentials is in place. The channel is one that each can be started with.
    Run(Vec<(&'static Workflow, Option<&'static str>)>),
    /// Get it from there.
    From(&'static str),
    /// Nobody can say how.
    Unknown,
}

impl Model {
    /// What is missing for a workflow, in an order in which it can be obtained: settings, agreement and channels first,
    /// then what earlier workflows provide.
    #[inline]
    #[must_use]
    pub fn missing_prerequisites(&'static self, workflow: &'static Workflow, have: &Have<'_>) -> Vec<Missing> {
        let met: Met = self.prerequisites.iter().filter(|entry| is_met(entry, have)).map(|entry| entry.id).collect();
        let unmet =
            || workflow.prerequisites.iter().filter(|id| !met.contains(*id)).filter_map(|id| self.prerequisite(id));
        let (earned, given): (Vec<_>, Vec<_>) = unmet().partition(|entry| is_earned(entry));
        let mut missing: Vec<Missing> = given.iter().copied().map(|entry| self.told(workflow, entry)).collect();
        missing.extend(self.missing_channels(workflow, have.channels));
        // What is missing anyway will be there before an earlier workflow runs.
        let mut start = met.clone();
        start.extend(given.iter().map(|entry| entry.id));
        let mut channels = have.channels.to_vec();
        for entry in &missing {
            if let Need::Channel { channels: needed, .. } = &entry.need {
                channels.extend(needed);
            }
        }
        let ways = earned.iter().map(|entry| self.shortest(&start, &channels, entry.id)).collect::<Vec<_>>();
        // The account comes with the first workflow that runs, so it needs none of its own if one runs anyway.
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

    /// A prerequisite that is missing, as far as its own words tell how to get it.
    #[inline]
    fn told(&self, workflow: &'static Workflow, prerequisite: &'static Prerequisite) -> Missing {
        let obtain = prerequisite.from.map_or(Obtain::Unknown, Obtain::From);
        Missing { need: Need::Prerequisite(prerequisite), needed_by: self.needing(workflow, prerequisite), obtain }
    }

    /// The capability of the workflow that needs the prerequisite most: the last one in its chains.
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

    /// The credentials that none of the channels can bring; slots that ask for the same are told once.
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

    /// The shortest list of workflows after which a prerequisite is met, each of which can run when its turn comes.
    #[inline]
    fn shortest(&'static self, start: &Met, channels: &[&str], goal: &str) -> Option<Vec<Step>> {
        let usable = |workflow: &&Workflow| {
            let fits = |slot: &Slot| slot.origin == Origin::OnFile || is_usable(&channels_of(workflow, slot), channels);
            workflow.slots.iter().all(fits)
        };
        let workflows: Vec<&'static Workflow> = self.workflows.iter().copied().filter(usable).collect();
        // Breadth first: what is met is looked at once, by the shortest way that leads there.
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

/// A workflow to run, and a channel that it can be started with.
type Step = (&'static Workflow, Option<&'static str>);

/// Whether a prerequisite is met by what there is.
#[inline]
fn is_met(prerequisite: &Prerequisite, have: &Have<'_>) -> bool {
    let (id, category) = (prerequisite.id, prerequisite.credential);
    let has = |categories: &[&str]| category.is_none_or(|category| categories.contains(&category));
    match (prerequisite.kind, prerequisite.stored_by) {
        (PrerequisiteKind::AccountSetting | PrerequisiteKind::PortalSetup, _) => have.prerequisites.contains(&id),
        // A credential on file belongs to an account.
        (PrerequisiteKind::AccountExists, _) => have.account_exists || !have.on_file.is_empty(),
        (PrerequisiteKind::Consent, _) => have.consent,
        (PrerequisiteKind::CredentialOnFile, Some(Holder::Customer)) => has(have.kept),
        (PrerequisiteKind::CredentialOnFile, _) => has(have.on_file),
    }
}

/// Whether a prerequisite is met once a workflow has run: it leaves an account behind, and the credentials that it
/// captures and stores, which the customer can fetch. If the documents name the origin of a credential, only that will do.
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

/// Whether earlier workflows can provide it.
#[inline]
fn is_earned(prerequisite: &Prerequisite) -> bool {
    matches!(prerequisite.kind, PrerequisiteKind::AccountExists | PrerequisiteKind::CredentialOnFile)
}

/// The channels over which a workflow acquires a slot's credential: those of both, unless the two disagree.
#[inline]
fn channels_of(workflow: &Workflow, slot: &Slot) -> Vec<&'static str> {
    let both: Vec<&str> = slot.channels.iter().copied().filter(|channel| workflow.channels.contains(channel)).collect();
    if both.is_empty() { slot.channels.to_vec() } else { both }
}

#[inline]
fn is_usable(channels: &[&str], usable: &[&str]) -> bool {
    channels.iter().any(|channel| usable.contains(channel))
}
