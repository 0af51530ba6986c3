//! Texts, sources and examples: what readers of the docs notice and nobody else, found in the YAML itself.

use std::collections::BTreeMap;
use verispec_model::change::text::{CITED, CITED_DOCUMENT, DECISION, EXAMPLE, PRESENTATION, REWORDED, SOURCE};

use super::change::Change;
use super::place::{Finder, SpecPlace};
use verispec_model::change::Kind;
use verispec_model::change::deprecation;
use verispec_text::compare::{Pool, reworded};
use verispec_text::source::SourceMap;
use verispec_text::words::one_line;
use verispec_text::yaml::{Key, Node, Value as NodeValue};

/// Keys that hold prose wherever they stand.
const PROSE: &[&str] = &["summary", "description", "text", "message", "title", "notes", "what", "from"];

/// Compares the files that both specs have and that are not the same to the byte.
pub(super) fn changes(new: &SourceMap, was: &mut Finder<'_>, is: &mut Finder<'_>) -> Vec<Change> {
    let mut found = Vec::new();
    for (_, file) in new.iter() {
        // What a layout has of a document is compared sentence by sentence.
        let is_layout = ["layouts/", "tables/"].iter().any(|folder| file.path.starts_with(folder));
        let Some(before) = was.file(&file.path).filter(|_| !is_layout) else { continue };
        let stem = file.path.trim_end_matches(".yaml");
        if before.bytes != file.bytes
            && let (Some(old), Some(new)) = (was.tree(&file.path), is.tree(&file.path))
        {
            Walk { file: stem, found: &mut found }.mapping(old, new, &SpecPlace::file(stem));
        }
    }
    found
}

struct Walk<'a> {
    file: &'a str,
    found: &'a mut Vec<Change>,
}

impl Walk<'_> {
    fn mapping(&mut self, old: &Node, new: &Node, place: &SpecPlace) {
        let (NodeValue::Mapping(before), NodeValue::Mapping(after)) = (&old.value, &new.value) else {
            return self.sequence(old, new, place);
        };
        for (key, (was, is)) in by_key(before, after) {
            self.member(key, was, is, &place.key(key));
        }
    }

    /// Pairs the items of two lists: slots in the order of their category and origin, everything else by its
    /// index.
    fn sequence(&mut self, old: &Node, new: &Node, place: &SpecPlace) {
        let (NodeValue::Sequence(before), NodeValue::Sequence(after)) = (&old.value, &new.value) else { return };
        let slot = |node: &Node| Some((node.at(["category"])?.to_json(), node.at(["origin"])?.to_json()));
        for (index, is) in after.iter().enumerate() {
            let was = match slot(is) {
                Some(own) => {
                    let same = |other: &&Node| slot(other).as_ref() == Some(&own);
                    before.iter().filter(same).nth(after[..index].iter().filter(same).count())
                }
                None => before.get(index),
            };
            if let Some(was) = was {
                self.mapping(was, is, &place.index(index));
            }
        }
    }

    fn member(&mut self, key: &str, was: Option<&Node>, is: Option<&Node>, place: &SpecPlace) {
        match key {
            "decisions" if self.file == "decisions" => return self.entries(was, is, place),
            "x-deprecated-values" => return self.deprecated_values(was, is, place),
            _ => {}
        }
        let Some(kind) = self.kind(key, was, is, place) else {
            if let (Some(was), Some(is)) = (was, is) {
                self.mapping(was, is, place);
            }
            return;
        };
        let text =
            |node: Option<&Node>| node.map(|node| if kind == &SOURCE { unnumbered(&plain(node)) } else { plain(node) });
        if text(was) == text(is) {
            return;
        }
        if kind == &REWORDED && [was, is].into_iter().flatten().all(|node| matches!(node.value, NodeValue::Sequence(_)))
        {
            return self.items(was, is, place);
        }
        self.tell(kind, was, is, place);
    }

    /// Compares the strings of two lists: those that only one side has are paired in their order.
    fn items(&mut self, was: Option<&Node>, is: Option<&Node>, place: &SpecPlace) {
        let texts = |node: Option<&'_ Node>| -> Vec<String> { items(node).iter().map(plain).collect() };
        let (before, after) = (texts(was), texts(is));
        let gone: Vec<usize> = (0..before.len()).filter(|index| !after.contains(&before[*index])).collect();
        let come: Vec<usize> = (0..after.len()).filter(|index| !before.contains(&after[*index])).collect();
        let mut pool = Pool::new(gone.iter().map(|index| before[*index].as_str()));
        let mut told = false;
        for index in come {
            // A text that shares half of its words with another is that text in other words.
            let old = pool.take_like(&after[index]).map(|like| gone[like]);
            let old = old.map(|old| (place.index(old), before[old].clone()));
            self.reworded(old, Some((place.index(index), after[index].clone())));
            told = true;
        }
        for index in pool.left().map(|left| gone[left]) {
            self.reworded(Some((place.index(index), before[index].clone())), None);
            told = true;
        }
        // The same texts in another order.
        if !told {
            self.tell(&REWORDED, was, is, place);
        }
    }

    fn reworded(&mut self, old: Option<(SpecPlace, String)>, new: Option<(SpecPlace, String)>) {
        let Some((place, _)) = new.as_ref().or(old.as_ref()) else { return };
        let what = match (&old, &new) {
            (Some((_, old)), Some((_, new))) => format!("Reworded: {}.", reworded(old, new)),
            (None, _) => "A text was added.".to_owned(),
            (_, None) => "A text was removed.".to_owned(),
        };
        let change = Change::new(&REWORDED, format!("{place}: {what}"));
        let change = old.iter().fold(change, |change, (place, text)| change.was(place, text));
        self.found.push(new.iter().fold(change, |change, (place, text)| change.is(place, text)));
    }

    /// The kind of change of what stands under a key; nothing if models are compared there, or further down.
    fn kind(&self, key: &str, was: Option<&Node>, is: Option<&Node>, place: &SpecPlace) -> Option<&'static Kind> {
        let both = || [was, is].into_iter().flatten();
        let scalars = both().all(|node| !matches!(node.value, NodeValue::Mapping(_) | NodeValue::Sequence(_)));
        let lists = both().all(|node| matches!(node.value, NodeValue::Sequence(_)));
        let kind = match key {
            "deprecated" | "x-deprecated" => deprecation(was, is),
            "documents" if self.file == "provider" => &CITED_DOCUMENT,
            "contact" if self.file == "provider" => &PRESENTATION,
            "examples" => &EXAMPLE,
            "source" | "sources" | "x-source" if scalars || lists => &SOURCE,
            "decisions" | "x-decisions" if lists => &CITED,
            "notes" if lists && self.file.starts_with("capabilities/") => &CITED,
            "facts" if lists => &REWORDED,
            "license" | "docs_url" | "group" | "docs" | "example" if scalars => &PRESENTATION,
            "name" if scalars && self.is_title(place) => &REWORDED,
            _ if PROSE.contains(&key) && (scalars || lists) => &REWORDED,
            _ => return None,
        };
        Some(kind)
    }

    /// Words of an enumeration that should not be used any more.
    fn deprecated_values(&mut self, was: Option<&Node>, is: Option<&Node>, place: &SpecPlace) {
        for (key, (was, is)) in by_key(entries(was), entries(is)) {
            if was.map(plain) != is.map(plain) {
                self.tell(deprecation(was, is), was, is, &place.key(key));
            }
        }
    }

    /// Decisions by their id.
    fn entries(&mut self, was: Option<&Node>, is: Option<&Node>, place: &SpecPlace) {
        let text = |node: &Node| unnumbered(&plain(node));
        for (key, (was, is)) in by_key(entries(was), entries(is)) {
            if was.map(text) != is.map(text) {
                self.tell(&DECISION, was, is, &place.key(key));
            }
        }
    }

    fn tell(&mut self, kind: &'static Kind, was: Option<&Node>, is: Option<&Node>, place: &SpecPlace) {
        let texts = was.zip(is).filter(|_| kind == &REWORDED).map(|(was, is)| (plain(was), plain(is)));
        let message = match texts {
            Some((was, is)) if !was.starts_with('[') => format!("{place}: Reworded: {}.", reworded(&was, &is)),
            _ => format!("{place}: {}", kind.what),
        };
        let short = |node: &Node| plain(node).chars().take(200).collect::<String>();
        let change = Change::new(kind, message);
        let change = if let Some(was) = was { change.was(place, short(was)) } else { change };
        self.found.push(if let Some(is) = is { change.is(place, short(is)) } else { change });
    }

    /// Whether `name` is what people call something; elsewhere it is what it is called on the wire or in Rust.
    fn is_title(&self, place: &SpecPlace) -> bool {
        let shown = place.to_string();
        match self.file.split_once('/') {
            Some((folder, _)) => folder != "capabilities" && shown.ends_with(": name"),
            None => {
                self.file == "provider"
                    && (shown == "provider: name"
                        || shown.contains(".hosts")
                        || shown.starts_with("provider: regions."))
            }
        }
    }
}

fn items(node: Option<&Node>) -> &[Node] {
    match node.map(|node| &node.value) {
        Some(NodeValue::Sequence(items)) => items,
        _ => &[],
    }
}

fn entries(node: Option<&Node>) -> &[(Key, Node)] {
    match node.map(|node| &node.value) {
        Some(NodeValue::Mapping(entries)) => entries,
        _ => &[],
    }
}

/// What stands under each key, in the older spec and in the newer one.
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
        _ => node.to_json().to_string(),
    }
}

/// A source without the numbers of lines: a document that is edited elsewhere says the same as before.
fn unnumbered(source: &str) -> String {
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
