//! A single change: its kind, its location on both sides, and its effects.

use super::place::SpecPlace;
use verispec_model::change::{Effect, Kind};
use verispec_text::source::Span;

/// A change between two specs.
#[derive(Debug, Clone)]
pub struct Change {
    /// The kind of change, with its documentation and usual effects.
    pub kind: &'static Kind,
    /// The change as one sentence that includes the names of the items.
    pub message: String,
    /// The state in the older spec; `None` if the item was added.
    pub old: Option<Side>,
    /// The state in the newer spec; `None` if the item was removed.
    pub new: Option<Side>,
    /// The effect on payloads.
    pub wire: Effect,
    /// The effect on programs that use the generated crate.
    pub rust: Effect,
    /// The effect at run time.
    pub behaviour: Effect,
    /// The functions of the crate whose signatures or paths the change alters.
    pub functions: Vec<Function>,
    /// The function of the crate that the change is about; `None` if it is not about a single one.
    pub(super) function: Option<String>,
}

/// A function of the crate whose signature or path has changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Function {
    /// The path in the newer crate.
    pub path: String,
    /// The path in the older crate, which is different only if something was renamed.
    pub was: String,
    /// The signature in the older crate.
    pub old: String,
    /// The signature in the newer crate.
    pub new: String,
}

/// A location and its value in one of the two specs.
#[derive(Debug, Clone)]
pub struct Side {
    /// The location in the spec's terms, such as `workflows/NAME: channels[CHANNEL]`.
    pub place: SpecPlace,
    /// The value in short form.
    pub value: String,
    /// The span of the value, if it was found.
    pub span: Option<Span>,
}

impl Change {
    /// Creates a change of this kind, with its usual effects.
    pub(super) fn new(kind: &'static Kind, message: impl Into<String>) -> Self {
        let Kind { wire, rust, behaviour, .. } = *kind;
        Self {
            kind,
            message: message.into(),
            old: None,
            new: None,
            wire,
            rust,
            behaviour,
            functions: Vec::new(),
            function: None,
        }
    }

    /// Sets the state in the older spec.
    pub(super) fn was(mut self, place: &SpecPlace, value: impl ToString) -> Self {
        self.old = Some(Side { place: place.clone(), value: value.to_string(), span: None });
        self
    }

    /// Sets the state in the newer spec.
    pub(super) fn is(mut self, place: &SpecPlace, value: impl ToString) -> Self {
        self.new = Some(Side { place: place.clone(), value: value.to_string(), span: None });
        self
    }

    /// Sets the states in both specs, at the same location.
    pub(super) fn at(self, place: &SpecPlace, old: impl ToString, new: impl ToString) -> Self {
        self.was(place, old).is(place, new)
    }

    /// Sets the function of the crate that the change is about.
    pub(super) fn of_function(mut self, path: String) -> Self {
        self.function = Some(path);
        self
    }

    /// Overrides the kind's effect on programs.
    pub(super) fn rust(mut self, effect: Effect) -> Self {
        self.rust = effect;
        self
    }

    /// Overrides the kind's effect on payloads.
    pub(super) fn wire(mut self, effect: Effect) -> Self {
        self.wire = effect;
        self
    }

    /// Overrides the kind's effect at run time.
    pub(super) fn behaviour(mut self, effect: Effect) -> Self {
        self.behaviour = effect;
        self
    }

    /// Returns the most severe effect on any audience.
    pub fn effect(&self) -> Effect {
        self.wire.max(self.rust).max(self.behaviour)
    }

    /// Returns the location in the newer spec, or in the older spec if the newer one does not contain it.
    pub fn what(&self) -> String {
        self.new.as_ref().or(self.old.as_ref()).map(|side| side.place.to_string()).unwrap_or_default()
    }
}
