//! Findings in a spec: what each stage reports, and how a person reads it, with the words at fault in their file.

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
    /// The rule that found it.
    pub rule: &'static Rule,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// Exactly the words at fault.
    pub span: Span,
    /// What to say at those words.
    pub label: String,
    /// Other places that explain the finding.
    pub related: Vec<(Span, String)>,
    /// Facts that help to understand it.
    pub notes: Vec<String>,
    /// The way out.
    pub help: Option<Help>,
    /// The decisions that are named where it is found, by their number: one that allows findings of the rule makes it right.
    pub decisions: Vec<usize>,
    /// The page that explains the rule, if the spec says where its docs are published.
    pub url: Option<String>,
}

impl Rule {
    /// A finding of this rule at these words.
    pub fn at(&'static self, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(self, span, message)
    }
}

/// The way out of a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Help {
    /// What to do.
    pub message: String,
    /// What to write in place of the words at fault, if that is known.
    pub replacement: Option<String>,
}

impl Diagnostic {
    /// A finding of a rule at these words.
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

    /// Says something at the words at fault.
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Points at another place.
    pub fn related(mut self, span: Span, label: impl Into<String>) -> Self {
        self.related.push((span, label.into()));
        self
    }

    /// Adds a fact.
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// Names decisions that may allow it.
    pub fn unless_allowed(mut self, decisions: impl IntoIterator<Item = usize>) -> Self {
        self.decisions.extend(decisions);
        self
    }

    /// Says what to do.
    pub fn help(mut self, message: impl Into<String>) -> Self {
        self.help = Some(Help { message: message.into(), replacement: None });
        self
    }

    /// Says the way out that the rule's documentation gives, as one clause.
    pub fn way_out(self) -> Self {
        let sentence = self.rule.way_out;
        let (first, rest) = sentence.split_at(sentence.chars().next().map_or(0, char::len_utf8));
        let clause = format!("{}{}", first.to_lowercase(), rest.trim_end_matches('.'));
        self.help(clause)
    }

    /// Says what was probably meant, if one of the candidates is close to what is written.
    pub fn did_you_mean<'a>(mut self, written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Self {
        if let Some(candidate) = closest(written, candidates) {
            self.help =
                Some(Help { message: format!("did you mean `{candidate}`?"), replacement: Some(candidate.to_owned()) });
        }
        self
    }

    /// The finding as text in rustc's layout.
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

/// What a finding looks like, whoever found it.
pub struct Shown<'a> {
    /// How bad it is.
    pub level: Level<'static>,
    /// The id in brackets.
    pub id: &'a str,
    /// The page that the id links to.
    pub url: Option<&'a str>,
    /// What is wrong.
    pub message: &'a str,
    /// The words at fault.
    pub span: Span,
    /// What to say at those words; nothing if empty.
    pub label: &'a str,
    /// Other places, each with what to say there.
    pub related: &'a [(Span, String)],
    /// Facts below the snippet.
    pub notes: &'a [String],
    /// The way out.
    pub help: Option<&'a Help>,
}

impl Shown<'_> {
    /// The finding as text in rustc's layout.
    pub fn render(&self, sources: &SourceMap, color: bool) -> String {
        let renderer = if color { Renderer::styled() } else { Renderer::plain() };
        renderer.render(&report(self, sources))
    }
}

/// How many findings are told at once; after so many are mended, the rest is told.
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

    /// The findings that are not at one of these places.
    pub fn without(self, places: &[Span]) -> Self {
        Self { findings: self.findings.into_iter().filter(|finding| !places.contains(&finding.span)).collect() }
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.findings.is_empty()
    }

    /// How many findings there are.
    pub fn len(&self) -> usize {
        self.findings.len()
    }

    /// Whether anything found keeps the spec from being generated.
    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(|d| d.severity == Severity::Error)
    }

    /// The findings, in the order of their places once sorted.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.findings.iter()
    }

    /// Points each finding at the page that explains its rule, below the address of the published docs.
    pub fn link(&mut self, docs_url: &str) {
        for finding in &mut self.findings {
            finding.url = Some(format!("{docs_url}/{}", finding.rule.page()));
        }
    }

    /// The findings that are told: nobody reads more at once, and showing the places of all would take long.
    pub fn told(&self) -> impl Iterator<Item = &Diagnostic> {
        self.findings.iter().take(MOST_TOLD)
    }

    /// Sorts by place and drops what is said twice.
    pub fn sort(&mut self) {
        self.findings.sort_by(|a, b| (a.span, a.rule, &a.message).cmp(&(b.span, b.rule, &b.message)));
        self.findings.dedup();
    }

    /// The findings as text in rustc's layout, one after the other, with a count at the end.
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

/// One finding in annotate-snippets' terms: a snippet per file, then notes and the way out.
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

/// The words at a place with something to say about them, for a layout of one's own.
pub fn snippet(sources: &SourceMap, span: Span, label: String) -> Snippet<'_, Annotation<'_>> {
    let view = View { places: vec![(AnnotationKind::Primary, span, None)] };
    let (text, line, start) = view.text(sources);
    let annotation = AnnotationKind::Primary.span(shifted(range(sources, span), start)).label(label);
    Snippet::source(text).line_start(line).path(sources.shown(span.file)).annotation(annotation)
}

/// Places of one file that are shown together, with the lines that they are in and no more: a file may be so large
/// that laying it out for every finding would take long.
struct View<'a> {
    places: Vec<(AnnotationKind, Span, Option<&'a str>)>,
}

/// Bytes of a place, and of what follows it on its line, that are shown.
const MUCH: usize = 400;

/// Bytes between places that are shown together.
const FAR: u32 = 16 * 1024;

impl<'a> View<'a> {
    fn is_near(&self, span: Span) -> bool {
        let first = self.places[0].1;
        first.file == span.file && first.start.abs_diff(span.start) < FAR
    }

    /// The lines, the number of the first one, and where in the file's text it starts.
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

/// The last place in a text, at or before this one, that is between two characters.
fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The span as bytes of the text that is shown, in which bytes that are no text have been replaced by longer ones.
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
