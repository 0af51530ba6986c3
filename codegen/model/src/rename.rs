//! Renames an item of a spec: defines the kinds of items that can be renamed, and finds the locations where a text uses
//! a name.
//!
//! A name is only replaced where it is an entire value or key, or a step of a path. In prose, it is only reported.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use crate::ir::{Model, Name};
use verispec_text::diagnostics::Diagnostics;
use verispec_text::edit::{Edit, apply};
use verispec_text::source::{FileId, SourceFile, SourceMap, Span};
use verispec_text::yaml::{self, Node, Value};

/// A kind of item that can be renamed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Item {
    /// A workflow, named after its file.
    Workflow,
    /// An operation, named after its file.
    Operation,
    /// A capability.
    Capability,
    /// A channel.
    Channel,
    /// A credential category.
    Credential,
    /// A label of decisions, which several capabilities may have.
    Label,
}

impl Item {
    /// Returns the kind as a noun for messages.
    pub fn word(self) -> &'static str {
        match self {
            Self::Workflow => "workflow",
            Self::Operation => "operation",
            Self::Capability => "capability",
            Self::Channel => "channel",
            Self::Credential => "credential category",
            Self::Label => "label",
        }
    }

    /// Returns the path of a spec file after an item is renamed. Files of capabilities and credentials are named after
    /// their modules.
    pub fn path(self, path: &str, old: &str, new: &str) -> String {
        let moved = self.moved(old, new).filter(|(before, _)| before == path);
        moved.map_or_else(|| path.to_owned(), |(_, after)| after)
    }

    /// The paths of the file of an item before and after renaming it, if items of this kind have their own files.
    pub fn moved(self, old: &str, new: &str) -> Option<(String, String)> {
        let folder = match self {
            Self::Workflow => "workflows",
            Self::Operation => "operations",
            Self::Capability => "capabilities",
            Self::Credential => "credentials",
            Self::Channel | Self::Label => return None,
        };
        let path = |name: &str| match self {
            Self::Workflow | Self::Operation => format!("{folder}/{name}.yaml"),
            _ => format!("{folder}/{}.yaml", Name::unplaced(name).snake),
        };
        Some((path(old), path(new)))
    }
}

/// Returns the names of all items of each kind.
pub fn names(model: &Model) -> BTreeMap<Item, Vec<String>> {
    let wire = |names: &mut dyn Iterator<Item = &Name>| names.map(|name| name.wire.clone()).collect::<Vec<_>>();
    let decisions = model.capabilities.iter().flat_map(|capability| &capability.decisions);
    BTreeMap::from([
        (Item::Workflow, wire(&mut model.workflows.iter().map(|workflow| &workflow.name))),
        (Item::Operation, wire(&mut model.operations.iter().map(|operation| &operation.name))),
        (Item::Capability, wire(&mut model.capabilities.iter().map(|capability| &capability.name))),
        (Item::Channel, wire(&mut model.channels.iter().map(|channel| &channel.name))),
        (Item::Credential, wire(&mut model.credentials.iter().map(|credential| &credential.name))),
        (Item::Label, decisions.flat_map(|(_, labels)| labels.clone()).collect()),
    ])
}

/// The occurrences of a name in a file.
#[derive(Debug, Default)]
pub struct Found {
    /// The byte ranges in which the file uses the name.
    pub names: Vec<Range<usize>>,
    /// The lines of prose that mention the name, counted from one.
    pub mentions: Vec<usize>,
}

/// Finds the occurrences of a name in a YAML file; there are none if the file cannot be parsed.
pub fn in_yaml(file: FileId, sources: &SourceMap, name: &str) -> Found {
    let mut found = Found::default();
    let Some(root) = yaml::tree(file, sources, &mut Diagnostics::default()) else { return found };
    let text = sources.text(file);
    let mut scalars = Vec::new();
    collect(&root, &mut scalars);
    for Span { start, end, .. } in scalars {
        let (start, end) = (start as usize, end as usize);
        let scalar = &text[start..end];
        let uses = uses(scalar, name);
        match scalar.contains(char::is_whitespace) {
            false => found.names.extend(uses.into_iter().map(|at| start + at.start..start + at.end)),
            true => {
                let line = |at: Range<usize>| text[..start + at.start].matches('\n').count() + 1;
                found.mentions.extend(uses.into_iter().map(line));
            }
        }
    }
    found.mentions.dedup();
    found
}

/// Replaces these ranges with the name; `None` if two of them overlap.
pub fn replaced(text: &str, places: Vec<Range<usize>>, name: &str) -> Option<String> {
    apply(text, places.into_iter().map(|at| Edit { at, words: name.to_owned() }).collect())
}

fn is_of_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '-'
}

/// Returns the byte ranges of a name, except where it is part of a longer name.
pub fn uses(text: &str, name: &str) -> Vec<Range<usize>> {
    let whole = |start: usize| {
        let (before, after) = (text[..start].chars().next_back(), text[start + name.len()..].chars().next());
        !before.is_some_and(is_of_name) && !after.is_some_and(is_of_name)
    };
    let starts = text.match_indices(name).map(|(start, _)| start);
    starts.filter(|start| whole(*start)).map(|start| start..start + name.len()).collect()
}

/// Returns the spec after renaming an item; `None` if two occurrences of the name overlap.
pub fn renamed(sources: &SourceMap, item: Item, old: &str, new: &str) -> Option<SourceMap> {
    all_renamed(sources, item, &Newer::new([(old, new)]))
}

/// A spec with other names for items of a kind; `None` if two names are used at one place.
pub fn all_renamed(sources: &SourceMap, item: Item, names: &Newer) -> Option<SourceMap> {
    let paths: BTreeMap<String, String> = names.iter().filter_map(|(old, new)| item.moved(old, new)).collect();
    let file = |(id, file): (FileId, &SourceFile)| {
        let path = paths.get(&file.path).unwrap_or(&file.path).clone();
        let text = sources.text(id);
        let mut scalars = Vec::new();
        if !names.of(&text).is_empty() {
            yaml::tree(id, sources, &mut Diagnostics::default()).iter().for_each(|root| collect(root, &mut scalars));
        }
        let mut edits = Vec::new();
        for Span { start, end, .. } in scalars {
            let (start, end) = (start as usize, end as usize);
            let scalar = &text[start..end];
            // Prose may use the name as a word.
            let uses = if scalar.contains(char::is_whitespace) { Vec::new() } else { names.of(scalar) };
            edits.extend(
                uses.into_iter().map(|(at, new)| Edit { at: start + at.start..start + at.end, words: new.to_owned() }),
            );
        }
        let bytes = if edits.is_empty() { file.bytes.clone() } else { apply(&text, edits)?.into_bytes() };
        Some(SourceFile { path, bytes })
    };
    Some(SourceMap::new(sources.iter().map(file).collect::<Option<_>>()?))
}

/// Names with other names for them.
#[derive(Debug, Default)]
pub struct Newer {
    /// Names that are a single word, as nearly all are: these are found in one pass over a text.
    words: HashMap<String, String>,
    /// Names with other characters, such as spaces.
    others: Vec<(String, String)>,
}

impl Newer {
    /// Collects pairs of a name and the other name for it.
    pub fn new<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut names = Self::default();
        for (old, new) in pairs {
            match old.chars().all(is_of_name) {
                true => _ = names.words.insert(old.to_owned(), new.to_owned()),
                false => names.others.push((old.to_owned(), new.to_owned())),
            }
        }
        names
    }

    fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.words
            .iter()
            .chain(self.others.iter().map(|(old, new)| (old, new)))
            .map(|(old, new)| (old.as_str(), new.as_str()))
    }

    /// Returns the places in a text that use one of the names, each with the other name for it.
    pub fn of(&self, text: &str) -> Vec<(Range<usize>, &str)> {
        let mut found = Vec::new();
        let mut start = 0;
        for word in text.split_inclusive(|c| !is_of_name(c)) {
            let own = word.trim_end_matches(|c| !is_of_name(c));
            if let Some(new) = self.words.get(own) {
                found.push((start..start + own.len(), new.as_str()));
            }
            start += word.len();
        }
        for (old, new) in &self.others {
            found.extend(uses(text, old).into_iter().map(|at| (at, new.as_str())));
        }
        found
    }

    /// Returns a text with the other names; `None` if two names are used at one place.
    pub fn replaced(&self, text: &str) -> Option<String> {
        apply(text, self.of(text).into_iter().map(|(at, new)| Edit { at, words: new.to_owned() }).collect())
    }
}

fn collect(node: &Node, found: &mut Vec<Span>) {
    match &node.value {
        Value::Sequence(items) => items.iter().for_each(|item| collect(item, found)),
        Value::Mapping(entries) => entries.iter().for_each(|(key, value)| {
            found.push(key.span);
            collect(value, found);
        }),
        Value::String(_) => found.push(node.span),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::{Newer, uses};

    /// The fast search for many names finds what the search for one does.
    #[test]
    fn all_names_are_found_where_each_is() {
        let names = ["ID", "a-b", "body", "x", "two words", "é"];
        let newer = Newer::new(names.map(|name| (name, name)));
        for text in
            ["body.ID.x", "a-b", "a-b-c/x", "ID,ID;é é", "two words", "xx two words.ID", "", "-x", "-é-", "…x…ID…"]
        {
            let mut each: Vec<_> =
                names.iter().flat_map(|name| uses(text, name).into_iter().map(|at| (at.start, *name))).collect();
            let mut all: Vec<_> = newer.of(text).into_iter().map(|(at, name)| (at.start, name)).collect();
            each.sort_unstable();
            all.sort_unstable();
            assert_eq!(all, each, "{text}");
        }
    }

    #[test]
    fn a_name_is_not_part_of_a_longer_one() {
        assert!(uses("body.ID.x", "ID").into_iter().eq([(5, 7)].map(|(start, end)| start..end)));
        for other in ["IDS", "ID_CARD", "aID", "front-ID"] {
            assert!(uses(other, "ID").is_empty(), "{other}");
        }
    }
}
