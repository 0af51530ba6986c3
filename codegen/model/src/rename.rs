//! Renaming an item of a spec: the kinds of items that have a name of their own, and where a text uses a name.
//!
//! A name is used as an entire value or key, or as a step of a path, but never in prose.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::ir::{Model, Name};
use verispec_text::diagnostics::Diagnostics;
use verispec_text::edit::{Edit, apply};
use verispec_text::source::{FileId, SourceFile, SourceMap, Span};
use verispec_text::yaml::{self, Node, Value};

/// A kind of item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Item {
    /// A workflow, by the name of its file.
    Workflow,
    /// An operation, by the name of its file.
    Operation,
    /// A capability.
    Capability,
    /// A channel.
    Channel,
    /// A credential category.
    Credential,
    /// A label of decisions.
    Label,
}

impl Item {
    /// The kind in words.
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

    /// The path of a spec file after renaming an item. Files of capabilities and credentials are named after their
    /// modules.
    pub fn path(self, path: &str, old: &str, new: &str) -> String {
        let folder = match self {
            Self::Workflow => "workflows",
            Self::Operation => "operations",
            Self::Capability => "capabilities",
            Self::Credential => "credentials",
            Self::Channel | Self::Label => return path.to_owned(),
        };
        let stem = |name: &str| match self {
            Self::Workflow | Self::Operation => name.to_owned(),
            _ => Name::unplaced(name).snake,
        };
        match path == format!("{folder}/{}.yaml", stem(old)) {
            true => format!("{folder}/{}.yaml", stem(new)),
            false => path.to_owned(),
        }
    }
}

/// The names of each kind.
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
    /// Where the name is used.
    pub names: Vec<Range<usize>>,
    /// The lines of prose that mention it.
    pub mentions: Vec<usize>,
}

/// Where a YAML file uses a name.
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

/// Replaces the name at these places; `None` if two of them overlap.
pub fn replaced(text: &str, places: Vec<Range<usize>>, name: &str) -> Option<String> {
    apply(text, places.into_iter().map(|at| Edit { at, words: name.to_owned() }).collect())
}

/// Occurrences that are not part of a longer name.
pub fn uses(text: &str, name: &str) -> Vec<Range<usize>> {
    let is_of_name = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    let whole = |start: usize| {
        let (before, after) = (text[..start].chars().next_back(), text[start + name.len()..].chars().next());
        !before.is_some_and(is_of_name) && !after.is_some_and(is_of_name)
    };
    let starts = text.match_indices(name).map(|(start, _)| start);
    starts.filter(|start| whole(*start)).map(|start| start..start + name.len()).collect()
}

/// A spec with another name for one item; `None` if the name is used twice at one place.
pub fn renamed(sources: &SourceMap, item: Item, old: &str, new: &str) -> Option<SourceMap> {
    let file = |(id, file): (FileId, &SourceFile)| {
        let path = item.path(&file.path, old, new);
        let text = sources.text(id);
        let names = if text.contains(old) { in_yaml(id, sources, old).names } else { Vec::new() };
        let bytes = if names.is_empty() { file.bytes.clone() } else { replaced(&text, names, new)?.into_bytes() };
        Some(SourceFile { path, bytes })
    };
    Some(SourceMap::new(sources.iter().map(file).collect::<Option<_>>()?))
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
    use super::uses;

    #[test]
    fn a_name_is_not_part_of_a_longer_one() {
        assert!(uses("body.ID.x", "ID").into_iter().eq([(5, 7)].map(|(start, end)| start..end)));
        for other in ["IDS", "ID_CARD", "aID", "front-ID"] {
            assert!(uses(other, "ID").is_empty(), "{other}");
        }
    }
}
