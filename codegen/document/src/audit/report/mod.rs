//! Audits for people, programs and the provider: takes what an audit comes to, gives text, JSON or Markdown.

mod json;
mod markdown;
mod text;

pub use json::json;
pub use markdown::markdown;
pub use text::text;

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::{Audit, Finding, Verdict};
use verispec_model::ir::{Decision, Model};
use verispec_text::source::{FileId, SourceMap, Span};

/// An audit, with everything that it takes to show it.
#[derive(Debug, Clone, Copy)]
pub struct Shown<'a> {
    /// The audit.
    pub audit: &'a Audit,
    /// The spec.
    pub model: &'a Model,
    /// The spec's files and the document.
    pub sources: &'a SourceMap,
    /// The document.
    pub document: FileId,
    /// Its title.
    pub title: &'a str,
}

impl<'a> Shown<'a> {
    fn decision(&self, finding: &Finding) -> Option<&'a Decision> {
        finding.decision.map(|id| &self.model[id])
    }

    /// How many facts compare how, settled differences apart.
    fn counts(&self) -> BTreeMap<&'static str, usize> {
        let mut counts = BTreeMap::new();
        for fact in &self.audit.facts {
            let is_settled = fact.verdict != Verdict::Agrees && fact.decision.is_some();
            let word = if is_settled { "decided" } else { fact.verdict.words() };
            *counts.entry(word).or_default() += 1;
        }
        counts
    }

    /// The facts and findings in numbers, in two lines.
    fn summary(&self) -> String {
        let facts = self.audit.facts.len();
        let counts = self.counts();
        let agree = counts.get("agrees").copied().unwrap_or_default();
        let others =
            counts.iter().filter(|(word, _)| **word != "agrees").map(|(word, count)| format!(", {count} {word}"));
        let others: String = others.collect();
        let (all, open) = (self.audit.findings.len(), self.audit.open().count());
        let s = if all == 1 { "" } else { "s" };
        format!(
            "{facts} facts held against the spec: {agree} agree{others}\n{all} finding{s}: {open} open, {} decided\n",
            all - open
        )
    }
}

/// The lines of a file, so that many places can be told quickly.
struct Lines<'a> {
    text: Cow<'a, str>,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    fn new(sources: &'a SourceMap, file: FileId) -> Self {
        let text = sources.text(file);
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { text, starts }
    }

    /// Line and column of an offset, from one, in characters.
    fn position(&self, offset: u32) -> (usize, usize) {
        let mut offset = (offset as usize).min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.starts.partition_point(|start| *start <= offset);
        let start = self.starts[line - 1];
        (line, self.text[start..offset].chars().count() + 1)
    }

    /// The words of a place, short enough to be quoted.
    fn quote(&self, span: Span) -> String {
        let words = self.text.get(span.start as usize..span.end as usize).unwrap_or_default();
        let words = words.lines().next().unwrap_or_default().trim();
        let short: String = words.chars().take(MOST_QUOTED).collect();
        let dots = if short.len() < words.len() { "…" } else { "" };
        format!("{}{dots}", verispec_text::words::visible(&short))
    }

    /// The words of a value, without quotes around them; nothing for the name of a member, which says nothing by itself.
    fn value(&self, span: Span) -> String {
        let rest = self.text.get(span.end as usize..).unwrap_or_default();
        let is_name = rest.trim_start_matches('"').trim_start().starts_with(':');
        if is_name { String::new() } else { self.quote(span).trim_matches('"').to_owned() }
    }

    /// Line numbers without repetition, such as `lines 3, 5`.
    fn listed(&self, spans: &[Span]) -> Vec<usize> {
        let mut lines: Vec<usize> = spans.iter().map(|span| self.position(span.start).0).collect();
        lines.sort_unstable();
        lines.dedup();
        lines
    }
}

/// Characters of the document that are quoted at most.
const MOST_QUOTED: usize = 60;

/// Numbers of lines in words.
fn in_words(lines: &[usize]) -> String {
    let numbers: Vec<String> = lines.iter().map(usize::to_string).collect();
    format!("line{} {}", if lines.len() == 1 { "" } else { "s" }, numbers.join(", "))
}
