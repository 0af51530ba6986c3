//! Which findings a decision of the spec settles, and which decisions settle nothing any more.

use std::collections::{BTreeMap, BTreeSet};

use super::Auditor;
use super::finding::{Fact, Finding, Verdict};
use crate::document::{Headings, normal};
use verispec_model::finding as kind;
use verispec_model::ir::{Assertion, Clause, Decision, DecisionId, Model};
use verispec_text::source::Span;

/// The facts and findings of an audit that has looked at everything, each with the decision that settles it, and a finding
/// for each decision that settles nothing.
pub(super) fn decide(mut auditor: Auditor<'_>) -> (Vec<Fact>, Vec<Finding>) {
    let headings = Headings::new(auditor.layout);
    let mut used = BTreeSet::new();
    let mut findings = std::mem::take(&mut auditor.findings);
    for finding in &mut findings {
        let mut ids = (0..auditor.model.decisions.len()).map(DecisionId);
        finding.decision = ids.find(|id| settles(&auditor, &headings, &auditor.model[*id], finding));
        used.extend(finding.decision);
    }
    let decided: BTreeMap<(u32, Span), DecisionId> =
        findings.iter().filter_map(|finding| Some(((finding.key?, finding.span), finding.decision?))).collect();
    for fact in auditor.facts.iter_mut().filter(|fact| fact.verdict != Verdict::Agrees) {
        fact.decision = fact.document.and_then(|span| decided.get(&(fact.key, span)).copied());
    }
    auditor.findings = findings;
    for id in (0..auditor.model.decisions.len()).map(DecisionId).filter(|id| !used.contains(id)) {
        obsolete(&mut auditor, id);
    }
    (auditor.facts, auditor.findings)
}

/// A decision settles what it names, in the sections of its sources; a source that is the document's title means all.
fn settles(auditor: &Auditor<'_>, headings: &Headings, decision: &Decision, finding: &Finding) -> bool {
    let names = |word: &str| decision.settles.iter().any(|settled| settled.value == word);
    if !names(finding.id()) && !names(finding.kind.id) {
        return false;
    }
    let document = &auditor.model[auditor.layout.document];
    let title = auditor.document.title.as_ref().map(|title| title.value.as_str());
    decision.sources.iter().filter(|source| source.document == auditor.layout.document).any(|source| {
        let section = normal(&source.section);
        let is_all = section == normal(&document.title) || title.is_some_and(|title| section == normal(title));
        let is_here = finding.section.as_ref().is_some_and(|own| normal(own) == section);
        let is_workflow = finding.key.is_some() && headings.key(&source.section) == finding.key;
        is_all || is_here || is_workflow
    })
}

fn obsolete(auditor: &mut Auditor<'_>, id: DecisionId) {
    let decision = &auditor.model[id];
    let is_about = decision.sources.iter().any(|source| source.document == auditor.layout.document);
    // What depends on the time comes and goes by itself.
    let is_timed = decision.settles.iter().any(|settled| depends_on_time(auditor.model, &settled.value));
    let Some(first) = decision.settles.first().filter(|_| is_about && !is_timed) else { return };
    let message = format!("`{}` settles what the document does not contradict any more", decision.name.wire);
    let mut finding = Finding::new(&kind::OBSOLETE, decision.name.span, message);
    if let Some(source) = decision.sources.iter().find(|source| source.document == auditor.layout.document) {
        finding.section = Some(source.section.clone());
    }
    auditor.push(finding.related(first.span, "no such contradiction was found"));
}

/// Whether a rule looks at how old something is.
fn depends_on_time(model: &Model, rule: &str) -> bool {
    let is_timed = |clause: &Clause| match &clause.assertion {
        Assertion::Check(predicate) => predicate.test.depends_on_time(),
        Assertion::Require(_) | Assertion::Forbid(_) => false,
    };
    model.rules().filter(|known| known.name.wire == rule).any(|known| known.clauses.iter().any(is_timed))
}
