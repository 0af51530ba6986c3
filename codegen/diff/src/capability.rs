//! Compares capabilities: their set, their requirements, their decisions and their labels.

use super::change::Change;
use super::pairing::{pair, words};
use super::place::SpecPlace;
use super::{Differ, listed, sorted};
use verispec_model::change::capability::{
    ADDED, ADVICE, DECISION_ADDED, DECISION_REMOVED, JUDGES, LABEL_ADDED, LABEL_REMOVED, PASSES_WITH, REMOVED, RENAMED,
    REQUIREMENT_ADDED, REQUIREMENT_REMOVED, RESULT, TOGETHER,
};
use verispec_model::ir::{Advice, Capability, Model, PassesWith, Vocabulary, WhenAbsent, spelled};

/// Formats, on one line, the values that let a result pass.
fn agreeing(row: &PassesWith) -> String {
    let values: Vec<String> = row.values.iter().map(|value| value.plain.in_words()).collect();
    let values = listed(sorted(values.iter().map(String::as_str)));
    match row.absent {
        WhenAbsent::NotJudged => values,
        WhenAbsent::Agrees => format!("{values} or absent"),
        WhenAbsent::Contradicts => format!("{values} and never absent"),
    }
}

fn place(capability: &Capability) -> SpecPlace {
    SpecPlace::of("capabilities", &capability.stem)
}

impl Differ<'_> {
    pub(super) fn capabilities(&mut self) {
        let paired = pair(&self.old.capabilities, &self.new.capabilities, |known| known.name.wire.as_str());
        for capability in paired.gone {
            let name = &capability.name.wire;
            self.push(
                Change::new(&REMOVED, format!("The capability {name} was removed.")).was(&place(capability), name),
            );
        }
        for capability in paired.fresh {
            let name = &capability.name.wire;
            self.push(Change::new(&ADDED, format!("The capability {name} was added.")).is(&place(capability), name));
        }
        for (old, new) in paired.both {
            self.capability(old, new);
            self.passes_with(old, new);
            self.decisions(old, new);
            let at = |advice: &Advice| place(new).key("advice").key(&advice.label);
            self.advice(&old.advice, &new.advice, at);
        }
        let at = |advice: &Advice| SpecPlace::file("advice").key("advice").key(&advice.label);
        self.advice(&self.old.advice, &self.new.advice, at);
    }

    fn capability(&mut self, old: &Capability, new: &Capability) {
        let (name, was, is) = (&new.name.wire, place(old), place(new));
        if old.stem != new.stem {
            let message = format!("The module of the capability {name} was renamed to `{}`.", new.stem);
            self.push(Change::new(&RENAMED, message).was(&was, &old.stem).is(&is, &new.stem));
        }
        let required = |model: &'_ Model, known: &Capability| -> Vec<String> {
            known.requires.iter().map(|id| model[*id].name.wire.clone()).collect()
        };
        let (before, after) = (required(self.old, old), required(self.new, new));
        let (gone, fresh) = words(&before, &after);
        for other in gone {
            let message = format!("The capability {name} no longer depends on {other}.");
            self.push(Change::new(&REQUIREMENT_REMOVED, message).was(&was.key("requires").item(other), other));
        }
        for other in fresh {
            let message = format!("The capability {name} now depends on {other}.");
            self.push(Change::new(&REQUIREMENT_ADDED, message).is(&is.key("requires").item(other), other));
        }
        let judged = |model: &Model, known: &Capability| {
            listed(sorted(known.credentials.iter().map(|id| model[*id].name.wire.as_str())))
        };
        let (before, after) = (judged(self.old, old), judged(self.new, new));
        if before != after {
            let message = format!("The capability {name} now judges {after}.");
            self.push(
                Change::new(&JUDGES, message).was(&was.key("credentials"), before).is(&is.key("credentials"), after),
            );
        }
        if old.together.is_some() != new.together.is_some() {
            let (was, is) = (was.key("together"), is.key("together"));
            self.push(match new.together {
                Some(_) => {
                    let message =
                        format!("A result of the capability {name} now names all credentials that it judges.");
                    Change::new(&TOGETHER, message).is(&is, "together")
                }
                None => {
                    let message = format!("A result of the capability {name} may now name a single credential.");
                    Change::new(&TOGETHER, message).was(&was, "together")
                }
            });
        }
        let (before, after) = (&self.old[old.result].name.pascal, &self.new[new.result].name.pascal);
        if self.newer_type(before) != *after {
            let message = format!("The result of the capability {name} is now a {after}.");
            self.push(Change::new(&RESULT, message).was(&was.key("result"), before).is(&is.key("result"), after));
        }
    }

    fn passes_with(&mut self, old: &Capability, new: &Capability) {
        let paired = pair(&old.passes_with, &new.passes_with, |row| spelled(&row.path));
        let at =
            |capability: &Capability, row: &PassesWith| place(capability).key("passes_with").key(&spelled(&row.path));
        let name = &new.name.wire;
        for row in paired.gone {
            let message =
                format!("`{}` of the capability {name} may now have any value in a pass.", spelled(&row.path));
            self.push(Change::new(&PASSES_WITH, message).was(&at(old, row), agreeing(row)));
        }
        for row in paired.fresh {
            let is = agreeing(row);
            let message = format!(
                "A pass of the capability {name} is now consistent only with a `{}` that is {is}.",
                spelled(&row.path)
            );
            self.push(Change::new(&PASSES_WITH, message).is(&at(new, row), is));
        }
        for (before, after) in paired.both {
            let (was, is) = (agreeing(before), agreeing(after));
            if was != is {
                let path = spelled(&after.path);
                let message =
                    format!("A pass of the capability {name} is now consistent only with a `{path}` that is {is}.");
                self.push(Change::new(&PASSES_WITH, message).was(&at(old, before), was).is(&at(new, after), is));
            }
        }
    }

    fn decisions(&mut self, old: &Capability, new: &Capability) {
        let kinds = |known: &Capability| known.decisions.iter().map(|(kind, _)| kind.clone()).collect::<Vec<_>>();
        let (was, is, name) = (kinds(old), kinds(new), &new.name.wire);
        let (gone, fresh) = words(&was, &is);
        for decision in gone {
            let effect = self.without_word(Vocabulary::Decisions, decision);
            let message = format!("The capability {name} no longer returns the decision {decision}.");
            let at = place(old).key("decisions").key(decision);
            self.push(Change::new(&DECISION_REMOVED, message).was(&at, decision).rust(effect));
        }
        for decision in fresh {
            let effect = self.with_word(Vocabulary::Decisions, decision);
            let message = format!("The capability {name} can now return the decision {decision}.");
            let at = place(new).key("decisions").key(decision);
            self.push(Change::new(&DECISION_ADDED, message).is(&at, decision).rust(effect));
        }
        self.labels(old, new);
    }

    fn labels(&mut self, old: &Capability, new: &Capability) {
        let pairs = |known: &Capability| -> Vec<(String, String)> {
            let all = known.decisions.iter();
            all.flat_map(|(kind, labels)| labels.iter().map(|label| (kind.clone(), label.clone()))).collect()
        };
        let (was, is, name) = (pairs(old), pairs(new), &new.name.wire);
        let has = |known: &Capability, decision: &str| known.decisions.iter().any(|(kind, _)| kind == decision);
        for (decision, label) in was.iter().filter(|pair| !is.contains(pair) && has(new, &pair.0)) {
            let effect = self.without_word(Vocabulary::Labels, label);
            let message = format!("The decision {decision} of the capability {name} no longer has the label {label}.");
            let at = place(old).key("decisions").key(decision).item(label);
            self.push(Change::new(&LABEL_REMOVED, message).was(&at, label).rust(effect));
        }
        for (decision, label) in is.iter().filter(|pair| !was.contains(pair) && has(old, &pair.0)) {
            let effect = self.with_word(Vocabulary::Labels, label);
            let message = format!("The decision {decision} of the capability {name} can now have the label {label}.");
            let at = place(new).key("decisions").key(decision).item(label);
            self.push(Change::new(&LABEL_ADDED, message).is(&at, label).rust(effect));
        }
    }

    fn advice(&mut self, old: &[Advice], new: &[Advice], at: impl Fn(&Advice) -> SpecPlace) {
        let paired = pair(old, new, |advice| advice.label.as_str());
        for advice in paired.gone {
            let message = format!("The label {} no longer has advice.", advice.label);
            self.push(Change::new(&ADVICE, message).was(&at(advice), advice.who.in_words()));
        }
        for advice in paired.fresh {
            let message =
                format!("The label {} now has advice for {}: {}", advice.label, advice.who.in_words(), advice.what);
            self.push(Change::new(&ADVICE, message).is(&at(advice), advice.who.in_words()));
        }
        for (was, is) in paired.both.into_iter().filter(|(was, is)| was.who != is.who) {
            let message = format!("The advice for the label {} is now for {}.", is.label, is.who.in_words());
            let (before, after) = (at(was).key("who"), at(is).key("who"));
            self.push(Change::new(&ADVICE, message).was(&before, was.who.in_words()).is(&after, is.who.in_words()));
        }
    }
}
