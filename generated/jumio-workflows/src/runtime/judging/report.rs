//! Takes what the checks find, gives the list of violations in the order in which they were found.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt;

use crate::runtime::judging::left_open::{Lack, LeftOpen, NotJudged};
use crate::runtime::judging::origin::Parts;
use crate::runtime::wire::texts::Texts;
use crate::runtime::{At, Context, Found, Policy, Rule, Severities, Severity, Violation, WebOrigin};

/// Everything that was found in one payload, and what was not looked at.
///
/// A report keeps at most [`LIMIT`](Self::LIMIT) errors and as many warnings, and [counts](Self::omitted) the rest, so that
/// no payload makes it large.
#[derive(Debug, Default, Clone)]
pub struct Report {
    policy: Policy,
    violations: Vec<Violation>,
    errors: u32,
    warnings: u32,
    open: LeftOpen,
    /// Where values were left out because they could not be read: what rules find there is only a consequence.
    gaps: Option<Box<Gaps>>,
    /// Whether the structure of a received payload is being judged, which is never held against it.
    lenient: bool,
    /// What the caller says beyond the policy. Behind a pointer, since few callers say anything.
    said: Option<Box<Said>>,
}

/// What the caller says about single rules, and about where URLs may lead.
#[derive(Debug, Default, Clone)]
struct Said {
    severities: Severities,
    /// Besides the documented hosts.
    origin: Option<WebOrigin>,
    /// The same for single services.
    origins: BTreeMap<String, WebOrigin>,
    /// The only region whose hosts count.
    region: Option<String>,
}

impl Report {
    /// How many violations of each severity a report keeps.
    pub const LIMIT: usize = 100;

    /// A report without violations, for rules as they are.
    #[must_use]
    pub fn new(policy: Policy) -> Self {
        Self { policy, ..Self::default() }
    }

    /// A report without violations; the context says how bad those are that will be added.
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

    /// Adds a violation, unless it only follows from one that is reported already.
    #[cold]
    pub fn add(&mut self, rule: &'static Rule, at: &At<'_>, found: Found<'_>) {
        if self.gaps.as_ref().is_some_and(|gaps| gaps.hold(&at.to_pointer())) {
            // What could not be read is told already, but not what it kept from being judged.
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

    /// Whether nothing keeps the payload from being sent or relied on. Warnings may be there; rules that could not be
    /// judged may be there unless the policy is [`Policy::Complete`].
    #[must_use]
    pub fn is_ok(&self) -> bool {
        self.errors == 0 && !self.is_too_open()
    }

    /// Whether the policy refuses the payload for a rule that could not be judged.
    fn is_too_open(&self) -> bool {
        self.policy == Policy::Complete && self.open.any(&|lack| self.severity_of(lack.rule) == Severity::Error)
    }

    /// The rules that could not be judged, each with the facts that it lacks. A rule is listed only if a missing fact
    /// could change its result.
    #[inline]
    #[must_use]
    pub fn not_judged(&self) -> &[NotJudged] {
        self.open.told(&|rule| self.severity_of(rule))
    }

    /// How many violations were found beyond those that the report keeps.
    #[inline]
    #[must_use]
    pub fn omitted(&self) -> usize {
        self.count() - self.violations.len()
    }

    /// The violations, in the order in which they were found.
    #[must_use]
    pub fn violations(&self) -> &[Violation] {
        &self.violations
    }

    /// The violations, without the report.
    #[inline]
    #[must_use]
    pub fn into_violations(self) -> Vec<Violation> {
        self.violations
    }

    /// The violations and the rules that could not be judged, without the report.
    #[inline]
    pub(in crate::runtime) fn into_parts(self) -> (Vec<Violation>, Vec<NotJudged>) {
        let not_judged = self.not_judged().to_vec();
        (self.violations, not_judged)
    }

    /// Remembers that a rule could not be judged for want of a fact.
    #[cold]
    pub fn leave_open(&mut self, rule: &'static Rule, fact: &'static str) {
        self.open.add(Lack { rule, fact });
    }

    /// Whether a violation that is kept is about exactly this place.
    #[inline]
    pub(in crate::runtime) fn points_at(&self, at: &At<'_>) -> bool {
        let pointer = at.to_pointer();
        self.violations.iter().any(|violation| violation.pointer == pointer)
    }

    /// How strictly was judged.
    #[inline]
    #[must_use]
    pub fn policy(&self) -> Policy {
        self.policy
    }

    /// Where values were left out because they could not be read, and so were not judged, as JSON Pointers.
    #[inline]
    pub fn left_out(&self) -> impl Iterator<Item = &str> {
        self.gaps.iter().flat_map(|gaps| gaps.0.sorted())
    }

    /// Remembers that the value here was left out; nothing more is reported at it or inside it.
    pub(in crate::runtime) fn leave_out(&mut self, at: &At<'_>) {
        self.gaps.get_or_insert_default().0.add(&at.to_pointer());
    }

    /// Judges the structure of what is received: whatever is found is a warning.
    pub(in crate::runtime) fn leniently(&mut self, judge: impl FnOnce(&mut Self)) {
        let before = std::mem::replace(&mut self.lenient, true);
        judge(self);
        self.lenient = before;
    }

    /// How many violations were found, kept or not.
    pub(in crate::runtime) fn count(&self) -> usize {
        self.errors as usize + self.warnings as usize
    }

    /// Whether the caller named this origin, for all services or for one of these.
    pub(in crate::runtime) fn is_own_origin(&self, parts: Parts<'_>, services: &[&str]) -> bool {
        self.said.as_ref().is_some_and(|said| {
            let of_services = services.iter().filter_map(|service| said.origins.get(*service));
            said.origin.iter().chain(of_services).any(|own| parts.is(own))
        })
    }

    /// The region that the caller named.
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

/// The pointers to what was left out. They stand behind a pointer, since few reports have any and all are passed around.
#[derive(Debug, Default, Clone)]
struct Gaps(Texts);

impl Gaps {
    /// Whether the pointer leads to a gap or into one.
    fn hold(&self, pointer: &str) -> bool {
        let mut beginnings = pointer.match_indices('/').map(|(end, _)| &pointer[..end]);
        beginnings.any(|pointer| self.0.has(pointer)) || self.0.has(pointer)
    }
}
