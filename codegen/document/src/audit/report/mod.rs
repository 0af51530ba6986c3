//! Reports audits for people, programs and the provider, as text, JSON or Markdown.

mod json;
mod markdown;
mod text;

pub use json::json;
pub use markdown::markdown;
pub use text::text;

use std::collections::BTreeMap;

use super::{Audit, Finding, Verdict};
use verispec_model::ir::{Decision, Model};
use verispec_text::place::Lines;
use verispec_text::source::{FileId, SourceMap, Span};

/// An audit, with everything that is needed to display it.
#[derive(Debug, Clone, Copy)]
pub struct Shown<'a> {
    /// The result of the audit.
    pub audit: &'a Audit,
    /// The model of the spec.
    pub model: &'a Model,
    /// The spec's files and the document.
    pub sources: &'a SourceMap,
    /// The document's file.
    pub document: FileId,
    /// The title of the document.
    pub title: &'a str,
    /// Whether the text format includes settled findings. The other formats always include them.
    pub all: bool,
}

impl<'a> Shown<'a> {
    fn decision(&self, finding: &Finding) -> Option<&'a Decision> {
        finding.decision.map(|id| &self.model[id])
    }

    /// Returns why the document is not compared with an edition; `None` unless its layout gives a reason.
    fn no_edition(&self) -> Option<&'a str> {
        let layout = self.model.layouts.iter().find(|layout| self.model[layout.document].title == self.title)?;
        layout.no_edition.as_ref().map(|reason| reason.value.as_str())
    }

    /// Counts the facts by result, without settled differences.
    fn counts(&self) -> BTreeMap<&'static str, usize> {
        let mut counts = BTreeMap::new();
        for fact in &self.audit.facts {
            let is_settled = fact.verdict != Verdict::Agrees && fact.decision.is_some();
            let word = if is_settled { "decided" } else { fact.verdict.words() };
            *counts.entry(word).or_default() += 1;
        }
        counts
    }

    /// Renders the numbers of facts and findings on two lines.
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
            "{facts} facts compared with the spec: {agree} agree{others}\n{all} finding{s}: {open} open, {} decided\n",
            all - open
        )
    }
}

/// Returns the text of a span, shortened for quoting.
fn quote(lines: &Lines<'_>, span: Span) -> String {
    let words = lines.text.get(span.start as usize..span.end as usize).unwrap_or_default();
    let words = words.lines().next().unwrap_or_default().trim();
    let short: String = words.chars().take(MOST_QUOTED).collect();
    let dots = if short.len() < words.len() { "…" } else { "" };
    format!("{}{dots}", verispec_text::words::visible(&short))
}

/// Returns the text of a value without its quotes; `None` for the name of a field, which has no meaning without its
/// value.
fn value(lines: &Lines<'_>, span: Span) -> String {
    let rest = lines.text.get(span.end as usize..).unwrap_or_default();
    let is_name = rest.trim_start_matches('"').trim_start().starts_with(':');
    if is_name { String::new() } else { quote(lines, span).trim_matches('"').to_owned() }
}

/// Formats line numbers without duplicates, such as `lines 3, 5`.
fn listed(lines: &Lines<'_>, spans: &[Span]) -> Vec<usize> {
    let mut numbers: Vec<usize> = spans.iter().map(|span| lines.position(span.start).0).collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

/// The maximum number of characters of the document that are quoted.
const MOST_QUOTED: usize = 60;

/// Formats line numbers in words.
fn in_words(lines: &[usize]) -> String {
    let numbers: Vec<String> = lines.iter().map(usize::to_string).collect();
    format!("line{} {}", if lines.len() == 1 { "" } else { "s" }, numbers.join(", "))
}
