//! The edition that the spec follows, held against the document: what has changed without another finding saying so.

use super::Auditor;
use super::finding::Finding;
use crate::document::hunks;
use verispec_model::finding as kind;
use verispec_text::source::Span;

impl Auditor<'_> {
    /// Where the document differs from the edition that the spec follows. `others` are all other findings: a line that
    /// one of them is about needs no finding of its own.
    pub(super) fn edition(&mut self, others: &[Finding]) {
        let Some(edition) = &self.layout.edition else { return };
        let old: Vec<&str> = edition.split_whitespace().collect();
        let lines = &self.document.lines;
        let new: Vec<&str> = lines.iter().map(|line| line.digest.as_str()).collect();
        let open: Vec<&Finding> = others.iter().filter(|finding| finding.decision.is_none()).collect();
        let told = Told::by(&open);
        for hunk in hunks(&old, &new) {
            let come = &lines[hunk.come.clone()];
            if come.is_empty() {
                self.gone(hunk.gone, hunk.come.start, &open);
                continue;
            }
            // A line that replaces another is reported unless another finding says what has changed in it.
            let mut untold = come.iter().map(|line| line.span).filter(|line| !told.touches(*line));
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

/// All places that findings are about, so that a line is looked up among them without going through all.
struct Told {
    /// By file and start.
    spans: Vec<Span>,
    /// Of each place the latest end of those before it in the same file and of itself.
    ends: Vec<u32>,
}

impl Told {
    fn by(findings: &[&Finding]) -> Self {
        let mut spans: Vec<Span> = findings.iter().flat_map(|finding| about(finding)).collect();
        spans.sort_by_key(|span| (span.file, span.start));
        let mut ends: Vec<u32> = Vec::with_capacity(spans.len());
        for (index, span) in spans.iter().enumerate() {
            let before = index.checked_sub(1).filter(|before| spans[*before].file == span.file);
            ends.push(before.map_or(0, |before| ends[before]).max(span.start).max(span.end));
        }
        Self { spans, ends }
    }

    /// Whether one of the places shares a byte with the line, or one is within the other.
    fn touches(&self, line: Span) -> bool {
        let begun = self.spans.partition_point(|span| (span.file, span.start) <= (line.file, line.end));
        let last = begun.checked_sub(1).filter(|last| self.spans[*last].file == line.file);
        last.is_some_and(|last| line.start <= self.ends[last])
    }
}
