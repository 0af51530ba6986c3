//! Writes the layout, so that the import can be repeated. The layout omits words for items that the document does not
//! contain, and has the edition of the document.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{Writer, new_file};
use crate::document::Sentence;
use crate::import::yaml::{self, Entry, Item, Yaml};
use verispec_model::ir::{self, Layout};
use verispec_text::compare::Pool;
use verispec_text::file::File;

/// The sentences of a document that the existing layout lists.
struct Before<'l> {
    same: BTreeMap<&'l str, &'l ir::Sentence>,
    /// The sentences that the document no longer contains, with their words.
    gone: Vec<&'l ir::Sentence>,
    pool: Pool,
}

impl<'l> Before<'l> {
    fn of(known: &'l Layout, sentences: &[Sentence]) -> Self {
        let there: BTreeSet<&str> = sentences.iter().map(|sentence| sentence.text.as_str()).collect();
        let mut same = BTreeMap::new();
        for old in &known.sentences {
            same.entry(old.text.value.as_str()).or_insert(old);
        }
        let gone: Vec<&ir::Sentence> =
            known.sentences.iter().filter(|old| !there.contains(old.text.value.as_str())).collect();
        let pool = Pool::new(gone.iter().map(|old| old.text.value.as_str()));
        Self { same, gone, pool }
    }

    /// Returns the existing layout's sentence with the same words, or the one that this sentence replaces.
    fn find(&self, text: &str) -> Option<&'l ir::Sentence> {
        self.same.get(text).copied().or_else(|| Some(self.gone[self.pool.like(text)?]))
    }
}

fn sentence_item(sentence: &Sentence, known: Option<&Before<'_>>) -> Item {
    let mut entries = vec![Entry::new("text", Yaml::prose(&sentence.text))];
    if !sentence.links.is_empty() {
        entries.push(Entry::new("links", Yaml::words(&sentence.links)));
    }
    let mut is_tied = false;
    if let Some(old) = known.and_then(|known| known.find(&sentence.text)) {
        is_tied = !old.supports.is_empty() || old.reason.is_some();
        if !old.supports.is_empty() {
            entries.push(Entry::new("supports", Yaml::words(old.supports.iter().map(|id| &id.value))));
        }
        entries.extend(old.reason.iter().map(|reason| Entry::new("reason", Yaml::prose(reason))));
    }
    let note = "todo: list the facts that are based on this in `supports`, or state in `reason` why there are none";
    let notes = (sentence.has_weight() && !is_tied).then(|| note.to_owned());
    Item { notes: notes.into_iter().collect(), value: Yaml::Map(entries) }
}

/// Replaces the edition and the sentences in a layout file.
pub(in crate::import) fn with_edition(text: &str, layout: &Layout, digests: &str, sentences: &[Sentence]) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    for key in OF_EDITION {
        let Some(start) = lines.iter().position(|line| line.starts_with(&format!("{key}:"))) else { continue };
        let is_below = |line: &&&str| line.starts_with([' ', '-']) || line.is_empty();
        let length = lines[start + 1..].iter().take_while(is_below).count();
        lines.drain(start..start + 1 + length);
    }
    while lines.last().is_some_and(|line| line.is_empty()) {
        lines.pop();
    }
    let kept: String = lines.iter().map(|line| format!("{line}\n")).collect();
    kept + &yaml::block(&edition(Some(layout), digests, sentences), 0)
}

/// Returns the edition of a document. A sentence of the existing layout still supports the same facts, even if it was
/// reworded. An open decision then requires a review of the facts.
fn edition(known: Option<&Layout>, digests: &str, sentences: &[Sentence]) -> Vec<Entry> {
    let mut entries = vec![Entry::new("edition", Yaml::prose(digests)).apart()];
    if !sentences.is_empty() {
        let known = known.map(|layout| Before::of(layout, sentences));
        let items = sentences.iter().map(|sentence| sentence_item(sentence, known.as_ref()));
        entries.push(Entry::new("sentences", Yaml::List(items.collect())));
    }
    entries
}

/// The fields that describe an edition of the document.
const OF_EDITION: [&str; 3] = ["edition", "no_edition", "sentences"];

impl Writer<'_> {
    pub(super) fn layout(&self) -> File {
        let (stem, layout) = self.beside.layout;
        let members = layout.as_object().into_iter().flatten().filter(|(key, _)| !OF_EDITION.contains(&key.as_str()));
        let mut entries: Vec<Entry> = members.map(|(key, value)| self.member(key, value)).collect();
        entries.extend(self.edition(None));
        new_file(format!("layouts/{stem}.yaml"), "layout", &entries)
    }

    /// Returns a layout file with the edition of this document in place of the existing one.
    pub(in crate::import) fn with_edition(&self, text: &str, layout: &Layout) -> String {
        with_edition(text, layout, &self.facts.edition, &self.facts.sentences)
    }

    fn edition(&self, known: Option<&Layout>) -> Vec<Entry> {
        edition(known, &self.facts.edition, &self.facts.sentences)
    }

    fn member(&self, key: &str, value: &Value) -> Entry {
        let facts = self.facts;
        let known = |name: &str| match key {
            "credentials" => facts.credentials.contains_key(name),
            "prerequisites" => facts.prerequisites.contains_key(name),
            "operations" => facts.operations.contains_key(name),
            "claims" => facts.capabilities.contains_key(name),
            _ => true,
        };
        if key == "document" {
            return Entry::new(key, Yaml::text(self.beside.document));
        }
        let Some(words) = value.as_object() else { return Entry::new(key, Yaml::json(value)) };
        let (kept, gone): (Vec<_>, Vec<_>) = words.iter().partition(|(_, name)| name.as_str().is_none_or(known));
        let gone: Vec<&str> = gone.into_iter().map(|(words, _)| words.as_str()).collect();
        let note = (!gone.is_empty())
            .then(|| format!("Omitted, because the document does not contain these items: {}", gone.join(", ")));
        let kept = kept.into_iter().map(|(words, name)| Entry::new(words, Yaml::json(name)));
        Entry::new(key, Yaml::Map(kept.collect())).noted(note)
    }
}
