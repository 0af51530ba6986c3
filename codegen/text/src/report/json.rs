//! Findings to JSON in the form of rustc's, one object per line.

use serde::Serialize;

use super::{Place, level};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::source::{SourceMap, Span};

/// A finding, or what helps to understand one.
#[derive(Serialize)]
struct Message {
    message: String,
    code: Option<Code>,
    level: &'static str,
    spans: Vec<Stretch>,
    children: Vec<Message>,
    /// The finding as a person reads it.
    rendered: Option<String>,
}

#[derive(Serialize)]
struct Code {
    code: &'static str,
    explanation: String,
}

/// What rustc calls a span: a stretch of a file, with what there is to say about it.
#[derive(Serialize)]
struct Stretch {
    file_name: String,
    byte_start: u32,
    byte_end: u32,
    line_start: usize,
    line_end: usize,
    column_start: usize,
    column_end: usize,
    is_primary: bool,
    label: Option<String>,
    suggested_replacement: Option<String>,
    suggestion_applicability: Option<&'static str>,
    text: Vec<Line>,
}

/// A line that the place is in, and which of its characters belong to it.
#[derive(Serialize)]
struct Line {
    text: String,
    highlight_start: usize,
    highlight_end: usize,
}

/// A line of JSON for each finding.
pub fn json(diagnostics: &Diagnostics, sources: &SourceMap) -> String {
    let line = |diagnostic: &Diagnostic| {
        let text = serde_json::to_string(&finding(diagnostic, sources)).expect("texts and numbers are always JSON");
        text + "\n"
    };
    diagnostics.told().map(line).collect()
}

fn finding(diagnostic: &Diagnostic, sources: &SourceMap) -> Message {
    let label = Some(&diagnostic.label).filter(|label| !label.is_empty()).cloned();
    let mut spans = vec![place(sources, diagnostic.span, true, label)];
    let related = diagnostic.related.iter();
    spans.extend(related.map(|(span, label)| place(sources, *span, false, Some(label.clone()))));
    let mut children: Vec<Message> = diagnostic.notes.iter().map(|note| child("note", note, Vec::new())).collect();
    if let Some(help) = &diagnostic.help {
        let suggestion = help.replacement.as_ref().map(|replacement| Stretch {
            suggested_replacement: Some(replacement.clone()),
            suggestion_applicability: Some("MaybeIncorrect"),
            ..place(sources, diagnostic.span, true, None)
        });
        children.push(child("help", &help.message, suggestion.into_iter().collect()));
    }
    let rule = diagnostic.rule;
    Message {
        message: diagnostic.message.clone(),
        code: Some(Code { code: rule.id, explanation: format!("{}\n\n{}\n\n{}", rule.what, rule.why, rule.way_out) }),
        level: level(diagnostic.severity),
        spans,
        children,
        rendered: Some(diagnostic.render(sources, false) + "\n"),
    }
}

fn child(level: &'static str, message: &str, spans: Vec<Stretch>) -> Message {
    Message { message: message.to_owned(), code: None, level, spans, children: Vec::new(), rendered: None }
}

fn place(sources: &SourceMap, span: Span, is_primary: bool, label: Option<String>) -> Stretch {
    let Place { start, end } = Place::of(sources, span);
    let text = sources.text(span.file);
    let lines = text.lines().enumerate().skip(start.0 - 1).take(end.0 - start.0 + 1);
    let line = |(index, text): (usize, &str)| Line {
        text: text.to_owned(),
        highlight_start: if index + 1 == start.0 { start.1 } else { 1 },
        highlight_end: if index + 1 == end.0 { end.1 } else { text.chars().count() + 1 },
    };
    Stretch {
        file_name: sources.shown(span.file),
        byte_start: span.start,
        byte_end: span.end,
        line_start: start.0,
        line_end: end.0,
        column_start: start.1,
        column_end: end.1,
        is_primary,
        label,
        suggested_replacement: None,
        suggestion_applicability: None,
        text: lines.map(line).collect(),
    }
}
