//! Suppressions: takes comments such as `# allow(unused-list): kept for June`, keeps the findings below from being told.
//!
//! A suppression stands on a line of its own, directly above the line at fault or above another suppression. It covers
//! the findings of one rule whose words begin on that line. What concerns a whole file is told at its beginning; the
//! suppression of that stands above the first line of the file that is no comment.

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::parse;
use crate::rules::{self, Rule, Stage};
use crate::source::{FileId, SourceMap, Span};

/// The suppressions of a spec.
#[derive(Debug, Default)]
pub struct Suppressions(Vec<Suppression>);

#[derive(Debug)]
struct Suppression {
    rule: &'static Rule,
    /// The rule's id in the comment.
    span: Span,
    /// The line that the comment is about, as bytes; from the beginning of the file if it is the file's first.
    covers: std::ops::Range<u32>,
}

/// Reads the comments of all files. Those that cannot be suppressions of anything are findings.
pub fn read(sources: &SourceMap, diagnostics: &mut Diagnostics) -> Suppressions {
    let mut all = Vec::new();
    for (file, source) in sources.iter() {
        // Most files have none, and what is no text is reported elsewhere.
        let Some(text) = std::str::from_utf8(&source.bytes).ok().filter(|text| text.contains("allow(")) else {
            continue;
        };
        let texts = parse::texts(file, sources);
        let comments = Comments { file, lines: lines(text), texts };
        all.extend(comments.suppressions(diagnostics));
    }
    Suppressions(all)
}

/// A line with the place where it begins.
struct Line<'a> {
    start: u32,
    text: &'a str,
}

struct Comments<'a> {
    file: FileId,
    lines: Vec<Line<'a>>,
    /// Where the values of the file stand. Lines within them are no comments, whatever they begin with.
    texts: Vec<Span>,
}

/// A comment that begins with `allow(`.
struct Written<'a> {
    id: &'a str,
    span: Span,
    reason: &'a str,
}

fn lines(text: &str) -> Vec<Line<'_>> {
    let mut start = 0;
    let line = |text: &'_ str| {
        let begin = start;
        start += text.len() as u32;
        begin
    };
    let starts: Vec<u32> = text.split_inclusive('\n').map(line).collect();
    starts.into_iter().zip(text.split_inclusive('\n')).map(|(start, text)| Line { start, text }).collect()
}

impl Comments<'_> {
    fn is_comment(&self, line: &Line<'_>) -> bool {
        line.text.trim_start().starts_with('#')
            && !self.texts.iter().any(|text| text.start < line.start && line.start < text.end)
    }

    fn suppressions(&self, diagnostics: &mut Diagnostics) -> Vec<Suppression> {
        let first = self.lines.iter().position(|line| !self.is_comment(line) && !line.text.trim().is_empty());
        let mut found = Vec::new();
        for (index, line) in self.lines.iter().enumerate() {
            let Some(written) = self.written(line) else { continue };
            let Some(rule) = resolve(&written, diagnostics) else { continue };
            let below = (index + 1..self.lines.len()).find(|below| !self.is_comment(&self.lines[*below]));
            let Some(below) = below.filter(|below| !self.lines[*below].text.trim().is_empty()) else {
                let message = "there is no line directly below that this could be about";
                diagnostics.push(
                    rules::unused_suppression::RULE
                        .at(written.span, message)
                        .help("move it directly above the line at fault"),
                );
                continue;
            };
            let (start, length) = (self.lines[below].start, self.lines[below].text.len() as u32);
            let from = if Some(below) == first { 0 } else { start };
            found.push(Suppression { rule, span: written.span, covers: from..start + length });
        }
        found
    }

    fn written<'a>(&self, line: &'a Line<'_>) -> Option<Written<'a>> {
        if !self.is_comment(line) {
            return None;
        }
        let (id, after) =
            line.text.trim_start().trim_start_matches('#').trim_start().strip_prefix("allow(")?.split_once(')')?;
        // All of these are parts of one line.
        let start = line.start + (line.text.len() - after.len() - 1 - id.len()) as u32;
        let span = Span { file: self.file, start, end: start + id.len() as u32 };
        let reason = after.trim_start().strip_prefix(':').unwrap_or_default().trim();
        Some(Written { id: id.trim(), span, reason })
    }
}

/// The rule that a comment names, if it can be suppressed and the comment says why.
fn resolve(written: &Written<'_>, diagnostics: &mut Diagnostics) -> Option<&'static Rule> {
    let Some(rule) = rules::find(written.id) else {
        let message = format!("there is no rule `{}`", written.id);
        let ids = rules::ALL.iter().map(|rule| rule.id);
        diagnostics.push(rules::unknown_rule::RULE.at(written.span, message).did_you_mean(written.id, ids));
        return None;
    };
    if !matches!(rule.stage, Stage::Check(_)) {
        let message = format!("findings of `{}` cannot be suppressed", rule.id);
        let finding = rules::not_suppressible::RULE.at(written.span, message);
        diagnostics.push(
            finding.note(rules::not_suppressible::RULE.why).help("remove the comment, and mend what it is about"),
        );
        return None;
    }
    if written.reason.is_empty() {
        let help = format!("write `# allow({}): ` and the reason", rule.id);
        let message = "a suppression without a reason";
        diagnostics.push(rules::suppression_without_reason::RULE.at(written.span, message).help(help));
        return None;
    }
    Some(rule)
}

impl Suppressions {
    /// What is left of findings. Suppressions that cover none of them are findings themselves.
    pub fn apply(&self, found: Diagnostics) -> Diagnostics {
        let mut used = vec![false; self.0.len()];
        let mut left = Diagnostics::default();
        for finding in found {
            let covers = |suppression: &Suppression| suppression.covers(&finding);
            match self.0.iter().position(covers) {
                Some(index) => used[index] = true,
                None => left.push(finding),
            }
        }
        for (suppression, _) in self.0.iter().zip(used).filter(|(_, used)| !used) {
            let message = format!("there is no finding of `{}` here", suppression.rule.id);
            left.push(rules::unused_suppression::RULE.at(suppression.span, message).help("remove the comment"));
        }
        left
    }
}

impl Suppression {
    fn covers(&self, finding: &Diagnostic) -> bool {
        finding.rule == self.rule && finding.span.file == self.span.file && self.covers.contains(&finding.span.start)
    }
}
