//! Loads the example spec together with the harbor's document, the almanac, and its layout.

use verispec_codegen::document::{Document, read};
use verispec_codegen::source::{SourceFile, SourceMap};

use crate::folder;

/// The path of the document.
pub const NAME: &str = "almanac.md";

/// The path of the document's layout.
pub const LAYOUT: &str = "layouts/almanac.yaml";

/// Returns the files of the harbor's spec, with the almanac and its layout, because patches change both.
pub fn harbor() -> SourceMap {
    let spec = folder::spec(&folder::cases("specs/harbor"));
    let beside = |name: &str, path: &str| {
        let bytes = folder::text(&folder::cases("documents").join(name)).into_bytes();
        SourceFile { path: path.to_owned(), bytes }
    };
    let beside = [beside("layout.yaml", LAYOUT), beside(NAME, NAME)];
    SourceMap::new(spec.iter().map(|(_, file)| file.clone()).chain(beside).collect())
}

/// Separates the almanac from the spec.
pub fn apart(files: &SourceMap) -> (SourceFile, SourceMap) {
    let (almanac, spec): (Vec<_>, Vec<_>) =
        files.iter().map(|(_, file)| file.clone()).partition(|file| file.path == NAME);
    (
        almanac.into_iter().next().unwrap_or_else(|| panic!("the almanac is missing from the files")),
        SourceMap::new(spec),
    )
}

/// Separates the almanac from the spec, and records the almanac's edition in its layout.
pub fn followed() -> (SourceFile, SourceMap) {
    let (almanac, spec) = apart(&harbor());
    let plain = folder::sound(&spec);
    let (_, file) = spec.clone().with(almanac.clone());
    let document = read(&plain, &plain.layouts[0], file, &almanac.bytes);
    let files = spec.iter().map(|(_, file)| file.clone()).map(|mut file| {
        if file.path == LAYOUT {
            file.bytes = with_edition(&file.bytes, &edition(&document, &[]));
        }
        file
    });
    (almanac, SourceMap::new(files.collect()))
}

/// Returns a layout with an edition instead of the reason why it has none.
pub fn with_edition(layout: &[u8], edition: &str) -> Vec<u8> {
    let text = String::from_utf8_lossy(layout);
    let kept: String =
        text.lines().filter(|line| !line.starts_with("no_edition:")).map(|line| format!("{line}\n")).collect();
    (kept + edition).into_bytes()
}

/// Returns the edition as a layout records it, with the number of compared facts in each line.
pub fn edition(document: &Document, facts: &[usize]) -> String {
    let quoted = |text: &str| format!("{text:?}");
    let sentence = |(text, links): (&String, &Vec<String>)| {
        let links: Vec<String> = links.iter().map(|link| quoted(link)).collect();
        format!("  - {{text: {}, links: [{}]}}\n", quoted(text), links.join(", "))
    };
    let sentences = document.sentences().into_iter().map(|known| sentence((&known.text, &known.links)));
    format!("edition: {}\nsentences:\n{}", quoted(&document.edition(facts)), sentences.collect::<String>())
}
