//! Loads the example spec together with the tower's guide, a document that consists of tables, and the layout of these
//! tables.

use verispec_codegen::audit::{Audit, audit};
use verispec_codegen::document::read;
use verispec_codegen::ir::{Layout, Model};
use verispec_codegen::source::{FileId, SourceFile, SourceMap};

use crate::{almanac, folder};

/// The path of the guide.
pub const NAME: &str = "signals.md";

/// The path of the layout that maps the guide's tables to the spec.
pub const TABLES: &str = "tables/signals.yaml";

/// Returns the files of the harbor's spec, with the guide and the layout of its tables, because patches change both.
pub fn harbor() -> SourceMap {
    let spec = folder::spec(&folder::cases("specs/harbor"));
    let beside = |name: &str, path: &str| {
        let bytes = folder::text(&folder::cases("tables").join(name)).into_bytes();
        SourceFile { path: path.to_owned(), bytes }
    };
    let beside = [beside("tables.yaml", TABLES), beside(NAME, NAME)];
    SourceMap::new(spec.iter().map(|(_, file)| file.clone()).chain(beside).collect())
}

/// Separates the guide from the spec.
pub fn apart(files: &SourceMap) -> (SourceFile, SourceMap) {
    let (guide, spec): (Vec<_>, Vec<_>) =
        files.iter().map(|(_, file)| file.clone()).partition(|file| file.path == NAME);
    (guide.into_iter().next().unwrap_or_else(|| panic!("the guide is missing from the files")), SourceMap::new(spec))
}

/// Returns the layout in the spec that describes tables.
pub fn layout(model: &Model) -> &Layout {
    model
        .layouts
        .iter()
        .find(|layout| layout.tables.is_some())
        .unwrap_or_else(|| panic!("no layout in the spec describes tables"))
}

/// Separates the guide from the spec, and records the guide's edition in its layout.
pub fn followed() -> (SourceFile, SourceMap) {
    followed_with("")
}

/// Does the same for the guide with `more` appended to it.
pub fn followed_with(more: &str) -> (SourceFile, SourceMap) {
    let (mut guide, spec) = apart(&harbor());
    guide.bytes.extend_from_slice(more.as_bytes());
    let plain = folder::sound(&spec);
    let (_, file) = spec.clone().with(guide.clone());
    let document = read(&plain, layout(&plain), file, &guide.bytes);
    let facts = audit(&plain, layout(&plain), &document, None).per_line(&document);
    let files = spec.iter().map(|(_, file)| file.clone()).map(|mut file| {
        if file.path == TABLES {
            file.bytes = almanac::with_edition(&file.bytes, &almanac::edition(&document, &facts));
        }
        file
    });
    (guide, SourceMap::new(files.collect()))
}

/// Audits a document with the layout of its tables.
pub fn audited(model: &Model, layout: &Layout, file: FileId, document: &[u8]) -> Audit {
    audit(model, layout, &read(model, layout, file, document), None)
}
