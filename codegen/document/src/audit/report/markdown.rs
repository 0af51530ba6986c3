//! Reports an audit for the provider: Markdown, by section of the document, with line numbers and short quotes.

use super::{Shown, in_words, listed, value};
use crate::audit::{Against, Finding};
use verispec_text::markdown::{code, md};
use verispec_text::place::Lines;

/// Renders the audit as Markdown. Findings that only concern the spec come last.
pub fn markdown(shown: &Shown<'_>) -> String {
    let lines = Lines::new(shown.sources, shown.document);
    let is_here = |finding: &&Finding| finding.span.file == shown.document;
    let mut sections: Vec<(&str, Vec<&Finding>)> = Vec::new();
    for finding in shown.audit.findings.iter().filter(is_here) {
        let name = finding.section.as_deref().unwrap_or(shown.title);
        match sections.iter_mut().find(|(known, _)| *known == name) {
            Some((_, findings)) => findings.push(finding),
            None => sections.push((name, vec![finding])),
        }
    }
    // Sections keep the order of the document, even if the first finding is in the table of contents.
    sections.sort_by_key(|(_, findings)| findings.last().map(|finding| finding.span));
    let count: usize = sections.iter().map(|(_, findings)| findings.len()).sum();
    let mut text = format!("# Review of {}\n\n", md(shown.title));
    text.push_str(&format!(
        "{count} statements contradict the rest of the document, the examples, or what is known about the API. Numbers are line numbers in the Markdown source.\n"
    ));
    for (name, findings) in &sections {
        text.push_str(&format!("\n## {}\n\n", md(name)));
        findings.iter().for_each(|finding| text.push_str(&item(shown, &lines, finding)));
    }
    let beside: Vec<&Finding> = shown.audit.findings.iter().filter(|finding| !is_here(finding)).collect();
    if !beside.is_empty() {
        text.push_str("\n## Not in the document\n\n");
        beside.iter().for_each(|finding| text.push_str(&format!("- {}\n", sentence(&finding.message))));
    }
    text.push_str("\n## In numbers\n\n");
    shown.summary().lines().for_each(|line| text.push_str(&format!("- {}.\n", md(line))));
    text
}

fn item(shown: &Shown<'_>, lines: &Lines<'_>, finding: &Finding) -> String {
    let line = lines.position(finding.span.start).0;
    // The provider does not know our rules by name.
    let named = finding.rule.as_ref().map(|rule| format!("this violates `{rule}`: "));
    let message = named.and_then(|name| finding.message.strip_prefix(&name)).unwrap_or(&finding.message);
    let mut text = format!("- **Line {line}**: {}", sentence(message));
    let quote = value(lines, finding.span);
    let says_more = finding.label.is_empty() && finding.section.as_ref() != Some(&quote);
    if !quote.is_empty() && says_more && !finding.message.contains(&quote) {
        text.push_str(&format!(" It says {}.", code(&quote)));
    }
    let here = finding.related.iter().filter(|(span, _)| span.file == shown.document);
    for (span, label) in here {
        text.push_str(&format!(" See line {}: {}.", lines.position(span.start).0, md(label)));
    }
    let also = listed(lines, &finding.also);
    if !also.is_empty() {
        text.push_str(&format!(" Also on {}.", in_words(&also)));
    }
    if finding.kind.against == Against::Spec {
        let known = finding.related.iter().find(|(span, _)| span.file != shown.document);
        known.into_iter().for_each(|(_, label)| text.push_str(&format!(" For comparison: {}.", md(label))));
    }
    if let Some(decision) = shown.decision(finding) {
        text.push_str(&format!(" We assume: {}", md(&decision.decision)));
    }
    text + &format!(" ({})\n", finding.kind.id)
}

/// Formats a message as a sentence.
fn sentence(message: &str) -> String {
    let written = md(message);
    let mut characters = written.chars();
    let first: String = characters.next().into_iter().flat_map(char::to_uppercase).collect();
    let end = if written.ends_with(['.', '?', '!']) { "" } else { "." };
    format!("{first}{}{end}", characters.as_str())
}
