//! Gathers file kinds: derives them from the extensions in tables of form fields, and assigns parts to them.

use std::collections::BTreeMap;

use super::{Gather, names, urls};
use crate::document::{self, Measures, file_rows};
use crate::import::facts::{DocumentPlace, FileKind};
use verispec_text::words::one_line;

/// A file kind about which the document does not state anything.
const UNKNOWN: &str = "file";

impl Gather<'_> {
    /// Gathers the documented file kinds of uploads, in order.
    pub(super) fn file_kinds(&mut self) {
        let document = self.document;
        for workflow in &document.workflows {
            for operation in &workflow.operations {
                for row in file_rows(operation) {
                    let place = self.place(&workflow.heading.text.value, row.text.span);
                    let Measures { formats: extensions, bytes, pixels, .. } = row.measures;
                    let name = self.file_name(&extensions);
                    let kind = || FileKind {
                        text: Some(one_line(&row.text.value)),
                        extensions,
                        bytes: bytes.map(|(bytes, _)| bytes[0]),
                        pixels: pixels.map(|(pixels, _)| pixels),
                        place,
                    };
                    self.facts.files.entry(name).or_insert_with(kind);
                }
            }
        }
    }

    /// Returns the existing spec's file kind with these extensions, or a new one named after them.
    fn file_name(&self, extensions: &[String]) -> String {
        let covers =
            |known: &&verispec_model::ir::FileKind| extensions.iter().all(|ending| known.extensions.contains(ending));
        let known = self.model.files.iter().find(covers);
        known.map_or_else(|| names::cut(&extensions.join("_")), |known| known.name.wire.clone())
    }

    /// Sets the file kind of every part whose upload section states it.
    pub(super) fn credential_files(&mut self) {
        let mut kinds: BTreeMap<String, String> = BTreeMap::new();
        let document = self.document;
        let parts: Vec<String> =
            self.facts.credentials.values().flat_map(|known| known.parts.keys().cloned()).collect();
        for operation in document.workflows.iter().flat_map(|workflow| &workflow.operations) {
            let Some(row) = file_rows(operation).into_iter().next() else { continue };
            let extensions = row.measures.formats;
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
            self.facts.files.insert(
                UNKNOWN.to_owned(),
                FileKind { text: None, extensions: Vec::new(), bytes: None, pixels: None, place },
            );
        }
        let used: Vec<String> =
            self.facts.credentials.values().flat_map(|known| known.parts.values().flatten().cloned()).collect();
        self.facts.files.retain(|name, _| used.contains(name));
    }
}

/// Returns whether a section uploads this part, which is the case if its URLs or table rows contain the name of the
/// part.
fn names_part(operation: &document::Operation, part: &str) -> bool {
    let urls = operation.urls.iter().filter_map(|url| urls::parts(&url.url.value));
    let in_url = urls.into_iter().any(|parts| parts.path.rsplit('/').next() == Some(part));
    let mut cells = operation.tables.iter().flat_map(|table| &table.rows).flatten();
    in_url || cells.any(|cell| super::examples::has_word(&cell.value, part))
}
