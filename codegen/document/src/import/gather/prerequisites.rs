//! Gathers prerequisites from the items of a section, using the kinds of the existing spec.

use indexmap::IndexMap;

use super::names::{self, without_brackets};
use super::{Gather, Section};
use crate::document::{self, lower_words};
use crate::import::facts::{Kind, Listed, Prerequisite};
use verispec_model::ir::{self, PrerequisiteId, PrerequisiteKind};
use verispec_text::words::one_line;

/// The open question about a kind that was copied from other items.
const WORDED: &str = "todo: the kind is copied from similarly worded items; confirm it";

/// The number of words of an item that form its id.
const WORDS: usize = 6;

impl Gather<'_> {
    /// Returns the ids of the prerequisites in a workflow's section.
    pub(super) fn prerequisites(&mut self, section: &Section<'_>) -> Listed<String> {
        let Some(said) = &section.said.prerequisites else { return Listed::default() };
        let mut items = Vec::new();
        for item in &said.items {
            let id = match item.prerequisite {
                Some(id) => self.model[id].name.wire.clone(),
                None => id(&item.text.value),
            };
            if !self.facts.prerequisites.contains_key(&id) {
                let prerequisite = self.prerequisite(section, item);
                self.facts.prerequisites.insert(id.clone(), prerequisite);
            }
            if let Some(known) = self.facts.prerequisites.get_mut(&id) {
                known.count(&one_line(&item.text.value));
            }
            self.once(&mut items, id, &item.text);
        }
        Listed { items, lines: Some(self.lines.of(said.span)) }
    }

    fn prerequisite(&self, section: &Section<'_>, item: &document::Prerequisite) -> Prerequisite {
        let known = item.prerequisite.filter(|_| self.has_facts).map(|id| self.kind(&self.model[id]));
        let guessed = if known.is_none() && self.has_facts { self.kind_of_words(&item.text.value) } else { None };
        let url = |link: &document::Link| {
            let target = link.target.value.trim();
            (target.starts_with("https://") || target.starts_with("http://")).then(|| target.to_owned())
        };
        Prerequisite {
            text: one_line(&item.text.value),
            texts: IndexMap::new(),
            todo: guessed.as_ref().map(|_| WORDED.to_owned()),
            kind: known.or(guessed),
            docs: item.links.iter().find_map(url),
            place: self.place(&section.heading, item.text.span),
        }
    }

    fn kind(&self, known: &ir::Prerequisite) -> Kind {
        let credential = known.credential.zip(known.stored_by);
        Kind {
            word: known.kind_word(),
            credential: credential.map(|(id, holder)| (self.model[id].name.wire.clone(), holder)),
        }
    }

    /// Returns the kind of the existing items that end in the same words. At least two words must match.
    fn kind_of_words(&self, text: &str) -> Option<Kind> {
        let words = lower_words(text);
        let known: Vec<(Vec<String>, PrerequisiteId)> =
            self.layout.prerequisites.iter().map(|(words, id)| (lower_words(&words.value), *id)).collect();
        let longest = known.iter().map(|(known, _)| common_end(known, &words)).max().filter(|length| *length >= 2)?;
        let mut alike = known.iter().filter(|(known, _)| common_end(known, &words) == longest).map(|(_, id)| *id);
        let first = &self.model[alike.next()?];
        if !alike.all(|id| self.model[id].kind == first.kind && self.model[id].stored_by == first.stored_by) {
            return None;
        }
        let mut kind = self.kind(first);
        if first.kind == PrerequisiteKind::CredentialOnFile {
            let named = self.layout.credentials.iter().find(|(name, _)| words.contains(&name.to_lowercase()));
            let (_, category) = named?;
            kind.credential = Some((self.model[*category].name.wire.clone(), first.stored_by?));
        }
        Some(kind)
    }
}

impl Prerequisite {
    /// Selects the most frequent wording, or the first one if several are equally frequent.
    fn count(&mut self, text: &str) {
        *self.texts.entry(text.to_owned()).or_default() += 1;
        let most = self.texts.values().max().copied().unwrap_or_default();
        if let Some((text, _)) = self.texts.iter().find(|(_, count)| **count == most) {
            self.text = text.clone();
        }
    }
}

/// Counts how many of the last words of an existing item occur consecutively in a text.
fn common_end(known: &[String], text: &[String]) -> usize {
    (1..=known.len())
        .rev()
        .find(|length| text.windows(*length).any(|window| *window == known[known.len() - length..]))
        .unwrap_or_default()
}

/// Returns an id derived from the first words of an item.
fn id(text: &str) -> String {
    let text = without_brackets(text);
    let first: Vec<&str> = text.split_whitespace().take(WORDS).collect();
    names::cut(&names::name(&first.join(" ")).snake).replace('_', "-")
}
