//! Judges the results of an execution: returns a verdict with its proof or reasons, the deciding findings, what was
//! blocked by what, and advice.

pub(in crate::runtime) mod blockers;
pub(in crate::runtime) mod completeness;
pub(in crate::runtime) mod coverage;
pub(in crate::runtime) mod decision_record;
pub(in crate::runtime) mod facts;
pub(in crate::runtime) mod finding;
pub(in crate::runtime) mod membership;
pub(in crate::runtime) mod passing;
pub(in crate::runtime) mod proof;
pub(in crate::runtime) mod provider_verdict;
pub(in crate::runtime) mod reason;
pub(in crate::runtime) mod stated;
pub(in crate::runtime) mod unjudged;
pub(in crate::runtime) mod unread;
pub(in crate::runtime) mod verdict;

use serde_json::{Map, Value};

use crate::runtime::judging::model::{Advice, DecisionKind, Model, Workflow};
use crate::runtime::judging::scope;
use crate::runtime::outcome::blockers::{BLOCKING, Graph};
use crate::runtime::outcome::facts::Facts;
use crate::runtime::outcome::finding::Finding;
use crate::runtime::outcome::provider_verdict::{ProviderSays, ProviderVerdict};
use crate::runtime::outcome::reason::Rank;
use crate::runtime::outcome::stated::Stated;
use crate::runtime::outcome::unjudged::Unjudged;
use crate::runtime::outcome::verdict::Verdict;
use crate::runtime::wire::reading::{Path, at, json, members};
use crate::runtime::{Context, Wire};

/// Paths into the results of an execution, and what the values mean.
#[derive(Debug)]
pub struct OutcomeReading {
    /// The tables.
    pub model: &'static Model,
    /// Path to the key of the workflow.
    pub workflow: Path,
    /// Path to the state of the execution. Without it, nothing proves that there are results.
    pub state: Option<Path>,
    /// The states, each with its successors.
    pub states: &'static [(&'static str, &'static [&'static str])],
    /// The states in which there are results.
    pub with_result: &'static [&'static str],
    /// Paths to the ids that the results belong to.
    pub identity: &'static [Path],
    /// The same ids by the path parameters that name them in requests, where such parameters exist.
    pub stated: &'static [(&'static str, Path)],
    /// Path to the results by capability: an object of lists.
    pub results: Path,
    /// Paths to values outside of results that no verdict depends on, with `[]` for each item of a list.
    pub informative: &'static [Path],
    /// Path to the id, within a result.
    pub id: Option<Path>,
    /// Path to the decision type, within a result.
    pub decision: Path,
    /// Path to the label of the decision, within a result.
    pub label: Path,
    /// Path to the list of credentials that the result is about, within a result. `None` if every result is about all
    /// credentials.
    pub credentials: Option<Path>,
    /// Path to the id, within such a credential.
    pub credential_id: Path,
    /// Path to the category, within such a credential.
    pub category: Option<Path>,
    /// The list of the execution's credentials.
    pub execution_credentials: Option<ListedCredentials>,
    /// The provider's own verdict.
    pub provider_verdict: Option<ProviderVerdictReading>,
    /// The meaning of each decision type.
    pub kinds: &'static [(&'static str, DecisionKind)],
    /// The labels of results that did not run because a requirement did not hold.
    pub precondition_labels: &'static [&'static str],
}

/// Paths to the list of the execution's credentials.
#[derive(Debug, Clone, Copy)]
pub struct ListedCredentials {
    /// Path to the list.
    pub each: Path,
    /// Path to the id, within an item.
    pub id: Path,
    /// Path to the category, within an item.
    pub category: Path,
}

/// Paths to the provider's own verdict.
#[derive(Debug, Clone, Copy)]
pub struct ProviderVerdictReading {
    /// Path to the object with the verdict; the next paths are relative to it.
    pub at: Path,
    /// Path to the decision type.
    pub decision: Path,
    /// Path to the label.
    pub label: Option<Path>,
    /// The meaning of each label; empty if labels have no meaning.
    pub labels: &'static [(&'static str, DecisionKind)],
    /// Path to the risk score.
    pub score: Option<Path>,
    /// The minimum and maximum score.
    pub score_range: Option<(f64, f64)>,
    /// Paths to links to more information, relative to the payload.
    pub elsewhere: &'static [Path],
}

/// The outcome of an execution.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The workflow, if its key is known. Its chains define the dependencies; without it, the general graph does.
    pub workflow: Option<&'static Workflow>,
    /// The decision that the whole outcome leads to.
    pub verdict: Verdict,
    /// All findings in topological order.
    pub findings: Vec<Finding>,
    /// The indexes of the findings that decided the verdict, the first one first, without findings that are only a
    /// consequence of another. Empty for a pass, whose proof lists the findings.
    pub decided_by: Vec<usize>,
    /// The findings that contradict the dependencies.
    pub contradictions: Vec<Contradiction>,
    /// The indexes of the findings that the workflow's chains do not include.
    pub outside: Vec<usize>,
    /// The provider's own verdict, if there is a readable one.
    pub provider_verdict: Option<ProviderVerdict>,
    /// What was not judged, because the spec does not say how or the caller did not state the facts.
    pub not_judged: Vec<Unjudged>,
    /// The facts that the caller stated.
    pub stated: Stated,
    pub(in crate::runtime) model: &'static Model,
}

/// A finding that contradicts the dependencies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Contradiction {
    /// It ran although a requirement was rejected or did not run.
    RanAnyway {
        /// The contradictory finding.
        finding: usize,
        /// The finding that should have blocked it.
        despite: usize,
    },
    /// It did not run because of a requirement, according to its label, although every requirement holds.
    NothingInTheWay {
        /// The contradictory finding.
        finding: usize,
    },
}

impl Outcome {
    /// Judges the results in a response. `enabled` in the context is taken into account; the workflow and the path
    /// parameters of the context must not contradict the response.
    #[inline]
    #[must_use]
    pub fn of(reading: &'static OutcomeReading, response: &dyn Wire, context: &Context) -> Self {
        Self::read(reading, &json(response.view()), context)
    }

    /// The first deciding finding, if there is one.
    #[inline]
    #[must_use]
    pub fn deciding(&self) -> Option<&Finding> {
        self.findings.get(*self.decided_by.first()?)
    }

    /// The findings that this one blocked.
    #[inline]
    pub fn kept_from_running_by(&self, place: usize) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(move |finding| finding.because_of == Some(place))
    }

    /// Advice for the deciding findings, each piece once.
    #[inline]
    #[must_use]
    pub fn advice(&self) -> Vec<&'static Advice> {
        let mut all: Vec<&Advice> = Vec::new();
        for advice in self.decided_by.iter().filter_map(|place| self.findings.get(*place)?.advice) {
            if !all.contains(&advice) {
                all.push(advice);
            }
        }
        all
    }

    #[inline]
    fn read(reading: &'static OutcomeReading, response: &Value, context: &Context) -> Self {
        let workflow = at(response, reading.workflow).and_then(|key| workflow(reading.model, key));
        let graph = Graph { model: reading.model, workflow };
        let results = members(response, reading.results).map(|results: &Map<String, Value>| reading.findings(results));
        let mut findings = graph.sorted(results.unwrap_or_default());
        let contradictions = reading.trace(graph, &mut findings);
        let provider = ProviderSays::read(reading, response);
        let facts = Facts {
            reading,
            response,
            context,
            workflow,
            findings: &findings,
            contradictions: &contradictions,
            provider: &provider,
        };
        let shown = facts.prove();
        let verdict = Verdict::of(shown.proved);
        let decided_by = deciding(graph, &findings, verdict.rank());
        Self {
            workflow,
            verdict,
            decided_by,
            contradictions,
            outside: shown.outside,
            provider_verdict: provider.verdict,
            not_judged: shown.not_judged,
            stated: Stated::of(context),
            model: reading.model,
            findings,
        }
    }
}

impl OutcomeReading {
    /// Traces findings that did not run to their blockers, and detects contradictions.
    #[inline]
    fn trace(&self, graph: Graph, findings: &mut [Finding]) -> Vec<Contradiction> {
        let blockers = graph.blockers(findings, BLOCKING);
        let unhindered = graph.unhindered(findings);
        let mut contradictions = Vec::new();
        for (place, blocker) in blockers.into_iter().enumerate() {
            let (kind, known_label) = (findings[place].kind, self.knows_label(&findings[place]));
            let names_requirement = self.precondition_labels.contains(&findings[place].label.as_str());
            match (kind, blocker) {
                (Some(DecisionKind::NotExecuted), Some(_)) if names_requirement || !known_label => {
                    findings[place].because_of = blocker;
                }
                (Some(DecisionKind::NotExecuted), None) if names_requirement && unhindered[place] => {
                    contradictions.push(Contradiction::NothingInTheWay { finding: place });
                }
                (Some(DecisionKind::NotExecuted) | None, _) | (_, None) => {}
                (Some(_), Some(despite)) => {
                    contradictions.push(Contradiction::RanAnyway { finding: place, despite });
                }
            }
        }
        contradictions
    }

    /// Whether the label is documented for the capability and this decision type.
    #[inline]
    pub(in crate::runtime) fn knows_label(&self, finding: &Finding) -> bool {
        let decisions = self.model.capability(&finding.capability).map_or(&[][..], |known| known.decisions);
        decisions.iter().any(|(kind, labels)| *kind == finding.decision && labels.contains(&finding.label.as_str()))
    }
}

/// The findings that decide the verdict, without those that are only a consequence of another.
#[inline]
fn deciding(graph: Graph, findings: &[Finding], rank: Rank) -> Vec<usize> {
    let (kinds, blocking): (&[Option<DecisionKind>], &[DecisionKind]) = match rank {
        Rank::Rejected => (&[Some(DecisionKind::Rejected)], &[DecisionKind::Rejected]),
        Rank::Undecided => (&[None, Some(DecisionKind::NotExecuted)], &[DecisionKind::NotExecuted]),
        Rank::Review => (&[Some(DecisionKind::Warning)], &[]),
        Rank::Passed => return Vec::new(),
    };
    let blockers = graph.blockers(findings, blocking);
    let follows = |place: usize| findings[place].kind.is_some() && blockers[place].is_some();
    (0..findings.len()).filter(|place| kinds.contains(&findings[*place].kind) && !follows(*place)).collect()
}

/// The workflow with this key, which may be a number in JSON.
#[inline]
fn workflow(model: &'static Model, key: &Value) -> Option<&'static Workflow> {
    match key.as_str() {
        Some(key) => scope::workflow(model, key),
        None => model.workflow(u32::try_from(key.as_u64()?).ok()?),
    }
}
