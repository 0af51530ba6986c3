//! Kinds of file: takes what tables say of a form's file, gives kinds with the endings that they name, and which part is of
//! which kind.

use std::collections::BTreeMap;

use super::{Gather, names, one_line, urls};
use crate::document;
use crate::import::facts::{DocumentPlace, FileKind};

/// A kind of file that the document says nothing of.
const UNKNOWN: &str = "file";

impl Gather<'_> {
    /// The kinds of file that uploads are documented with, in order.
    pub(super) fn file_kinds(&mut self) {
        let document = self.document;
        for workflow in &document.workflows {
            for operation in &workflow.operations {
                if let Some((text, extensions)) = self.file_row(operation) {
                    let place = self.place(&workflow.heading.text.value, operation.span);
                    let kind = || FileKind { text: Some(text), place, extensions: extensions.clone() };
                    self.facts.files.entry(self.file_name(&extensions)).or_insert_with(kind);
                }
            }
        }
    }

    /// What a table says of the file that an upload takes: the row that begins with the form's field.
    fn file_row(&self, operation: &document::Operation) -> Option<(String, Vec<String>)> {
        let curls = operation.requests.iter().filter_map(|request| request.curl.as_ref());
        let mut fields = curls.flat_map(|curl| &curl.form);
        let field = fields.find(|field| field.value.value.trim_start().starts_with('@'))?;
        let rows = operation.tables.iter().flat_map(|table| &table.rows);
        let row = rows.into_iter().find(|row| row.first().is_some_and(|cell| cell.value.trim() == field.name.value))?;
        let text = one_line(&row.last()?.value);
        let extensions = extensions(&text);
        (!extensions.is_empty()).then_some((text, extensions))
    }

    /// The kind that the known spec has for these endings, or one that is called after them.
    fn file_name(&self, extensions: &[String]) -> String {
        let covers =
            |known: &&verispec_model::ir::FileKind| extensions.iter().all(|ending| known.extensions.contains(ending));
        let known = self.model.files.iter().find(covers);
        known.map_or_else(|| names::cut(&extensions.join("_")), |known| known.name.wire.clone())
    }

    /// Says for every part what kind of file it is, as far as the section of its upload does.
    pub(super) fn credential_files(&mut self) {
        let mut kinds: BTreeMap<String, String> = BTreeMap::new();
        let document = self.document;
        let parts: Vec<String> =
            self.facts.credentials.values().flat_map(|known| known.parts.keys().cloned()).collect();
        for operation in document.workflows.iter().flat_map(|workflow| &workflow.operations) {
            let Some((_, extensions)) = self.file_row(operation) else { continue };
            for part in parts.iter().filter(|part| names_part(operation, part)) {
                kinds.entry(part.clone()).or_insert_with(|| self.file_name(&extensions));
            }
        }
        let mut unknown: Option<DocumentPlace> = None;
        for credential in self.facts.credentials.values_mut() {
            let place = &credential.place;
            for (part, kind) in &mut credential.parts {
                *kind = kinds.get(part).cloned();
                if kind.is_none() {
                    unknown.get_or_insert_with(|| place.clone());
                    *kind = Some(UNKNOWN.to_owned());
                }
            }
        }
        if let Some(place) = unknown {
            self.facts.files.insert(UNKNOWN.to_owned(), FileKind { text: None, extensions: Vec::new(), place });
        }
        let used: Vec<String> =
            self.facts.credentials.values().flat_map(|known| known.parts.values().flatten().cloned()).collect();
        self.facts.files.retain(|name, _| used.contains(name));
    }
}

/// Whether a section uploads this part: its URLs or the rows of its tables name it.
fn names_part(operation: &document::Operation, part: &str) -> bool {
    let urls = operation.urls.iter().filter_map(|url| urls::parts(&url.url.value));
    let in_url = urls.into_iter().any(|parts| parts.path.rsplit('/').next() == Some(part));
    let mut cells = operation.tables.iter().flat_map(|table| &table.rows).flatten();
    in_url || cells.any(|cell| super::examples::has_word(&cell.value, part))
}

/// The endings that a text begins with, in front of brackets.
fn extensions(text: &str) -> Vec<String> {
    let named = names::without_brackets(text);
    let words = named.split([',', '/', ' ']).map(|word| word.trim().to_lowercase()).filter(|word| !word.is_empty());
    let words: Vec<String> = words.filter(|word| !matches!(word.as_str(), "or" | "and")).collect();
    let plain = |word: &String| word.len() <= 16 && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    if words.len() <= 8 && words.iter().all(plain) { words } else { Vec::new() }
}
