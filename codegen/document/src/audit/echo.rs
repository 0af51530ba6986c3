//! Findings that follow from another one: a single change of a document contradicts several things, and is reported once,
//! with all of its places.
//!
//! An echo is told apart only while nobody has decided what it follows from: a decision settles one contradiction, and not
//! what else is wrong because of it.

use std::collections::{BTreeMap, BTreeSet};

use super::finding::Finding;
use crate::document::Document;
use verispec_model::finding as kind;
use verispec_model::finding::{Against, Kind};
use verispec_model::ir::{Layout, Model};
use verispec_text::markdown::slug;
use verispec_text::source::Span;

/// What follows from what, within one workflow, and one operation if both are about one.
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

/// Findings that a decision no longer applies because of, if they are about its operation.
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

/// The findings that stand for themselves, each with the places of what follows from it, and the others. `changed` are the
/// numbers of the lines that differ from the edition that the spec follows, each with the line that it counts as.
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
    // What follows from something that itself follows from a third finding is reported with the third.
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

/// How many findings follow one from another at most; more than that would be a circle.
const MOST_STEPS: usize = 16;

/// The findings at changed lines of the document, which are why there are findings at lines that have not changed.
struct Causes<'a> {
    document: &'a Document,
    /// The lines that a finding is at, if it is at a changed line; none for others.
    at: Vec<Option<usize>>,
    /// The first finding at each changed line that nothing else at this line explains.
    lines: BTreeMap<usize, usize>,
    /// The first of these in each block, operation and workflow.
    blocks: BTreeMap<usize, usize>,
    operations: BTreeMap<(Section, Option<String>), usize>,
    sections: BTreeMap<Section, usize>,
    all: BTreeSet<usize>,
    /// Changed lines that no finding is at, with the finding that is there because of them.
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
        self.all.insert(index);
    }

    /// Text that is gone may leave findings at other lines only: the most telling one in the same block or workflow stands
    /// for it.
    fn name(&mut self, changed: &BTreeMap<usize, usize>, findings: &[Finding], order: &[usize]) {
        let lines = &self.document.lines;
        let mut blocks: BTreeMap<usize, usize> = BTreeMap::new();
        let mut workflows: BTreeMap<Option<u32>, usize> = BTreeMap::new();
        for index in order.iter().copied().filter(|index| self.at[*index].is_none()) {
            let finding = &findings[index];
            if let Some(line) = self.line(finding.span).filter(|_| finding.span.file == self.document.file) {
                blocks.entry(lines[line].block).or_insert(index);
                workflows.entry(finding.key).or_insert(index);
            }
        }
        // Lines that follow one another are one change; both lines around text that is gone count as changed.
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
            if let Some(index) = own.or_else(|| workflows.get(&key)).copied() {
                self.add(index, line, &findings[index]);
                self.unnamed.push((index, place));
            }
        }
    }

    /// The number of the line that a place begins in.
    fn line(&self, place: Span) -> Option<usize> {
        let lines = &self.document.lines;
        lines.partition_point(|line| line.span.start <= place.start).checked_sub(1)
    }

    fn source(&self, index: usize, finding: &Finding) -> Option<usize> {
        if finding.decision.is_some() || self.all.is_empty() {
            return None;
        }
        let found = match self.at[index] {
            // Several facts may have changed in one line; what only follows from one of them is reported with the first.
            Some(line) => self.lines.get(&line).copied().filter(|_| rank(finding) > 0),
            None if self.all.contains(&index) => None,
            None => self.near(finding),
        };
        found.filter(|source| *source != index)
    }

    /// The change that is closest to a finding at a line that has not changed.
    fn near(&self, finding: &Finding) -> Option<usize> {
        let is_here = finding.span.file == self.document.file;
        let block = self.line(finding.span).filter(|_| is_here).map(|line| self.document.lines[line].block);
        let block = block.and_then(|block| self.blocks.get(&block));
        let operation = (section(finding), finding.operation.clone());
        let found = block.or_else(|| self.operations.get(&operation)).or_else(|| self.sections.get(&section(finding)));
        let only = || self.all.first().filter(|_| self.all.len() == 1);
        found.or_else(only).copied()
    }
}

/// What is reported first of several findings at one line: facts that differ from the spec, what could not be read, what
/// contradicts the rest of the document, and text that nothing else is known of.
fn rank(finding: &Finding) -> usize {
    match finding.kind.against {
        _ if finding.kind == &kind::TEXT => 3,
        Against::Spec => 0,
        Against::Reader => 1,
        Against::Itself => 2,
    }
}

/// The section that a finding is in.
type Section = (Option<u32>, Option<String>);

/// What findings may follow from: those that nobody has been asked to decide about, by what they are about.
struct Leads {
    /// The first of each kind or rule in a section, for each operation and for all of them.
    about: BTreeMap<(Section, String, Option<Option<String>>), usize>,
    /// The first at each place among what contradicts the document itself.
    at: BTreeMap<Span, usize>,
    /// Headings that are gone, by their anchors.
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
        }
        // What follows from something else does not explain what is wrong at the same words.
        for (index, finding) in findings.iter().enumerate().filter(|(_, finding)| finding.decision.is_none()) {
            let is_lead = leads.first(finding, sources(finding.kind.id)).is_none();
            if finding.kind.against == Against::Itself && is_lead {
                leads.at.entry(finding.span).or_insert(index);
            }
        }
        leads
    }

    /// What a finding follows from.
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

    /// Two checks that fail at the same words fail for the same reason; the first one reports it.
    fn same_place(&self, finding: &Finding) -> Option<usize> {
        (finding.kind.against == Against::Itself).then(|| self.at.get(&finding.span).copied()).flatten()
    }

    /// Why the document no longer has what a decision names: it has it differently, or has lost the section.
    fn lost(&self, finding: &Finding) -> Option<usize> {
        let workflow = (section(finding), kind::MISSING_WORKFLOW.id.to_owned(), None);
        let same = self.about(finding, &finding.against);
        let same = same.or_else(|| self.about.get(&workflow).copied());
        same.or_else(|| self.first(finding, &LOSSES)).or_else(|| self.first(finding, sources(&finding.against)))
    }

    fn first(&self, finding: &Finding, kinds: &[&Kind]) -> Option<usize> {
        kinds.iter().find_map(|kind| self.about(finding, kind.id))
    }

    /// The first finding of a kind in the same section, and about the same operation if both are about one.
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

/// What a kind of finding follows from.
fn sources(id: &str) -> &'static [&'static Kind] {
    FOLLOWS.iter().find(|(known, _)| known.id == id).map_or(&[], |(_, sources)| sources)
}

/// The anchor of the heading that the section of a workflow had when the spec was written.
fn anchor(model: &Model, layout: &Layout, key: u32) -> Option<String> {
    let title = &model.workflow(key)?.title;
    Some(slug(&layout.workflow.replace("{key}", &key.to_string()).replace("{name}", title)))
}
