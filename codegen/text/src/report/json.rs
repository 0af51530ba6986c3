//! Formats findings as JSON, one object per line. The structure is that of rustc's JSON output, except for locations.

use serde::Serialize;

use super::level;
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::place::{Place, Places};
use crate::source::{SourceMap, Span};

/// A finding, or a note or help that belongs to one.
#[derive(Serialize)]
struct Message {
    message: String,
    code: Option<Code>,
    level: &'static str,
    spans: Vec<Stretch>,
    children: Vec<Message>,
    /// The finding, formatted for people.
    rendered: Option<String>,
}

#[derive(Serialize)]
struct Code {
    code: &'static str,
    explanation: String,
}

/// A range in a file, with a label; rustc calls it a span.
#[derive(Serialize)]
struct Stretch {
    #[serde(flatten)]
    place: Place,
    is_primary: bool,
    label: Option<String>,
    suggested_replacement: Option<String>,
    suggestion_applicability: Option<&'static str>,
    text: Vec<Line>,
}

/// A source line of the span, and the highlighted range within it.
#[derive(Serialize)]
struct Line {
    text: String,
    highlight_start: usize,
    highlight_end: usize,
}

/// Formats each finding as a line of JSON.
pub fn json(diagnostics: &Diagnostics, sources: &SourceMap) -> String {
    let mut places = Places::new(sources);
    let line = |diagnostic: &Diagnostic| {
        let text = serde_json::to_string(&finding(diagnostic, sources, &mut places))
            .expect("strings and numbers should always serialize");
        text + "\n"
    };
    diagnostics.told().map(line).collect()
}

fn finding(diagnostic: &Diagnostic, sources: &SourceMap, places: &mut Places<'_>) -> Message {
    let label = Some(&diagnostic.label).filter(|label| !label.is_empty()).cloned();
    let mut spans = vec![place(places, diagnostic.span, true, label)];
    let related = diagnostic.related.iter();
    spans.extend(related.map(|(span, label)| place(places, *span, false, Some(label.clone()))));
    let mut children: Vec<Message> = diagnostic.notes.iter().map(|note| child("note", note, Vec::new())).collect();
    if let Some(help) = &diagnostic.help {
        let suggestion = help.replacement.as_ref().map(|replacement| Stretch {
            suggested_replacement: Some(replacement.clone()),
            suggestion_applicability: Some("MaybeIncorrect"),
            ..place(places, diagnostic.span, true, None)
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

fn place(places: &mut Places<'_>, span: Span, is_primary: bool, label: Option<String>) -> Stretch {
    let place = places.of(span);
    let lines = places.lines(span.file).text.lines().enumerate();
    let lines = lines.skip(place.line - 1).take(place.end_line - place.line + 1);
    let line = |(index, text): (usize, &str)| Line {
        text: text.to_owned(),
        highlight_start: if index + 1 == place.line { place.column } else { 1 },
        highlight_end: if index + 1 == place.end_line { place.end_column } else { text.chars().count() + 1 },
    };
    let text = lines.map(line).collect();
    Stretch { place, is_primary, label, suggested_replacement: None, suggestion_applicability: None, text }
}
