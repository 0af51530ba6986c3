//! Compares lifetimes, polling, the states of an execution, and the web redirect.

use super::change::Change;
use super::pairing::{pair, words};
use super::place::SpecPlace;
use super::{Differ, listed, sorted};
use verispec_model::change::Effect;
use verispec_model::change::timing::{
    ERROR_CODE_ADDED, ERROR_CODE_REMOVED, LIFETIME_ADDED, LIFETIME_CHANGED, LIFETIME_REMOVED, LIFETIME_RENEWED,
    POLLING, REDIRECT, RESULT_OF_STATE, STATE_ADDED, STATE_REMOVED, TRANSITIONS,
};
use verispec_model::ir::{Duration, Lifetime, Model, State, Vocabulary};

impl Differ<'_> {
    pub(super) fn timing(&mut self) {
        self.lifetimes();
        let seconds = |delays: &[u32]| {
            let texts: Vec<String> = delays.iter().map(|delay| format!("{delay} s")).collect();
            listed(texts.iter().map(String::as_str))
        };
        if self.old.delays() != self.new.delays() {
            let (was, is) = (seconds(self.old.delays()), seconds(self.new.delays()));
            let message = match self.new.delays() {
                [] => "The polling schedule was removed.".to_owned(),
                _ => format!("Poll for results after {is}."),
            };
            // The crate contains the schedule as a constant and as a function.
            let rust = match (self.old.delays(), self.new.delays()) {
                (_, []) => Effect::Breaking,
                ([], _) => Effect::Compatible,
                _ => Effect::None,
            };
            let at = SpecPlace::file("timing").key("polling").key("delays_seconds");
            self.push(Change::new(&POLLING, message).at(&at, was, is).rust(rust));
        }
        self.states();
        self.states_with_result();
        self.redirect();
    }

    fn lifetimes(&mut self) {
        let at = |known: &Lifetime| SpecPlace::file("timing").key("lifetimes").key(&known.name.wire);
        let paired = pair(&self.old.timing.lifetimes, &self.new.timing.lifetimes, |known| known.name.wire.as_str());
        for known in paired.gone {
            let message = format!("The lifetime `{}` is no longer documented.", known.name.wire);
            self.push(Change::new(&LIFETIME_REMOVED, message).was(&at(known), &known.default.text));
        }
        for known in paired.fresh {
            let message = format!("The lifetime `{}` is now {}.", known.name.wire, known.default.in_words());
            self.push(Change::new(&LIFETIME_ADDED, message).is(&at(known), &known.default.text));
        }
        for (old, new) in paired.both {
            let bounds = [
                ("default", Some(&old.default), Some(&new.default)),
                ("min", old.min.as_ref(), new.min.as_ref()),
                ("max", old.max.as_ref(), new.max.as_ref()),
            ];
            for (key, was, is) in bounds {
                let seconds = |bound: Option<&Duration>| bound.map(|bound| bound.seconds);
                if seconds(was) == seconds(is) {
                    continue;
                }
                // The crate contains each bound as a constant.
                let rust = match (was, is) {
                    (Some(_), None) => Effect::Breaking,
                    (None, Some(_)) => Effect::Compatible,
                    _ => Effect::None,
                };
                let words = |bound: Option<&Duration>| bound.map_or_else(|| "none".to_owned(), Duration::in_words);
                let message = format!("The {key} of the lifetime `{}` is now {}.", new.name.wire, words(is));
                self.push(
                    Change::new(&LIFETIME_CHANGED, message).at(&at(new).key(key), words(was), words(is)).rust(rust),
                );
            }
            if old.renewed != new.renewed {
                let not = if new.renewed { "" } else { " no longer" };
                let message = format!("Every action{not} restarts the lifetime `{}`.", new.name.wire);
                self.push(Change::new(&LIFETIME_RENEWED, message).at(
                    &at(new).key("renewed"),
                    old.renewed,
                    new.renewed,
                ));
            }
        }
    }

    fn states(&mut self) {
        let at = |state: &State| SpecPlace::file("timing").key("states").key(&state.name.wire);
        let paired = pair(&self.old.timing.states, &self.new.timing.states, |state| state.name.wire.as_str());
        for state in &paired.gone {
            let name = &state.name.wire;
            let effect = self.without_word(Vocabulary::States, name);
            let message = format!("An execution can no longer be in the state {name}.");
            self.push(Change::new(&STATE_REMOVED, message).was(&at(state), name).rust(effect));
        }
        for state in &paired.fresh {
            let name = &state.name.wire;
            let effect = self.with_word(Vocabulary::States, name);
            self.push(
                Change::new(&STATE_ADDED, format!("An execution can now be in the state {name}."))
                    .is(&at(state), name)
                    .rust(effect),
            );
        }
        let come_or_gone: Vec<&str> =
            paired.gone.iter().chain(&paired.fresh).map(|state| state.name.wire.as_str()).collect();
        for (old, new) in &paired.both {
            let next = |state: &State| {
                let kept = state.next.iter().map(String::as_str).filter(|name| !come_or_gone.contains(name));
                listed(sorted(kept))
            };
            let (was, is) = (next(old), next(new));
            if was != is || old.next.is_empty() != new.next.is_empty() {
                let message = format!(
                    "The states that can follow {} are now: {}.",
                    new.name.wire,
                    listed(new.next.iter().map(String::as_str))
                );
                self.push(Change::new(&TRANSITIONS, message).at(&at(new).key("next"), was, is));
            }
        }
    }

    /// Compares which states have a result, for the states that both specs have.
    fn states_with_result(&mut self) {
        let with_result = |model: &Model| model.readings.state.as_ref().map(|reading| reading.with_result.clone());
        let (Some(was), Some(is)) = (with_result(self.old), with_result(self.new)) else { return };
        let at = SpecPlace::file("readings").key("state").key("with_result");
        let has = |model: &Model, name: &str| model.timing.states.iter().any(|state| state.name.wire == name);
        let (old, new) = (self.old, self.new);
        let both = |name: &&str| has(old, name) && has(new, name);
        let (gone, fresh) = words(&was, &is);
        for name in gone.into_iter().filter(both) {
            let message = format!("The state {name} no longer has a result.");
            self.push(Change::new(&RESULT_OF_STATE, message).was(&at, name));
        }
        for name in fresh.into_iter().filter(both) {
            self.push(Change::new(&RESULT_OF_STATE, format!("The state {name} now has a result.")).is(&at, name));
        }
    }

    fn redirect(&mut self) {
        let at = SpecPlace::file("redirect");
        let parameters = |model: &verispec_model::ir::Model| {
            model.redirect.as_ref().map_or("none".to_owned(), |redirect| model[redirect.parameters].name.pascal.clone())
        };
        let (was, is) = (parameters(self.old), parameters(self.new));
        if self.newer_type(&was) != is {
            let message = format!("End users now return with the query parameters {is}.");
            let change = Change::new(&REDIRECT, message);
            let change = if self.old.redirect.is_some() { change.was(&at.key("parameters"), was) } else { change };
            let change = if self.new.redirect.is_some() { change.is(&at.key("parameters"), is) } else { change };
            self.push(change);
        }
        let codes = |model: &verispec_model::ir::Model| -> Vec<String> {
            model.redirect.iter().flat_map(|known| &known.error_codes).map(|code| code.name.wire.clone()).collect()
        };
        let (was, is) = (codes(self.old), codes(self.new));
        let (gone, fresh) = words(&was, &is);
        for code in gone {
            let effect = self.without_word(Vocabulary::ErrorCodes, code);
            let message = format!("End users no longer return with the error code {code}.");
            self.push(
                Change::new(&ERROR_CODE_REMOVED, message).was(&at.key("error_codes").key(code), code).rust(effect),
            );
        }
        for code in fresh {
            let effect = self.with_word(Vocabulary::ErrorCodes, code);
            let message = format!("End users can now return with the error code {code}.");
            self.push(Change::new(&ERROR_CODE_ADDED, message).is(&at.key("error_codes").key(code), code).rust(effect));
        }
    }
}
