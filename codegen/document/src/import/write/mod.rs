//! Writes [`Facts`] as the files of a spec, each fact with its source, and a comment for each gap in the document.

mod contract;
mod decisions;
mod layout;
mod operations;
mod provider;
mod workflow;

use std::collections::BTreeSet;

use serde_json::Value;

use super::facts::{DocumentPlace, Facts};
use super::gather::bounded;
use super::yaml::{Entry, Yaml, file};
use decisions::Decisions;
pub(super) use layout::with_edition;
use verispec_spec::parse::BLANK;
use verispec_text::file::File;
use verispec_text::words::one_line;

/// The placeholder for a text that the document does not contain.
const SILENT: &str = "The document does not say.";

/// Information, besides the facts, that is needed to write the files.
pub(super) struct Beside<'a> {
    /// The short name of the document.
    pub(super) document: &'a str,
    /// The name of the layout's file, and its content.
    pub(super) layout: (&'a str, &'a Value),
}

/// Writes the files of a new spec, and returns them sorted by path.
pub(super) fn write(writer: &Writer<'_>) -> Vec<File> {
    let mut files = vec![writer.provider(), writer.timing(), writer.layout()];
    files.extend(writer.files());
    files.extend(writer.prerequisites());
    files.extend(writer.decisions());
    files.extend(writer.credentials());
    files.extend(writer.capabilities());
    files.extend(writer.operations());
    files.extend(writer.facts.workflows.iter().map(|workflow| writer.workflow(workflow)));
    files.sort_by(|a, b| a.path.cmp(&b.path));
    apart(&mut files);
    files
}

/// Renames files with the same name, which result from names that differ only in punctuation. The names of these files
/// have no meaning.
fn apart(files: &mut [File]) {
    let mut taken = BTreeSet::new();
    for file in files {
        let (path, mut number) = (file.path.clone(), 2);
        while !taken.insert(file.path.clone()) {
            let (folder, name) = path.rsplit_once('/').map_or(("", path.as_str()), |(folder, name)| (folder, name));
            let stem = bounded(name.trim_end_matches(".yaml"), &format!("_{number}"));
            file.path = if folder.is_empty() { format!("{stem}.yaml") } else { format!("{folder}/{stem}.yaml") };
            number += 1;
        }
    }
}

/// Writes the facts as files of a spec.
pub(super) struct Writer<'a> {
    facts: &'a Facts,
    beside: &'a Beside<'a>,
    decisions: Decisions,
}

impl<'a> Writer<'a> {
    pub(super) fn new(facts: &'a Facts, beside: &'a Beside<'a>) -> Self {
        Self { facts, beside, decisions: Decisions::find(facts) }
    }

    pub(super) fn facts(&self) -> &'a Facts {
        self.facts
    }

    /// Returns the short name of the document.
    pub(super) fn document(&self) -> &'a str {
        self.beside.document
    }

    /// Writes the file of a workflow.
    pub(super) fn workflow_file(&self, index: usize) -> File {
        self.workflow(&self.facts.workflows[index])
    }

    /// Returns the source of a fact that several sections repeat. It is the complete document, so that the order of
    /// sections does not matter.
    fn shared(&self, place: &DocumentPlace) -> Entry {
        self.nowhere().beside(format!("{}, {}", place.section, place.lines))
    }

    /// Returns the source of a fact, with its lines in the document.
    fn source(&self, place: &DocumentPlace) -> Entry {
        Entry::new("source", Yaml::text(&self.cited(&place.section))).beside(place.lines.to_string())
    }

    /// Returns a section of the document as a source.
    pub(super) fn cited(&self, section: &str) -> String {
        format!("{}: {}", self.beside.document, one_line(section))
    }

    /// Returns the source of a gap in the document, which is the complete document.
    fn nowhere(&self) -> Entry {
        let title = self.facts.title.as_deref().filter(|title| !title.trim().is_empty());
        Entry::new("source", Yaml::text(&self.cited(title.unwrap_or("the whole document"))))
    }
}

/// Returns a placeholder for a text that the document does not contain, with a description of what is needed.
fn silent(key: &str, what: &str) -> Entry {
    Entry::new(key, Yaml::prose(SILENT)).noted(todo(what))
}

/// Formats an open task as a comment.
fn todo(what: &str) -> [String; 1] {
    [format!("todo: {what}")]
}

/// Returns a required value of a spec, or a placeholder for it.
fn blank(what: &str) -> Yaml {
    Yaml::text(&format!("{BLANK}: {what}"))
}

pub(super) fn new_file(path: String, kind: &str, entries: &[Entry]) -> File {
    let contents = file(&path, kind, entries);
    File { path, contents }
}
