//! Judges the results of an execution: returns a verdict with its proof or reasons, the deciding findings, the blocked
//! findings with their blockers, and advice.

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

/// Paths to the parts of a response with results, and the meaning of their values.
#[derive(Debug)]
pub struct OutcomeReading {
    /// The tables of the generated crate.
    pub model: &'static Model,
    /// Path to the key of the workflow.
    pub workflow: Path,
    /// Path to the state of the execution. Without this path, nothing proves that there are results.
    pub state: Option<Path>,
    /// The states, each with the states that can follow it.
    pub states: &'static [(&'static str, &'static [&'static str])],
    /// The states in which a response contains results.
    pub with_result: &'static [&'static str],
    /// Paths to the ids of the execution that the results belong to.
    pub identity: &'static [Path],
    /// The same ids by the path parameters that contain them in requests, where such parameters exist.
    pub stated: &'static [(&'static str, Path)],
    /// Path to the results by capability, which are an object of lists.
    pub results: Path,
    /// Paths to values outside of results that no verdict depends on, with `[]` for each item of a list.
    pub informative: &'static [Path],
    /// Path to the id, relative to a result.
    pub id: Option<Path>,
    /// Path to the decision type, relative to a result.
    pub decision: Path,
    /// Path to the label of the decision, relative to a result.
    pub label: Path,
    /// Path to the list of credentials that a result is about, relative to the result. `None` if every result is about
    /// all credentials.
    pub credentials: Option<Path>,
    /// Path to the id, relative to such a credential.
    pub credential_id: Path,
    /// Path to the category, relative to such a credential.
    pub category: Option<Path>,
    /// The paths to the list of the execution's credentials.
    pub execution_credentials: Option<ListedCredentials>,
    /// The paths to the provider's own verdict.
    pub provider_verdict: Option<ProviderVerdictReading>,
    /// The decision types, each with its meaning.
    pub kinds: &'static [(&'static str, DecisionKind)],
    /// The labels of results that did not run because a requirement was not met.
    pub precondition_labels: &'static [&'static str],
}

/// Paths to the list of the execution's credentials.
#[derive(Debug, Clone, Copy)]
pub struct ListedCredentials {
    /// Path to the list.
    pub each: Path,
    /// Path to the id, relative to an item.
    pub id: Path,
    /// Path to the category, relative to an item.
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
    /// The workflow, if its key is known. Its chains define the dependencies between capabilities; without a workflow,
    /// the general graph defines them.
    pub workflow: Option<&'static Workflow>,
    /// The verdict on the execution.
    pub verdict: Verdict,
    /// All findings in topological order.
    pub findings: Vec<Finding>,
    /// The indexes of the findings that decided the verdict, without findings that are only a consequence of another.
    /// The first deciding finding comes first. Empty for a pass, whose proof lists the findings.
    pub decided_by: Vec<usize>,
    /// The findings that contradict the dependencies between capabilities.
    pub contradictions: Vec<Contradiction>,
    /// The indexes of the findings about capabilities that are not in the workflow's chains.
    pub outside: Vec<usize>,
    /// The provider's own verdict, if the response contains a readable one.
    pub provider_verdict: Option<ProviderVerdict>,
    /// Everything that was not judged, either because the spec does not define how or because the caller did not
    /// provide the facts.
    pub not_judged: Vec<Unjudged>,
    /// The facts that the caller provided.
    pub stated: Stated,
    pub(in crate::runtime) model: &'static Model,
}

/// A finding that contradicts the dependencies between capabilities.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Contradiction {
    /// The capability ran although a requirement was rejected or did not run.
    RanAnyway {
        /// The contradictory finding.
        finding: usize,
        /// The finding that should have blocked it.
        despite: usize,
    },
    /// According to its label, the capability did not run because of a requirement, although every requirement passed.
    NothingInTheWay {
        /// The contradictory finding.
        finding: usize,
    },
}

impl Outcome {
    /// Judges the results in a response. Takes `enabled` of the context into account. The workflow and the path
    /// parameters of the context must not contradict the response.
    #[inline]
    #[must_use]
    pub fn of(reading: &'static OutcomeReading, response: &dyn Wire, context: &Context) -> Self {
        Self::read(reading, &json(response.view()), context)
    }

    /// Returns the first deciding finding, if there is one.
    #[inline]
    #[must_use]
    pub fn deciding(&self) -> Option<&Finding> {
        self.findings.get(*self.decided_by.first()?)
    }

    /// Returns the findings that this finding blocked.
    #[inline]
    pub fn kept_from_running_by(&self, place: usize) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(move |finding| finding.because_of == Some(place))
    }

    /// Returns the advice for the deciding findings, without repetitions.
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
    /// Finds, for each capability that did not run, the finding that blocked it, and detects contradictions.
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

    /// Returns whether the label is documented for the capability and this decision type.
    #[inline]
    pub(in crate::runtime) fn knows_label(&self, finding: &Finding) -> bool {
        let decisions = self.model.capability(&finding.capability).map_or(&[][..], |known| known.decisions);
        decisions.iter().any(|(kind, labels)| *kind == finding.decision && labels.contains(&finding.label.as_str()))
    }
}

/// Returns the findings that decide the verdict, without those that are only a consequence of another finding.
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

/// Returns the workflow with this key, which may be a number in JSON.
#[inline]
fn workflow(model: &'static Model, key: &Value) -> Option<&'static Workflow> {
    match key.as_str() {
        Some(key) => scope::workflow(model, key),
        None => model.workflow(u32::try_from(key.as_u64()?).ok()?),
    }
}
