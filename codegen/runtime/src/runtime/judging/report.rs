//! Collects violations in the order in which they were found.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt;

use crate::runtime::judging::left_open::{Lack, LeftOpen, NotJudged};
use crate::runtime::judging::origin::Parts;
use crate::runtime::wire::texts::Texts;
use crate::runtime::{At, Context, Found, Policy, Rule, Severities, Severity, Violation, WebOrigin};

/// Everything that was found in a payload, and everything that was not judged.
///
/// A report keeps at most [`LIMIT`](Self::LIMIT) errors and the same number of warnings, and [counts](Self::omitted)
/// the rest. This limits the size of a report, regardless of the payload.
#[derive(Debug, Default, Clone)]
pub struct Report {
    policy: Policy,
    violations: Vec<Violation>,
    errors: u32,
    warnings: u32,
    open: LeftOpen,
    /// The locations of values that were dropped because they could not be read. Rule violations at these locations
    /// would only be consequences.
    gaps: Option<Box<Gaps>>,
    /// Whether the structure of a received payload is being judged, which only results in warnings.
    lenient: bool,
    /// The caller's settings beyond the policy. Boxed, because few callers have any.
    said: Option<Box<Said>>,
}

/// The caller's settings for individual rules, and for the origins that URLs may lead to.
#[derive(Debug, Default, Clone)]
struct Said {
    severities: Severities,
    /// An origin that is allowed in addition to the documented hosts.
    origin: Option<WebOrigin>,
    /// Additional origins for individual services.
    origins: BTreeMap<String, WebOrigin>,
    /// The only region whose hosts are allowed.
    region: Option<String>,
}

impl Report {
    /// The maximum number of violations that a report keeps, for each severity.
    pub const LIMIT: usize = 100;

    /// Creates an empty report with the default severities.
    #[must_use]
    pub fn new(policy: Policy) -> Self {
        Self { policy, ..Self::default() }
    }

    /// Creates an empty report with the policy and the other settings of the context.
    #[must_use]
    pub fn for_context(context: &Context) -> Self {
        let Context { severities, origin, origins, region, .. } = context;
        let is_said = origin.is_some() || !origins.is_empty() || region.is_some() || !severities.is_empty();
        let said = || {
            let (severities, origin) = (severities.clone(), origin.clone());
            Box::new(Said { severities, origin, origins: origins.clone(), region: region.clone() })
        };
        Self { policy: context.policy, said: is_said.then(said), ..Self::default() }
    }

    /// Adds a violation, unless it is a consequence of a violation that was already reported.
    #[cold]
    pub fn add(&mut self, rule: &'static Rule, at: &At<'_>, found: Found<'_>) {
        if self.gaps.as_ref().is_some_and(|gaps| gaps.hold(&at.to_pointer())) {
            // The unreadable value has already been reported, but the rules that could not be judged because of it have
            // not.
            return self.leave_open(rule, "a readable value");
        }
        let severity = self.severity_of(rule);
        let count = match severity {
            Severity::Error => &mut self.errors,
            Severity::Warning => &mut self.warnings,
        };
        *count = count.saturating_add(1);
        if *count as usize <= Self::LIMIT {
            let (pointer, message) = (at.to_pointer(), found.fill(rule.message));
            self.violations.push(Violation { rule: rule.id, severity, pointer, message, docs: rule.docs });
        }
    }

    /// Returns whether the payload may be sent or relied on. Warnings are allowed. Rules that could not be judged are
    /// allowed unless the policy is [`Policy::Complete`].
    #[must_use]
    pub fn is_ok(&self) -> bool {
        self.errors == 0 && !self.is_too_open()
    }

    /// Returns whether the policy rejects the payload because a rule could not be judged.
    fn is_too_open(&self) -> bool {
        self.policy == Policy::Complete && self.open.any(&|lack| self.severity_of(lack.rule) == Severity::Error)
    }

    /// Returns the rules that could not be judged, each with its missing facts. A rule is listed only if a missing fact
    /// could change its result.
    #[inline]
    #[must_use]
    pub fn not_judged(&self) -> &[NotJudged] {
        self.open.told(&|rule| self.severity_of(rule))
    }

    /// Returns the number of violations beyond those that the report keeps.
    #[inline]
    #[must_use]
    pub fn omitted(&self) -> usize {
        self.count() - self.violations.len()
    }

    /// Returns the violations in the order in which they were found.
    #[must_use]
    pub fn violations(&self) -> &[Violation] {
        &self.violations
    }

    /// Returns the violations and drops the rest of the report.
    #[inline]
    #[must_use]
    pub fn into_violations(self) -> Vec<Violation> {
        self.violations
    }

    /// Returns the violations and the rules that could not be judged, and drops the rest of the report.
    #[inline]
    pub(in crate::runtime) fn into_parts(self) -> (Vec<Violation>, Vec<NotJudged>) {
        let not_judged = self.not_judged().to_vec();
        (self.violations, not_judged)
    }

    /// Records that a rule could not be judged because a fact is missing.
    #[cold]
    pub fn leave_open(&mut self, rule: &'static Rule, fact: &'static str) {
        self.open.add(Lack { rule, fact });
    }

    /// Returns whether the report contains a violation at exactly this location.
    #[inline]
    pub(in crate::runtime) fn points_at(&self, at: &At<'_>) -> bool {
        let pointer = at.to_pointer();
        self.violations.iter().any(|violation| violation.pointer == pointer)
    }

    /// Returns the policy by which the payload was judged.
    #[inline]
    #[must_use]
    pub fn policy(&self) -> Policy {
        self.policy
    }

    /// Returns JSON Pointers to the values that were dropped because they could not be read, and therefore were not
    /// judged.
    #[inline]
    pub fn left_out(&self) -> impl Iterator<Item = &str> {
        self.gaps.iter().flat_map(|gaps| gaps.0.sorted())
    }

    /// Records that the value at this location was dropped. After that, nothing is reported at or inside this location.
    pub(in crate::runtime) fn leave_out(&mut self, at: &At<'_>) {
        self.gaps.get_or_insert_default().0.add(&at.to_pointer());
    }

    /// Calls the function, which judges the structure of a received payload, and records all violations that it finds
    /// as warnings.
    pub(in crate::runtime) fn leniently(&mut self, judge: impl FnOnce(&mut Self)) {
        let before = std::mem::replace(&mut self.lenient, true);
        judge(self);
        self.lenient = before;
    }

    /// Returns the number of violations found, including those that the report does not keep.
    pub(in crate::runtime) fn count(&self) -> usize {
        self.errors as usize + self.warnings as usize
    }

    /// Returns whether the caller allowed this origin, for all services or for one of these.
    pub(in crate::runtime) fn is_own_origin(&self, parts: Parts<'_>, services: &[&str]) -> bool {
        self.said.as_ref().is_some_and(|said| {
            let of_services = services.iter().filter_map(|service| said.origins.get(*service));
            said.origin.iter().chain(of_services).any(|own| parts.is(own))
        })
    }

    /// Returns the region that the caller set.
    pub(in crate::runtime) fn region(&self) -> Option<&str> {
        self.said.as_ref().and_then(|said| said.region.as_deref())
    }

    pub(in crate::runtime) fn is_lenient(&self) -> bool {
        self.lenient
    }

    fn severity_of(&self, rule: &Rule) -> Severity {
        let said = self.said.as_ref().and_then(|said| said.severities.get(rule.id));
        match (said, self.policy) {
            _ if self.lenient => Severity::Warning,
            (Some(severity), _) => severity,
            (None, Policy::Default) => rule.severity,
            (None, Policy::Strict | Policy::Complete) => rule.strict,
        }
    }
}

impl fmt::Display for Report {
    /// Writes a line per violation, and one per rule that could not be judged.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let s = |count: usize| if count == 1 { "" } else { "s" };
        let (errors, warnings, open) = (self.errors as usize, self.warnings as usize, self.not_judged().len());
        write!(f, "{errors} error{}, {warnings} warning{}, {open} rule{} not judged", s(errors), s(warnings), s(open))?;
        self.violations.iter().try_for_each(|violation| write!(f, "\n  {violation}"))?;
        if self.omitted() > 0 {
            write!(f, "\n  and {} more violations", self.omitted())?;
        }
        self.not_judged().iter().try_for_each(|open| write!(f, "\n  {open}"))
    }
}

impl Error for Report {}

/// The pointers to dropped values. They are boxed, because few reports have any, and all reports are passed around.
#[derive(Debug, Default, Clone)]
struct Gaps(Texts);

impl Gaps {
    /// Returns whether the pointer leads to a dropped value or to something inside it.
    fn hold(&self, pointer: &str) -> bool {
        let mut beginnings = pointer.match_indices('/').map(|(end, _)| &pointer[..end]);
        beginnings.any(|pointer| self.0.has(pointer)) || self.0.has(pointer)
    }
}
