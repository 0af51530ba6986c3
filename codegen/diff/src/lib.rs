//! Compares two models, and reports what changed, whom each change affects, and which version is required.
//!
//! The comparison is semantic: it ignores the order of keys, of files, and of lists without a significant order. Only
//! two orders are significant: the order of the required fields of a type, because they are arguments in Rust, and the
//! order of slots. Changes that only readers of the docs notice have their own kinds.
//!
//! **Invariant:** every kind of change is in [`kinds`], with its documentation and its usual effects; the actual effect
//! on the generated crate may be smaller, and is derived from both models.

#![forbid(unsafe_code)]

mod allowed;
mod api;
mod capability;
mod change;
mod constructor;
mod crates;
mod credential;
mod deprecation;
mod limits;
mod moved;
mod once;
mod operation;
mod pairing;
mod payload;
mod place;
mod prerequisite;
mod provider;
mod reading;
mod renamed;
pub mod report;
mod rule;
mod rule_words;
mod rust_name;
mod rust_type;
mod sentence;
mod signature;
mod slot;
mod text;
mod timing;
mod version;
mod workflow;

pub use allowed::{Allowance, Allowed};
pub use api::Api;
pub use change::{Change, Function, Side};
pub use crates::{Crate, with_crates};
pub use place::SpecPlace;
pub use verispec_runtime::runtime::constraint::is_date;
pub use version::{Bump, Version};

use std::collections::BTreeMap;

pub use verispec_model::change::{Area, Effect, Kind, closest, find, kinds};
use verispec_model::ir::{Model, TypeKind, Vocabulary};
use verispec_text::source::SourceMap;

/// A spec with its sources.
#[derive(Debug, Clone, Copy)]
pub struct Spec<'m> {
    /// The model of the spec.
    pub model: &'m Model,
    /// The files of the spec.
    pub sources: &'m SourceMap,
}

/// Returns the changes from one spec to another: the most severe first, changes of the docs last.
pub fn diff(old: Spec<'_>, new: Spec<'_>) -> Vec<Change> {
    let plain = compared(old, new);
    let mut changes = under_newer_names(old, new, plain.len()).unwrap_or(plain);
    let (mut was, mut is) = (place::Finder::new(old.sources), place::Finder::new(new.sources));
    for change in &mut changes {
        for (side, finder) in [(&mut change.old, &mut was), (&mut change.new, &mut is)] {
            if let Some(side) = side {
                side.span = finder.find(&side.place);
            }
        }
    }
    sort(&mut changes);
    changes
}

/// Returns the changes with renamed items paired; `None` unless there are fewer of them than `plain`.
fn under_newer_names(old: Spec<'_>, new: Spec<'_>, plain: usize) -> Option<Vec<Change>> {
    let renamed = renamed::find(old, new)?;
    let mut changes = compared(renamed.spec(), new);
    renamed.restore(old, new, &mut changes);
    changes.extend(renamed.changes(old, new));
    (changes.len() < plain).then_some(changes)
}

/// Returns the changes between specs in which items have the same names. The changes have no spans yet.
fn compared(old: Spec<'_>, new: Spec<'_>) -> Vec<Change> {
    let mut differ =
        Differ { old: old.model, new: new.model, changes: Vec::new(), renamed: payload::renames(old.model, new.model) };
    differ.provider();
    differ.timing();
    differ.credentials();
    differ.lists();
    differ.capabilities();
    differ.prerequisites();
    let reported = differ.payloads();
    differ.operations();
    differ.rules();
    differ.readings();
    differ.workflows(&reported);
    differ.signatures();
    let moved = differ.moved();
    let (mut was, mut is) = (place::Finder::new(old.sources), place::Finder::new(new.sources));
    let mut changes = differ.changes;
    let texts = text::changes(old, new, &mut was, &mut is, &moved);
    changes.extend(texts.changes);
    let sentences = sentence::changes(old, new);
    let untold = once::Told::new(&changes, texts.said, &mut was, &mut is).without(sentences);
    changes.extend(untold);
    deprecation::complete(&mut changes, &mut was, &mut is);
    changes
}

/// Sorts changes: the most severe first, changes of the docs last.
fn sort(changes: &mut [Change]) {
    changes.sort_by(|a, b| {
        let rank = |change: &Change| (std::cmp::Reverse(change.effect()), change.kind.area);
        rank(a).cmp(&rank(b)).then_with(|| a.what().cmp(&b.what())).then_with(|| a.kind.id.cmp(b.kind.id))
    });
}

/// Returns the span of `package.version` in `provider.yaml`, or of the closest enclosing value; `None` if there is no
/// such file.
pub fn version_place(sources: &SourceMap) -> Option<verispec_text::source::Span> {
    place::Finder::new(sources).find(&SpecPlace::file("provider").key("package").key("version"))
}

/// A comparison in progress: both models, and the changes found so far.
struct Differ<'m> {
    old: &'m Model,
    new: &'m Model,
    changes: Vec<Change>,
    /// The newer name of each renamed type, by its older name.
    renamed: BTreeMap<String, String>,
}

impl Differ<'_> {
    fn push(&mut self, change: Change) {
        self.changes.push(change);
    }

    /// Returns the effect on programs of removing an enum value from a vocabulary: breaking if a Rust enum loses a
    /// variant.
    fn without_word(&self, vocabulary: Vocabulary, word: &str) -> Effect {
        match has_word(self.old, vocabulary, word) && !has_word(self.new, vocabulary, word) {
            true => Effect::Breaking,
            false => Effect::None,
        }
    }

    /// Returns the effect on programs of adding an enum value to a vocabulary. Rust enums are allowed to grow.
    fn with_word(&self, vocabulary: Vocabulary, word: &str) -> Effect {
        match has_word(self.new, vocabulary, word) && !has_word(self.old, vocabulary, word) {
            true => Effect::Compatible,
            false => Effect::None,
        }
    }
}

/// Returns whether a Rust enum of this vocabulary has this value.
fn has_word(model: &Model, vocabulary: Vocabulary, word: &str) -> bool {
    let enums = model.types.iter().filter(|kind| kind.vocabulary == Some(vocabulary));
    let mut values = enums.filter_map(|kind| match &kind.kind {
        TypeKind::Enum(values) => Some(values),
        _ => None,
    });
    values.any(|values| values.iter().any(|value| value.name.wire == word))
}

/// Sorts names, so that their order in the spec does not matter.
fn sorted<'a>(names: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let mut names: Vec<&str> = names.into_iter().collect();
    names.sort_unstable();
    names
}

/// Joins names into a part of a sentence: `a, b and c`.
fn and(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [name] => name.clone(),
        [before @ .., last] => format!("{} and {last}", before.join(", ")),
    }
}

/// Joins names into a list for display.
fn listed<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let names: Vec<&str> = names.into_iter().collect();
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}
