//! Proves that an execution passed, based on everything that was read from a response, or lists all reasons why it did
//! not pass.
//!
//! **Invariant:** a [`Proof`] is only constructed in one place in the code, from one value per check, and only if it
//! includes every finding. If a check is forgotten or its result is ignored, a value is missing and the proof cannot be
//! constructed.

use crate::runtime::outcome::facts::{Facts, contradicts};
use std::sync::Arc;

use serde_json::Value;

use crate::runtime::WorkflowKey;
use crate::runtime::judging::model::{DecisionKind, Runs, Workflow};
use crate::runtime::outcome::coverage::{Listed, uncovered};
use crate::runtime::outcome::finding::Finding;
use crate::runtime::outcome::reason::{MissingBecause, Rank, Reason};
use crate::runtime::outcome::unjudged::Unjudged;
use crate::runtime::outcome::{Contradiction, OutcomeReading};
use crate::runtime::wire::reading::{Seen, look, pointer};

/// The proof that an execution passed: for each capability that the workflow had to run, the results that passed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    workflow: &'static Workflow,
    state: &'static str,
    capabilities: Vec<Proved>,
    outside: Vec<Passing>,
}

/// A capability with the results that prove it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proved {
    capability: &'static str,
    results: Vec<Passing>,
}

/// The index of a finding that passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Passing(usize);

impl Proof {
    /// Returns the workflow that was run.
    #[inline]
    #[must_use]
    pub fn workflow(&self) -> &'static Workflow {
        self.workflow
    }

    /// Returns the state of the execution.
    #[inline]
    #[must_use]
    pub fn state(&self) -> &'static str {
        self.state
    }

    /// Returns the capabilities that passed, in topological order.
    #[inline]
    #[must_use]
    pub fn capabilities(&self) -> &[Proved] {
        &self.capabilities
    }

    /// Returns the indexes of the passed findings that the workflow did not require.
    #[inline]
    pub fn outside(&self) -> impl Iterator<Item = usize> {
        self.outside.iter().map(|passing| passing.0)
    }
}

impl Proved {
    /// Returns the capability.
    #[inline]
    #[must_use]
    pub fn capability(&self) -> &'static str {
        self.capability
    }

    /// Returns the indexes of the findings that prove the capability. All of them passed, and together they cover every
    /// credential that the capability judges.
    #[inline]
    pub fn findings(&self) -> impl Iterator<Item = usize> {
        self.results.iter().map(|passing| passing.0)
    }
}

impl Passing {
    /// Returns the finding, if it passed.
    #[inline]
    fn of(place: usize, finding: &Finding, reading: &OutcomeReading) -> Result<Self, Vec<Reason>> {
        let mut reasons: Vec<Reason> =
            finding.unreadable.iter().map(|at| Reason::FormUnknown { at: at.clone() }).collect();
        let is_result = !finding.unreadable.contains(&finding.at);
        if is_result {
            if reading.id.is_some() && finding.id.is_none() {
                reasons.push(Reason::IdMissing { at: finding.at.clone() });
            }
            let told = || finding.told(place);
            reasons.extend(match finding.kind {
                None => Some(Reason::DecisionUnknown(told())),
                Some(DecisionKind::Rejected) => Some(Reason::Rejected(told())),
                Some(DecisionKind::NotExecuted) => Some(Reason::NotExecuted(told())),
                Some(DecisionKind::Warning) => Some(Reason::Warned(told())),
                Some(DecisionKind::Passed) if contradicts(finding, reading) => Some(Reason::LabelContradicts(told())),
                Some(DecisionKind::Passed) => None,
            });
            let contradicting = finding.contradicting.iter();
            reasons.extend(contradicting.map(|at| Reason::DataContradicts { told: told(), at: at.clone() }));
        }
        if reasons.is_empty() && finding.kind == Some(DecisionKind::Passed) { Ok(Self(place)) } else { Err(reasons) }
    }
}

/// The results of the attempt to prove a pass, besides the verdict.
pub(in crate::runtime) struct Shown {
    pub(in crate::runtime) proved: Result<Proof, Vec<Reason>>,
    /// The indexes of the findings about capabilities that are not in the workflow's chains.
    pub(in crate::runtime) outside: Vec<usize>,
    /// Everything that was not judged.
    pub(in crate::runtime) not_judged: Vec<Unjudged>,
}

impl Facts<'_> {
    /// Proves that the execution passed, or collects every reason why this cannot be proved.
    #[inline]
    pub(in crate::runtime) fn prove(&self) -> Shown {
        let mut reasons = Vec::new();
        let workflow = self.workflow.ok_or_else(|| Reason::WorkflowUnknown { key: self.key() });
        let workflow = kept(workflow, &mut reasons);
        reasons.extend(self.identity());
        reasons.extend(self.contradicted());
        reasons.extend(self.slips());
        let state = kept(self.state(), &mut reasons);
        let listed = Listed::read(self.reading.execution_credentials, self.response);
        if !matches!(look(self.response, self.reading.results), Seen::There(Value::Object(_))) {
            reasons.push(Reason::FormUnknown { at: pointer(self.reading.results, &[]) });
        }
        reasons.extend(listed.unreadable.iter().map(|at| Reason::FormUnknown { at: at.clone() }));
        reasons.extend(listed.absent.iter().map(|at| Reason::CredentialsNotListed { at: at.clone() }));
        reasons.extend(self.strangers(&listed));
        reasons.extend(self.not_on_file(&listed));
        let passing = self.passing(&mut reasons);
        let mut not_judged = Vec::new();
        let capabilities =
            workflow.map(|workflow| self.capabilities(workflow, &listed, &passing, &mut reasons, &mut not_judged));
        let outside = self.outside();
        not_judged.append(&mut self.unjudged(&outside));
        reasons.extend(self.contradictions.iter().map(|contradiction| self.contradiction(*contradiction)));
        self.hold_against_provider(&mut reasons);
        not_judged.extend(self.provider.not_judged.iter().cloned());
        not_judged.append(&mut self.bystanders(&listed));
        not_judged.append(&mut self.statements());
        not_judged.append(&mut self.unread());
        let proved = match (workflow, state, capabilities) {
            (Some(workflow), Some(state), Some(capabilities)) if reasons.is_empty() => {
                let outside = outside.iter().filter_map(|place| passing[*place]).collect();
                let proof = Proof { workflow, state, capabilities, outside };
                if proof.accounts_for(self.findings.len()) { Ok(proof) } else { Err(reasons) }
            }
            _ => Err(reasons),
        };
        Shown { proved, outside, not_judged }
    }

    #[inline]
    fn key(&self) -> Option<String> {
        match look(self.response, self.reading.workflow) {
            Seen::There(Value::String(key)) => Some(key.clone()),
            Seen::There(Value::Number(key)) => Some(key.to_string()),
            _ => None,
        }
    }

    #[inline]
    fn identity(&self) -> impl Iterator<Item = Reason> {
        let missing =
            self.reading.identity.iter().filter(|path| look(self.response, path).text().is_none_or(str::is_empty));
        missing.map(|path| Reason::IdMissing { at: pointer(path, &[]) })
    }

    /// Returns the facts for which the context and the response have different values.
    #[inline]
    fn contradicted(&self) -> Vec<Reason> {
        let mut reasons = Vec::new();
        let stated = self.context.workflow_key.as_ref().map(WorkflowKey::as_str);
        if stated.is_some_and(|stated| self.key().is_some_and(|found| found != stated)) {
            let at = pointer(self.reading.workflow, &[]);
            reasons.push(Reason::ContextContradicted { fact: "workflow_key", at });
        }
        if self.context.path.is_empty() {
            return reasons;
        }
        for (index, (fact, path)) in self.reading.stated.iter().enumerate() {
            let Some(stated) = self.context.path.get(*fact) else { continue };
            if self.reading.stated[..index].iter().any(|(other, _)| other == fact) {
                continue;
            }
            // A response may contain several ids for one path parameter. One of them has to be the requested one.
            let same = self.reading.stated.iter().filter(|(other, _)| other == fact);
            let mut named = same.filter_map(|(_, path)| look(self.response, path).text()).peekable();
            if named.peek().is_some() && !named.any(|found| found == stated) {
                reasons.push(Reason::ContextContradicted { fact, at: pointer(path, &[]) });
            }
        }
        reasons
    }

    #[inline]
    fn state(&self) -> Result<&'static str, Reason> {
        let word = self.reading.state.and_then(|path| look(self.response, path).text());
        let known = word.and_then(|word| self.reading.states.iter().find(|(name, _)| *name == word));
        match known {
            None => Err(Reason::StateUnknown { state: word.map(str::to_owned) }),
            Some((name, _)) if self.reading.with_result.contains(name) => Ok(name),
            Some((name, [])) => Err(Reason::StateWithoutResult { state: (*name).to_owned() }),
            Some((name, _)) => Err(Reason::StateNotFinal { state: (*name).to_owned() }),
        }
    }

    /// Returns each finding if it passed; adds a reason for each of the others.
    #[inline]
    fn passing(&self, reasons: &mut Vec<Reason>) -> Vec<Option<Passing>> {
        let mut passing = Vec::with_capacity(self.findings.len());
        for (place, finding) in self.findings.iter().enumerate() {
            match Passing::of(place, finding, self.reading) {
                Ok(passed) => passing.push(Some(passed)),
                Err(why) => {
                    passing.push(None);
                    reasons.extend(why);
                }
            }
        }
        passing
    }

    /// Returns each capability of the workflow with the results that prove it.
    #[inline]
    fn capabilities(
        &self,
        workflow: &'static Workflow,
        listed: &Listed,
        passing: &[Option<Passing>],
        reasons: &mut Vec<Reason>,
        not_judged: &mut Vec<Unjudged>,
    ) -> Vec<Proved> {
        let mut places: Vec<(&'static str, Vec<usize>)> =
            workflow.runs.iter().map(|(name, _)| (*name, Vec::new())).collect();
        for (place, finding) in self.findings.iter().enumerate() {
            if let Some((_, own)) = places.iter_mut().find(|(name, _)| **name == *finding.capability) {
                own.push(place);
            }
        }
        for ((capability, own), (_, runs)) in places.iter().zip(workflow.runs) {
            if own.is_empty() {
                let (reason, open) = self.missing(capability, *runs);
                reasons.extend(reason);
                not_judged.extend(open);
            }
        }
        let unknown =
            self.context.enabled.iter().flatten().filter(|name| self.reading.model.capability(name).is_none());
        reasons.extend(unknown.map(|name| Reason::EnabledUnknown { name: name.clone() }));
        let results: Vec<(&'static str, Vec<&Finding>)> = places
            .iter()
            .map(|(name, own)| (*name, own.iter().map(|place| &self.findings[*place]).collect()))
            .collect();
        reasons.extend(uncovered(self.reading, workflow, listed, &results));
        let proved = places.into_iter().filter(|(_, own)| !own.is_empty()).map(|(capability, own)| Proved {
            capability,
            results: own.iter().filter_map(|place| passing[*place]).collect(),
        });
        proved.collect()
    }

    /// Returns the consequences of a missing result: a reason against a pass, and an entry for what is not judged.
    #[inline]
    fn missing(&self, capability: &'static str, runs: Runs) -> (Option<Reason>, Option<Unjudged>) {
        let stated = self.context.enabled.as_ref().map(|enabled| enabled.iter().any(|name| name == capability));
        let (because, open) = match (runs, stated) {
            (Runs::Always, _) | (Runs::IfEnabled, Some(true)) => (MissingBecause::Required, None),
            (Runs::IfEnabled, None) => {
                (MissingBecause::EnabledNotStated, Some(Unjudged::EnabledNotStated { capability }))
            }
            (Runs::IfApplicable, None | Some(true)) => {
                (MissingBecause::MayNotApply, Some(Unjudged::MayNotApply { capability }))
            }
            (Runs::IfEnabled | Runs::IfApplicable, Some(false)) => {
                return (None, Some(Unjudged::NotEnabled { capability }));
            }
        };
        (Some(Reason::CapabilityMissing { capability, because }), open)
    }

    /// Returns the findings about capabilities that are not in the workflow's chains. Without a workflow, there are no
    /// chains.
    #[inline]
    fn outside(&self) -> Vec<usize> {
        let own = self.workflow.map_or(&[][..], |workflow| workflow.capabilities);
        let outside = |place: &usize| !own.contains(&&*self.findings[*place].capability);
        (0..self.findings.len()).filter(outside).collect()
    }

    #[inline]
    fn contradiction(&self, contradiction: Contradiction) -> Reason {
        let told = |place: usize| self.findings[place].told(place);
        match contradiction {
            Contradiction::RanAnyway { finding, despite } => Reason::ResultsContradict {
                told: told(finding),
                despite: Some(Arc::clone(&self.findings[despite].capability)),
            },
            Contradiction::NothingInTheWay { finding } => {
                Reason::ResultsContradict { told: told(finding), despite: None }
            }
        }
    }

    /// Adds the consequences of the provider's own verdict.
    #[inline]
    fn hold_against_provider(&self, reasons: &mut Vec<Reason>) {
        let results = reasons.iter().map(Reason::rank).min().unwrap_or(Rank::Passed);
        reasons.extend(self.provider.unknown.iter().cloned());
        if let Some(own) = self.provider.verdict.as_ref().filter(|own| own.rank != results) {
            reasons.push(Reason::ProviderVerdictDiffers { provider: own.rank, results });
        }
    }
}

impl Proof {
    /// Returns whether the proof includes all findings.
    #[inline]
    fn accounts_for(&self, findings: usize) -> bool {
        let proved: usize = self.capabilities.iter().map(|proved| proved.results.len()).sum();
        proved + self.outside.len() == findings && self.capabilities.iter().all(|proved| !proved.results.is_empty())
    }
}

/// Returns the value; if there is none, adds a reason and returns `None`.
#[inline]
fn kept<T>(found: Result<T, Reason>, reasons: &mut Vec<Reason>) -> Option<T> {
    found.map_err(|reason| reasons.push(reason)).ok()
}
