//! Decisions explained: takes the results of an execution, gives what decided, what could not run because of what, and
//! what can be done.

use serde_json::Value;

use super::model::{Advice, DecisionKind, Model, Workflow};
use super::reading::{Path, at, items, json, members, text};
use super::{Wire, scope};

/// Where the results of an execution say what, and what they mean.
#[derive(Debug)]
pub struct OutcomeReading {
    /// The tables.
    pub model: &'static Model,
    /// The key of the workflow.
    pub workflow: Path,
    /// The results by capability: an object of lists.
    pub results: Path,
    /// In a result: its id.
    pub id: Option<Path>,
    /// In a result: the type of the decision.
    pub decision: Path,
    /// In a result: the label of the decision.
    pub label: Path,
    /// In a result: the credentials that it is about, a list.
    pub credentials: Option<Path>,
    /// In such a credential: its id.
    pub credential_id: Path,
    /// What each type of decision means.
    pub kinds: &'static [(&'static str, DecisionKind)],
    /// The labels of what has not run because a requirement did not hold.
    pub precondition_labels: &'static [&'static str],
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
    /// from one of them are not among them.
    pub decided_by: Vec<usize>,
    /// The findings that cannot be, by what depends on what.
    pub contradictions: Vec<Contradiction>,
}

/// What an execution comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Everything has passed.
    Passed,
    /// Nothing was rejected, but there is something to look at.
    Warning,
    /// Something was rejected.
    Rejected,
    /// Nothing was rejected, but not everything has run.
    NotExecuted,
    /// There are no results, or there is a type of decision whose meaning is not known.
    Undecided,
}

/// A result of a capability.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The capability, known or not.
    pub capability: String,
    /// The id of the result.
    pub id: Option<String>,
    /// The ids of the credentials that it is about; none if the result does not say.
    pub credentials: Vec<String>,
    /// The type of the decision, known or not.
    pub decision: String,
    /// What that means, if it is known.
    pub kind: Option<DecisionKind>,
    /// The label, known or not.
    pub label: String,
    /// For what has not run: the finding that kept it from running, by its place.
    pub because_of: Option<usize>,
    /// What can be done about the label, and by whom.
    pub advice: Option<&'static Advice>,
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
    /// Explains the results in a response.
    #[inline]
    #[must_use]
    pub fn of(reading: &'static OutcomeReading, response: &dyn Wire) -> Self {
        Self::read(reading, &json(response.view()))
    }

    /// The finding that decided, if anything did.
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
    fn read(reading: &'static OutcomeReading, response: &Value) -> Self {
        let workflow = at(response, reading.workflow).and_then(|key| workflow(reading.model, key));
        let graph = Graph { model: reading.model, workflow };
        let mut findings = graph.sorted(reading.findings(response));
        let blockers: Vec<Option<usize>> =
            (0..findings.len()).map(|place| graph.blocker(&findings, place, BLOCKING)).collect();
        let mut contradictions = Vec::new();
        for (place, blocker) in blockers.iter().enumerate() {
            let (kind, known_label) = (findings[place].kind, graph.knows_label(&findings[place]));
            let names_requirement = reading.precondition_labels.contains(&findings[place].label.as_str());
            match (kind, blocker) {
                (Some(DecisionKind::NotExecuted), Some(_)) if names_requirement || !known_label => {
                    findings[place].because_of = *blocker;
                }
                (Some(DecisionKind::NotExecuted), None) if names_requirement && graph.all_hold(&findings, place) => {
                    contradictions.push(Contradiction::NothingInTheWay { finding: place });
                }
                (Some(DecisionKind::NotExecuted) | None, _) | (_, None) => {}
                (Some(_), Some(blocker)) => {
                    contradictions.push(Contradiction::RanAnyway { finding: place, despite: *blocker });
                }
            }
        }
        let verdict = verdict(&findings);
        let decided_by = graph.deciding(&findings, verdict);
        Self { workflow, verdict, findings, decided_by, contradictions }
    }
}

impl OutcomeReading {
    /// Every result of the response, in its order.
    #[inline]
    fn findings(&self, response: &Value) -> Vec<Finding> {
        let by_capability = members(response, self.results).into_iter().flatten();
        let results = by_capability.flat_map(|(name, list)| items(list, &[]).iter().map(move |result| (name, result)));
        results.map(|(name, result)| self.finding(name, result)).collect()
    }

    #[inline]
    fn finding(&self, capability: &str, result: &Value) -> Finding {
        let word = |path: Path| text(result, path).unwrap_or_default().to_owned();
        let (decision, label) = (word(self.decision), word(self.label));
        let credentials = self.credentials.map_or(&[][..], |path| items(result, path));
        let ids = credentials.iter().filter_map(|credential| text(credential, self.credential_id));
        let kind = self.kinds.iter().find(|(name, _)| *name == decision).map(|(_, kind)| *kind);
        let own = self.model.capability(capability).map_or(&[][..], |known| known.advice).iter();
        let advice = own.chain(self.model.advice).find(|advice| advice.label == label);
        Finding {
            capability: capability.to_owned(),
            id: self.id.and_then(|path| text(result, path)).map(str::to_owned),
            credentials: ids.map(str::to_owned).collect(),
            decision,
            kind,
            label,
            because_of: None,
            // A label that passed needs nothing done, even if the same word means trouble elsewhere.
            advice: advice.filter(|_| kind != Some(DecisionKind::Passed)),
        }
    }
}

/// The workflow of a key, which may be written as a number.
#[inline]
fn workflow(model: &'static Model, key: &Value) -> Option<&'static Workflow> {
    match key.as_str() {
        Some(key) => scope::workflow(model, key),
        None => model.workflow(u32::try_from(key.as_u64()?).ok()?),
    }
}

/// What keeps from running what depends on it.
const BLOCKING: &[DecisionKind] = &[DecisionKind::Rejected, DecisionKind::NotExecuted];

/// What depends on what.
#[derive(Clone, Copy)]
struct Graph {
    model: &'static Model,
    workflow: Option<&'static Workflow>,
}

impl Graph {
    /// What a capability requires directly: what the chains of the workflow say, else what holds in general.
    #[inline]
    fn requires(self, capability: &str) -> Vec<&'static str> {
        match self.workflow.filter(|workflow| workflow.capabilities.contains(&capability)) {
            Some(workflow) => {
                workflow.edges.iter().filter(|(_, to)| *to == capability).map(|(from, _)| *from).collect()
            }
            None => self.model.capability(capability).map_or(&[][..], |known| known.requires).to_vec(),
        }
    }

    /// Everything that a capability requires, directly or not.
    #[inline]
    fn ancestors(self, capability: &str) -> Vec<&'static str> {
        let mut all = self.requires(capability);
        let mut next = 0;
        while let Some(name) = all.get(next).copied() {
            for required in self.requires(name) {
                if !all.contains(&required) {
                    all.push(required);
                }
            }
            next += 1;
        }
        all
    }

    /// The findings in topological order; what is not known comes last, in the order of the response.
    #[inline]
    fn sorted(self, mut findings: Vec<Finding>) -> Vec<Finding> {
        let in_workflow = |name: &str| self.workflow?.capabilities.iter().position(|known| *known == name);
        let in_general = |name: &str| self.model.capabilities.iter().position(|known| known.name == name);
        let place = |name: &str| (in_workflow(name).unwrap_or(usize::MAX), in_general(name).unwrap_or(usize::MAX));
        findings.sort_by_key(|finding| place(&finding.capability));
        findings
    }

    /// The first finding of these kinds, in topological order, that this one depends on: about a capability that it
    /// requires, directly or not, and about one of its credentials.
    #[inline]
    fn blocker(self, findings: &[Finding], place: usize, kinds: &[DecisionKind]) -> Option<usize> {
        let finding = &findings[place];
        let ancestors = self.ancestors(&finding.capability);
        let blocks = |other: &Finding| {
            other.kind.is_some_and(|kind| kinds.contains(&kind))
                && ancestors.contains(&other.capability.as_str())
                && shares_credential(other, finding)
        };
        findings.iter().position(blocks)
    }

    /// The findings that make the verdict, without those that only follow from another one.
    #[inline]
    fn deciding(self, findings: &[Finding], verdict: Verdict) -> Vec<usize> {
        let kind = match verdict {
            Verdict::Rejected => Some(DecisionKind::Rejected),
            Verdict::NotExecuted => Some(DecisionKind::NotExecuted),
            Verdict::Warning => Some(DecisionKind::Warning),
            Verdict::Undecided => None,
            Verdict::Passed => return Vec::new(),
        };
        let follows = |place: usize| {
            let blocking = kind.filter(|kind| BLOCKING.contains(kind));
            blocking.is_some_and(|kind| self.blocker(findings, place, &[kind]).is_some())
        };
        (0..findings.len()).filter(|place| findings[*place].kind == kind && !follows(*place)).collect()
    }

    /// Whether every direct requirement has a finding, and all of them are known to hold.
    #[inline]
    fn all_hold(self, findings: &[Finding], place: usize) -> bool {
        let finding = &findings[place];
        let holds = |name: &&str| {
            let mut about = findings
                .iter()
                .filter(|other| other.capability == **name && shares_credential(other, finding))
                .peekable();
            about.peek().is_some()
                && about.all(|other| matches!(other.kind, Some(DecisionKind::Passed | DecisionKind::Warning)))
        };
        self.requires(&finding.capability).iter().all(holds)
    }

    /// Whether the label is one of those that are documented for the capability and this type of decision.
    #[inline]
    fn knows_label(self, finding: &Finding) -> bool {
        let decisions = self.model.capability(&finding.capability).map_or(&[][..], |known| known.decisions);
        decisions.iter().any(|(kind, labels)| *kind == finding.decision && labels.contains(&finding.label.as_str()))
    }
}

/// Whether both are about one credential. A result that names none may be about any.
#[inline]
fn shares_credential(one: &Finding, other: &Finding) -> bool {
    one.credentials.is_empty()
        || other.credentials.is_empty()
        || one.credentials.iter().any(|id| other.credentials.contains(id))
}

#[inline]
fn verdict(findings: &[Finding]) -> Verdict {
    let any = |kind| findings.iter().any(|finding| finding.kind == Some(kind));
    if any(DecisionKind::Rejected) {
        Verdict::Rejected
    } else if findings.is_empty() || findings.iter().any(|finding| finding.kind.is_none()) {
        Verdict::Undecided
    } else if any(DecisionKind::NotExecuted) {
        Verdict::NotExecuted
    } else if any(DecisionKind::Warning) {
        Verdict::Warning
    } else {
        Verdict::Passed
    }
}
