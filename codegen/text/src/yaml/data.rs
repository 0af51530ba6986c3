//! A file to its data alone: what it says, whatever its layout and comments, and where its values stand.

use super::tree::{Node, Value};
use crate::diagnostics::Diagnostics;
use crate::source::{FileId, SourceMap, Span};

/// What a file says, as JSON with its keys in the order of the file. Without it there is at least one finding.
pub fn data(file: FileId, sources: &SourceMap, diagnostics: &mut Diagnostics) -> Option<String> {
    super::tree(file, sources, diagnostics).map(|root| root.to_json().to_string())
}

/// Where the single values of a file stand; nothing if it is no YAML.
pub fn texts(file: FileId, sources: &SourceMap) -> Vec<Span> {
    let mut found = Vec::new();
    if let Some(root) = super::tree(file, sources, &mut Diagnostics::default()) {
        collect(&root, &mut found);
    }
    found
}

fn collect(node: &Node, found: &mut Vec<Span>) {
    match &node.value {
        Value::Sequence(items) => items.iter().for_each(|item| collect(item, found)),
        Value::Mapping(entries) => entries.iter().for_each(|(_, value)| collect(value, found)),
        _ => found.push(node.span),
    }
}
