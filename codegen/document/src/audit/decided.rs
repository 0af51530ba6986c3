//! Matches findings with the decisions that settle them, and reports decisions that no longer settle anything.
//!
//! A decision settles each contradiction individually: it states the finding, its location, what the document says, in
//! how many places, and what that contradicts. A finding that differs in any of these is open.

use std::collections::BTreeMap;

use super::Auditor;
use super::finding::{Fact, Finding, Verdict};
use crate::document::{Headings, normal};
use verispec_model::finding as kind;
use verispec_model::ir::{Assertion, Clause, DecisionId, DocumentId, Model, Settled};
use verispec_text::source::Span;

/// The identity of a contradiction.
type Identity = (String, String, Option<String>, String, String);

/// Returns the facts and findings of a complete audit, each with the decision that settles it. It also returns a
/// finding for each decision that does not settle anything, and the numbers of the lines that differ from the edition
/// that the spec follows.
pub(super) fn decide(mut auditor: Auditor<'_>) -> (Vec<Fact>, Vec<Finding>, BTreeMap<usize, usize>) {
    let headings = Headings::new(auditor.layout);
    let mut findings = std::mem::take(&mut auditor.findings);
    auditor.follows_edition();
    auditor.compared_less(&findings);
    findings.append(&mut auditor.findings);
    settle(&mut auditor, &headings, &mut findings, |settled| settled.finding.value != kind::TEXT.id);
    findings.append(&mut auditor.findings);
    // Only open findings explain why a line has changed.
    let changed = auditor.edition(&findings);
    let mut texts = std::mem::take(&mut auditor.findings);
    auditor.decided_texts(&of_texts(&auditor, &headings), &texts);
    texts.append(&mut auditor.findings);
    settle(&mut auditor, &headings, &mut texts, |settled| settled.finding.value == kind::TEXT.id);
    findings.append(&mut texts);
    findings.append(&mut auditor.findings);
    if !findings.iter().any(Finding::is_open) {
        auditor.superfluous();
        findings.append(&mut auditor.findings);
    }
    let decided: BTreeMap<(Option<u32>, Span), DecisionId> =
        findings.iter().filter_map(|finding| Some(((finding.key, finding.span), finding.decision?))).collect();
    for fact in auditor.facts.iter_mut().filter(|fact| fact.verdict != Verdict::Agrees) {
        fact.decision = fact.document.and_then(|span| decided.get(&(fact.key, span)).copied());
    }
    (auditor.facts, findings, changed)
}

/// Returns the changed text that decisions about the document mention, with the key of the workflow or the heading of
/// the section.
fn of_texts<'m>(auditor: &Auditor<'m>, headings: &Headings) -> Vec<(&'m Settled, String)> {
    let (model, document) = (auditor.model, auditor.layout.document);
    let texts = all(model, document).filter(|(_, settled, _)| settled.finding.value == kind::TEXT.id);
    let named = texts.map(|(_, settled, section)| {
        let key = headings.key(&section.value).map(|key| key.to_string());
        (settled, key.unwrap_or_else(|| section.value.clone()))
    });
    named.collect()
}

/// Assigns to each finding the decision that settles it, from the decisions about this kind of finding.
fn settle(
    auditor: &mut Auditor<'_>,
    headings: &Headings,
    findings: &mut Vec<Finding>,
    is_about: impl Fn(&Settled) -> bool,
) {
    findings.sort_by(|a, b| (a.span, a.kind.id, &a.message).cmp(&(b.span, b.kind.id, &b.message)));
    findings.dedup_by(|a, b| a.span == b.span && a.kind == b.kind && a.message == b.message);
    let mut known: BTreeMap<Identity, Vec<usize>> = BTreeMap::new();
    for (index, finding) in findings.iter().enumerate() {
        known.entry(identity(finding)).or_default().push(index);
    }
    let (model, document) = (auditor.model, auditor.layout.document);
    for (id, settled, section) in all(model, document).filter(|(_, settled, _)| is_about(settled)) {
        let found = known.get(&wanted(headings, settled, &section.value)).map(Vec::as_slice).unwrap_or_default();
        let places: Vec<Span> = found.iter().flat_map(|index| findings[*index].all_places()).collect();
        if places.len() != settled.places as usize {
            obsolete(auditor, id, settled, (&section.value, section.span), &places);
        }
        for index in found {
            findings[*index].decision = Some(id);
            findings[*index].is_undecided = model[id].is_undecided;
        }
    }
}

/// Returns everything that decisions settle in a document, section by section. Decisions about observed responses are
/// left out, because they do not concern a document.
fn all(
    model: &Model,
    document: DocumentId,
) -> impl Iterator<Item = (DecisionId, &Settled, &verispec_spec::syntax::Text)> {
    let settled = model
        .decisions
        .iter()
        .enumerate()
        .flat_map(|(id, decision)| decision.settles.iter().map(move |settled| (DecisionId(id), settled)));
    let settled = settled.filter(move |(_, settled)| settled.within == document && !is_observed(settled));
    settled.flat_map(|(id, settled)| settled.sections.iter().map(move |section| (id, settled, section)))
}

fn is_observed(settled: &Settled) -> bool {
    kind::OBSERVED.iter().any(|kind| kind.id == settled.finding.value)
}

fn identity(finding: &Finding) -> Identity {
    let section = match finding.key {
        Some(key) => key.to_string(),
        None => normal(finding.section.as_deref().unwrap_or_default()),
    };
    let Finding { operation, document, against, .. } = finding;
    (finding.id().to_owned(), section, operation.clone(), document.clone(), against.clone())
}

fn wanted(headings: &Headings, settled: &Settled, section: &str) -> Identity {
    let section = headings.key(section).map_or_else(|| normal(section), |key| key.to_string());
    let Settled { finding, operation, document, against, .. } = settled;
    (finding.value.clone(), section, operation.clone(), document.clone(), against.clone())
}

fn obsolete(auditor: &mut Auditor<'_>, id: DecisionId, settled: &Settled, section: (&str, Span), places: &[Span]) {
    let decision = &auditor.model[id];
    // Findings that depend on the current time can appear and disappear without a change of the document.
    if depends_on_time(auditor.model, &settled.finding.value) {
        return;
    }
    let name = &decision.name.wire;
    let message = match places {
        [] => format!("`{name}` settles a contradiction that the document no longer has"),
        places => format!(
            "`{name}` settles this contradiction {}, and the document has it {}",
            times(settled.places as usize),
            times(places.len())
        ),
    };
    let mut finding = Finding::new(&kind::OBSOLETE, settled.finding.span, message).says(&settled.document);
    finding.operation.clone_from(&settled.operation);
    finding.against.clone_from(&settled.finding.value);
    finding.section = Some(section.0.to_owned());
    finding.key = section.0.parse().ok();
    finding.related = places.iter().map(|place| (*place, "the document says it here".to_owned())).collect();
    auditor.push(finding.related(section.1, "in this section"));
}

fn times(count: usize) -> String {
    match count {
        1 => "once".to_owned(),
        count => format!("{count} times"),
    }
}

/// Returns whether a rule depends on the age of a value.
fn depends_on_time(model: &Model, rule: &str) -> bool {
    let is_timed = |clause: &Clause| match &clause.assertion {
        Assertion::Check(predicate) => predicate.test.depends_on_time(),
        Assertion::Require(_) | Assertion::Forbid(_) => false,
    };
    model.rules().filter(|known| known.name.wire == rule).any(|known| known.clauses.iter().any(is_timed))
}
