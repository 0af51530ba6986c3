//! Compares the document with the edition that the spec follows, and reports changes that no other finding explains and
//! changes that need a decision.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::Auditor;
use super::finding::{Fact, Finding, Verdict};
use crate::document::{Document, Line, Operation, Scope, Sentence, Workflow, compared_before, digests};
use verispec_model::finding as kind;
use verispec_model::ir::{self, Layout};
use verispec_text::compare::{Hunk, Pool, hunks, reworded};
use verispec_text::source::Span;
use verispec_text::words::one_line;

/// The document's text in a finding about removed text.
pub(super) const NOTHING: &str = "nothing";

/// The maximum number of characters that a finding and its decision quote from a sentence.
const MOST_REPEATED: usize = 1_000;

/// The kinds of findings about a section that consists only of a list. They cover all lines of the section.
static LISTS: [&kind::Kind; 5] = [&kind::PREREQUISITES, &kind::REQUIRED, &kind::STORED, &kind::CHANNELS, &kind::CHAINS];

/// The kinds of findings about missing rows of a table.
static TABLES: [&kind::Kind; 5] =
    [&kind::PARAMETERS, &kind::FILE_LIMIT, &kind::FILE_FORMAT, &kind::FILE_FIELD, &kind::UPLOADED];

/// A sentence of the older edition.
struct Old<'a> {
    sentence: &'a ir::Sentence,
    text: String,
}

impl Auditor<'_> {
    /// Reports where the document differs from the edition that the spec follows. `others` contains all other findings.
    /// A line that one of them covers does not need its own finding, unless it is a sentence that this finding does not
    /// compare. Returns the numbers of the changed lines, and of both lines around removed ones, with the first of the
    /// two.
    pub(super) fn edition(&mut self, others: &[Finding]) -> BTreeMap<usize, usize> {
        let Some(edition) = &self.layout.edition else { return BTreeMap::new() };
        let old = digests(edition);
        let lines = &self.document.lines;
        let new: Vec<&str> = lines.iter().map(|line| line.digest.as_str()).collect();
        let known = self.layout.sentences.iter().map(|sentence| {
            let plain = Sentence { text: one_line(&sentence.text.value), links: sentence.links.clone() };
            (plain.digest(), Old { sentence, text: plain.text })
        });
        let known: BTreeMap<String, Old<'_>> = known.collect();
        let changed = hunks(&old, &new);
        if changed.is_empty() {
            self.not_kept(&known, others);
            return BTreeMap::new();
        }
        let around = |hunk: &Hunk| match (hunk.come.is_empty(), hunk.come.start) {
            (true, at) => vec![(at.saturating_sub(1), at.saturating_sub(1)), (at, at.saturating_sub(1))],
            (false, _) => hunk.come.clone().map(|number| (number, number)).collect(),
        };
        let numbers = changed.iter().flat_map(around).filter(|(number, _)| *number < lines.len()).collect();
        let open: Vec<&Finding> = others.iter().filter(|finding| finding.decision.is_none()).collect();
        let compared: Vec<&Finding> =
            open.iter().copied().filter(|finding| finding.kind.against != kind::Against::Itself).collect();
        let (told, compared) = (Told::by(&open), Told::by(&compared));
        for hunk in changed {
            let gone: Vec<&Old<'_>> = old[hunk.gone.clone()].iter().filter_map(|digest| known.get(*digest)).collect();
            let mut pool = Pool::new(gone.iter().map(|old| old.text.as_str()));
            let replaced = lines[hunk.come.clone()].iter().filter(|line| line.sentence.is_some()).count() == 1;
            let instead = replaced && gone.len() == 1;
            for line in &lines[hunk.come.clone()] {
                let Some(sentence) = &line.sentence else { continue };
                let before = if instead { pool.take_first() } else { pool.take_like(&sentence.text) };
                let before = before.map(|index| gone[index]);
                let same_words = before.is_some_and(|before| before.text == sentence.text);
                let is_told = if same_words { told.touches(line.span) } else { compared.touches(line.span) };
                if !is_told {
                    self.sentence(line, sentence, before);
                }
            }
            // With other words, a sentence may no longer state a limit or a requirement.
            let mut restated = Vec::new();
            for line in lines[hunk.come.clone()].iter().filter(|line| line.sentence.is_none()) {
                let text = self.document.text.get(line.span.start as usize..line.span.end as usize).map(one_line);
                let text = text.unwrap_or_default();
                let Some(before) = pool.take_like(&text).map(|index| gone[index]) else { continue };
                restated.push(line.span);
                if before.text != text && !compared.touches(line.span) {
                    self.sentence(line, &Sentence { text, links: Vec::new() }, Some(before));
                }
            }
            for index in pool.left() {
                self.sentence_gone(gone[index], hunk.come.start, &open);
            }
            self.rest(&hunk, hunk.gone.len() - gone.len(), &restated, &told, &open);
        }
        numbers
    }

    /// Without an edition, nobody would notice a change of text that no fact is read from.
    pub(super) fn follows_edition(&mut self) {
        let Layout { edition, no_edition, .. } = self.layout;
        if let (None, None) = (edition, no_edition) {
            let message = "this layout has no `edition`, so text that no fact is read from was not compared; take the \
                           edition over with `import`, or give the reason in `no_edition`";
            self.push(Finding::new(&kind::NO_EDITION, self.layout.span, message));
        }
        if let (Some(_), Some(reason)) = (edition, no_edition) {
            let message = "the layout says why it has no edition, and has one";
            self.push(Finding::new(&kind::UNUSED_ENTRY, reason.span, message).against("no_edition"));
        }
    }

    /// Reports the lines of which fewer facts are compared than when the edition was taken over, such as after a pattern or
    /// a column was removed from the layout: once for each table or paragraph.
    pub(super) fn compared_less(&mut self, others: &[Finding]) {
        let (Some(edition), Some(_)) = (&self.layout.edition, &self.layout.tables) else { return };
        let lines = &self.document.lines;
        let before = compared_before(edition, lines);
        let now = per_line(self.document, &self.facts);
        let told = Told::by(&others.iter().collect::<Vec<_>>());
        let mut less: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (index, line) in lines.iter().enumerate().filter(|(index, _)| now[*index] < before[*index]) {
            if !told.touches(line.span) {
                less.entry(line.block).or_default().push(index);
            }
        }
        // If a table cannot be compared, that is reported at its head.
        let unread = [&kind::COLUMNS, &kind::UNNAMED_TABLE];
        let unread: Vec<&Finding> = others.iter().filter(|finding| unread.contains(&finding.kind)).collect();
        let unread = Told::by(&unread);
        less.retain(|block, _| !lines.iter().any(|line| line.block == *block && unread.touches(line.span)));
        for indexes in less.into_values() {
            let Some((first, rest)) = indexes.split_first() else { continue };
            let (was, is) = (before[*first], now[*first]);
            let facts = if was == 1 { "1 fact".to_owned() } else { format!("{was} facts") };
            let message = format!(
                "{facts} in this line {} compared with the spec when the edition was taken over, and now {is}",
                if was == 1 { "was" } else { "were" }
            );
            let rest: Vec<Span> = rest.iter().map(|index| lines[*index].span).collect();
            let finding = Finding::new(&kind::COMPARED_LESS, lines[*first].span, message);
            self.push(finding.against(facts).also(rest));
        }
    }

    /// Checks a document that matches the edition: text from which no fact is read must be listed in the sentences of
    /// the layout. Otherwise nobody has reviewed that text, for example after the pattern that read it was removed.
    fn not_kept(&mut self, known: &BTreeMap<String, Old<'_>>, others: &[Finding]) {
        let less: Vec<&Finding> = others.iter().filter(|finding| finding.kind == &kind::COMPARED_LESS).collect();
        let told = Told::by(&less);
        let mut seen = BTreeSet::new();
        for line in &self.document.lines {
            let Some(sentence) = &line.sentence else { continue };
            // If a line repeats another one, the first is enough.
            if seen.insert(line.digest.as_str()) && !known.contains_key(&line.digest) && !told.touches(line.span) {
                let message =
                    "the spec neither reads a fact from this text nor keeps it among the sentences of the layout";
                self.push(Finding::new(&kind::TEXT, line.span, message).says(short(&sentence.text)).against(NOTHING));
            }
        }
    }

    /// Reports a reworded or new sentence.
    fn sentence(&mut self, line: &Line, sentence: &Sentence, before: Option<&Old<'_>>) {
        let message = match before {
            None => "this text is not in the edition that the spec follows".to_owned(),
            Some(old) if old.text == sentence.text => {
                let (was, is) = (old.sentence.links.join(", "), sentence.links.join(", "));
                format!("the links of this text lead to {is}; in the edition that the spec follows, to {was}")
            }
            Some(old) => format!(
                "this text differs from the edition that the spec follows: {}{}",
                reworded(&old.text, &sentence.text),
                resting(old.sentence)
            ),
        };
        let links = before.filter(|old| old.text == sentence.text);
        let (is, was) = match links {
            Some(old) => (sentence.links.join(" "), old.sentence.links.join(" ")),
            None => (sentence.text.clone(), before.map(|old| old.text.clone()).unwrap_or_default()),
        };
        let mut finding = Finding::new(&kind::TEXT, line.span, message).says(short(&is)).against(short(&was));
        if let Some(old) = before {
            finding = finding.related(old.sentence.text.span, "what the spec has of the edition before");
        }
        self.push(finding);
    }

    /// Reports a removed sentence at the line above it, unless another finding reports what is missing in the section.
    fn sentence_gone(&mut self, old: &Old<'_>, at: usize, open: &[&Finding]) {
        let Some(place) = self.line_above(at) else { return };
        let is_told = open.iter().any(|finding| {
            ((LISTS.contains(&finding.kind) || TABLES.contains(&finding.kind)) && self.is_in_section_of(place, finding))
                || self.lacks(place, finding)
        });
        if !is_told {
            let message = format!(
                "text is missing below this line that the edition has which the spec follows: `{}`{}",
                old.text,
                resting(old.sentence)
            );
            let finding = Finding::new(&kind::TEXT, place, message).says(NOTHING).against(short(&old.text));
            self.push(finding.related(old.sentence.text.span, "what the spec has of the edition before"));
        }
    }

    /// Reports the changed headings, facts and example lines of a hunk, except for those that a sentence has become.
    fn rest(&mut self, hunk: &Hunk, gone: usize, restated: &[Span], told: &Told, open: &[&Finding]) {
        let come: Vec<&Line> =
            self.document.lines[hunk.come.clone()].iter().filter(|line| line.sentence.is_none()).collect();
        if come.is_empty() {
            // A heading, a fact or an example line may have become a sentence, which is reported separately.
            if gone > 0 && hunk.come.is_empty() {
                self.gone(gone, hunk.come.start, open);
            }
            return;
        }
        // A line that replaces another is reported unless another finding explains the change.
        let is_listed = |line: Span| {
            open.iter().any(|finding| LISTS.contains(&finding.kind) && self.is_in_section_of(line, finding))
        };
        let is_told = |line: Span| restated.contains(&line) || told.touches(line) || is_listed(line);
        let mut untold = come.into_iter().map(|line| line.span).filter(|line| !is_told(*line));
        if let Some(first) = untold.next() {
            let what = if gone > 0 { "reads otherwise than" } else { "is not" };
            let message = format!("this text {what} in the edition that the spec follows");
            let rest: Vec<Span> = untold.collect();
            self.push(Finding::new(&kind::TEXT, first, message).also(rest));
        }
    }

    /// Reports removed lines at the line above them, unless another finding reports what is missing in the section.
    fn gone(&mut self, count: usize, at: usize, open: &[&Finding]) {
        let Some(place) = self.line_above(at) else { return };
        let is_told = open.iter().any(|finding| self.is_in_section_of(place, finding) || self.lacks(place, finding));
        if !is_told {
            let lines = if count == 1 { "a line is".to_owned() } else { format!("{count} lines are") };
            let message = format!("{lines} gone below this, which the edition has that the spec follows");
            self.push(Finding::new(&kind::TEXT, place, message).says(format!("{count} gone")));
        }
    }

    /// Returns the location at which removed text is reported: the line that was above it, or the first line of the
    /// document.
    fn line_above(&self, at: usize) -> Option<Span> {
        let lines = &self.document.lines;
        at.checked_sub(1).or((!lines.is_empty()).then_some(0)).map(|index| lines[index].span)
    }

    /// Returns whether a finding is below the same heading as a location.
    fn is_in_section_of(&self, place: Span, finding: &Finding) -> bool {
        let headings = &self.document.headings;
        let above = headings.partition_point(|heading| heading.text.span.start <= place.start);
        let start = above.checked_sub(1).map_or(0, |index| headings[index].text.span.start);
        let end = headings.get(above).map_or(u32::MAX, |heading| heading.text.span.start);
        finding.span.file == place.file && start <= finding.span.start && finding.span.start < end
    }

    /// Returns whether a finding reports that a part is missing in the workflow around a location.
    fn lacks(&self, place: Span, finding: &Finding) -> bool {
        let key = self.workflow_at(place.start).and_then(|workflow| workflow.key.as_ref()).map(|key| key.value);
        let lacks = [&kind::OPERATIONS, &kind::NOT_SHOWN, &kind::MISSING, &kind::MISSING_WORKFLOW];
        lacks.contains(&finding.kind) && (finding.key == key || finding.kind == &kind::MISSING_WORKFLOW)
    }

    /// Adds to each new text the unchanged lines of its section that have the same text, because a decision cannot tell
    /// them apart: it has to state how many there are.
    pub(super) fn repeated_texts(&self, texts: &mut [Finding]) {
        let lines = &self.document.lines;
        let mut alike: BTreeMap<&str, Vec<&Line>> = BTreeMap::new();
        for line in lines.iter().filter(|line| line.sentence.is_some()) {
            alike.entry(&line.digest).or_default().push(line);
        }
        let told: BTreeSet<Span> = texts.iter().flat_map(Finding::all_places).collect();
        for finding in texts.iter_mut().filter(|finding| finding.document != NOTHING) {
            let at = lines.partition_point(|line| line.span.start <= finding.span.start).checked_sub(1);
            let Some(alike) = at.and_then(|at| alike.get(lines[at].digest.as_str())) else { continue };
            let own = (self.section_of(finding), finding.operation.clone());
            let others = alike.iter().map(|line| line.span).filter(|other| !told.contains(other));
            let others: Vec<Span> = others.filter(|other| self.part_at(*other) == own).collect();
            finding.also.extend(others);
        }
    }

    /// Returns the section and the operation that a decision about a line states.
    fn part_at(&self, place: Span) -> (Scope, Option<String>) {
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
                says(line, &settled.document) || (line.sentence.is_none() && self.words(line.span) == settled.document)
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

/// How many facts of each line of a document were compared with something in the spec.
pub(super) fn per_line(document: &Document, facts: &[Fact]) -> Vec<usize> {
    let lines = &document.lines;
    let mut counts = vec![0; lines.len()];
    for fact in facts.iter().filter(|fact| matches!(fact.verdict, Verdict::Agrees | Verdict::Differs)) {
        let Some(span) = fact.document.filter(|span| span.file == document.file) else { continue };
        let line = lines.partition_point(|line| line.span.start <= span.start).checked_sub(1);
        if let Some(line) = line.filter(|line| span.start <= lines[*line].span.end) {
            counts[line] += 1;
        }
    }
    counts
}

/// Returns whether a line is this sentence, or has these links.
fn says(line: &Line, text: &str) -> bool {
    let is_it = |sentence: &Sentence| is_short(text, &sentence.text) || is_short(text, &sentence.links.join(" "));
    line.sentence.as_ref().is_some_and(is_it)
}

/// Returns whether a text is the result of [`short`] for another text.
fn is_short(text: &str, whole: &str) -> bool {
    text == whole || (text.len() < whole.len() && whole.starts_with(text) && text.chars().count() == MOST_REPEATED)
}

/// Describes the facts that are based on the sentence.
fn resting(sentence: &ir::Sentence) -> String {
    let ids: Vec<String> = sentence.supports.iter().map(|id| format!("`{}`", id.value)).collect();
    match ids.as_slice() {
        [] => String::new(),
        [id] => format!("; {id} rests on it"),
        ids => format!("; {} rest on it", ids.join(", ")),
    }
}

fn short(text: &str) -> String {
    text.chars().take(MOST_REPEATED).collect()
}

/// Returns every location of a finding: the statements in the document, and what they contradict.
fn about(finding: &Finding) -> impl Iterator<Item = Span> {
    finding.all_places().chain(finding.related.iter().map(|(span, _)| *span))
}

/// The locations of all findings, indexed for fast lookup by line.
struct Told {
    /// The locations, sorted by file and start.
    spans: Vec<Span>,
    /// For each location, the maximum end of this and all earlier locations in the same file.
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

    /// Returns whether a location overlaps the line, or one contains the other.
    fn touches(&self, line: Span) -> bool {
        let begun = self.spans.partition_point(|span| (span.file, span.start) <= (line.file, line.end));
        let last = begun.checked_sub(1).filter(|last| self.spans[*last].file == line.file);
        last.is_some_and(|last| line.start <= self.ends[last])
    }
}
