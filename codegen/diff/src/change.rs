//! A single change: its kind, where it stands on both sides, and what it means to whom.

use super::place::SpecPlace;
use verispec_model::change::{Effect, Kind};
use verispec_text::source::Span;

/// A change between two specs.
#[derive(Debug, Clone)]
pub struct Change {
    /// Its kind.
    pub kind: &'static Kind,
    /// What has changed, in one sentence with its names.
    pub message: String,
    /// How it was; nothing if it was not there.
    pub old: Option<Side>,
    /// How it is; nothing if it is gone.
    pub new: Option<Side>,
    /// What it means for payloads.
    pub wire: Effect,
    /// What it means for programs that use the generated crate.
    pub rust: Effect,
    /// What it means for what happens at run time.
    pub behaviour: Effect,
    /// The function of the crate that it is about, if it is about one alone.
    pub(super) function: Option<String>,
}

/// How something is in one of two specs.
#[derive(Debug, Clone)]
pub struct Side {
    /// Where it stands, in the spec's terms.
    pub place: SpecPlace,
    /// What it says, in short.
    pub value: String,
    /// The words that say it, where they could be found.
    pub span: Option<Span>,
}

impl Change {
    /// A change of this kind, with the effects that it usually has.
    pub(super) fn new(kind: &'static Kind, message: impl Into<String>) -> Self {
        let Kind { wire, rust, behaviour, .. } = *kind;
        Self { kind, message: message.into(), old: None, new: None, wire, rust, behaviour, function: None }
    }

    /// How it was.
    pub(super) fn was(mut self, place: &SpecPlace, value: impl ToString) -> Self {
        self.old = Some(Side { place: place.clone(), value: value.to_string(), span: None });
        self
    }

    /// How it is.
    pub(super) fn is(mut self, place: &SpecPlace, value: impl ToString) -> Self {
        self.new = Some(Side { place: place.clone(), value: value.to_string(), span: None });
        self
    }

    /// How it was and how it is, both at one place.
    pub(super) fn at(self, place: &SpecPlace, old: impl ToString, new: impl ToString) -> Self {
        self.was(place, old).is(place, new)
    }

    /// That it is about this function of the crate alone.
    pub(super) fn of_function(mut self, path: String) -> Self {
        self.function = Some(path);
        self
    }

    /// The effect that this one has on programs, where it is not that of its kind.
    pub(super) fn rust(mut self, effect: Effect) -> Self {
        self.rust = effect;
        self
    }

    /// The effect that this one has on payloads, where it is not that of its kind.
    pub(super) fn wire(mut self, effect: Effect) -> Self {
        self.wire = effect;
        self
    }

    /// The effect that this one has at run time, where it is not that of its kind.
    pub(super) fn behaviour(mut self, effect: Effect) -> Self {
        self.behaviour = effect;
        self
    }

    /// The worst that it means to anybody.
    pub fn effect(&self) -> Effect {
        self.wire.max(self.rust).max(self.behaviour)
    }

    /// Where it stands, in the terms of the newer spec that has it.
    pub fn what(&self) -> String {
        self.new.as_ref().or(self.old.as_ref()).map(|side| side.place.to_string()).unwrap_or_default()
    }
}
