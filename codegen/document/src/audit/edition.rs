//! The edition that the spec follows, held against the document: what has changed without another finding saying so.

use super::Auditor;
use super::finding::Finding;
use crate::document::{Line, hunks};
use verispec_model::finding as kind;
use verispec_text::source::Span;

impl Auditor<'_> {
    /// What the document has otherwise than the edition that the spec follows. `others` are all other findings: a line that
    /// one of them is about is told by it.
    pub(super) fn edition(&mut self, others: &[Finding]) {
        let Some(edition) = &self.layout.edition else { return };
        let old: Vec<&str> = edition.split_whitespace().collect();
        let lines = &self.document.lines;
        let new: Vec<&str> = lines.iter().map(|line| line.digest.as_str()).collect();
        let open: Vec<&Finding> = others.iter().filter(|finding| finding.decision.is_none()).collect();
        for hunk in hunks(&old, &new) {
            let come = &lines[hunk.come.clone()];
            if come.is_empty() {
                self.gone(hunk.gone, hunk.come.start, &open);
                continue;
            }
            // A line in place of another is told as long as nothing else says what has changed in it.
            let told = |line: &Line| open.iter().any(|finding| about(finding).any(|span| touches(line.span, span)));
            let mut untold = come.iter().filter(|line| !told(line)).map(|line| line.span);
            if let Some(first) = untold.next() {
                let what = if hunk.gone > 0 { "reads otherwise than" } else { "is not" };
                let message = format!("this text {what} in the edition that the spec follows");
                let rest: Vec<Span> = untold.collect();
                self.push(Finding::new(&kind::TEXT, first, message).also(rest));
            }
        }
    }

    /// Text that is gone: told at the line above it, unless the section has a finding that says what it lacks.
    fn gone(&mut self, count: usize, at: usize, open: &[&Finding]) {
        let lines = &self.document.lines;
        let Some(place) = at.checked_sub(1).or((!lines.is_empty()).then_some(0)).map(|index| lines[index].span) else {
            return;
        };
        let headings: Vec<Span> = self.document.headings.iter().map(|heading| heading.text.span).collect();
        let above = headings.partition_point(|heading| heading.start <= place.start);
        let start = above.checked_sub(1).map_or(0, |index| headings[index].start);
        let end = headings.get(above).map_or(u32::MAX, |heading| heading.start);
        let is_here = |finding: &&&Finding| start <= finding.span.start && finding.span.start < end;
        let key = self.workflow_at(place.start).and_then(|workflow| workflow.key.as_ref()).map(|key| key.value);
        let lacks = [&kind::OPERATIONS, &kind::NOT_SHOWN, &kind::MISSING, &kind::MISSING_WORKFLOW];
        let says_so = |finding: &&&Finding| {
            lacks.contains(&finding.kind) && (finding.key == key || finding.kind == &kind::MISSING_WORKFLOW)
        };
        let is_told = open.iter().any(|finding| is_here(&finding) || says_so(&finding));
        if !is_told {
            let lines = if count == 1 { "a line is".to_owned() } else { format!("{count} lines are") };
            let message = format!("{lines} gone below this, which the edition has that the spec follows");
            self.push(Finding::new(&kind::TEXT, place, message).says(format!("{count} gone")));
        }
    }
}

/// Every place that a finding is about: where the document says it, and what that contradicts.
fn about(finding: &Finding) -> impl Iterator<Item = Span> {
    finding.all_places().chain(finding.related.iter().map(|(span, _)| *span))
}

/// Whether two places share a byte, or one is within the other.
fn touches(line: Span, span: Span) -> bool {
    span.file == line.file && span.start <= line.end && line.start <= span.end.max(span.start)
}
