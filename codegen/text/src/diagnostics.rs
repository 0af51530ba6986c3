//! Findings in a spec: creates them, and displays them with the source text.

use std::borrow::Cow;
use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Patch, Renderer, Snippet};

use crate::rule::Rule;
pub use crate::rule::Severity;
use crate::source::{SourceMap, Span};
use crate::words::closest;

/// A finding in the spec.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule that the finding violates.
    pub rule: &'static Rule,
    /// The severity, which is that of the rule.
    pub severity: Severity,
    /// A description of what is wrong, which is the first line of the output.
    pub message: String,
    /// The exact span of the finding.
    pub span: Span,
    /// The label of the span; empty if there is none.
    pub label: String,
    /// Other spans that explain the finding, each with a label.
    pub related: Vec<(Span, String)>,
    /// Further sentences that explain the finding.
    pub notes: Vec<String>,
    /// How to fix the finding; `None` if that is unknown.
    pub help: Option<Help>,
    /// The indexes of the decisions that are listed at the location. If one of them allows findings of the rule, this
    /// finding is dropped.
    pub decisions: Vec<usize>,
    /// The URL of the page that explains the rule, if the spec contains the URL of its published docs.
    pub url: Option<String>,
}

impl Rule {
    /// Creates a finding of this rule at this span.
    pub fn at(&'static self, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(self, span, message)
    }
}

/// An instruction for fixing a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Help {
    /// The instruction for fixing the finding.
    pub message: String,
    /// The replacement for the span, if it is known.
    pub replacement: Option<String>,
}

impl Diagnostic {
    /// Creates a finding of a rule at a span.
    pub fn new(rule: &'static Rule, span: Span, message: impl Into<String>) -> Self {
        Self {
            rule,
            severity: rule.severity,
            message: message.into(),
            span,
            label: String::new(),
            related: Vec::new(),
            notes: Vec::new(),
            help: None,
            decisions: Vec::new(),
            url: None,
        }
    }

    /// Sets the label of the span.
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Adds another span with a label.
    pub fn related(mut self, span: Span, label: impl Into<String>) -> Self {
        self.related.push((span, label.into()));
        self
    }

    /// Adds a note.
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// Sets the decisions that may allow the finding.
    pub fn unless_allowed(mut self, decisions: impl IntoIterator<Item = usize>) -> Self {
        self.decisions.extend(decisions);
        self
    }

    /// Sets the instruction for fixing the finding.
    pub fn help(mut self, message: impl Into<String>) -> Self {
        self.help = Some(Help { message: message.into(), replacement: None });
        self
    }

    /// Sets the rule's documented fix as the instruction, as a clause without a period.
    pub fn way_out(self) -> Self {
        let sentence = self.rule.way_out;
        let (first, rest) = sentence.split_at(sentence.chars().next().map_or(0, char::len_utf8));
        let clause = format!("{}{}", first.to_lowercase(), rest.trim_end_matches('.'));
        self.help(clause)
    }

    /// Suggests the closest candidate as the fix, if one is similar enough to the string in the spec.
    pub fn did_you_mean<'a>(mut self, written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Self {
        if let Some(candidate) = closest(written, candidates) {
            self.help =
                Some(Help { message: format!("did you mean `{candidate}`?"), replacement: Some(candidate.to_owned()) });
        }
        self
    }

    /// Formats the finding in rustc's layout.
    pub fn render(&self, sources: &SourceMap, color: bool) -> String {
        let shown = Shown {
            level: match self.severity {
                Severity::Error => Level::ERROR,
                Severity::Warning => Level::WARNING,
            },
            id: self.rule.id,
            url: self.url.as_deref(),
            message: &self.message,
            span: self.span,
            label: &self.label,
            related: &self.related,
            notes: &self.notes,
            help: self.help.as_ref(),
        };
        shown.render(sources, color)
    }
}

/// The content of a finding as it is displayed. It is the same for findings in specs and in documents.
pub struct Shown<'a> {
    /// The severity of the finding.
    pub level: Level<'static>,
    /// The id of the rule or kind, which is shown in brackets.
    pub id: &'a str,
    /// The URL of the page that the id links to.
    pub url: Option<&'a str>,
    /// A description of what is wrong.
    pub message: &'a str,
    /// The exact span of the finding.
    pub span: Span,
    /// The label of the span; empty if there is none.
    pub label: &'a str,
    /// Other spans, each with a label.
    pub related: &'a [(Span, String)],
    /// Notes below the snippet.
    pub notes: &'a [String],
    /// How to fix the finding, if that is known.
    pub help: Option<&'a Help>,
}

impl Shown<'_> {
    /// Formats the finding in rustc's layout.
    pub fn render(&self, sources: &SourceMap, color: bool) -> String {
        let renderer = if color { Renderer::styled() } else { Renderer::plain() };
        renderer.render(&report(self, sources))
    }
}

/// The maximum number of findings that are displayed in a run.
pub const MOST_TOLD: usize = 200;

/// The findings of a run.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Diagnostics {
    findings: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Adds a finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.findings.push(diagnostic);
    }

    /// Adds the findings of another run.
    pub fn extend(&mut self, other: Diagnostics) {
        self.findings.extend(other.findings);
    }

    /// Removes the findings at these spans.
    pub fn without(self, places: &[Span]) -> Self {
        Self { findings: self.findings.into_iter().filter(|finding| !places.contains(&finding.span)).collect() }
    }

    /// Returns whether there are no findings.
    pub fn is_empty(&self) -> bool {
        self.findings.is_empty()
    }

    /// Returns the number of findings.
    pub fn len(&self) -> usize {
        self.findings.len()
    }

    /// Returns whether any finding prevents generation.
    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(|d| d.severity == Severity::Error)
    }

    /// Returns the findings in the order in which they were added, or in source order after [`sort`](Self::sort).
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.findings.iter()
    }

    /// Links each finding to the page that explains its rule, under the base URL of the published docs.
    pub fn link(&mut self, docs_url: &str) {
        for finding in &mut self.findings {
            finding.url = Some(format!("{docs_url}/{}", finding.rule.page()));
        }
    }

    /// Returns the findings that are displayed. Their number is limited, because nobody reads more at once, and
    /// locating all of them would be slow.
    pub fn told(&self) -> impl Iterator<Item = &Diagnostic> {
        self.findings.iter().take(MOST_TOLD)
    }

    /// Sorts the findings by location and removes duplicates.
    pub fn sort(&mut self) {
        self.findings.sort_by(|a, b| (a.span, a.rule, &a.message).cmp(&(b.span, b.rule, &b.message)));
        self.findings.dedup();
    }

    /// Formats the findings in rustc's layout, with a count at the end.
    pub fn render(&self, sources: &SourceMap, color: bool) -> String {
        let mut text = String::new();
        for diagnostic in self.told() {
            text.push_str(&diagnostic.render(sources, color));
            text.push_str("\n\n");
        }
        let count = |severity| self.findings.iter().filter(|d| d.severity == severity).count();
        let plural = |n: usize, word: &str| format!("{n} {word}{}", if n == 1 { "" } else { "s" });
        match (count(Severity::Error), count(Severity::Warning)) {
            (0, 0) => {}
            (errors, 0) => text.push_str(&plural(errors, "error")),
            (0, warnings) => text.push_str(&plural(warnings, "warning")),
            (errors, warnings) => {
                text.push_str(&format!("{}, {}", plural(errors, "error"), plural(warnings, "warning")));
            }
        }
        if self.len() > MOST_TOLD {
            text.push_str(&format!("; the first {MOST_TOLD} are shown"));
        }
        text
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.findings.into_iter()
    }
}

/// Builds a report for annotate-snippets: one snippet per file, then the notes and the help.
fn report<'a>(shown: &'a Shown<'a>, sources: &'a SourceMap) -> Vec<Group<'a>> {
    let title = shown.level.clone().primary_title(shown.message).id(shown.id);
    let title = match shown.url {
        Some(url) => title.id_url(url),
        None => title,
    };
    let mut main = Group::with_title(title);
    let label = (!shown.label.is_empty()).then_some(shown.label);
    let mut views = vec![View { places: vec![(AnnotationKind::Primary, shown.span, label)] }];
    for (span, label) in shown.related {
        let place = (AnnotationKind::Context, *span, Some(label.as_str()));
        match views.iter_mut().find(|view| view.is_near(*span)) {
            Some(view) => view.places.push(place),
            None => views.push(View { places: vec![place] }),
        }
    }
    for view in &views {
        main = main.element(view.snippet(sources));
    }
    for note in shown.notes {
        main = main.element(Level::NOTE.message(note));
    }
    let Some(help) = shown.help else { return vec![main] };
    let Some(replacement) = &help.replacement else {
        return vec![main.element(Level::HELP.message(&help.message))];
    };
    let (text, line, start) = views[0].text(sources);
    let patch = Patch::new(shifted(range(sources, shown.span), start), replacement.as_str());
    let suggestion = Snippet::source(text).line_start(line).patch(patch);
    vec![main, Group::with_title(Level::HELP.secondary_title(&help.message)).element(suggestion)]
}

/// Formats a span with a label, for callers that have their own layout.
pub fn snippet(sources: &SourceMap, span: Span, label: String) -> Snippet<'_, Annotation<'_>> {
    let view = View { places: vec![(AnnotationKind::Primary, span, None)] };
    let (text, line, start) = view.text(sources);
    let annotation = AnnotationKind::Primary.span(shifted(range(sources, span), start)).label(label);
    Snippet::source(text).line_start(line).path(sources.shown(span.file)).annotation(annotation)
}

/// Groups nearby spans of a file into excerpts that only contain the required lines, because formatting a large file
/// for every finding would be slow.
struct View<'a> {
    places: Vec<(AnnotationKind, Span, Option<&'a str>)>,
}

/// The maximum number of bytes of a span, and of the rest of its line, that are shown.
const MUCH: usize = 400;

/// The maximum distance in bytes between spans in the same excerpt.
const FAR: u32 = 16 * 1024;

impl<'a> View<'a> {
    fn is_near(&self, span: Span) -> bool {
        let first = self.places[0].1;
        first.file == span.file && first.start.abs_diff(span.start) < FAR
    }

    /// Returns the lines of an excerpt, the number of the first line, and its offset in the file.
    fn text<'s>(&self, sources: &'s SourceMap) -> (Cow<'s, str>, usize, usize) {
        let file = self.places[0].1.file;
        let ranges: Vec<Range<usize>> = self.places.iter().map(|(_, span, _)| range(sources, *span)).collect();
        let text = sources.text(file);
        let first = ranges.iter().map(|range| range.start).min().unwrap_or_default();
        let last = ranges.iter().map(|range| range.end).max().unwrap_or_default();
        let start = text[..first].rfind('\n').map_or(0, |at| at + 1);
        let end = text[last..].find('\n').map_or(text.len(), |at| last + at + 1);
        let end = floor(&text, end.min(last + MUCH));
        let line = text[..start].matches('\n').count() + 1;
        let shown = match text {
            Cow::Borrowed(text) => Cow::Borrowed(&text[start..end]),
            Cow::Owned(text) => Cow::Owned(text[start..end].to_owned()),
        };
        (shown, line, start)
    }

    fn snippet(&self, sources: &'a SourceMap) -> Snippet<'a, Annotation<'a>> {
        let (text, line, start) = self.text(sources);
        let mut snippet = Snippet::source(text).line_start(line).path(sources.shown(self.places[0].1.file));
        for (kind, span, label) in &self.places {
            snippet = snippet.annotation(kind.span(shifted(range(sources, *span), start)).label(*label));
        }
        snippet
    }
}

fn shifted(range: Range<usize>, start: usize) -> Range<usize> {
    range.start - start..range.end - start
}

/// Returns the last character boundary at or before this position.
fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Returns the span in the displayed text, where replacement characters may be longer than the invalid bytes.
fn range(sources: &SourceMap, span: Span) -> Range<usize> {
    let (bytes, text) = (&sources.file(span.file).bytes, sources.text(span.file));
    let shown = |offset: u32| {
        if let Cow::Borrowed(text) = &text {
            return floor(text, text.len().min(offset as usize));
        }
        let before = &bytes[..(offset as usize).min(bytes.len())];
        floor(&text, String::from_utf8_lossy(before).len().min(text.len()))
    };
    let start = shown(span.start);
    start..shown(span.end).max(start).min(floor(&text, text.len().min(start + MUCH)))
}
