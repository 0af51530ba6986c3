//! Takes the results of an execution, gives a verdict with its proof or its reasons, what decided, what could not run because of
//! what, and what can be done.

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

/// Where the results of an execution say what, and what they mean.
#[derive(Debug)]
pub struct OutcomeReading {
    /// The tables.
    pub model: &'static Model,
    /// The key of the workflow.
    pub workflow: Path,
    /// The state of the execution. Without it nothing proves that there is a result.
    pub state: Option<Path>,
    /// The states, each with those that can follow.
    pub states: &'static [(&'static str, &'static [&'static str])],
    /// The states in which there is a result.
    pub with_result: &'static [&'static str],
    /// The ids that say whose results these are.
    pub identity: &'static [Path],
    /// The same ids by the path parameters of requests that name them, as far as there are some.
    pub stated: &'static [(&'static str, Path)],
    /// The results by capability: an object of lists.
    pub results: Path,
    /// The ways to values that no verdict rests on, outside of results, with `[]` for each item of a list.
    pub informative: &'static [Path],
    /// In a result: its id.
    pub id: Option<Path>,
    /// In a result: the type of the decision.
    pub decision: Path,
    /// In a result: the label of the decision.
    pub label: Path,
    /// In a result: the credentials that it is about, a list. Without it, every result is about all of them.
    pub credentials: Option<Path>,
    /// In such a credential: its id.
    pub credential_id: Path,
    /// In such a credential: its category.
    pub category: Option<Path>,
    /// The credentials of the execution.
    pub execution_credentials: Option<ListedCredentials>,
    /// The provider's own verdict.
    pub provider_verdict: Option<ProviderVerdictReading>,
    /// What each type of decision means.
    pub kinds: &'static [(&'static str, DecisionKind)],
    /// The labels of what has not run because a requirement did not hold.
    pub precondition_labels: &'static [&'static str],
}

/// Where a response lists the credentials of the execution.
#[derive(Debug, Clone, Copy)]
pub struct ListedCredentials {
    /// The list.
    pub each: Path,
    /// In an item: the id.
    pub id: Path,
    /// In an item: the category.
    pub category: Path,
}

/// Where a response holds the provider's own verdict.
#[derive(Debug, Clone, Copy)]
pub struct ProviderVerdictReading {
    /// The object that holds it; the next paths start there.
    pub at: Path,
    /// The type of the decision.
    pub decision: Path,
    /// The label.
    pub label: Option<Path>,
    /// What each label means; without any, labels mean nothing.
    pub labels: &'static [(&'static str, DecisionKind)],
    /// The score of the risk.
    pub score: Option<Path>,
    /// The lowest and the highest score.
    pub score_range: Option<(f64, f64)>,
    /// Links to more, from the payload.
    pub elsewhere: &'static [Path],
}

/// What the results of an execution come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The workflow, if its key is known. Its chains say what depends on what; without it, the general graph does.
    pub workflow: Option<&'static Workflow>,
    /// What everything comes to.
    pub verdict: Verdict,
    /// Every result, each after those that it depends on.
    pub findings: Vec<Finding>,
    /// The findings that made the verdict, by their place in `findings`, the first one first. Those that only follow
    /// from one of them are not among them. A pass has none: its proof names the findings.
    pub decided_by: Vec<usize>,
    /// The findings that cannot be, by what depends on what.
    pub contradictions: Vec<Contradiction>,
    /// The findings that the workflow's chains do not name, by their places.
    pub outside: Vec<usize>,
    /// The provider's own verdict, if there is one that can be read.
    pub provider_verdict: Option<ProviderVerdict>,
    /// What was not judged: nothing says how, or the caller did not say what is needed.
    pub not_judged: Vec<Unjudged>,
    /// What the caller stated.
    pub stated: Stated,
    pub(in crate::runtime) model: &'static Model,
}

/// A finding that cannot be, by what depends on what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Contradiction {
    /// It has run although something that it requires was rejected or has not run.
    RanAnyway {
        /// The finding.
        finding: usize,
        /// What should have kept it from running.
        despite: usize,
    },
    /// It has not run because of a requirement, as it says, although every requirement holds.
    NothingInTheWay {
        /// The finding.
        finding: usize,
    },
}

impl Outcome {
    /// Judges the results in a response. Of the context, `enabled` counts; what it says of the workflow and the path must not
    /// contradict the response.
    #[inline]
    #[must_use]
    pub fn of(reading: &'static OutcomeReading, response: &dyn Wire, context: &Context) -> Self {
        Self::read(reading, &json(response.view()), context)
    }

    /// The finding that decided, if any did.
    #[inline]
    #[must_use]
    pub fn deciding(&self) -> Option<&Finding> {
        self.findings.get(*self.decided_by.first()?)
    }

    /// The findings that did not run because of this one.
    #[inline]
    pub fn kept_from_running_by(&self, place: usize) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(move |finding| finding.because_of == Some(place))
    }

    /// What can be done about what decided, each piece of advice once.
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
    /// Traces what has not run to what kept it from running, and tells what cannot be.
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

    /// Whether the label is one of those that are documented for the capability and this type of decision.
    #[inline]
    pub(in crate::runtime) fn knows_label(&self, finding: &Finding) -> bool {
        let decisions = self.model.capability(&finding.capability).map_or(&[][..], |known| known.decisions);
        decisions.iter().any(|(kind, labels)| *kind == finding.decision && labels.contains(&finding.label.as_str()))
    }
}

/// The findings that make the verdict, without those that only follow from another one.
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

/// The workflow of a key, which may be written as a number.
#[inline]
fn workflow(model: &'static Model, key: &Value) -> Option<&'static Workflow> {
    match key.as_str() {
        Some(key) => scope::workflow(model, key),
        None => model.workflow(u32::try_from(key.as_u64()?).ok()?),
    }
}
