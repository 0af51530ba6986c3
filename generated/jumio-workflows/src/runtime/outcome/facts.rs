//! Everything that was read from a response, including parts for which the spec defines no judgment.

use crate::runtime::Context;
use crate::runtime::judging::model::DecisionKind;
use crate::runtime::judging::model::{Capability, Workflow};
use crate::runtime::outcome::finding::Finding;
use crate::runtime::outcome::provider_verdict::ProviderSays;
use crate::runtime::outcome::unjudged::Unjudged;
use crate::runtime::outcome::{Contradiction, OutcomeReading};
use serde_json::Value;
use std::sync::Arc;

/// Returns whether the label contradicts a pass. This is the case if the capability has the label only for other
/// decisions, if the label does not belong to the capability and the capabilities that have it only have it for
/// decisions other than a pass, or if the label is the name of another decision.
#[inline]
pub(in crate::runtime) fn contradicts(finding: &Finding, reading: &OutcomeReading) -> bool {
    let label = finding.label.as_str();
    let with_label = |capability: &'static Capability| {
        capability.decisions.iter().filter(move |(_, labels)| labels.contains(&label)).map(|(decision, _)| *decision)
    };
    let mut own = reading.model.capability(&finding.capability).into_iter().flat_map(with_label).peekable();
    if own.peek().is_some() {
        return !own.any(|decision| decision == finding.decision);
    }
    let is_no_pass =
        |word: &str| reading.kinds.iter().any(|(known, kind)| *known == word && *kind != DecisionKind::Passed);
    let mut elsewhere = reading.model.capabilities.iter().flat_map(with_label).peekable();
    is_no_pass(label) || (elsewhere.peek().is_some() && elsewhere.all(is_no_pass))
}

/// Everything that was read from a response.
pub(in crate::runtime) struct Facts<'a> {
    pub(in crate::runtime) reading: &'static OutcomeReading,
    pub(in crate::runtime) response: &'a Value,
    pub(in crate::runtime) context: &'a Context,
    pub(in crate::runtime) workflow: Option<&'static Workflow>,
    pub(in crate::runtime) findings: &'a [Finding],
    pub(in crate::runtime) contradictions: &'a [Contradiction],
    pub(in crate::runtime) provider: &'a ProviderSays,
}

impl Facts<'_> {
    /// Returns the parts of the results for which the spec defines no judgment.
    #[inline]
    pub(in crate::runtime) fn unjudged(&self, outside: &[usize]) -> Vec<Unjudged> {
        let mut unjudged = Vec::new();
        for (place, finding) in self.findings.iter().enumerate() {
            unjudged.extend(finding.not_given.iter().map(|at| Unjudged::NotGiven { at: at.clone() }));
            let is_known = finding.label.is_empty() || finding.kind.is_none() || self.reading.knows_label(finding);
            if finding.kind == Some(DecisionKind::Passed) && finding.label.is_empty() {
                unjudged.push(Unjudged::NoLabel(finding.told(place)));
            }
            // If a label contradicts a pass, the verdict already has a reason for it.
            let is_reason = || finding.kind == Some(DecisionKind::Passed) && contradicts(finding, self.reading);
            if !is_known && !is_reason() {
                unjudged.push(Unjudged::Label(finding.told(place)));
            }
        }
        // Without a workflow, it is unknown which findings are outside of it.
        for place in outside.iter().filter(|_| self.workflow.is_some()) {
            let (capability, at) = (Arc::clone(&self.findings[*place].capability), self.findings[*place].at.clone());
            unjudged.push(Unjudged::Outside { capability, at });
        }
        unjudged
    }
}
