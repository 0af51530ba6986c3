//! Finds the texts that decisions are about in a document whose edition the spec already follows.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::Auditor;
use super::edition::{MOST_REPEATED, MOVED, NOTHING};
use super::finding::Finding;
use super::moves::formed;
use crate::document::{Line, Operation, Scope, Sentence, Workflow};
use verispec_model::finding as kind;
use verispec_model::ir;
use verispec_text::compare::reworded;
use verispec_text::source::Span;

/// The section and the operation that a decision about a line states.
type Part = (Scope, Option<String>);

impl Auditor<'_> {
    /// Adds to each new text the unchanged lines of its section that have the same text, because a decision cannot tell
    /// them apart: it has to state how many there are.
    pub(super) fn repeated_texts(&self, texts: &mut [Finding]) {
        let lines = &self.document.lines;
        let line_at = |place: Span| lines.partition_point(|line| line.span.start <= place.start).checked_sub(1);
        let told: BTreeSet<usize> = texts.iter().flat_map(Finding::all_places).filter_map(line_at).collect();
        let digests: BTreeSet<&str> = told.iter().map(|line| lines[*line].digest.as_str()).collect();
        let mut alike: BTreeMap<&str, Vec<(Span, Part)>> = BTreeMap::new();
        for (index, line) in lines.iter().enumerate() {
            let digest = line.digest.as_str();
            if line.sentence.is_some() && digests.contains(digest) && !told.contains(&index) {
                alike.entry(digest).or_default().push((line.span, self.part_at(line.span)));
            }
        }
        for finding in texts.iter_mut().filter(|finding| finding.document != NOTHING) {
            let Some(alike) = line_at(finding.span).and_then(|at| alike.get(lines[at].digest.as_str())) else {
                continue;
            };
            let own = (self.section_of(finding), finding.operation.clone());
            finding.also.extend(alike.iter().filter(|(_, part)| *part == own).map(|(other, _)| *other));
        }
    }

    fn part_at(&self, place: Span) -> Part {
        let mut finding = Finding::new(&kind::TEXT, place, "");
        self.locate(&mut finding);
        (self.section_of(&finding), finding.operation)
    }

    /// Reports the changed text of open decisions while it is in the document and in the edition that the spec follows.
    /// A change of text stays open until somebody has decided what it means.
    pub(super) fn decided_texts(&mut self, settled: &[(&ir::Settled, Scope)], found: &[Finding]) {
        for (settled, section) in settled {
            let is_here = |finding: &Finding| {
                finding.document == settled.document
                    && finding.against == settled.against
                    && finding.operation == settled.operation
                    && self.section_of(finding) == *section
            };
            if !found.iter().any(is_here) {
                self.decided_text(settled, section);
            }
        }
    }

    fn decided_text(&mut self, settled: &ir::Settled, section: &Scope) {
        let Some((heading, ranges)) = self.part(section, settled.operation.as_deref()) else { return };
        let lines = &self.document.lines;
        let is_inside = |index: &usize| ranges.iter().any(|range| range.contains(&lines[*index].span.start));
        let inside: Vec<usize> = (0..lines.len()).filter(is_inside).collect();
        let places: Vec<Span> = if settled.document == NOTHING {
            let has_it = inside.iter().any(|index| says(&lines[*index], &settled.against));
            if has_it { Vec::new() } else { vec![heading] }
        } else {
            let says_it = |index: &&usize| {
                let line = &lines[**index];
                says(line, &settled.document)
                    || (line.sentence.is_none() && self.words(line.span) == settled.document)
                    || formed(&self.words_of(line), &line.shape) == settled.document
            };
            let found: Vec<usize> = inside.iter().filter(says_it).copied().collect();
            let wanted = settled.places as usize;
            match found.first() {
                // The lines of an example are reported together, at the first line.
                Some(first) if found.len() < wanted => {
                    (*first..lines.len()).take(wanted).map(|index| lines[index].span).collect()
                }
                _ => found.into_iter().take(wanted).map(|index| lines[index].span).collect(),
            }
        };
        let Some((first, rest)) = places.split_first() else { return };
        let message = match (settled.document.as_str(), settled.against.as_str()) {
            (NOTHING, was) => format!("an edition before had text in this section which is missing: `{was}`"),
            (_, "") => "this text was not in an edition before".to_owned(),
            (_, MOVED) => "this text was elsewhere in an edition before".to_owned(),
            (is, was) => format!("this text was different in an edition before: {}", reworded(was, is)),
        };
        self.push(Finding::new(&kind::TEXT, *first, message).also(rest.iter().copied()).against(&settled.against));
        if let Some(finding) = self.findings.last_mut() {
            finding.document = settled.document.clone();
            finding.operation = settled.operation.clone();
        }
    }

    /// Returns the section of a finding, as decisions refer to it.
    pub(super) fn section_of(&self, finding: &Finding) -> Scope {
        let section = || self.sections.find(finding.section.as_deref().unwrap_or_default());
        finding.key.map_or_else(section, Scope::Workflow)
    }

    /// Returns the heading of a section, and the text in it that belongs to an operation or, without an operation, all of
    /// it.
    fn part(&self, section: &Scope, operation: Option<&str>) -> Option<(Span, Vec<Range<u32>>)> {
        let document = self.document;
        match section {
            Scope::Workflow(key) => {
                let is_it = |own: &&Workflow| own.key.as_ref().is_some_and(|own| own.value == *key);
                let workflow = document.workflows.iter().find(is_it)?;
                let is_shown = |own: &&Operation| {
                    operation.is_some() && self.operation_of(own).map(|known| known.name.wire.as_str()) == operation
                };
                let shown: Vec<&Operation> = workflow.operations.iter().filter(is_shown).collect();
                let whole = std::iter::once(workflow.span.start..workflow.span.end);
                let ranges = shown.iter().map(|shown| shown.span.start..shown.span.end);
                Some(match shown.first() {
                    Some(first) => (first.heading.text.span, ranges.collect()),
                    None => (workflow.heading.text.span, whole.collect()),
                })
            }
            Scope::Heading(index) => {
                let heading = document.headings[*index].text.span;
                let next = document.headings.get(index + 1).map_or(u32::MAX, |next| next.text.span.start);
                Some((heading, std::iter::once(heading.start..next).collect()))
            }
            Scope::Unknown(name) if name.is_empty() => {
                let first = document.lines.first()?.span;
                let next = document.headings.first().map_or(u32::MAX, |next| next.text.span.start);
                Some((first, std::iter::once(0..next).collect()))
            }
            Scope::Several(_) | Scope::Unknown(_) => None,
        }
    }
}

/// Returns whether a line is this sentence, or has these links.
fn says(line: &Line, text: &str) -> bool {
    let is_it = |sentence: &Sentence| is_short(text, &sentence.text) || is_short(text, &sentence.links.join(" "));
    line.sentence.as_ref().is_some_and(is_it)
}

/// Returns whether a text is the result of `edition::short` for another text.
fn is_short(text: &str, whole: &str) -> bool {
    text == whole || (text.len() < whole.len() && whole.starts_with(text) && text.chars().count() == MOST_REPEATED)
}
