//! Compares prose, sources and examples in the YAML itself. Only readers of the docs notice these changes.

mod decision;
mod example;
mod layout;
mod list;

use std::collections::{BTreeMap, BTreeSet};

use verispec_model::change::text::{CITED, CITED_DOCUMENT, PRESENTATION, REWORDED, SOURCE};

use super::Spec;
use super::change::Change;
use super::moved::Moved;
use super::place::{Finder, SpecPlace, identity};
use verispec_model::change::Kind;
use verispec_model::change::deprecation;
use verispec_text::compare::reworded;
use verispec_text::words::one_line;
use verispec_text::yaml::{Key, Node, Value as NodeValue};

/// Keys whose values are prose in every file.
const PROSE: &[&str] = &["summary", "description", "text", "message", "title", "notes", "what", "from"];

/// The changes of prose, sources and examples.
#[derive(Debug, Default)]
pub(super) struct Texts {
    pub(super) changes: Vec<Change>,
    /// The complete strings that these changes are about, before and after.
    pub(super) said: Vec<[Option<String>; 2]>,
}

/// A location in both specs.
type At = [SpecPlace; 2];

fn key(at: &At, key: &str) -> At {
    [at[0].key(key), at[1].key(key)]
}

/// Compares prose, sources and examples in the files that both specs have, and in the items that have moved between
/// files.
pub(super) fn changes(old: Spec<'_>, new: Spec<'_>, was: &mut Finder<'_>, is: &mut Finder<'_>, moved: &Moved) -> Texts {
    let layouts = layout::layouts(old.sources, new.sources, was, is);
    let one_sided = layouts.iter().filter_map(|((document, _), places)| layout::one_sided(document, places));
    let mut texts = Texts { changes: one_sided.collect(), said: Vec::new() };
    let names = [old, new].map(|spec| layout::Names::of(spec.model));
    let one_sided: BTreeSet<String> = decision::ids(was).symmetric_difference(&decision::ids(is)).cloned().collect();
    let mut compare = |was: &mut Finder<'_>, is: &mut Finder<'_>, at: At| {
        let [old, new] = [was.file(&at[0].path()), is.file(&at[1].path())];
        let is_same = old.zip(new).is_some_and(|(old, new)| old.bytes == new.bytes);
        // Most files are unchanged, and do not have to be parsed.
        if is_same {
            return;
        }
        let (old, new) = (was.node(&at[0]), is.node(&at[1]));
        let is_there = old.is_some() && new.is_some() || at[1].stem() == ("", "decisions");
        if is_there {
            let (folder, stem) = at[1].stem();
            Walk { folder, stem, texts: &mut texts, one_sided: &one_sided, names: &names }.file(old, new, &at);
        }
    };
    let decisions = || SpecPlace::file("decisions");
    compare(was, is, [decisions(), decisions()]);
    for places in layouts.into_values() {
        if let [Some(old), Some(new)] = places {
            compare(was, is, [old, new]);
        }
    }
    let is_other = |path: &str| path != "decisions.yaml" && !layout::is_layout(path);
    for (_, file) in new.sources.iter().filter(|(_, file)| is_other(&file.path)) {
        let stem = file.path.trim_end_matches(".yaml");
        compare(was, is, [SpecPlace::file(moved.older(stem)), SpecPlace::file(stem)]);
    }
    for at in &moved.parts {
        compare(was, is, at.clone());
    }
    texts
}

struct Walk<'a> {
    folder: &'a str,
    stem: &'a str,
    texts: &'a mut Texts,
    /// The decisions that only one of the specs has.
    one_sided: &'a BTreeSet<String>,
    /// The names that the words of layouts can refer to, in both specs.
    names: &'a [layout::Names; 2],
}

impl Walk<'_> {
    /// Compares a file, or a part of a file that has moved.
    fn file(&mut self, old: Option<&Node>, new: Option<&Node>, at: &At) {
        let is_whole = at[1].keys().is_empty();
        match (self.folder, old, new) {
            ("", old, new) if self.stem == "decisions" => {
                let below = |node: Option<&'_ Node>| node.and_then(|node| node.at(["decisions"])).cloned();
                self.decisions(below(old).as_ref(), below(new).as_ref(), &key(at, "decisions"));
            }
            ("layouts" | "tables", Some(old), Some(new)) => self.layout(old, new, at),
            // Types and rules are compared individually, whichever files contain them.
            ("schemas", Some(old), Some(new)) if is_whole => self.without("$defs", old, new, at),
            ("rules", Some(old), Some(new)) if is_whole => self.without("rules", old, new, at),
            (_, Some(old), Some(new)) => self.mapping(old, new, at),
            _ => {}
        }
    }

    fn without(&mut self, left_out: &str, old: &Node, new: &Node, at: &At) {
        for (name, (was, is)) in by_key(entries(Some(old)), entries(Some(new))) {
            if name != left_out {
                self.member(name, was, is, &key(at, name));
            }
        }
    }

    fn mapping(&mut self, old: &Node, new: &Node, at: &At) {
        let (NodeValue::Mapping(before), NodeValue::Mapping(after)) = (&old.value, &new.value) else {
            return self.sequence(old, new, at);
        };
        for (name, (was, is)) in by_key(before, after) {
            self.member(name, was, is, &key(at, name));
        }
    }

    /// Pairs the items of two lists: items with an identity by that identity and their order, all others by index.
    fn sequence(&mut self, old: &Node, new: &Node, at: &At) {
        let (NodeValue::Sequence(before), NodeValue::Sequence(after)) = (&old.value, &new.value) else { return };
        for (index, is) in after.iter().enumerate() {
            let paired = match identity(is) {
                Some(own) => {
                    let same = |other: &&Node| identity(other) == Some(own);
                    let number = after[..index].iter().filter(same).count();
                    let was = before.iter().filter(same).nth(number);
                    was.map(|was| (was, [at[0].named(own, number), at[1].named(own, number)]))
                }
                None => before.get(index).map(|was| (was, [at[0].index(index), at[1].index(index)])),
            };
            if let Some((was, at)) = paired {
                self.mapping(was, is, &at);
            }
        }
    }

    fn member(&mut self, name: &str, was: Option<&Node>, is: Option<&Node>, at: &At) {
        match (name, self.folder) {
            ("x-deprecated-values", _) => return self.deprecated_values(was, is, at),
            ("history", "workflows") => return self.history(was, is, at),
            ("examples", _) => return self.examples(was, is, at),
            ("documents", "") if self.stem == "provider" => return self.documents(was, is, at),
            _ => {}
        }
        let Some(kind) = self.kind(name, was, is, at) else {
            if let (Some(was), Some(is)) = (was, is) {
                self.mapping(was, is, at);
            }
            return;
        };
        let text = |node: Option<&Node>| {
            node.map(|node| match kind {
                _ if kind == &SOURCE || kind == &CITED => any_order(node).join("; "),
                _ => plain(node),
            })
        };
        let (before, after) = (text(was), text(is));
        if before == after {
            return;
        }
        let lists = [was, is].into_iter().flatten().all(|node| matches!(node.value, NodeValue::Sequence(_)));
        match kind {
            _ if kind == &CITED => self.cited(was, is, at),
            _ if kind == &REWORDED && lists => self.list(was, is, at),
            _ if kind == &REWORDED => {
                let message = reworded_or_new(before.as_deref(), after.as_deref());
                self.tell(kind, message, [was, is], at);
            }
            _ if kind == &SOURCE => {
                let message = match (before, after) {
                    (None, Some(after)) => format!("Its source is `{after}`."),
                    (Some(before), None) => format!("It no longer cites a source; it was `{before}`."),
                    (before, after) => {
                        let [before, after] = [before, after].map(Option::unwrap_or_default);
                        format!("Its source is now `{after}`; it was `{before}`.")
                    }
                };
                self.tell(kind, message, [was, is], at);
            }
            _ => self.tell(kind, kind.what.to_owned(), [was, is], at),
        }
    }

    /// Returns the kind of change for the value of a key; `None` if its parts or the models are compared instead.
    fn kind(&self, key: &str, was: Option<&Node>, is: Option<&Node>, at: &At) -> Option<&'static Kind> {
        let both = || [was, is].into_iter().flatten();
        let scalars = both().all(|node| !matches!(node.value, NodeValue::Mapping(_) | NodeValue::Sequence(_)));
        let lists = both().all(|node| matches!(node.value, NodeValue::Sequence(_)));
        let kind = match key {
            "deprecated" | "x-deprecated" => deprecation(was, is),
            "contact" if self.stem == "provider" => &PRESENTATION,
            "source" | "sources" | "x-source" if scalars || lists => &SOURCE,
            "decisions" | "x-decisions" if lists => &CITED,
            "notes" if lists && self.folder == "capabilities" => &CITED,
            "facts" if lists => &REWORDED,
            "license" | "docs_url" | "group" | "docs" | "example" if scalars => &PRESENTATION,
            "name" if scalars && self.is_title(&at[1]) => &REWORDED,
            _ if PROSE.contains(&key) && (scalars || lists) => &REWORDED,
            _ => return None,
        };
        Some(kind)
    }

    /// Compares the enum values that are deprecated.
    fn deprecated_values(&mut self, was: Option<&Node>, is: Option<&Node>, at: &At) {
        for (name, (was, is)) in by_key(entries(was), entries(is)) {
            if was.map(plain) != is.map(plain) {
                let kind = deprecation(was, is);
                self.tell(kind, kind.what.to_owned(), [was, is], &key(at, name));
            }
        }
    }

    fn documents(&mut self, was: Option<&Node>, is: Option<&Node>, at: &At) {
        for (name, (was, is)) in by_key(entries(was), entries(is)) {
            if was.map(plain) != is.map(plain) {
                let title = is.or(was).and_then(|node| node.at(["title"])).map_or_else(|| name.to_owned(), plain);
                let changed = by_key(entries(was), entries(is));
                let changed = changed.into_iter().filter(|(_, (was, is))| was.map(plain) != is.map(plain));
                let told = match (was, is) {
                    (None, _) => "is a new source".to_owned(),
                    (_, None) => "is no longer a source".to_owned(),
                    _ => {
                        let changed: Vec<String> = changed.map(|(name, (_, is))| now(name, is)).collect();
                        format!("changed: {}", changed.join(", "))
                    }
                };
                self.tell(&CITED_DOCUMENT, format!("The document `{title}` {told}."), [was, is], &key(at, name));
            }
        }
    }

    fn tell(&mut self, kind: &'static Kind, message: String, [was, is]: [Option<&Node>; 2], at: &At) {
        let [old, new] = [was, is].map(|node| node.map(plain));
        self.push(kind, message, [old.as_deref(), new.as_deref()], at);
    }

    /// Adds a change of a string, with shortened values.
    fn push(&mut self, kind: &'static Kind, message: String, [old, new]: [Option<&str>; 2], at: &At) {
        let short = |text: &str| text.chars().take(200).collect::<String>();
        let change = Change::new(kind, message);
        let change = old.iter().fold(change, |change, text| change.was(&at[0], short(text)));
        self.texts.changes.push(new.iter().fold(change, |change, text| change.is(&at[1], short(text))));
        self.texts.said.push([old, new].map(|text| text.map(str::to_owned)));
    }

    /// Returns whether the key `name` contains a display name here. Elsewhere, it contains the name on the wire or in
    /// Rust.
    fn is_title(&self, place: &SpecPlace) -> bool {
        let shown = place.to_string();
        match self.folder {
            "" => {
                self.stem == "provider"
                    && (shown == "provider: name"
                        || shown.contains(".hosts")
                        || shown.starts_with("provider: regions."))
            }
            folder => folder != "capabilities" && shown.ends_with(": name"),
        }
    }
}

fn now(name: &str, is: Option<&Node>) -> String {
    match is {
        Some(is) => format!("its {name} is now `{}`", plain(is)),
        None => format!("its {name} was removed"),
    }
}

/// Describes the change of a string as a sentence.
fn reworded_or_new(was: Option<&str>, is: Option<&str>) -> String {
    match (was, is) {
        (Some(was), Some(is)) => format!("Reworded: {}.", reworded(was, is)),
        (None, Some(is)) => format!("`{is}` was added."),
        (Some(was), None) => format!("`{was}` was removed."),
        (None, None) => String::new(),
    }
}

fn items(node: Option<&Node>) -> &[Node] {
    match node.map(|node| &node.value) {
        Some(NodeValue::Sequence(items)) => items,
        _ => &[],
    }
}

/// Returns the items of a list or a single value, sorted so that their order in the file does not matter.
fn any_order(node: &Node) -> Vec<String> {
    let mut texts: Vec<String> = match &node.value {
        NodeValue::Sequence(items) => items.iter().map(|item| unnumbered(&plain(item))).collect(),
        _ => vec![unnumbered(&plain(node))],
    };
    texts.sort();
    texts
}

fn entries(node: Option<&Node>) -> &[(Key, Node)] {
    match node.map(|node| &node.value) {
        Some(NodeValue::Mapping(entries)) => entries,
        _ => &[],
    }
}

/// Returns the value of each key in the older and in the newer spec.
fn by_key<'n>(
    old: &'n [(Key, Node)],
    new: &'n [(Key, Node)],
) -> BTreeMap<&'n str, (Option<&'n Node>, Option<&'n Node>)> {
    let mut found: BTreeMap<&str, (Option<&Node>, Option<&Node>)> = BTreeMap::new();
    for (key, was) in old {
        found.entry(&key.name).or_default().0 = Some(was);
    }
    for (key, is) in new {
        found.entry(&key.name).or_default().1 = Some(is);
    }
    found
}

fn deprecation(was: Option<&Node>, is: Option<&Node>) -> &'static Kind {
    match (was, is) {
        (None, _) => &deprecation::DEPRECATED,
        (_, None) => &deprecation::RESTORED,
        _ => &deprecation::CHANGED,
    }
}

fn plain(node: &Node) -> String {
    match &node.value {
        NodeValue::String(text) => one_line(text),
        _ => {
            let mut value = node.to_json();
            value.sort_all_objects();
            value.to_string()
        }
    }
}

/// Removes the line numbers from a source, because editing another part of the document changes them.
pub(super) fn unnumbered(source: &str) -> String {
    let mut rest = source;
    let mut text = String::new();
    while let Some(at) = ["lines ", "line "].iter().filter_map(|word| rest.find(word).map(|at| (at, word.len()))).min()
    {
        let (start, length) = at;
        let after = &rest[start + length..];
        let numbers = after.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '–'));
        if numbers.len() < after.len() {
            text.push_str(rest[..start].trim_end_matches([' ', ',', '(']));
            rest = numbers.trim_start_matches(')');
        } else {
            text.push_str(&rest[..start + length]);
            rest = after;
        }
    }
    text + rest
}

#[cfg(test)]
mod tests {
    use super::unnumbered;

    #[test]
    fn lines_of_a_document_are_no_part_of_a_source() {
        assert_eq!(unnumbered("guide: Berths, lines 12-30"), "guide: Berths");
        assert_eq!(unnumbered("guide: Berths (line 7)"), "guide: Berths");
        assert_eq!(unnumbered("guide: A line of ships"), "guide: A line of ships");
    }
}
