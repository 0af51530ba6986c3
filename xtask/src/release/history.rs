//! Adds what a release changes to the histories of the workflows.

use verispec_codegen::diagnostics::Diagnostics;
use verispec_codegen::diff::Version;
use verispec_codegen::diff::report::WorkflowChanges;
use verispec_codegen::ir::{Release, Workflow};
use verispec_codegen::source::{FileId, SourceMap, Span};
use verispec_codegen::yaml::draft::{Entry, Item, Yaml};
use verispec_codegen::yaml::{Node, Value, tree, write};

use crate::loaded::Loaded;

/// Returns the entries as replacements of empty spans. An entry that the spec already has for this version, or for the
/// next one, was written by a person and replaces the generated one.
pub(super) fn entries(spec: &Loaded, changes: &[WorkflowChanges], version: &Version) -> Vec<(Span, String)> {
    let wire = version.to_string();
    let is_told = |workflow: &&Workflow| {
        let mut versions = workflow.history.iter().map(|change| &change.version);
        versions.any(|own| matches!(own, Release::Next) || own.wire() == wire)
    };
    let entry = |changes: &WorkflowChanges| {
        let workflow = spec.spec().model.workflows.iter().find(|workflow| workflow.name.wire == changes.workflow)?;
        let path = format!("workflows/{}.yaml", changes.workflow);
        let (file, _) = spec.sources.iter().find(|(_, file)| file.path == path)?;
        (!is_told(&workflow)).then(|| added(file, &spec.sources, &wire, &changes.text))?
    };
    changes.iter().filter_map(entry).collect()
}

/// Returns the place of a new first entry of a history, and its text in the style of the file.
fn added(file: FileId, sources: &SourceMap, version: &str, text: &str) -> Option<(Span, String)> {
    let root = tree(file, sources, &mut Diagnostics::default())?;
    let source = sources.text(file);
    let first = match root.at(["history"]) {
        Some(Node { value: Value::Sequence(items), span }) if items.is_empty() => {
            let inside = span.start + "[".len() as u32;
            return Some((Span { start: inside, end: inside, ..*span }, flow(version, text)));
        }
        Some(Node { value: Value::Sequence(items), .. }) => items.first(),
        _ => None,
    };
    let Some(first) = first else {
        // Every workflow has a source, which follows the history.
        let Value::Mapping(entries) = &root.value else { return None };
        let (key, _) = entries.iter().find(|(key, _)| key.name == "source")?;
        let at = Span { end: key.span.start, ..key.span };
        return Some(match before(&source, at) {
            "" => (at, format!("history:\n{}", block(version, text, 2))),
            _ => (at, format!("\"history\": [{}], ", flow(version, text))),
        });
    };
    let at = Span { end: first.span.start, ..first.span };
    let before = before(&source, at);
    match before.trim() {
        "-" => {
            let indent = before.len() - before.trim_start().len();
            let start = at.start - before.len() as u32;
            Some((Span { start, end: start, ..at }, block(version, text, indent)))
        }
        _ => Some((at, format!("{}, ", flow(version, text)))),
    }
}

/// Returns the line up to a place.
fn before(source: &str, at: Span) -> &str {
    let head = &source[..at.start as usize];
    &head[head.rfind('\n').map_or(0, |end| end + 1)..]
}

fn block(version: &str, text: &str, indent: usize) -> String {
    let version = Entry::new("version", Yaml::Scalar(format!("\"{version}\"")));
    let entry = Yaml::Map(vec![version, Entry::new("text", Yaml::prose(text))]);
    write::block_list(&[Item { notes: Vec::new(), value: entry }], indent)
}

/// Returns the entry as JSON, which is valid at every place of a flow collection.
fn flow(version: &str, text: &str) -> String {
    serde_json::json!({ "version": version, "text": text }).to_string()
}
