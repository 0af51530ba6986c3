//! Reports an audit as one JSON object with every fact and every finding, for use by programs.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Shown, quote};
use crate::audit::{Against, Uncompared, Verdict, uncompared};
use verispec_text::place::{Place, Places};
use verispec_text::source::Span;

#[derive(Serialize)]
struct Report<'a> {
    document: String,
    title: &'a str,
    summary: Summary,
    facts: Vec<Fact<'a>>,
    findings: Vec<Finding<'a>>,
    /// The facts of the spec that are not compared with any document.
    uncompared: BTreeMap<&'static str, Vec<String>>,
}

#[derive(Serialize)]
struct Summary {
    facts: BTreeMap<&'static str, usize>,
    findings: usize,
    open: usize,
    decided: usize,
}

#[derive(Serialize)]
struct Fact<'a> {
    workflow: Option<u32>,
    what: &'a str,
    verdict: &'a str,
    decision: Option<&'a str>,
    document: Option<Quoted>,
    spec: Option<Quoted>,
}

#[derive(Serialize)]
struct Finding<'a> {
    id: &'a str,
    against: &'static str,
    explanation: &'a str,
    /// The rule of the spec that an example violates.
    rule: Option<&'a str>,
    workflow: Option<u32>,
    section: Option<&'a str>,
    /// The subject of the contradiction, the statement of the document, and the contradicting statement, as an entry
    /// for `settles`.
    operation: Option<&'a str>,
    said: &'a str,
    held: &'a str,
    status: &'static str,
    decision: Option<Decision<'a>>,
    message: &'a str,
    place: Quoted,
    label: Option<&'a str>,
    related: Vec<Related<'a>>,
    also: Vec<Quoted>,
}

#[derive(Serialize)]
struct Decision<'a> {
    id: &'a str,
    decision: &'a str,
}

#[derive(Serialize)]
struct Related<'a> {
    label: &'a str,
    #[serde(flatten)]
    place: Quoted,
}

/// A location and the text at it.
#[derive(Serialize)]
struct Quoted {
    #[serde(flatten)]
    place: Place,
    quote: String,
}

fn quoted(places: &mut Places<'_>, span: Span) -> Quoted {
    Quoted { place: places.of(span), quote: quote(places.lines(span.file), span) }
}

/// Renders the audit as JSON.
pub fn json(shown: &Shown<'_>) -> String {
    let mut places = Places::new(shown.sources);
    let facts = shown.audit.facts.iter().map(|fact| {
        let decision = fact.decision.map(|id| shown.model[id].name.wire.as_str());
        let is_settled = decision.is_some() && fact.verdict != Verdict::Agrees;
        Fact {
            workflow: fact.key,
            what: fact.what,
            verdict: if is_settled { "decided" } else { fact.verdict.words() },
            decision,
            document: fact.document.map(|span| quoted(&mut places, span)),
            spec: fact.spec.map(|span| quoted(&mut places, span)),
        }
    });
    let facts = facts.collect();
    let findings = shown.audit.findings.iter().map(|finding| {
        let decision = shown.decision(finding);
        Finding {
            id: finding.kind.id,
            against: match finding.kind.against {
                Against::Spec => "spec",
                Against::Itself => "itself",
                Against::Reader => "reader",
            },
            explanation: finding.kind.what,
            rule: finding.rule.as_deref(),
            workflow: finding.key,
            section: finding.section.as_deref(),
            operation: finding.operation.as_deref(),
            said: &finding.document,
            held: &finding.against,
            status: match (decision.is_some(), finding.is_undecided) {
                (false, _) => "open",
                (true, true) => "undecided",
                (true, false) => "decided",
            },
            decision: decision.map(|known| Decision { id: &known.name.wire, decision: &known.decision }),
            message: &finding.message,
            place: quoted(&mut places, finding.span),
            label: Some(finding.label.as_str()).filter(|label| !label.is_empty()),
            related: finding
                .related
                .iter()
                .map(|(span, label)| Related { label, place: quoted(&mut places, *span) })
                .collect(),
            also: finding.also.iter().map(|span| quoted(&mut places, *span)).collect(),
        }
    });
    let findings: Vec<Finding<'_>> = findings.collect();
    let open = shown.audit.open().count();
    let summary = Summary { facts: shown.counts(), findings: findings.len(), open, decided: findings.len() - open };
    let document = shown.sources.shown(shown.document);
    let uncompared = uncompared(shown.model).into_iter().map(|Uncompared { what, names }| (what, names)).collect();
    let report = Report { document, title: shown.title, summary, facts, findings, uncompared };
    serde_json::to_string_pretty(&report).expect("strings and numbers should serialize as JSON") + "\n"
}
