//! Separates the consequences of findings. A single change of a document can contradict several facts, but is reported
//! once, with all of its locations.
//!
//! Only open findings have separate consequences: a decision settles a single contradiction, but not its consequences.

use std::collections::{BTreeMap, BTreeSet};

use super::finding::Finding;
use crate::document::Document;
use verispec_model::finding as kind;
use verispec_model::finding::{Against, Kind};
use verispec_model::ir::{Layout, Model};
use verispec_text::markdown::slug;
use verispec_text::source::Span;

/// The kinds of findings that can cause each other, within one workflow, and within one operation if both findings are
/// about an operation.
static FOLLOWS: &[(&Kind, &[&Kind])] = &[
    (&kind::CURL_METHOD, &[&kind::METHOD]),
    (&kind::CURL_URL, &[&kind::URL, &kind::URL_REGION]),
    (&kind::MIXED_REGIONS, &[&kind::URL, &kind::URL_REGION]),
    (&kind::PARAMETERS, &[&kind::URL]),
    (&kind::SKIPS, &[&kind::CHAINS, &kind::CAPABILITY]),
    (&kind::CLAIM, &[&kind::CHAINS]),
    (&kind::CAPABILITY_LINK, &[&kind::CHAINS, &kind::CAPABILITY]),
    (&kind::CHAINS, &[&kind::CAPABILITY]),
    (&kind::SLOT_CHANNEL, &[&kind::CHANNELS, &kind::SLOTS]),
    (&kind::CHANNEL_UNUSED, &[&kind::CHANNELS, &kind::SLOTS]),
    (&kind::CHANNEL_OBJECT, &[&kind::SLOTS]),
    (&kind::BEYOND, &[&kind::REQUIRED]),
    (&kind::ON_FILE, &[&kind::REQUIRED]),
    (&kind::NOT_SHOWN, &[&kind::OPERATIONS]),
    (&kind::CONTENTS, &[&kind::NAME, &kind::UNKNOWN_WORKFLOW]),
    (&kind::HEADING, &[&kind::NAME]),
    (&kind::BREAKS_RULE, &[&kind::FOREIGN_KEY, &kind::SLOTS, &kind::PARTS, &kind::DOES_NOT_FIT]),
];

/// Findings that can make a decision obsolete, if they are about its operation.
static LOSSES: [&Kind; 8] = [
    &kind::OPERATIONS,
    &kind::NOT_SHOWN,
    &kind::MISSING,
    &kind::JSON,
    &kind::ROW_NAME,
    &kind::LACKING_ROW,
    &kind::COLUMNS,
    &kind::UNUSED_ENTRY,
];

/// Separates independent findings, each with the locations of its consequences, from those consequences. `changed` maps
/// the number of each line that differs from the edition that the spec follows to the number of the line that
/// represents the change.
pub(super) fn fold(
    model: &Model,
    layout: &Layout,
    document: &Document,
    changed: &BTreeMap<usize, usize>,
    findings: Vec<Finding>,
) -> (Vec<Finding>, Vec<Finding>) {
    let leads = Leads::of(model, layout, &findings);
    let mut sources: Vec<Option<usize>> =
        findings.iter().enumerate().map(|(index, finding)| leads.source(index, finding)).collect();
    let causes = Causes::of(document, changed, &findings, &sources);
    for (index, finding) in findings.iter().enumerate() {
        sources[index] = sources[index].or_else(|| causes.source(index, finding));
    }
    // A consequence of a consequence is reported with the original finding.
    let last = |index: usize| {
        let mut at = index;
        for _ in 0..MOST_STEPS {
            let Some(next) = sources[at] else { break };
            at = next;
        }
        (at != index && sources[at].is_none()).then_some(at)
    };
    let sources: Vec<Option<usize>> = (0..findings.len()).map(last).collect();
    let mut own: Vec<Option<Finding>> = findings.into_iter().map(Some).collect();
    for (index, place) in &causes.unnamed {
        if let Some(finding) = &mut own[*index] {
            finding.related.push((*place, "the document has changed here".to_owned()));
        }
    }
    let mut echoes = Vec::new();
    for (index, source) in sources.iter().enumerate() {
        let Some(source) = source else { continue };
        let Some(echo) = own[index].take() else { continue };
        if let Some(finding) = &mut own[*source] {
            finding.related.extend(echo.all_places().map(|place| (place, format!("so here: {}", echo.message))));
        }
        echoes.push(echo);
    }
    (own.into_iter().flatten().collect(), echoes)
}

/// The maximum length of a chain of consequences. A longer chain would be a cycle.
const MOST_STEPS: usize = 16;

/// The findings at changed lines of the document, which explain findings at unchanged lines.
struct Causes<'a> {
    document: &'a Document,
    /// The lines of a finding that is at a changed line; empty for other findings.
    at: Vec<Option<usize>>,
    /// The first unexplained finding at each changed line.
    lines: BTreeMap<usize, usize>,
    /// The first unexplained finding at a changed line in each block, operation and workflow.
    blocks: BTreeMap<usize, usize>,
    operations: BTreeMap<(Section, Option<String>), usize>,
    sections: BTreeMap<Section, usize>,
    /// The same for each heading of a document that does not describe workflows.
    headings: BTreeMap<usize, usize>,
    all: BTreeSet<usize>,
    /// The changed lines without a finding of their own, each with the index of the finding elsewhere that the change
    /// causes.
    unnamed: Vec<(usize, Span)>,
}

impl<'a> Causes<'a> {
    fn of(
        document: &'a Document,
        changed: &BTreeMap<usize, usize>,
        findings: &[Finding],
        sources: &[Option<usize>],
    ) -> Self {
        let mut causes = Self {
            document,
            at: vec![None; findings.len()],
            lines: BTreeMap::new(),
            blocks: BTreeMap::new(),
            operations: BTreeMap::new(),
            sections: BTreeMap::new(),
            headings: BTreeMap::new(),
            all: BTreeSet::new(),
            unnamed: Vec::new(),
        };
        if changed.is_empty() {
            return causes;
        }
        for (index, finding) in findings.iter().enumerate().filter(|(_, finding)| finding.decision.is_none()) {
            let here = finding.all_places().filter(|place| place.file == document.file);
            let line = here.filter_map(|place| causes.line(place)).find_map(|line| changed.get(&line).copied());
            causes.at[index] = line.filter(|_| finding.kind != &kind::OBSOLETE);
        }
        let mut order: Vec<usize> = (0..findings.len())
            .filter(|index| findings[*index].decision.is_none() && findings[*index].kind != &kind::OBSOLETE)
            .filter(|index| sources[*index].is_none())
            .collect();
        order.sort_by_key(|index| rank(&findings[*index]));
        for index in order.iter().copied() {
            let finding = &findings[index];
            let Some(line) = causes.at[index] else { continue };
            if causes.lines.contains_key(&line) && rank(finding) > 0 {
                continue;
            }
            causes.lines.entry(line).or_insert(index);
            causes.add(index, line, finding);
        }
        causes.name(changed, findings, &order);
        causes
    }

    fn add(&mut self, index: usize, line: usize, finding: &Finding) {
        self.blocks.entry(self.document.lines[line].block).or_insert(index);
        self.operations.entry((section(finding), finding.operation.clone())).or_insert(index);
        self.sections.entry(section(finding)).or_insert(index);
        if let Some(heading) = self.heading(self.document.lines[line].span) {
            self.headings.entry(heading).or_insert(index);
        }
        self.all.insert(index);
    }

    /// Assigns removed text to a finding. Removed text can only cause findings at other lines, so the most significant
    /// finding in the same block or workflow represents it.
    fn name(&mut self, changed: &BTreeMap<usize, usize>, findings: &[Finding], order: &[usize]) {
        let lines = &self.document.lines;
        let mut blocks: BTreeMap<usize, usize> = BTreeMap::new();
        let mut workflows: BTreeMap<(Option<u32>, Option<usize>), usize> = BTreeMap::new();
        for index in order.iter().copied().filter(|index| self.at[*index].is_none()) {
            let finding = &findings[index];
            if let Some(line) = self.line(finding.span).filter(|_| finding.span.file == self.document.file) {
                blocks.entry(lines[line].block).or_insert(index);
                workflows.entry((finding.key, self.heading(finding.span))).or_insert(index);
            }
        }
        // Consecutive lines are one change; both lines around removed text count as changed.
        let mut runs: Vec<Vec<usize>> = Vec::new();
        for line in changed.keys().copied() {
            match runs.last_mut().filter(|run| run.last().is_some_and(|last| last + 1 == line)) {
                Some(run) => run.push(line),
                None => runs.push(vec![line]),
            }
        }
        runs.retain(|run| !run.iter().any(|line| self.lines.contains_key(line)));
        for run in runs {
            let line = run[0];
            let place = lines[line].span;
            let begun = self.document.workflows.partition_point(|own| own.span.start <= place.start);
            let workflow = self.document.workflows[..begun].last();
            let key = workflow.and_then(|workflow| workflow.key.as_ref()).map(|key| key.value);
            let own = run.iter().find_map(|line| blocks.get(&lines[*line].block));
            if let Some(index) = own.or_else(|| workflows.get(&(key, self.heading(place)))).copied() {
                self.add(index, line, &findings[index]);
                self.unnamed.push((index, place));
            }
        }
    }

    /// Returns the number of the heading above a span, if the sections of the document are not those of workflows.
    fn heading(&self, place: Span) -> Option<usize> {
        let Document { headings, workflows, .. } = self.document;
        let above = headings.partition_point(|heading| heading.text.span.start <= place.start);
        workflows.is_empty().then_some(above)
    }

    /// Returns the number of the line where a span begins; `None` if it begins before the first line.
    fn line(&self, place: Span) -> Option<usize> {
        let lines = &self.document.lines;
        lines.partition_point(|line| line.span.start <= place.start).checked_sub(1)
    }

    fn source(&self, index: usize, finding: &Finding) -> Option<usize> {
        if finding.decision.is_some() || self.all.is_empty() {
            return None;
        }
        let found = match self.at[index] {
            // Several facts may have changed in one line; consequences are reported with the first.
            Some(line) => self.lines.get(&line).copied().filter(|_| rank(finding) > 0),
            None if self.all.contains(&index) => None,
            None => self.near(finding),
        };
        found.filter(|source| *source != index)
    }

    /// Returns the index of the finding at a changed line that explains a finding at an unchanged line: the one in the
    /// same block, operation or section, or the only one.
    fn near(&self, finding: &Finding) -> Option<usize> {
        let is_here = finding.span.file == self.document.file;
        let block = self.line(finding.span).filter(|_| is_here).map(|line| self.document.lines[line].block);
        let block = block.and_then(|block| self.blocks.get(&block));
        let operation = (section(finding), finding.operation.clone());
        let heading = self.heading(finding.span).filter(|_| is_here);
        let block = block.or_else(|| self.headings.get(&heading?));
        let found = block.or_else(|| self.operations.get(&operation)).or_else(|| self.sections.get(&section(finding)));
        let only = || self.all.first().filter(|_| self.all.len() == 1);
        found.or_else(only).copied()
    }
}

/// Returns the priority of a finding among several at one line. Facts that differ from the spec come first, then
/// unreadable parts, contradictions within the document, and otherwise unexplained text.
fn rank(finding: &Finding) -> usize {
    match finding.kind.against {
        _ if finding.kind == &kind::TEXT => 3,
        Against::Spec => 0,
        Against::Reader => 1,
        Against::Itself => 2,
    }
}

/// The section that contains a finding.
type Section = (Option<u32>, Option<String>);

/// The open findings, which are possible causes of other findings, by their subject.
struct Leads {
    /// The first finding of each kind or rule per section, both per operation and overall.
    about: BTreeMap<(Section, String, Option<Option<String>>), usize>,
    /// The first contradiction within the document at each location.
    at: BTreeMap<Span, usize>,
    /// Removed headings, by their anchors.
    anchors: BTreeMap<String, usize>,
}

impl Leads {
    fn of(model: &Model, layout: &Layout, findings: &[Finding]) -> Self {
        let mut leads = Self { about: BTreeMap::new(), at: BTreeMap::new(), anchors: BTreeMap::new() };
        for (index, finding) in findings.iter().enumerate().filter(|(_, finding)| finding.decision.is_none()) {
            if finding.kind == &kind::OBSOLETE {
                continue;
            }
            for id in [finding.kind.id, finding.id()] {
                for operation in [None, Some(finding.operation.clone())] {
                    leads.about.entry((section(finding), id.to_owned(), operation)).or_insert(index);
                }
            }
            if [&kind::NAME, &kind::MISSING_WORKFLOW].contains(&finding.kind) {
                let gone = finding.key.and_then(|key| anchor(model, layout, key));
                leads.anchors.extend(gone.map(|gone| (gone, index)));
            }
            if finding.kind == &kind::SECTION {
                leads.anchors.insert(slug(&finding.against), index);
            }
        }
        // A consequence does not explain other findings at the same location.
        for (index, finding) in findings.iter().enumerate().filter(|(_, finding)| finding.decision.is_none()) {
            let is_lead = leads.first(finding, sources(finding.kind.id)).is_none();
            if finding.kind.against == Against::Itself && is_lead {
                leads.at.entry(finding.span).or_insert(index);
            }
        }
        leads
    }

    /// Returns the index of the finding that causes this finding, if there is one.
    fn source(&self, index: usize, finding: &Finding) -> Option<usize> {
        if finding.decision.is_some() {
            return None;
        }
        let found = if finding.kind == &kind::OBSOLETE {
            self.lost(finding)
        } else if finding.kind == &kind::DEAD_ANCHOR {
            self.anchors.get(&finding.document.trim_start_matches('#').to_lowercase()).copied()
        } else {
            self.first(finding, sources(finding.kind.id)).or_else(|| self.same_place(finding))
        };
        found.filter(|source| *source != index)
    }

    /// Returns the first finding at the same location, because two checks that fail there fail for the same reason.
    fn same_place(&self, finding: &Finding) -> Option<usize> {
        (finding.kind.against == Against::Itself).then(|| self.at.get(&finding.span).copied()).flatten()
    }

    /// Returns the index of the finding that explains why the document no longer contains the text of a decision: the
    /// text changed, or the section was removed.
    fn lost(&self, finding: &Finding) -> Option<usize> {
        let workflow = (section(finding), kind::MISSING_WORKFLOW.id.to_owned(), None);
        let same = self.about(finding, &finding.against);
        let same = same.or_else(|| self.about.get(&workflow).copied());
        same.or_else(|| self.first(finding, &LOSSES)).or_else(|| self.first(finding, sources(&finding.against)))
    }

    fn first(&self, finding: &Finding, kinds: &[&Kind]) -> Option<usize> {
        kinds.iter().find_map(|kind| self.about(finding, kind.id))
    }

    /// Returns the first finding of a kind in the same section, and about the same operation if both are about an
    /// operation.
    fn about(&self, finding: &Finding, id: &str) -> Option<usize> {
        let get =
            |operation: Option<Option<String>>| self.about.get(&(section(finding), id.to_owned(), operation)).copied();
        match &finding.operation {
            None => get(None),
            some => get(Some(some.clone())).or_else(|| get(Some(None))),
        }
    }
}

fn section(finding: &Finding) -> Section {
    (finding.key, finding.section.clone().filter(|_| finding.key.is_none()))
}

/// Returns the cause of a kind of finding.
fn sources(id: &str) -> &'static [&'static Kind] {
    FOLLOWS.iter().find(|(known, _)| known.id == id).map_or(&[], |(_, sources)| sources)
}

/// Returns the anchor of the heading that the section of a workflow had when the spec was written.
fn anchor(model: &Model, layout: &Layout, key: u32) -> Option<String> {
    let title = &model.workflow(key)?.title;
    Some(slug(&layout.workflow.replace("{key}", &key.to_string()).replace("{name}", title)))
}
