//! Extracts the data of a file: its values, independent of layout and comments, and their spans.

use super::tree::{Node, Value};
use crate::diagnostics::Diagnostics;
use crate::source::{FileId, SourceMap, Span};

/// Returns the data of a file as JSON with its keys in source order; `None` if the file has a finding.
pub fn data(file: FileId, sources: &SourceMap, diagnostics: &mut Diagnostics) -> Option<String> {
    super::tree(file, sources, diagnostics).map(|root| root.to_json().to_string())
}

/// Returns the spans of all scalars of a file; empty if the file is not valid YAML.
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
