//! Takes what the checks find, gives the list of violations in the order in which they were found.

use super::{At, Context, Found, Policy, Rule, Severities, Severity, Violation};

/// Everything that was found in one payload.
#[derive(Debug, Default, Clone)]
pub struct Report {
    policy: Policy,
    severities: Severities,
    violations: Vec<Violation>,
    /// Where values were left out because they could not be read: what rules find there is only a consequence.
    gaps: Vec<String>,
}

impl Report {
    /// A report without violations, for rules as they are.
    #[must_use]
    pub fn new(policy: Policy) -> Self {
        Self { policy, ..Self::default() }
    }

    /// A report without violations; the context says how bad those are that will be added.
    #[must_use]
    pub fn for_context(context: &Context) -> Self {
        Self { policy: context.policy, severities: context.severities.clone(), ..Self::default() }
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

    fn severity_of(&self, rule: &Rule) -> Severity {
        match (self.severities.get(rule.id), self.policy) {
            (Some(severity), _) => severity,
            (None, Policy::Default) => rule.severity,
            (None, Policy::Strict) => rule.strict,
        }
    }
}

/// Whether the pointer leads to the gap or into it.
fn reaches(gap: &str, pointer: &str) -> bool {
    pointer.strip_prefix(gap).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
