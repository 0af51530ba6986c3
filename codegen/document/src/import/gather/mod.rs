//! Gathers [`Facts`] from a document: the content of its sections in the terms of a spec, in document order.

mod examples;
mod files;
mod names;
mod operations;
mod prerequisites;
mod slots;
mod urls;

pub(super) use names::{bounded, name as plain_name, safe_stem};
pub(super) use urls::{covers, parameters, values};

use std::collections::BTreeSet;

use super::Known;
use super::bearings::Bearings;
use super::facts::{Credential, DocumentPlace, Facts, Lines, Listed, Workflow};
use super::settled::Settled;
use crate::document::{self, Document};
use verispec_model::ir::{Layout, Model};
use verispec_spec::syntax::Text;
use verispec_text::source::{SourceMap, Span};
use verispec_text::words::one_line;

/// Gathers the facts of a document, using the names of the existing spec.
pub(super) fn gather(document: &Document, known: Known<'_>, settled: &Settled) -> Facts {
    let Known { sources, model, layout, facts, .. } = known;
    let mut gather = Gather {
        document,
        model,
        layout,
        settled,
        has_facts: facts,
        lines: LineIndex::new(sources, document),
        bearings: Bearings::default(),
        facts: Facts::default(),
    };
    gather.bearings = gather.take_bearings();
    gather.facts.key = gather.bearings.key.clone();
    gather.facts.title = document.title.as_ref().map(|title| title.value.clone());
    gather.facts.edition = document.edition(&[]);
    gather.facts.sentences = document.sentences().into_iter().cloned().collect();
    for unread in &document.unread {
        let lines = gather.lines.of(unread.span);
        gather.facts.unread.push((lines, unread.what.clone()));
    }
    gather.headers();
    gather.file_kinds();
    for workflow in &document.workflows {
        gather.workflow(workflow);
    }
    gather.paths();
    gather.credential_files();
    gather.upload_channel();
    gather.facts.unread.sort();
    gather.facts.contradictions.sort_by_key(|contradiction| contradiction.line);
    gather.facts
}

/// The context while a document is processed.
struct Gather<'a> {
    document: &'a Document,
    model: &'a Model,
    layout: &'a Layout,
    settled: &'a Settled,
    /// Whether the existing spec contains more than names.
    has_facts: bool,
    lines: LineIndex,
    bearings: Bearings,
    facts: Facts,
}

/// The section of the current workflow.
struct Section<'a> {
    said: &'a document::Workflow,
    stem: String,
    key: u32,
    heading: String,
}

impl Gather<'_> {
    fn place(&self, heading: &str, span: Span) -> DocumentPlace {
        DocumentPlace { section: heading.to_owned(), lines: self.lines.of(span) }
    }

    /// Infers from all examples which of their fields are important.
    fn take_bearings(&self) -> Bearings {
        let operations = || self.document.workflows.iter().flat_map(|w| w.operations.iter().map(move |o| (w, o)));
        let requests: Vec<_> = operations()
            .flat_map(|(workflow, operation)| operation.requests.iter().map(move |request| (workflow, request)))
            .filter_map(|(workflow, request)| {
                Some((workflow.key.as_ref()?.value, request.body()?.json.as_ref()?.to_json()))
            })
            .collect();
        let responses: Vec<_> = operations()
            .flat_map(|(_, operation)| &operation.responses)
            .filter_map(|response| Some(response.body.json.as_ref()?.to_json()))
            .collect();
        let categories = self.layout.credentials.iter().map(|(_, id)| self.model[*id].name.wire.clone());
        let listed = self.document.workflows.iter().flat_map(|workflow| &workflow.required_credentials);
        let listed = listed.flat_map(|section| &section.items).map(|item| self.category(item));
        let channels = self.document.workflows.iter().filter_map(|workflow| workflow.channels.as_ref());
        let channels: BTreeSet<_> = channels.flat_map(|channels| self.channel_names(channels)).collect();
        Bearings::take(&requests, &responses, &categories.chain(listed).collect(), &channels)
    }

    fn workflow(&mut self, said: &document::Workflow) {
        let lines = self.lines.of(said.span);
        let Some(key) = said.key.as_ref().map(|key| key.value) else {
            let text = "skipped this workflow: its heading has no key".to_owned();
            return self.facts.unread.push((self.lines.of(said.heading.text.span), text));
        };
        if let Some(first) = self.facts.workflows.iter().find(|first| first.key == key) {
            let text = format!("skipped this workflow: its key is also that of {}", first.place.lines);
            return self.facts.unread.push((self.lines.of(said.heading.text.span), text));
        }
        let stem = self.stem(said, key);
        let section = Section { said, stem, key, heading: said.heading.text.value.clone() };
        let place = DocumentPlace { section: section.heading.clone(), lines };
        let required = self.categories(&section, said.required_credentials.as_ref());
        let stored = self.categories(&section, said.stored_credentials.as_ref());
        let channels = self.channels(&section);
        let prerequisites = self.prerequisites(&section);
        let chains = self.chains(&section);
        let operations = self.operations(&section);
        let mut workflow = Workflow {
            stem: section.stem.clone(),
            key,
            name: said.name.value.clone(),
            summary: joined(&said.summary),
            notes: notes(said),
            required,
            stored,
            channels,
            slots: Vec::new(),
            slots_todos: Vec::new(),
            shown: false,
            variants: Vec::new(),
            prerequisites,
            chains,
            operations,
            place,
        };
        self.slots(&section, &mut workflow);
        self.facts.workflows.push(workflow);
    }

    fn categories(
        &mut self,
        section: &Section<'_>,
        said: Option<&document::Section<document::Credential>>,
    ) -> Listed<String> {
        let Some(said) = said else { return Listed::default() };
        let mut items = Vec::new();
        for item in &said.items {
            let category = self.category(item);
            let title = names::without_brackets(&item.text.value);
            let place = self.place(&section.heading, item.text.span);
            self.know_credential(&category, &title, place);
            self.once(&mut items, category, &item.text);
        }
        Listed { items, lines: Some(self.lines.of(said.span)) }
    }

    fn know_credential(&mut self, category: &str, title: &str, place: DocumentPlace) {
        let credential = || Credential { title: title.to_owned(), parts: Default::default(), place };
        self.facts.credentials.entry(category.to_owned()).or_insert_with(credential);
    }

    fn channels(&mut self, section: &Section<'_>) -> Listed<String> {
        let Some(said) = &section.said.channels else { return Listed::default() };
        let mut items = Vec::new();
        for channel in self.channel_names(said) {
            let place = self.place(&section.heading, said.text.span);
            self.facts.channels.entry(channel.clone()).or_insert(place);
            self.once(&mut items, channel, &said.text);
        }
        Listed { items, lines: Some(self.lines.of(said.text.span)) }
    }

    fn chains(&mut self, section: &Section<'_>) -> Listed<Vec<String>> {
        let Some(said) = &section.said.chains else { return Listed::default() };
        let mut items = Vec::new();
        for chain in said.items.iter().filter(|chain| !chain.steps.is_empty()) {
            let mut steps = Vec::new();
            for step in &chain.steps {
                let capability = self.capability(step);
                let place = self.place(&section.heading, step.name.span);
                self.facts.capabilities.entry(capability.clone()).or_insert(place);
                steps.push(capability);
            }
            self.once(&mut items, steps, &chain.text);
        }
        Listed { items, lines: Some(self.lines.of(said.span)) }
    }

    /// Adds an item to a list. If the list already contains the item, reports the duplicate instead.
    fn once<T: PartialEq>(&mut self, items: &mut Vec<T>, item: T, said: &Text) {
        if items.contains(&item) {
            let text = format!("`{}` is listed twice; the second is ignored", said.value.trim());
            return self.facts.unread.push((self.lines.of(said.span), text));
        }
        items.push(item);
    }
}

/// Returns the further text of the section in order, without the introductions of tables and blocks.
fn notes(said: &document::Workflow) -> Vec<String> {
    let mut notes: Vec<&Text> = said.notes.iter().chain(said.operations.iter().flat_map(|own| &own.notes)).collect();
    notes.sort_by_key(|note| note.span);
    let notes = notes.into_iter().map(|note| one_line(&note.value));
    notes.filter(|note| !note.is_empty() && !note.ends_with(':')).collect()
}

/// Joins paragraphs into one line.
fn joined(paragraphs: &[Text]) -> String {
    let words = paragraphs.iter().flat_map(|paragraph| paragraph.value.split_whitespace());
    words.collect::<Vec<_>>().join(" ")
}

/// The start offsets of the document's lines.
struct LineIndex(Vec<u32>);

impl LineIndex {
    fn new(texts: &SourceMap, document: &Document) -> Self {
        let bytes = &texts.file(document.file).bytes;
        let breaks = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
        Self(std::iter::once(0).chain(breaks.map(|(index, _)| index as u32 + 1)).collect())
    }

    /// Returns the lines of a span. A trailing line break does not count as a line.
    fn of(&self, span: Span) -> Lines {
        let line = |offset: u32| self.0.partition_point(|start| *start <= offset).max(1);
        let first = line(span.start);
        Lines { first, last: line(span.end.saturating_sub(1)).max(first) }
    }
}
