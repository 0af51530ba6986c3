//! Formats findings as GitHub annotations, which GitHub shows next to the changed lines. Each line contains one
//! command.

use super::{in_full, level};
use crate::diagnostics::Diagnostics;
use crate::place::Places;
use crate::source::SourceMap;

/// Formats a workflow command for each finding.
pub fn github(diagnostics: &Diagnostics, sources: &SourceMap) -> String {
    let mut out = String::new();
    let mut places = Places::new(sources);
    for diagnostic in diagnostics.told() {
        let place = places.of(diagnostic.span);
        let (line, column) = (place.line, place.column);
        // GitHub expects the position of the last character, and columns are only meaningful within a single line.
        let (end_line, end_column) = (place.end_line, place.end_column.saturating_sub(1).max(column));
        let mut properties = format!("file={},line={line}", property(&place.file));
        properties.push_str(&match end_line == line {
            true => format!(",col={column},endLine={end_line},endColumn={end_column}"),
            false => format!(",endLine={end_line}"),
        });
        let title = property(diagnostic.rule.id);
        let message = message(&in_full(diagnostic));
        out.push_str(&format!("::{} {properties},title={title}::{message}\n", level(diagnostic.severity)));
    }
    out
}

fn message(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    message(text).replace(':', "%3A").replace(',', "%2C")
}
