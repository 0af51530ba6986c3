//! Compares the layouts of documents: which documents have a layout, whether it follows an edition, and what it says.

use std::collections::{BTreeMap, BTreeSet};

use super::{At, Walk, by_key, entries, key, plain};
use crate::change::Change;
use crate::place::{Finder, SpecPlace};
use verispec_model::change::text::{LAYOUT, LAYOUT_ADDED, LAYOUT_REMOVED};
use verispec_model::ir::Model;
use verispec_text::source::SourceMap;
use verispec_text::yaml::{Node, Value as NodeValue};

/// The folders of layouts.
const FOLDERS: [&str; 2] = ["layouts", "tables"];

/// The locations of each layout in both specs, by the name of its document and its folder.
pub(super) type Layouts = BTreeMap<(String, &'static str), [Option<SpecPlace>; 2]>;

/// Returns the layouts of both specs.
pub(super) fn layouts(old: &SourceMap, new: &SourceMap, was: &mut Finder<'_>, is: &mut Finder<'_>) -> Layouts {
    let mut found = Layouts::new();
    add(&mut found, 0, old, was);
    add(&mut found, 1, new, is);
    found
}

/// Adds the layouts of one of the specs.
fn add(found: &mut Layouts, side: usize, sources: &SourceMap, finder: &mut Finder<'_>) {
    for (_, file) in sources.iter() {
        let folder = FOLDERS.into_iter().find(|folder| is_in(&file.path, folder));
        let (Some(folder), Some(stem)) = (folder, file.path.strip_suffix(".yaml")) else { continue };
        let place = SpecPlace::file(stem);
        let document = finder.node(&place).and_then(|node| node.at(["document"])).map(plain).unwrap_or_default();
        found.entry((document, folder)).or_default()[side] = Some(place);
    }
}

fn is_in(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

/// Returns whether this is the path of a layout.
pub(super) fn is_layout(path: &str) -> bool {
    FOLDERS.iter().any(|folder| is_in(path, folder))
}

/// Returns the change for a layout that only one of the specs has.
pub(super) fn one_sided(document: &str, places: &[Option<SpecPlace>; 2]) -> Option<Change> {
    match places {
        [None, Some(new)] => {
            let message = format!("The document `{document}` now has a layout, so it is compared with the spec.");
            Some(Change::new(&LAYOUT_ADDED, message).is(new, document))
        }
        [Some(old), None] => {
            let message = format!("The document `{document}` no longer has a layout, so nothing is compared with it.");
            Some(Change::new(&LAYOUT_REMOVED, message).was(old, document))
        }
        _ => None,
    }
}

/// The names that the words of a layout can refer to.
#[derive(Debug)]
pub(super) struct Names(BTreeSet<String>);

impl Names {
    pub(super) fn of(model: &Model) -> Self {
        let credentials = model.credentials.iter().map(|known| &known.name);
        let capabilities = model.capabilities.iter().map(|known| &known.name);
        let operations = model.operations.iter().map(|known| &known.name);
        let prerequisites = model.prerequisites.iter().map(|known| &known.name);
        let all = credentials.chain(capabilities).chain(operations).chain(prerequisites);
        Self(all.map(|name| name.wire.clone()).collect())
    }
}

impl Walk<'_> {
    /// Compares two versions of a layout. Sentences are compared one by one elsewhere, and the digests of lines add
    /// nothing to that.
    pub(super) fn layout(&mut self, old: &Node, new: &Node, at: &At) {
        let [had, has] = [old, new].map(|node| node.at(["edition"]).is_some());
        for (name, (was, is)) in by_key(entries(Some(old)), entries(Some(new))) {
            let message = match name {
                "sentences" => continue,
                "edition" if had == has => continue,
                "edition" if has => {
                    "The layout now follows an edition of the document, so changes of its text are found."
                }
                "edition" => {
                    "The layout no longer follows an edition of the document, so changes of its text are not found."
                }
                // The change of the edition implies this one.
                "no_edition" if had != has => continue,
                "no_edition" => "The reason for not following an edition has changed.",
                _ if self.words(name, was, 1) == self.words(name, is, 0) => continue,
                _ => &format!("The layout now reads `{name}` differently."),
            };
            // Digests mean nothing to a reader, so their values are not shown.
            let at = key(at, name);
            if name == "edition" {
                let [old, new] = [had, has].map(|is| is.then_some("an edition"));
                self.push(&LAYOUT, message.to_owned(), [old, new], &at);
            } else {
                self.tell(&LAYOUT, message.to_owned(), [was, is], &at);
            }
        }
    }

    /// Returns what a layout says, in order, because the first matching words count. Words for an item that only this
    /// spec has are omitted: the item is reported as added or removed, and an import writes no words for items that its
    /// document does not have.
    fn words(&self, name: &str, node: Option<&Node>, other: usize) -> Option<String> {
        let refers = ["credentials", "prerequisites", "operations", "claims"].contains(&name);
        let node = node?;
        match &node.value {
            NodeValue::Mapping(words) if refers => {
                let known = words.iter().filter(|(_, name)| {
                    let name = plain(name);
                    name.is_empty() || self.names[other].0.contains(&name)
                });
                let known: Vec<String> =
                    known.map(|(words, name)| format!("{}: {}", words.name, plain(name))).collect();
                (!known.is_empty()).then(|| known.join("\n"))
            }
            _ => Some(node.to_json().to_string()),
        }
    }
}
