//! Formats findings as SARIF 2.1.0, which code hosts and editors can import.

use serde::Serialize;

use super::{in_full, level, page};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::place::{Place, Places};
use crate::rule::Rule;
use crate::source::{FileId, SourceMap, Span};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Log {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run {
    tool: Tool,
    column_kind: &'static str,
    results: Vec<Found>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    semantic_version: &'static str,
    information_uri: &'static str,
    rules: Vec<Descriptor>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor {
    id: &'static str,
    short_description: Text,
    full_description: Text,
    help: Text,
    help_uri: String,
    default_configuration: Configuration,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct Text {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Found {
    rule_id: &'static str,
    rule_index: usize,
    level: &'static str,
    message: Text,
    locations: Vec<Location>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<Fix>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: Physical,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Text>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    region: Region,
}

#[derive(Serialize)]
struct Artifact {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Fix {
    description: Text,
    artifact_changes: [Change; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Change {
    artifact_location: Artifact,
    replacements: [Replacement; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement {
    deleted_region: Region,
    inserted_content: Text,
}

/// Creates a log with a single run, which lists all of `rules` in this order.
pub fn sarif(diagnostics: &Diagnostics, sources: &SourceMap, rules: &[&'static Rule]) -> String {
    let driver = Driver {
        name: "verispec",
        semantic_version: env!("CARGO_PKG_VERSION"),
        information_uri: env!("CARGO_PKG_REPOSITORY"),
        rules: rules.iter().copied().map(descriptor).collect(),
    };
    let mut places = Places::new(sources);
    let results = diagnostics.told().map(|diagnostic| found(diagnostic, sources, &mut places, rules)).collect();
    let log = Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [Run { tool: Tool { driver }, column_kind: "unicodeCodePoints", results }],
    };
    serde_json::to_string_pretty(&log).expect("strings and numbers should always serialize") + "\n"
}

fn descriptor(rule: &'static Rule) -> Descriptor {
    Descriptor {
        id: rule.id,
        short_description: text(rule.what),
        full_description: text(format!("{} {}", rule.what, rule.why)),
        help: text(rule.way_out),
        help_uri: page(rule),
        default_configuration: Configuration { level: level(rule.severity) },
    }
}

fn found(diagnostic: &Diagnostic, sources: &SourceMap, places: &mut Places<'_>, rules: &[&'static Rule]) -> Found {
    let fix = diagnostic.help.as_ref().and_then(|help| {
        let replacement = Replacement {
            deleted_region: region(places, diagnostic.span),
            inserted_content: text(help.replacement.as_ref()?),
        };
        let artifact_location = artifact(sources, diagnostic.span.file);
        let change = Change { artifact_location, replacements: [replacement] };
        Some(Fix { description: text(&help.message), artifact_changes: [change] })
    });
    let related = diagnostic.related.iter().enumerate();
    Found {
        rule_id: diagnostic.rule.id,
        rule_index: rules.iter().position(|rule| *rule == diagnostic.rule).expect("every rule should be registered"),
        level: level(diagnostic.severity),
        message: text(in_full(diagnostic)),
        locations: vec![location(sources, places, diagnostic.span, None, None)],
        related_locations: related
            .map(|(id, (span, label))| location(sources, places, *span, Some(id), Some(label)))
            .collect(),
        fixes: fix.into_iter().collect(),
    }
}

fn location(
    sources: &SourceMap,
    places: &mut Places<'_>,
    span: Span,
    id: Option<usize>,
    label: Option<&String>,
) -> Location {
    let physical_location = Physical { artifact_location: artifact(sources, span.file), region: region(places, span) };
    Location { id, physical_location, message: label.map(text) }
}

fn region(places: &mut Places<'_>, span: Span) -> Region {
    let Place { line, column, end_line, end_column, .. } = places.of(span);
    Region { start_line: line, start_column: column, end_line, end_column }
}

/// Returns the location of a file as a URI, as SARIF requires. A relative path is a valid relative reference, but an
/// absolute path needs a scheme.
fn artifact(sources: &SourceMap, file: FileId) -> Artifact {
    let path = sources.shown(file);
    let mut uri = String::new();
    if path.starts_with('/') {
        uri.push_str("file://");
    } else if path.contains(':') {
        uri.push_str("file:///");
    }
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    Artifact { uri }
}

fn text(text: impl AsRef<str>) -> Text {
    Text { text: text.as_ref().to_owned() }
}
