//! Matches findings with the decisions that settle them, and reports decisions that no longer settle anything.
//!
//! A decision settles each contradiction individually: it lists the finding, its location, the document's statement,
//! the number of times that the document repeats the statement, and what the statement contradicts. A finding that
//! differs in any of these is open.

use std::collections::BTreeMap;

use super::Auditor;
use super::finding::{Fact, Finding, Verdict};
use crate::document::Scope;
use verispec_model::finding as kind;
use verispec_model::ir::{Assertion, Clause, DecisionId, DocumentId, Model, Settled};
use verispec_text::source::Span;

/// The identity of a contradiction.
type Identity = (String, Scope, Option<String>, String, String);

/// Returns the facts and findings of a complete audit, each with the decision that settles it. It also returns a
/// finding for each decision that does not settle anything, and the numbers of the lines that differ from the edition
/// that the spec follows.
pub(super) fn decide(mut auditor: Auditor<'_>) -> (Vec<Fact>, Vec<Finding>, BTreeMap<usize, usize>) {
    let mut findings = std::mem::take(&mut auditor.findings);
    auditor.follows_edition();
    auditor.compared_less(&findings);
    findings.append(&mut auditor.findings);
    settle(&mut auditor, &mut findings, |settled| settled.finding.value != kind::TEXT.id);
    findings.append(&mut auditor.findings);
    // Only open findings explain why a line has changed.
    let changed = auditor.edition(&findings);
    let mut texts = std::mem::take(&mut auditor.findings);
    auditor.repeated_texts(&mut texts);
    auditor.decided_texts(&of_texts(&auditor), &texts);
    texts.append(&mut auditor.findings);
    settle(&mut auditor, &mut texts, |settled| settled.finding.value == kind::TEXT.id);
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

/// Returns the changed text that decisions about the document mention, with its section.
fn of_texts<'m>(auditor: &Auditor<'m>) -> Vec<(&'m Settled, Scope)> {
    let texts =
        all(auditor.model, auditor.layout.document).filter(|(_, settled, _)| settled.finding.value == kind::TEXT.id);
    texts.map(|(_, settled, section)| (settled, auditor.sections.find(&section.value))).collect()
}

/// Assigns to each finding the decision that settles it, from the decisions about this kind of finding.
fn settle(auditor: &mut Auditor<'_>, findings: &mut Vec<Finding>, is_about: impl Fn(&Settled) -> bool) {
    findings.sort_by(|a, b| (a.span, a.kind.id, &a.message).cmp(&(b.span, b.kind.id, &b.message)));
    findings.dedup_by(|a, b| a.span == b.span && a.kind == b.kind && a.message == b.message);
    let mut known: BTreeMap<Identity, Vec<usize>> = BTreeMap::new();
    for (index, finding) in findings.iter().enumerate() {
        known.entry(identity(finding, auditor.section_of(finding))).or_default().push(index);
    }
    let (model, document) = (auditor.model, auditor.layout.document);
    for (id, settled, section) in all(model, document).filter(|(_, settled, _)| is_about(settled)) {
        let wanted = wanted(settled, auditor.sections.find(&section.value));
        let found = known.get(&wanted).map(Vec::as_slice).unwrap_or_default();
        let places: Vec<Span> = found.iter().flat_map(|index| findings[*index].all_places()).collect();
        if places.len() != settled.places as usize {
            obsolete(auditor, id, settled, (section, &wanted.1), &places);
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

fn identity(finding: &Finding, section: Scope) -> Identity {
    let Finding { operation, document, against, .. } = finding;
    (finding.id().to_owned(), section, operation.clone(), document.clone(), against.clone())
}

fn wanted(settled: &Settled, section: Scope) -> Identity {
    let Settled { finding, operation, document, against, .. } = settled;
    (finding.value.clone(), section, operation.clone(), document.clone(), against.clone())
}

fn obsolete(
    auditor: &mut Auditor<'_>,
    id: DecisionId,
    settled: &Settled,
    (written, section): (&verispec_spec::syntax::Text, &Scope),
    places: &[Span],
) {
    let decision = &auditor.model[id];
    // Findings that depend on the current time can appear and disappear without a change of the document.
    if depends_on_time(auditor.model, &settled.finding.value) {
        return;
    }
    let (name, heading) = (&decision.name.wire, &written.value);
    let message = match (places, section) {
        ([], Scope::Several(several)) => format!(
            "`{name}` settles a contradiction below `{heading}`, and the document has {} such headings; name the \
             headings above it as well",
            several.len()
        ),
        ([], Scope::Unknown(_)) if !heading.is_empty() => {
            format!("`{name}` settles a contradiction below `{heading}`, and the document does not have this heading")
        }
        ([], _) => format!("`{name}` settles a contradiction that the document no longer has"),
        (places, _) => format!(
            "`{name}` settles this contradiction {}, but the document contains it {}",
            times(settled.places as usize),
            times(places.len())
        ),
    };
    let mut finding = Finding::new(&kind::OBSOLETE, settled.finding.span, message).says(&settled.document);
    finding.operation.clone_from(&settled.operation);
    finding.against.clone_from(&settled.finding.value);
    let (key, name) = match section {
        Scope::Workflow(key) => (Some(*key), heading),
        Scope::Heading(index) => (None, &auditor.sections.name(*index).to_owned()),
        Scope::Several(_) | Scope::Unknown(_) => (None, heading),
    };
    (finding.key, finding.section) = (key, Some(name.clone()));
    finding.related = places.iter().map(|place| (*place, "the contradiction in the document".to_owned())).collect();
    if let (Scope::Several(several), []) = (section, places) {
        let named = several.iter().map(|index| {
            let heading = auditor.document.headings[*index].text.span;
            (heading, format!("`{}`", auditor.sections.name(*index)))
        });
        finding.related.extend(named);
    }
    auditor.push(finding.related(written.span, "the section of the contradiction"));
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
