//! Compares the slots of a workflow: the credentials of an execution, their origin, and their uploads.

use super::change::Change;
use super::pairing::{Paired, words};
use super::place::SpecPlace;
use super::workflow::{place, sentence};
use super::{Differ, listed, sorted};
use verispec_model::change::Effect;
use verispec_model::change::slot::{
    ADDED, CHANNEL_OFFERED, CHANNEL_WITHDRAWN, ORIGIN, PART_ADDED, PART_REMOVED, REMOVED, REORDERED,
};
use verispec_model::ir::{Model, Name, Slot, Workflow};

impl Differ<'_> {
    pub(super) fn slots(&mut self, old: &Workflow, new: &Workflow) {
        let models = (self.old, self.new);
        let mut paired =
            Paired { both: Vec::new(), gone: old.slots.iter().collect(), fresh: new.slots.iter().collect() };
        // Equal slots are paired first. If one of several slots of a category has changed, the change is then reported
        // for that slot.
        paired.pair_in_order(models, |model, slot| {
            let (channels, parts) = (sorted(channels(model, slot)), sorted(wires(&slot.parts)));
            (category(model, slot), slot.origin.as_str(), channels, parts)
        });
        paired.pair_in_order(models, |model, slot| (category(model, slot), slot.origin.as_str()));
        paired.pair_in_order(models, category);
        let was = |slot: &Slot| at(models.0, old, slot);
        let is = |slot: &Slot| at(models.1, new, slot);
        self.slot_order((old, new), &paired.both);
        for slot in &paired.gone {
            let name = category(models.0, slot);
            let message = sentence(new, &format!("no longer has {name}, {}", slot.origin.in_words()));
            self.push(Change::new(&REMOVED, message).was(&was(slot), name));
        }
        for slot in &paired.fresh {
            let name = category(models.1, slot);
            let message = sentence(new, &format!("has {name}: {}", slot.origin.in_words()));
            self.push(Change::new(&ADDED, message).is(&is(slot), name));
        }
        for (before, after) in &paired.both {
            let (name, was, is) = (category(models.1, after), was(before), is(after));
            if before.origin != after.origin {
                let message = sentence(new, &format!("has {name}: {}", after.origin.in_words()));
                let (before, after) = (before.origin.as_str(), after.origin.as_str());
                self.push(Change::new(&ORIGIN, message).was(&was.key("origin"), before).is(&is.key("origin"), after));
            }
            let channels = (channels(models.0, before), channels(models.1, after));
            let (gone, fresh) = words(&channels.0, &channels.1);
            for channel in gone {
                let message = sentence(new, &format!("no longer acquires {name} over {channel}"));
                self.push(Change::new(&CHANNEL_WITHDRAWN, message).was(&was.key("channels").item(channel), channel));
            }
            for channel in fresh {
                let message = sentence(new, &format!("now acquires {name} over {channel}"));
                self.push(Change::new(&CHANNEL_OFFERED, message).is(&is.key("channels").item(channel), channel));
            }
            let parts = (wires(&before.parts), wires(&after.parts));
            let (gone, fresh) = words(&parts.0, &parts.1);
            for part in gone {
                let message = sentence(new, &format!("no longer accepts uploads of {part} of {name}"));
                self.push(Change::new(&PART_REMOVED, message).was(&was.key("parts").item(part), part));
            }
            for part in fresh {
                let message = sentence(new, &format!("now accepts uploads of {part} of {name}"));
                // Programs that acquire the credential over another channel do not upload it, and previously there was
                // no way to upload it.
                let is_new_way = !models.0.is_uploaded(before);
                let behaviour = if is_new_way { Effect::Compatible } else { PART_ADDED.behaviour };
                let change = Change::new(&PART_ADDED, message).is(&is.key("parts").item(part), part);
                self.push(change.behaviour(behaviour));
            }
        }
    }
}

impl Differ<'_> {
    /// Compares the order of the credentials that both specs have.
    fn slot_order(&mut self, (old, new): (&Workflow, &Workflow), both: &[(&Slot, &Slot)]) {
        let kept = |model: &'_ Model, workflow: &Workflow, is_kept: &dyn Fn(&Slot) -> bool| {
            let slots = workflow.slots.iter().filter(|slot| is_kept(slot));
            listed(slots.map(|slot| category(model, slot)))
        };
        let was = kept(self.old, old, &|slot| both.iter().any(|(was, _)| std::ptr::eq(*was, slot)));
        let is = kept(self.new, new, &|slot| both.iter().any(|(_, is)| std::ptr::eq(*is, slot)));
        if was != is {
            let message = sentence(new, &format!("now lists its credentials in the order {is}"));
            let (before, after) = (place(old).key("slots"), place(new).key("slots"));
            self.push(Change::new(&REORDERED, message).was(&before, was).is(&after, is));
        }
    }
}

/// Returns the location of a slot, by its category and its number among the slots of that category.
fn at(model: &Model, workflow: &Workflow, slot: &Slot) -> SpecPlace {
    let before = workflow.slots.iter().take_while(|known| !std::ptr::eq(*known, slot));
    let number = before.filter(|known| known.category == slot.category).count();
    place(workflow).key("slots").named(category(model, slot), number)
}

fn category<'m>(model: &'m Model, slot: &Slot) -> &'m str {
    &model[slot.category].name.wire
}

fn channels<'m>(model: &'m Model, slot: &Slot) -> Vec<&'m str> {
    slot.channels.iter().map(|id| model[*id].name.wire.as_str()).collect()
}

fn wires(names: &[Name]) -> Vec<&str> {
    names.iter().map(|name| name.wire.as_str()).collect()
}
