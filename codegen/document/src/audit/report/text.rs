//! Reports an audit for people, with excerpts of the files.

use annotate_snippets::Level;

use super::{Shown, in_words, listed};
use crate::audit::{Against, Finding, Uncompared, uncompared};
use verispec_model::finding::{OBSOLETE, OTHER_DOCUMENT, SUPERFLUOUS};
use verispec_text::diagnostics::{self, MOST_TOLD};
use verispec_text::place::Lines;

/// Renders the findings in rustc's layout, followed by counts. Open findings are warnings. Decided findings are notes,
/// and are only included on request.
pub fn text(shown: &Shown<'_>, color: bool) -> String {
    if let [only] = shown.audit.findings.as_slice()
        && only.kind == &OTHER_DOCUMENT
    {
        return format!("{}: {}\n", shown.sources.file(shown.document).path, only.message);
    }
    let lines = Lines::new(shown.sources, shown.document);
    let mut text = String::new();
    let findings: Vec<&Finding> =
        shown.audit.findings.iter().filter(|finding| shown.all || finding.is_open()).collect();
    for finding in findings.iter().take(MOST_TOLD) {
        text.push_str(&told(shown, &lines, finding, color));
        text.push_str("\n\n");
    }
    if findings.len() > MOST_TOLD {
        text.push_str(&format!(
            "Only the first {MOST_TOLD} findings are shown; the formats json and markdown show all.\n\n"
        ));
    }
    let hidden = shown.audit.findings.len() - findings.len();
    let more = if hidden == 0 { "" } else { "`--all` also shows decided findings\n" };
    text + &shown.summary() + &not_compared(shown) + more
}

/// Why the text is compared with no edition, and on request, which facts of the spec no document is compared with.
fn not_compared(shown: &Shown<'_>) -> String {
    let mut text = String::new();
    if let Some(reason) = shown.no_edition() {
        text.push_str(&format!("the text is not compared with an edition: {reason}\n"));
    }
    if shown.all {
        for Uncompared { what, names } in uncompared(shown.model) {
            text.push_str(&format!("not compared with any document: {what}: {}\n", names.join(", ")));
        }
    }
    text
}

fn told(shown: &Shown<'_>, lines: &Lines<'_>, finding: &Finding, color: bool) -> String {
    let mut notes = Vec::new();
    if !finding.also.is_empty() {
        notes.push(format!("also on {}", in_words(&listed(lines, &finding.also))));
    }
    let decision = shown.decision(finding);
    let is_open = finding.is_open();
    if let (Some(decision), true) = (decision, is_open) {
        notes.push(format!("`{}` is about this finding, but is still open", decision.name.wire));
    } else if decision.is_none()
        && finding.kind.against != Against::Reader
        && ![&OBSOLETE, &SUPERFLUOUS].contains(&finding.kind)
    {
        notes.push(format!("to settle it, add this to `settles` of a decision: {}", finding.entry()));
    } else if let Some(decision) = decision {
        notes.push(format!("decided by `{}`: {}", decision.name.wire, decision.decision));
    }
    let finding = diagnostics::Shown {
        level: if is_open { Level::WARNING } else { Level::NOTE },
        id: finding.kind.id,
        url: None,
        message: &finding.message,
        span: finding.span,
        label: &finding.label,
        related: &finding.related,
        notes: &notes,
        help: None,
    };
    finding.render(shown.sources, color)
}
