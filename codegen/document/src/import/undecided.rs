//! Adds an open decision to the files of a spec for each contradiction that remains after an import.
//!
//! **Invariant:** decisions cover all findings of an audit of the document with the resulting files.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

use super::facts::Lines;
use super::gather::bounded;
use super::write::new_file;
use super::yaml::{self, Entry, Item, Yaml};
use crate::audit::{Finding, audit};
use crate::document::{self, Document};
use verispec_model::finding::{OBSOLETE, SUPERFLUOUS};
use verispec_model::ir::Model;
use verispec_model::lower::lower;
use verispec_spec::parse::parse;
use verispec_text::diagnostics::Diagnostics;
use verispec_text::file::File;
use verispec_text::place::Places;
use verispec_text::source::{SourceFile, SourceMap, Span};

/// The file of decisions.
pub(super) const FILE: &str = "decisions.yaml";

/// The remaining contradictions of a document.
#[derive(Debug, Default)]
pub(super) struct Undecided {
    /// The file of decisions with the new ones added; `None` if there are no new decisions.
    pub(super) file: Option<File>,
    /// The new decisions, with their locations in the document.
    pub(super) new: Vec<(Lines, String)>,
    /// Decisions about contradictions that the document no longer has, with their lines in the file of decisions.
    pub(super) by_hand: Vec<(String, usize, String)>,
    /// The number of open contradictions, old and new.
    pub(super) open: usize,
}

/// Compares a document with the files of a spec. Returns nothing for an invalid spec, because lint already reports it.
///
/// `texts` contains the changes of text that an audit of the previous spec found. The new files follow the new edition
/// of the document, so only a decision records that somebody has to review these changes.
pub(super) fn undecided(files: Vec<SourceFile>, document: SourceFile, name: &str, texts: &[Finding]) -> Undecided {
    let bytes = document.bytes.clone();
    let (sources, file) = SourceMap::new(files).with(document);
    let mut found = Diagnostics::default();
    let spec = parse(&sources, &mut found);
    let Some(model) = lower(&spec, &mut found).filter(|_| !found.has_errors()) else { return Undecided::default() };
    let Some(layout) = model.layouts.iter().find(|layout| model[layout.document].name.wire == name) else {
        return Undecided::default();
    };
    let read = document::read(&model, layout, file, &bytes);
    let audit = audit(&model, layout, &read, None);
    let mut undecided = Undecided { open: audit.open().count() + texts.len(), ..Undecided::default() };
    let mut places = Places::new(&sources);
    let mut line = |span: Span| places.lines(span.file).position(span.start).0;
    let mut alike: IndexMap<String, Vec<&Finding>> = IndexMap::new();
    // Both audits report locations in the document, but the id of its file depends on the other files.
    let texts: Vec<Finding> =
        texts.iter().map(|text| Finding { span: Span { file, ..text.span }, ..text.clone() }).collect();
    let undecided_now = audit.all().filter(|finding| finding.decision.is_none());
    for finding in undecided_now.chain(&texts) {
        if [&OBSOLETE, &SUPERFLUOUS].contains(&finding.kind) {
            let path = sources.file(finding.span.file).path.clone();
            undecided.by_hand.push((path, line(finding.span), finding.message.clone()));
            continue;
        }
        alike.entry(finding.identity()).or_default().push(finding);
    }
    let mut entries = Vec::new();
    let mut ids = Ids::of(&model);
    for findings in alike.values() {
        let first = findings[0];
        let line = if first.span.file == file { line(first.span) } else { 1 };
        undecided.new.push((Lines { first: line, last: line }, first.message.clone()));
        entries.push(decision(name, heading(&read, first), findings, &mut ids));
    }
    undecided.file = (!entries.is_empty()).then(|| with(&sources, &entries));
    undecided
}

/// Returns the file of decisions with these decisions appended.
pub(super) fn with(sources: &SourceMap, entries: &[Entry]) -> File {
    let there = sources.iter().find(|(_, file)| file.path == FILE).map(|(id, _)| sources.text(id).into_owned());
    let contents = match there {
        Some(text) => format!("{}\n{}", text.trim_end(), yaml::block(entries, 2)),
        None => return new_file(FILE.to_owned(), "decisions", &[Entry::new("decisions", Yaml::Map(entries.to_vec()))]),
    };
    File { path: FILE.to_owned(), contents }
}

/// The ids of existing decisions.
pub(super) struct Ids {
    taken: BTreeSet<String>,
    /// The number of the last id with each stem.
    last: BTreeMap<String, usize>,
}

impl Ids {
    pub(super) fn of(model: &Model) -> Self {
        let taken = model.decisions.iter().map(|known| known.name.wire.clone()).collect();
        Self { taken, last: BTreeMap::new() }
    }

    /// Returns the first unused id with a stem: the stem itself, or the stem with a number appended.
    pub(super) fn next(&mut self, stem: &str) -> String {
        let last = self.last.entry(stem.to_owned()).or_default();
        loop {
            *last += 1;
            let number = if *last == 1 { String::new() } else { format!("-{last}") };
            let id = bounded(stem, &number);
            if self.taken.insert(id.clone()) {
                return id;
            }
        }
    }
}

/// Returns the heading that a decision about a finding cites: that of the workflow, or else the innermost one.
fn heading<'d>(document: &'d Document, finding: &'d Finding) -> Option<&'d str> {
    if finding.key.is_some() || finding.span.file != document.file {
        return finding.section.as_deref();
    }
    let headings = &document.headings;
    let above = headings.partition_point(|heading| heading.text.span.start <= finding.span.start);
    let innermost = headings[..above].last().map(|heading| &heading.text);
    innermost.or(document.title.as_ref()).map(|heading| heading.value.as_str())
}

/// Drafts an open decision about findings with the same statement.
fn decision(document: &str, heading: Option<&str>, findings: &[&Finding], ids: &mut Ids) -> Entry {
    let first = findings[0];
    let section = heading.unwrap_or(document);
    let key = first.key.map(|key| format!("-{key}")).unwrap_or_default();
    let id = ids.next(&format!("open-{}{key}", first.id()));
    let mut settled = vec![
        Entry::new("finding", Yaml::text(first.id())),
        Entry::new("sections", Yaml::words([&first.section_name()])),
    ];
    let values = [
        ("operation", first.operation.as_deref().unwrap_or_default()),
        ("document", &*first.document),
        ("against", &*first.against),
    ];
    let said = values.into_iter().filter(|(_, value)| !value.is_empty());
    settled.extend(said.map(|(name, value)| Entry::new(name, Yaml::text(value))));
    let places: usize = findings.iter().map(|finding| finding.all_places().count()).sum();
    if places > 1 {
        settled.push(Entry::new("places", Yaml::number(places)));
    }
    let source = format!("{document}: {section}");
    let entries = vec![
        Entry::new("sources", Yaml::words([&source])),
        Entry::new("contradiction", Yaml::prose(&first.sentence())),
        Entry::new("settles", Yaml::List(vec![Item { notes: Vec::new(), value: Yaml::Map(settled) }])),
    ];
    Entry::new(&id, Yaml::Map(entries)).noted(["todo: decide what is correct, and state it in `decision`".to_owned()])
}
