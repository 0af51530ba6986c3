//! Compares workflows: their set, and the capabilities and requirements of each.

use super::change::Change;
use super::pairing::{Paired, pair, words};
use super::payload::Reported;
use super::place::SpecPlace;
use super::{Differ, listed, sorted};
use verispec_model::change::workflow::{
    ADDED, CAPABILITIES_REORDERED, CAPABILITY_NOT_RUN, CAPABILITY_RUN, CAPABILITY_RUNS_WHEN, CHANNEL_OFFERED,
    CHANNEL_WITHDRAWN, CREDENTIAL_NOT_REQUIRED, CREDENTIAL_NOT_STORED, CREDENTIAL_REQUIRED, CREDENTIAL_STORED,
    DEFAULT_VARIANT, KEY_CHANGED, OPERATION_OFFERED, OPERATION_WITHDRAWN, PREREQUISITE_NOT_REQUIRED,
    PREREQUISITE_REQUIRED, REMOVED, RENAMED, VARIANT_OFFERED, VARIANT_WITHDRAWN,
};
use verispec_model::ir::{CapabilityId, ChannelId, CredentialId, Model, RunsWhen, Workflow};

/// Formats a workflow for display.
pub(super) fn called(workflow: &Workflow) -> String {
    format!("Workflow {} ({})", workflow.key, workflow.title)
}

/// Returns the location of a workflow's description.
pub(super) fn place(workflow: &Workflow) -> SpecPlace {
    SpecPlace::of("workflows", &workflow.name.wire)
}

/// Matches the workflows of both specs by key and name, by key, or by name.
pub(super) fn paired<'m>(old: &'m Model, new: &'m Model) -> Paired<'m, Workflow> {
    let mut paired = pair(&old.workflows, &new.workflows, |w| (w.key, w.name.wire.as_str()));
    paired.pair_leftovers(|workflow| workflow.key);
    paired.pair_leftovers(|workflow| workflow.name.wire.as_str());
    paired
}

impl Differ<'_> {
    pub(super) fn workflows(&mut self, reported: &Reported) {
        let paired = paired(self.old, self.new);
        for workflow in paired.gone {
            let message = format!("{} was removed.", called(workflow));
            self.push(Change::new(&REMOVED, message).was(&place(workflow), workflow.key));
        }
        for workflow in paired.fresh {
            let message = format!("{} was added.", called(workflow));
            self.push(Change::new(&ADDED, message).is(&place(workflow), workflow.key));
        }
        for (old, new) in paired.both {
            self.identity(old, new);
            self.offers(old, new);
            self.needs(old, new);
            self.course(old, new);
            self.slots(old, new);
            self.constructors(old, new, reported);
        }
    }

    fn identity(&mut self, old: &Workflow, new: &Workflow) {
        if old.name != new.name {
            let message = format!("In the crate, {} was renamed to `{}`.", called(new), new.name.snake);
            self.push(Change::new(&RENAMED, message).was(&place(old), &old.name.wire).is(&place(new), &new.name.wire));
        }
        if old.key != new.key {
            let message = format!("The key of {} is now {}.", called(old), new.key);
            let (was, is) = (place(old).key("key"), place(new).key("key"));
            self.push(Change::new(&KEY_CHANGED, message).was(&was, old.key).is(&is, new.key));
        }
    }

    fn offers(&mut self, old: &Workflow, new: &Workflow) {
        let names = |model: &'_ Model, ids: &[ChannelId]| -> Vec<String> {
            ids.iter().map(|id| model[*id].name.wire.clone()).collect()
        };
        let (was, is) = (names(self.old, &old.channels), names(self.new, &new.channels));
        self.list(old, new, "channels", (&was, &is), |gone, name| match gone {
            true => (&CHANNEL_WITHDRAWN, format!("can no longer be run over {name}")),
            false => (&CHANNEL_OFFERED, format!("can now be run over {name}")),
        });
        let names = |model: &Model, workflow: &Workflow| -> Vec<String> {
            workflow.operations.iter().map(|used| model[used.operation].name.wire.clone()).collect()
        };
        let (was, is) = (names(self.old, old), names(self.new, new));
        self.list(old, new, "operations", (&was, &is), |gone, name| match gone {
            true => (&OPERATION_WITHDRAWN, format!("can no longer be used by `{name}`")),
            false => (&OPERATION_OFFERED, format!("can now be used by `{name}`")),
        });
        self.variants(old, new);
    }

    fn needs(&mut self, old: &Workflow, new: &Workflow) {
        let names = |model: &Model, ids: &[CredentialId]| -> Vec<String> {
            ids.iter().map(|id| model[*id].name.wire.clone()).collect()
        };
        let (was, is) = (names(self.old, &old.required_credentials), names(self.new, &new.required_credentials));
        self.list(old, new, "required_credentials", (&was, &is), |gone, name| match gone {
            true => (&CREDENTIAL_NOT_REQUIRED, format!("no longer needs {name}")),
            false => (&CREDENTIAL_REQUIRED, format!("now needs {name}")),
        });
        let (was, is) = (names(self.old, &old.stored_credentials), names(self.new, &new.stored_credentials));
        self.list(old, new, "stored_credentials", (&was, &is), |gone, name| match gone {
            true => (&CREDENTIAL_NOT_STORED, format!("no longer stores {name}")),
            false => (&CREDENTIAL_STORED, format!("now stores {name}")),
        });
        let names = |model: &Model, workflow: &Workflow| -> Vec<String> {
            workflow.prerequisites.iter().map(|id| model[*id].name.wire.clone()).collect()
        };
        let (was, is) = (names(self.old, old), names(self.new, new));
        let (old_model, new_model) = (self.old, self.new);
        let text = |name: &str| {
            let all = new_model.prerequisites.iter().chain(&old_model.prerequisites);
            let known = all.into_iter().find(|known| known.name.wire == name);
            known.map_or_else(String::new, |known| known.text.clone())
        };
        self.list(old, new, "prerequisites", (&was, &is), |gone, name| match gone {
            true => (&PREREQUISITE_NOT_REQUIRED, format!("no longer needs `{name}`: {}", text(name))),
            false => (&PREREQUISITE_REQUIRED, format!("needs `{name}`: {}", text(name))),
        });
    }

    /// Reports the items that only one of the specs has, in a list of a workflow without a significant order.
    fn list(
        &mut self,
        old: &Workflow,
        new: &Workflow,
        key: &str,
        (was, is): (&[String], &[String]),
        say: impl Fn(bool, &str) -> (&'static super::Kind, String),
    ) {
        let (gone, fresh) = words(was, is);
        let below = |place: SpecPlace, word: &str| match key {
            "operations" => place.key(key).key(word),
            _ => place.key(key).item(word),
        };
        for word in gone {
            let (kind, said) = say(true, word);
            self.push(Change::new(kind, sentence(new, &said)).was(&below(place(old), word), word));
        }
        for word in fresh {
            let (kind, said) = say(false, word);
            self.push(Change::new(kind, sentence(new, &said)).is(&below(place(new), word), word));
        }
    }

    fn variants(&mut self, old: &Workflow, new: &Workflow) {
        let sets = |model: &Model, workflow: &Workflow| -> Vec<String> {
            let names = |ids: &Vec<CredentialId>| sorted(ids.iter().map(|id| model[*id].name.wire.as_str()));
            workflow.variants.iter().map(|ids| names(ids).join(" and ")).collect()
        };
        let (was, is) = (sets(self.old, old), sets(self.new, new));
        let (gone, fresh) = words(&was, &is);
        let (before, after) = (place(old).key("variants"), place(new).key("variants"));
        for set in &gone {
            let message = sentence(new, &format!("can no longer be run with {set} alone"));
            self.push(Change::new(&VARIANT_WITHDRAWN, message).was(&before, set));
        }
        for set in &fresh {
            let message = sentence(new, &format!("can now be run with {set} alone"));
            self.push(Change::new(&VARIANT_OFFERED, message).is(&after, set));
        }
        if let (Some(was), Some(is)) = (was.first(), is.first())
            && was != is
        {
            let message = sentence(new, &format!("now defaults to {is} if the request does not choose"));
            self.push(Change::new(&DEFAULT_VARIANT, message).was(&before, was).is(&after, is));
        }
    }

    fn course(&mut self, old: &Workflow, new: &Workflow) {
        let names = |model: &Model, workflow: &Workflow| -> Vec<String> {
            workflow.capabilities().iter().map(|id| model[*id].name.wire.clone()).collect()
        };
        let (was, is) = (names(self.old, old), names(self.new, new));
        let (gone, fresh) = words(&was, &is);
        let chains = |place: SpecPlace| place.key("chains");
        for name in &gone {
            let message = sentence(new, &format!("no longer runs {name}"));
            self.push(Change::new(&CAPABILITY_NOT_RUN, message).was(&chains(place(old)), name));
        }
        for name in &fresh {
            let message = sentence(new, &format!("now runs {name}"));
            self.push(Change::new(&CAPABILITY_RUN, message).is(&chains(place(new)), name));
        }
        self.conditions(old, new);
        let (before, after) = (order(self.old, old, &gone), order(self.new, new, &fresh));
        if before != after {
            let message = sentence(new, &format!("now runs its capabilities in a different order: {after}"));
            self.push(
                Change::new(&CAPABILITIES_REORDERED, message)
                    .was(&chains(place(old)), before)
                    .is(&chains(place(new)), after),
            );
        }
    }

    /// Compares the conditions under which the workflow runs the capabilities that both specs have.
    fn conditions(&mut self, old: &Workflow, new: &Workflow) {
        let when = |model: &Model, workflow: &Workflow| -> Vec<(String, RunsWhen)> {
            let capabilities = workflow.capabilities().into_iter();
            capabilities.map(|id| (model[id].name.wire.clone(), model.runs(workflow, id).when)).collect()
        };
        let (was, is) = (when(self.old, old), when(self.new, new));
        let paired = pair(&was, &is, |(name, _)| name.as_str());
        for ((name, was), (_, is)) in paired.both.into_iter().filter(|(was, is)| was.1 != is.1) {
            let message = sentence(new, &format!("runs {name} {}", is.in_words()));
            let at = |workflow: &Workflow| place(workflow).key("runs").key(name);
            let change = Change::new(&CAPABILITY_RUNS_WHEN, message);
            self.push(change.was(&at(old), was.in_words()).is(&at(new), is.in_words()));
        }
    }
}

/// Returns the order of a workflow's capabilities, without those that only one spec has. The predecessors of an omitted
/// capability still run before its successors.
fn order(model: &Model, workflow: &Workflow, without: &[&str]) -> String {
    let kept = |id: &&CapabilityId| !without.contains(&model[**id].name.wire.as_str());
    let mut before = std::collections::BTreeSet::new();
    for chain in &workflow.chains {
        let names: Vec<&str> = chain.iter().filter(kept).map(|id| model[*id].name.wire.as_str()).collect();
        for (at, first) in names.iter().enumerate() {
            before.extend(names[at + 1..].iter().map(|second| (*first, *second)));
        }
    }
    // The order is transitive, so for three capabilities in a row, the pair of the first and the last is omitted.
    let direct = before
        .iter()
        .filter(|(first, last)| !before.iter().any(|(a, between)| a == first && before.contains(&(*between, *last))));
    let texts: Vec<String> = direct.map(|(first, second)| format!("{first} before {second}")).collect();
    listed(texts.iter().map(String::as_str))
}

/// Formats a sentence about a workflow.
pub(super) fn sentence(workflow: &Workflow, said: &str) -> String {
    format!("{} {}.", called(workflow), said.trim_end_matches('.'))
}
