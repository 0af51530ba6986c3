//! A document to the files of a spec: takes its facts and what is known already, gives files, or what has to change.
//!
//! ```text
//! Document --gather--> Facts --write--> files of a new spec
//!                        +---- patch --> what is different in a spec, and its files as they would be
//! ```
//!
//! **Invariant:** the same facts give the same bytes, in the document's order. What the document is silent about is
//! never made up: it stands in a comment that begins with `todo:`, and where there is no spec without it, what stands in for it is called
//! undocumented.

mod bearings;
mod facts;
mod gather;
mod patch;
mod settled;
mod shape;
mod skeleton;
mod stand_in;
mod write;
mod yaml;

use serde_json::Value;

use crate::document;
use verispec_model::ir::{Layout, Model};
use verispec_text::diagnostics::Diagnostics;
use verispec_text::file::File;
use verispec_text::source::{FileId, SourceMap};

pub use facts::{Contradiction, Lines};
pub use patch::{Changed, Difference};
pub use skeleton::skeleton;

/// What a document gives.
#[derive(Debug)]
pub struct Imported {
    /// The files of a new spec, sorted by path.
    pub files: Vec<File>,
    /// What the document says otherwise than the known spec, by file and line.
    pub differences: Vec<Difference>,
    /// The files of the known spec that the document changes, sorted by path.
    pub changed: Vec<Changed>,
    /// How many workflows the document describes.
    pub workflows: usize,
    /// Where the document contradicts itself, by line.
    pub contradictions: Vec<Contradiction>,
    /// What could not be read, by line.
    pub unread: Vec<(Lines, String)>,
}

/// What is known of a provider.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// The files of its spec, with the document among them.
    pub sources: &'a SourceMap,
    /// The spec.
    pub model: &'a Model,
    /// How the document is laid out.
    pub layout: &'a Layout,
    /// Whether the spec is one, and not a [`skeleton()`].
    pub facts: bool,
}

/// Imports a document, as the known spec calls things and lays it out.
pub fn import(known: Known<'_>, file: FileId) -> Imported {
    let Known { sources, model, layout, .. } = known;
    let document = document::read(model, layout, file, &sources.file(file).bytes);
    let settled = if known.facts { settled::Settled::of(model, layout, &document) } else { Default::default() };
    let mut facts = gather::gather(&document, known, &settled);
    let path = &sources.file(layout.span.file).path;
    let stem = path.rsplit('/').next().and_then(|name| name.strip_suffix(".yaml")).unwrap_or(path);
    let written = verispec_text::yaml::data(layout.span.file, sources, &mut Diagnostics::default());
    let written: Value = written.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
    let beside = write::Beside { document: &model[layout.document].name.wire, layout: (stem, &written) };
    let writer = write::Writer::new(&facts, &beside);
    let (differences, changed) = if known.facts { patch::patch(&writer, known, &settled) } else { Default::default() };
    stand_in::fill(&mut facts);
    Imported {
        files: write::write(&write::Writer::new(&facts, &beside)),
        differences,
        changed,
        workflows: facts.workflows.len(),
        contradictions: facts.contradictions,
        unread: facts.unread,
    }
}
