//! The harbor office's document: gives the example spec with the document and its layout among its files.

use verispec_codegen::source::{SourceFile, SourceMap};

use crate::folder;

/// The path of the document.
pub const NAME: &str = "almanac.md";

/// The harbor's spec, with the layout of the almanac and the almanac itself among its files, so that patches reach all.
pub fn harbor() -> SourceMap {
    let spec = folder::spec(&folder::cases("specs/harbor"));
    let beside = |name: &str, path: &str| {
        let bytes = folder::text(&folder::cases("documents").join(name)).into_bytes();
        SourceFile { path: path.to_owned(), bytes }
    };
    let beside = [beside("layout.yaml", "layouts/almanac.yaml"), beside(NAME, NAME)];
    SourceMap::new(spec.iter().map(|(_, file)| file.clone()).chain(beside).collect())
}

/// The almanac, and the spec without it.
pub fn apart(files: &SourceMap) -> (SourceFile, SourceMap) {
    let (almanac, spec): (Vec<_>, Vec<_>) =
        files.iter().map(|(_, file)| file.clone()).partition(|file| file.path == NAME);
    (almanac.into_iter().next().unwrap_or_else(|| panic!("the almanac is gone")), SourceMap::new(spec))
}
