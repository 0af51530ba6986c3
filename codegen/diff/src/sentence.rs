//! Compares the sentences of documents from which no fact is read, and reports those that were added, removed or
//! reworded between editions.

use std::collections::{BTreeMap, BTreeSet};

use super::Spec;
use super::change::Change;
use super::place::SpecPlace;
use verispec_model::change::text::DOCUMENT_TEXT;
use verispec_model::ir::{Layout, Model, Sentence};
use verispec_text::compare::{alike, reworded};

/// Compares the editions that the layouts of both specs follow, document by document, and returns the changes of their
/// sentences.
pub(super) fn changes(old: Spec<'_>, new: Spec<'_>) -> Vec<Change> {
    let mut found = Vec::new();
    for is in &new.model.layouts {
        let name = document(new.model, is);
        if let Some(was) = old.model.layouts.iter().find(|was| document(old.model, was) == name) {
            let title = new.model[is.document].title.as_str();
            let sides = [(old, was), (new, is)].map(|(spec, layout)| Edition::of(spec, layout));
            found.extend(between(title, &sides));
        }
    }
    found
}

fn document<'m>(model: &'m Model, layout: &Layout) -> &'m str {
    &model[layout.document].name.wire
}

/// The sentences of an edition, and their locations.
struct Edition<'m> {
    place: SpecPlace,
    sentences: &'m [Sentence],
}

impl<'m> Edition<'m> {
    fn of(spec: Spec<'m>, layout: &'m Layout) -> Self {
        let path = &spec.sources.file(layout.span.file).path;
        let place = SpecPlace::file(path.trim_end_matches(".yaml")).key("sentences");
        Self { place, sentences: &layout.sentences }
    }

    /// Returns the indexes of the sentences that another edition does not have.
    fn only_here(&self, other: &Self) -> Vec<usize> {
        let said = |sentence: &'m Sentence| (sentence.text.value.as_str(), sentence.links.as_slice());
        let known: BTreeSet<_> = other.sentences.iter().map(said).collect();
        (0..self.sentences.len()).filter(|index| !known.contains(&said(&self.sentences[*index]))).collect()
    }

    fn text(&self, index: usize) -> &str {
        &self.sentences[index].text.value
    }

    fn at(&self, index: usize) -> SpecPlace {
        self.place.index(index)
    }
}

fn between(title: &str, [old, new]: &[Edition<'_>; 2]) -> Vec<Change> {
    let (gone, come) = (old.only_here(new), new.only_here(old));
    let was: Vec<&str> = gone.iter().map(|index| old.text(*index)).collect();
    let is: Vec<&str> = come.iter().map(|index| new.text(*index)).collect();
    let pairs: BTreeMap<usize, usize> = alike(&was, &is).into_iter().map(|(was, is)| (come[is], gone[was])).collect();
    let mut found = Vec::new();
    for index in come {
        let text = new.text(index);
        let before = pairs.get(&index).copied();
        let told = match before {
            None => format!("`{text}` was added"),
            Some(before) if old.text(before) == text => {
                let links = |edition: &Edition<'_>, index: usize| edition.sentences[index].links.join(", ");
                format!(
                    "the links of `{text}` now lead to {}; previously, they led to {}",
                    links(new, index),
                    links(old, before)
                )
            }
            Some(before) => format!("{} in `{text}`", reworded(old.text(before), text)),
        };
        let change = Change::new(&DOCUMENT_TEXT, format!("{title}: {told}."));
        let change = before.into_iter().fold(change, |change, at| change.was(&old.at(at), old.text(at)));
        found.push(change.is(&new.at(index), text));
    }
    let paired: BTreeSet<usize> = pairs.into_values().collect();
    for index in gone.into_iter().filter(|index| !paired.contains(index)) {
        let text = old.text(index);
        let message = format!("{title}: `{text}` was removed.");
        found.push(Change::new(&DOCUMENT_TEXT, message).was(&old.at(index), text));
    }
    found
}
