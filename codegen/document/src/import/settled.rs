//! Finds the decisions of a spec that settle findings about a workflow.

use crate::audit::{Audit, Finding, audit};
use crate::document::Document;
use verispec_model::finding::{Kind, TEXT};
use verispec_model::ir::{DecisionId, Direction, Layout, Model};

/// The findings of an audit of the document against the existing spec.
#[derive(Debug, Default)]
pub(super) struct Settled(Vec<Finding>);

impl Settled {
    pub(super) fn of(model: &Model, layout: &Layout, document: &Document) -> Self {
        Self::new(model, &audit(model, layout, document, None))
    }

    pub(super) fn new(model: &Model, audit: &Audit) -> Self {
        // Keeps only violations of rules about responses, because examples with missing values violate no other rules.
        let is_of_answers =
            |rule: &str| model.rules().any(|known| known.name.wire == rule && known.direction == Direction::Response);
        let mut findings: Vec<Finding> = audit.all().cloned().collect();
        findings.retain(|finding| finding.rule.as_deref().is_none_or(is_of_answers));
        Self(findings)
    }

    /// Returns the changes of text without a decision.
    pub(super) fn texts(&self) -> Vec<Finding> {
        self.0.iter().filter(|finding| finding.kind == &TEXT && finding.decision.is_none()).cloned().collect()
    }

    /// Returns the decisions that settle all findings of these kinds about a workflow or an operation; empty if any of
    /// these findings is open.
    pub(super) fn by(&self, key: Option<u32>, operation: Option<&str>, kinds: &[&Kind]) -> Vec<DecisionId> {
        let is_it = |finding: &&Finding| {
            kinds.contains(&finding.kind)
                && (key.is_none() || finding.key == key)
                && (operation.is_none() || finding.operation.as_deref() == operation)
        };
        let found: Vec<&Finding> = self.0.iter().filter(is_it).collect();
        if found.iter().any(|finding| finding.is_open()) {
            return Vec::new();
        }
        let mut ids: Vec<DecisionId> = found.iter().filter_map(|finding| finding.decision).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }
}
