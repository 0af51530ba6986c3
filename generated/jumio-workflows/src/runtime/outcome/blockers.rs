//! Finds, for each capability that did not run, the finding that blocked it, and detects contradictions.
//!
//! Findings are indexed by capability and credential, so that the run time is linear in the size of the response, not
//! quadratic.

use std::collections::BTreeMap;

use crate::runtime::judging::model::{DecisionKind, Model, Workflow};
use crate::runtime::outcome::finding::Finding;

/// Indexes for tracing blocked findings.
pub(in crate::runtime) const BLOCKING: &[DecisionKind] = &[DecisionKind::Rejected, DecisionKind::NotExecuted];

/// The dependencies between capabilities.
#[derive(Clone, Copy)]
pub(in crate::runtime) struct Graph {
    pub(in crate::runtime) model: &'static Model,
    pub(in crate::runtime) workflow: Option<&'static Workflow>,
}

impl Graph {
    /// Returns the direct requirements of a capability, according to the workflow's chains or, without a workflow, the
    /// general graph.
    #[inline]
    pub(in crate::runtime) fn requires(self, capability: &str) -> Vec<&'static str> {
        match self.workflow.filter(|workflow| workflow.capabilities.contains(&capability)) {
            Some(workflow) => {
                workflow.edges.iter().filter(|(_, to)| *to == capability).map(|(from, _)| *from).collect()
            }
            None => self.model.capability(capability).map_or(&[][..], |known| known.requires).to_vec(),
        }
    }

    /// Returns all direct and indirect requirements of a capability.
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

    /// Returns the findings in topological order. Unknown capabilities come last, in the order of the response.
    #[inline]
    pub(in crate::runtime) fn sorted(self, mut findings: Vec<Finding>) -> Vec<Finding> {
        let in_workflow = |name: &str| self.workflow?.capabilities.iter().position(|known| *known == name);
        let in_general = |name: &str| self.model.capabilities.iter().position(|known| known.name == name);
        let place = |name: &str| (in_workflow(name).unwrap_or(usize::MAX), in_general(name).unwrap_or(usize::MAX));
        findings.sort_by_cached_key(|finding| place(&finding.capability));
        findings
    }

    /// For each finding, returns the first finding of these kinds, in topological order, that it depends on. A finding
    /// depends on those that are about a direct or indirect requirement of its capability and about one of its
    /// credentials.
    #[inline]
    pub(in crate::runtime) fn blockers(self, findings: &[Finding], kinds: &[DecisionKind]) -> Vec<Option<usize>> {
        let mut index: BTreeMap<&str, About<'_>> = BTreeMap::new();
        for (place, finding) in findings.iter().enumerate() {
            if finding.kind.is_some_and(|kind| kinds.contains(&kind)) {
                index.entry(&finding.capability).or_default().add(place, finding, false);
            }
        }
        let mut ancestors: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        let mut blockers = Vec::with_capacity(findings.len());
        for finding in findings {
            let name = &*finding.capability;
            let ancestors = ancestors.entry(name).or_insert_with(|| self.ancestors(name));
            let blocking = ancestors.iter().filter_map(|name| index.get(name)?.shared_with(finding));
            blockers.push(blocking.map(|met| met.first).min());
        }
        blockers
    }

    /// Returns, for each finding, whether every direct requirement has a finding about one of its credentials, and all
    /// of those are known to have passed.
    #[inline]
    pub(in crate::runtime) fn unhindered(self, findings: &[Finding]) -> Vec<bool> {
        let mut index: BTreeMap<&str, About<'_>> = BTreeMap::new();
        for (place, finding) in findings.iter().enumerate() {
            let holds = matches!(finding.kind, Some(DecisionKind::Passed | DecisionKind::Warning));
            index.entry(&finding.capability).or_default().add(place, finding, !holds);
        }
        let mut required: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        let mut unhindered = Vec::with_capacity(findings.len());
        for finding in findings {
            let name = &*finding.capability;
            let required = required.entry(name).or_insert_with(|| self.requires(name));
            let mut met = required.iter().map(|name| index.get(name)?.shared_with(finding));
            unhindered.push(met.all(|met| met.is_some_and(|met| !met.bad)));
        }
        unhindered
    }
}

/// The findings of one capability, grouped by the credential that they are about.
#[derive(Default)]
struct About<'a> {
    /// All findings of the capability.
    all: Option<Met>,
    /// The findings without a credential, which may be about any of them.
    unbound: Option<Met>,
    /// The findings about known credentials.
    by_credential: BTreeMap<&'a str, Met>,
}

/// A group of findings.
#[derive(Clone, Copy)]
struct Met {
    /// The index of the first finding in the group.
    first: usize,
    /// Whether any finding in the group is not known to have passed.
    bad: bool,
}

impl<'a> About<'a> {
    #[inline]
    fn add(&mut self, place: usize, finding: &'a Finding, bad: bool) {
        let one = Met { first: place, bad };
        self.all = Some(one.with(self.all));
        if finding.credential_ids().next().is_none() {
            self.unbound = Some(one.with(self.unbound));
        }
        for id in finding.credential_ids() {
            let group = self.by_credential.entry(id).or_insert(one);
            *group = one.with(Some(*group));
        }
    }

    /// Returns the findings about the credentials of this finding. A finding without a credential may be about any of
    /// them.
    #[inline]
    fn shared_with(&self, finding: &Finding) -> Option<Met> {
        let mut ids = finding.credential_ids().peekable();
        if ids.peek().is_none() {
            return self.all;
        }
        ids.filter_map(|id| self.by_credential.get(id).copied()).fold(self.unbound, |met, group| Some(group.with(met)))
    }
}

impl Met {
    #[inline]
    fn with(self, other: Option<Self>) -> Self {
        let Some(other) = other else { return self };
        Self { first: self.first.min(other.first), bad: self.bad || other.bad }
    }
}
