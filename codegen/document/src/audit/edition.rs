//! Compares the document with the edition that the spec follows, and reports changes that no other finding explains and
//! changes that need a decision.

use std::collections::{BTreeMap, BTreeSet};

use super::Auditor;
use super::finding::{Fact, Finding, Verdict};
use super::moves::{Moves, changed_link, changed_words, formed, shape_in_words};
use crate::document::{Document, Kept, Line, Sentence, as_kept, compared_before, kept};
use verispec_model::finding as kind;
use verispec_model::ir::{self, Layout};
use verispec_text::compare::{Hunk, Pool, hunks, reworded};
use verispec_text::source::Span;
use verispec_text::words::one_line;

/// The document's text in a finding about removed text.
pub(super) const NOTHING: &str = "nothing";

/// What moved text contradicts.
pub(super) const MOVED: &str = "the same text elsewhere";

/// The maximum number of characters that a finding and its decision quote from a sentence.
pub(super) const MOST_REPEATED: usize = 1_000;

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
    /// A line that one of them covers does not need its own finding, unless the line is a sentence that the covering
    /// finding does not compare. Returns the number of each changed line, mapped to itself. Both lines around removed
    /// lines are also included, and mapped to the first of the two.
    pub(super) fn edition(&mut self, others: &[Finding]) -> BTreeMap<usize, usize> {
        let Some(edition) = &self.layout.edition else { return BTreeMap::new() };
        let kept = kept(edition);
        let lines = &self.document.lines;
        let old: Vec<(&str, &str)> = kept.iter().map(|line| (line.digest, line.shape)).collect();
        let new = as_kept(&kept, lines);
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
        let moves = Moves::of(&kept, lines, &changed);
        for hunk in changed {
            self.same_words(&hunk, &kept, &moves, &told);
            let gone: Vec<usize> = hunk.gone.clone().filter(|old| !moves.gone.contains(old)).collect();
            let come: Vec<&Line> =
                hunk.come.clone().filter(|new| !moves.come.contains_key(new)).map(|new| &lines[new]).collect();
            let sentences: Vec<&Old<'_>> = gone.iter().filter_map(|old| known.get(kept[*old].digest)).collect();
            let mut pool = Pool::new(sentences.iter().map(|old| old.text.as_str()));
            let replaced = come.iter().filter(|line| line.sentence.is_some()).count() == 1;
            let instead = replaced && sentences.len() == 1;
            for line in &come {
                let Some(sentence) = &line.sentence else { continue };
                let before = if instead { pool.take_first() } else { pool.take_like(&sentence.text) };
                let before = before.map(|index| sentences[index]);
                let same_words = before.is_some_and(|before| before.text == sentence.text);
                let is_told = if same_words { told.touches(line.span) } else { compared.touches(line.span) };
                if !is_told {
                    self.sentence(line, sentence, before);
                }
            }
            // With other words, a sentence may no longer state a limit or a requirement.
            let mut restated = Vec::new();
            for line in come.iter().filter(|line| line.sentence.is_none()) {
                let text = self.document.text.get(line.span.start as usize..line.span.end as usize).map(one_line);
                let text = text.unwrap_or_default();
                let Some(before) = pool.take_like(&text).map(|index| sentences[index]) else { continue };
                restated.push(line.span);
                if before.text != text && !compared.touches(line.span) {
                    self.sentence(line, &Sentence { text, links: Vec::new() }, Some(before));
                }
            }
            for index in pool.left() {
                self.sentence_gone(sentences[index], hunk.come.start, &open);
            }
            self.rest(&come, (gone.len() - sentences.len(), hunk.come.start), &restated, &told, &open);
        }
        numbers
    }

    /// Reports lines whose words have not changed, but that have moved, once for adjacent ones, or have another shape.
    fn same_words(&mut self, hunk: &Hunk, kept: &[Kept<'_>], moves: &Moves, told: &Told) {
        let lines = &self.document.lines;
        let mut moved: Vec<&Line> = Vec::new();
        for new in hunk.come.clone() {
            let line = &lines[new];
            let Some(old) = moves.come.get(&new).filter(|_| !told.touches(line.span)) else { continue };
            let shape = kept[*old].shape;
            if shape == line.shape {
                moved.push(line);
                continue;
            }
            let message = format!(
                "this is {} here, and {} in the edition that the spec follows",
                shape_in_words(&line.shape),
                shape_in_words(shape)
            );
            let words = self.words_of(line);
            let finding = Finding::new(&kind::TEXT, line.span, message).says(formed(&words, &line.shape));
            self.push(finding.against(formed(&words, shape)));
        }
        if let Some((first, rest)) = moved.split_first() {
            let message = "this text is elsewhere in the edition that the spec follows";
            let finding = Finding::new(&kind::TEXT, first.span, message).says(self.words_of(first)).against(MOVED);
            self.push(finding.also(rest.iter().map(|line| line.span)));
        }
    }

    /// Returns the words of a line, as decisions quote them.
    pub(super) fn words_of(&self, line: &Line) -> String {
        line.sentence.as_ref().map_or_else(|| self.words(line.span), |sentence| short(&sentence.text))
    }

    /// Reports a layout with neither an edition nor a reason for having none, or with both. Without an edition, changes
    /// of text that no fact is read from would go unnoticed.
    pub(super) fn follows_edition(&mut self) {
        let Layout { edition, no_edition, .. } = self.layout;
        if let (None, None) = (edition, no_edition) {
            let message = "this layout has no `edition`, so text without facts was not compared; record the edition with `import`, or state the reason in `no_edition`";
            self.push(Finding::new(&kind::NO_EDITION, self.layout.span, message));
        }
        if let (Some(_), Some(reason)) = (edition, no_edition) {
            let message = "the layout has an edition, but `no_edition` says why it has none";
            self.push(Finding::new(&kind::UNUSED_ENTRY, reason.span, message).against("no_edition"));
        }
    }

    /// Reports lines with fewer compared facts than when the edition was recorded, for example because a pattern or a
    /// column was removed from the layout. Reports one finding per table or paragraph.
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
        // A table that cannot be compared is reported at its header instead.
        let unread = [&kind::COLUMNS, &kind::UNNAMED_TABLE];
        let unread: Vec<&Finding> = others.iter().filter(|finding| unread.contains(&finding.kind)).collect();
        let unread = Told::by(&unread);
        less.retain(|block, _| !lines.iter().any(|line| line.block == *block && unread.touches(line.span)));
        for indexes in less.into_values() {
            let Some((first, rest)) = indexes.split_first() else { continue };
            let (was, is) = (before[*first], now[*first]);
            let facts = if was == 1 { "1 fact".to_owned() } else { format!("{was} facts") };
            let message = format!(
                "{facts} in this line {} compared with the spec when the edition was recorded, but now only {is}",
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
            // Only the first of several equal lines is reported.
            let digests = [Some(&line.digest), line.without_links.as_ref()];
            let is_kept = digests.into_iter().flatten().any(|digest| known.contains_key(digest));
            if seen.insert(line.digest.as_str()) && !is_kept && !told.touches(line.span) {
                let message = "no fact is read from this text, and the layout does not list it among its sentences";
                self.push(Finding::new(&kind::TEXT, line.span, message).says(short(&sentence.text)).against(NOTHING));
            }
        }
    }

    /// Reports a reworded or new sentence.
    fn sentence(&mut self, line: &Line, sentence: &Sentence, before: Option<&Old<'_>>) {
        let message = match before {
            None => "this text is not in the edition that the spec follows".to_owned(),
            Some(old) if old.text == sentence.text => {
                let [was, is] = [&old.sentence.links, &sentence.links].map(|links| match links.as_slice() {
                    [] => NOTHING.to_owned(),
                    links => links.join(", "),
                });
                format!("the links and images of this text are {is}; in the edition that the spec follows, {was}")
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
        let span = match before {
            None => line.span,
            Some(old) if links.is_some() => changed_link(line, &old.sentence.links, &sentence.links),
            Some(old) => changed_words(line, &old.text, &sentence.text),
        };
        let mut finding = Finding::new(&kind::TEXT, span, message).says(short(&is)).against(short(&was));
        if let Some(old) = before {
            finding = finding.related(old.sentence.text.span, "the text in the edition that the spec follows");
        }
        self.push(finding);
    }

    /// Reports a removed sentence at the line above it, unless another finding reports missing content in the section.
    fn sentence_gone(&mut self, old: &Old<'_>, at: usize, open: &[&Finding]) {
        let Some(place) = self.line_above(at) else { return };
        let is_told = open.iter().any(|finding| {
            ((LISTS.contains(&finding.kind) || TABLES.contains(&finding.kind)) && self.is_in_section_of(place, finding))
                || self.lacks(place, finding)
        });
        if !is_told {
            let message = format!(
                "text from the edition that the spec follows is missing below this line: `{}`{}",
                old.text,
                resting(old.sentence)
            );
            let finding = Finding::new(&kind::TEXT, place, message).says(NOTHING).against(short(&old.text));
            self.push(finding.related(old.sentence.text.span, "the text in the edition that the spec follows"));
        }
    }

    /// Reports the changed headings, facts and example lines of a hunk, except for those that a sentence has become. The
    /// edition has `gone` such lines at `at` that the document lacks.
    fn rest(&mut self, come: &[&Line], (gone, at): (usize, usize), restated: &[Span], told: &Told, open: &[&Finding]) {
        let is_replaced = !come.is_empty();
        let come: Vec<&Line> = come.iter().copied().filter(|line| line.sentence.is_none()).collect();
        if come.is_empty() {
            // A heading, a fact or an example line may have become a sentence, which is reported separately.
            if gone > 0 && !is_replaced {
                self.gone(gone, at, open);
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
            let what = if gone > 0 { "is different" } else { "is not" };
            let message = format!("this text {what} in the edition that the spec follows");
            let rest: Vec<Span> = untold.collect();
            self.push(Finding::new(&kind::TEXT, first, message).also(rest));
        }
    }

    /// Reports removed lines at the line above them, unless another finding reports missing content in the section.
    fn gone(&mut self, count: usize, at: usize, open: &[&Finding]) {
        let Some(place) = self.line_above(at) else { return };
        let is_told = open.iter().any(|finding| self.is_in_section_of(place, finding) || self.lacks(place, finding));
        if !is_told {
            let lines = if count == 1 { "a line is".to_owned() } else { format!("{count} lines are") };
            let message = format!("{lines} missing below this one, compared with the edition that the spec follows");
            self.push(Finding::new(&kind::TEXT, place, message).says(format!("{count} gone")));
        }
    }

    /// Returns the location at which removed text is reported: the end of the line that was above it, or the first line of
    /// the document.
    fn line_above(&self, at: usize) -> Option<Span> {
        let lines = &self.document.lines;
        let Some(above) = at.checked_sub(1).map(|above| lines[above].span) else {
            return lines.first().map(|line| line.span);
        };
        let text = self.document.text.get(above.start as usize..above.end as usize).unwrap_or_default();
        let last = text.rfind('\n').map_or(0, |end| end + 1);
        let indent = text[last..].len() - text[last..].trim_start_matches([' ', '>']).len();
        Some(Span { start: above.start + (last + indent) as u32, ..above })
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
}

/// Returns, for each line of a document, the number of its facts that were compared with the spec.
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

/// Describes the facts that are based on the sentence.
fn resting(sentence: &ir::Sentence) -> String {
    let ids: Vec<String> = sentence.supports.iter().map(|id| format!("`{}`", id.value)).collect();
    match ids.as_slice() {
        [] => String::new(),
        [id] => format!("; {id} is based on it"),
        ids => format!("; {} are based on it", ids.join(", ")),
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

    /// Returns whether a location overlaps or touches the line.
    fn touches(&self, line: Span) -> bool {
        let begun = self.spans.partition_point(|span| (span.file, span.start) <= (line.file, line.end));
        let last = begun.checked_sub(1).filter(|last| self.spans[*last].file == line.file);
        last.is_some_and(|last| line.start <= self.ends[last])
    }
}
