//! Takes what the checks find, gives the list of violations in the order in which they were found.

use super::{At, Found, Policy, Rule, Severity, Violation};

/// Everything that was found in one payload.
#[derive(Debug, Default, Clone)]
pub struct Report {
    policy: Policy,
    overrides: Vec<(String, Severity)>,
    violations: Vec<Violation>,
    /// Where values were left out because they could not be read: what rules find there is only a consequence.
    gaps: Vec<String>,
}

impl Report {
    /// A report without violations.
    #[must_use]
    pub fn new(policy: Policy) -> Self {
        Self { policy, ..Self::default() }
    }

    /// Decides how bad violations of this rule are, whatever the rule and the policy say. It holds for violations
    /// added later; those that keep a payload from being read stay errors.
    pub fn set_severity(&mut self, rule_id: &str, severity: Severity) {
        match self.overrides.iter_mut().find(|(id, _)| id == rule_id) {
            Some((_, known)) => *known = severity,
            None => self.overrides.push((rule_id.to_owned(), severity)),
        }
    }

    /// Adds a violation, unless it only follows from one that is reported already.
    #[cold]
    pub fn add(&mut self, rule: &'static Rule, at: &At<'_>, found: Found<'_>) {
        let pointer = at.to_pointer();
        if self.gaps.iter().any(|gap| reaches(gap, &pointer)) {
            return;
        }
        let severity = self.severity_of(rule);
        let message = found.fill(rule.message);
        self.violations.push(Violation { rule: rule.id, severity, pointer, message, docs: rule.docs });
    }

    /// Whether nothing keeps the payload from being sent or relied on; warnings may be there.
    #[must_use]
    pub fn is_ok(&self) -> bool {
        self.violations.iter().all(|violation| violation.severity != Severity::Error)
    }

    /// The violations, in the order in which they were found.
    #[must_use]
    pub fn violations(&self) -> &[Violation] {
        &self.violations
    }

    /// The violations, without the report.
    #[must_use]
    pub fn into_violations(self) -> Vec<Violation> {
        self.violations
    }

    /// Remembers that the value here was left out; nothing more is reported at it or inside it.
    pub(super) fn leave_out(&mut self, at: &At<'_>) {
        self.gaps.push(at.to_pointer());
    }

    /// Makes errors of the violations from this one on, because the payload could not be read.
    pub(super) fn raise_from(&mut self, first: usize) {
        for violation in self.violations.iter_mut().skip(first) {
            violation.severity = Severity::Error;
        }
    }

    fn severity_of(&self, rule: &Rule) -> Severity {
        let own = self.overrides.iter().find(|(id, _)| id == rule.id);
        match (own, self.policy) {
            (Some((_, severity)), _) => *severity,
            (None, Policy::Default) => rule.severity,
            (None, Policy::Strict) => rule.strict,
        }
    }
}

/// Whether the pointer leads to the gap or into it.
fn reaches(gap: &str, pointer: &str) -> bool {
    pointer.strip_prefix(gap).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
