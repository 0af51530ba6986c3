//! Imports a document: combines its facts with the existing spec into the files of a new spec, or into changes of the
//! existing one.
//!
//! ```text
//! Document --gather--> Facts --write--> files of a new spec
//!                        +---- patch --> what is different in a spec, and its files as they would be
//! ```
//!
//! **Invariant:** the same facts produce the same bytes, in the document's order. Facts that the document does not
//! state are never made up: a comment that begins with `todo:` marks the gap, and a required value is named
//! `undocumented`.

mod bearings;
mod facts;
mod gather;
mod observed;
mod patch;
mod settled;
mod shape;
mod skeleton;
mod stand_in;
mod tables;
mod undecided;
mod write;
mod yaml;

use serde_json::Value;

use crate::audit::Finding;
use crate::document;
use verispec_model::ir::{Layout, Model};
use verispec_text::diagnostics::Diagnostics;
use verispec_text::file::File;
use verispec_text::source::{FileId, SourceFile, SourceMap};

pub use facts::{Contradiction, Lines};
pub use observed::{Observed, observed};
pub use patch::{Changed, Difference};
pub use skeleton::skeleton;

/// The result of an import.
#[derive(Debug)]
pub struct Imported {
    /// The files of a new spec, sorted by path.
    pub files: Vec<File>,
    /// The differences between the document and the existing spec, by file and line.
    pub differences: Vec<Difference>,
    /// The files of the existing spec that the document changes, sorted by path.
    pub changed: Vec<Changed>,
    /// The number of workflows in the document.
    pub workflows: usize,
    /// Contradictions within the document, by line.
    pub contradictions: Vec<Contradiction>,
    /// The parts of the document that could not be read, by line.
    pub unread: Vec<(Lines, String)>,
    /// The number of contradictions that an audit of the result leaves open.
    pub open: usize,
}

/// What is known about a provider before an import.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// The files of the existing spec, and the document.
    pub sources: &'a SourceMap,
    /// The model of the spec.
    pub model: &'a Model,
    /// The layout of the document.
    pub layout: &'a Layout,
    /// Whether the spec is a real one, and not a [`skeleton()`].
    pub facts: bool,
    /// Whether a patch is proposed for the spec; otherwise it only supplies names for a new spec.
    pub is_there: bool,
}

/// Imports a document, using the names and the layout of the existing spec.
pub fn import(known: Known<'_>, file: FileId) -> Imported {
    let Known { sources, model, layout, .. } = known;
    let document = document::read(model, layout, file, &sources.file(file).bytes);
    if layout.tables.is_some() {
        return tables::import(known, &document);
    }
    let settled = if known.facts { settled::Settled::of(model, layout, &document) } else { Default::default() };
    let mut facts = gather::gather(&document, known, &settled);
    let path = &sources.file(layout.span.file).path;
    let stem = path.rsplit('/').next().and_then(|name| name.strip_suffix(".yaml")).unwrap_or(path);
    let written = verispec_text::yaml::data(layout.span.file, sources, &mut Diagnostics::default());
    let written: Value = written.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
    let beside = write::Beside { document: &model[layout.document].name.wire, layout: (stem, &written) };
    let writer = write::Writer::new(&facts, &beside);
    let (mut differences, mut changed) =
        if known.facts { patch::patch(&writer, known, &settled) } else { Default::default() };
    stand_in::fill(&mut facts);
    let name = &model[layout.document].name.wire;
    let mut files = write::write(&write::Writer::new(&facts, &beside));
    let document = sources.file(file).clone();
    let open = match known.is_there {
        true => open_in_spec(sources, document, name, &settled.texts(), &mut differences, &mut changed),
        false => open_in_files(&mut files, document, name),
    };
    Imported {
        files,
        differences,
        changed,
        workflows: facts.workflows.len(),
        contradictions: facts.contradictions,
        unread: facts.unread,
        open,
    }
}

/// Adds open decisions to a patched spec, and returns their number.
fn open_in_spec(
    sources: &SourceMap,
    document: SourceFile,
    name: &str,
    texts: &[Finding],
    differences: &mut Vec<Difference>,
    changed: &mut Vec<Changed>,
) -> usize {
    let mut files: Vec<SourceFile> = sources.iter().map(|(_, file)| file.clone()).collect();
    files.retain(|file| file.path != document.path && !changed.iter().any(|changed| changed.path == file.path));
    files.extend(changed.iter().map(|file| SourceFile { path: file.path.clone(), bytes: file.after.clone().into() }));
    let undecided = undecided::undecided(files, document, name, texts);
    let told = undecided.by_hand.into_iter().map(|(file, line, text)| (file, line, text, true));
    let new = undecided
        .new
        .iter()
        .map(|(lines, text)| (undecided::FILE.to_owned(), 1, format!("{text} ({lines}); not decided yet"), false));
    differences.extend(told.chain(new).map(|(file, line, text, by_hand)| Difference {
        file,
        line,
        text,
        decided: Vec::new(),
        by_hand,
    }));
    differences.sort_by(|a, b| (&a.file, a.line, &a.text).cmp(&(&b.file, b.line, &b.text)));
    if let Some(File { path, contents }) = undecided.file {
        match changed.iter_mut().find(|known| known.path == path) {
            Some(known) => known.after = contents,
            None => {
                let before = sources.iter().find(|(_, file)| file.path == path);
                let before = before.map(|(id, _)| sources.text(id).into_owned());
                changed.push(Changed { path, before, after: contents });
                changed.sort_by(|a, b| a.path.cmp(&b.path));
            }
        }
    }
    undecided.open
}

/// Adds open decisions to the files of a new spec, and returns their number.
fn open_in_files(files: &mut Vec<File>, document: SourceFile, name: &str) -> usize {
    let sources = files.iter().map(|file| SourceFile { path: file.path.clone(), bytes: file.contents.clone().into() });
    let undecided = undecided::undecided(sources.collect(), document, name, &[]);
    if let Some(new) = undecided.file {
        files.retain(|file| file.path != new.path);
        files.push(new);
        files.sort_by(|a, b| a.path.cmp(&b.path));
    }
    undecided.open
}
