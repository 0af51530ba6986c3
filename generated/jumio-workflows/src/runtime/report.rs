//! Takes what the checks find, gives the list of violations in the order in which they were found.

use std::collections::BTreeSet;
use std::error::Error;
use std::fmt;

use serde::ser::{Serialize, SerializeStruct, Serializer};

use super::{At, Context, Found, Policy, Rule, Severities, Severity, Violation, WebOrigin};

/// Everything that was found in one payload, and what was not looked at.
///
/// A report keeps at most [`LIMIT`](Self::LIMIT) errors and as many warnings, and [counts](Self::omitted) the rest, so that
/// no payload makes it large.
#[derive(Debug, Default, Clone)]
pub struct Report {
    policy: Policy,
    severities: Severities,
    violations: Vec<Violation>,
    errors: usize,
    warnings: usize,
    not_judged: Vec<NotJudged>,
    /// Where values were left out because they could not be read: what rules find there is only a consequence.
    gaps: Option<Box<Gaps>>,
    /// Whether the structure of a received payload is being judged, which is never held against it.
    lenient: bool,
    /// What the caller says about where URLs lead. Behind a pointer, since few callers say anything.
    expected: Option<Box<Expected>>,
}

/// Where URLs may lead, as far as the caller says so.
#[derive(Debug, Default, Clone)]
struct Expected {
    /// Besides the documented hosts.
    origin: Option<WebOrigin>,
    /// The only region whose hosts count.
    region: Option<String>,
}

/// A rule that could not be judged, because its result depends on facts that the context does not give.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotJudged {
    /// The id of the rule.
    pub rule: &'static str,
    /// How bad a violation would be.
    pub severity: Severity,
    /// The facts that are missing, by their names in the context of a case, such as `now` or `file.bytes`.
    pub lacks: Vec<&'static str>,
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
        let says = context.origin.is_some() || context.region.is_some();
        let expected = || Box::new(Expected { origin: context.origin.clone(), region: context.region.clone() });
        let expected = says.then(expected);
        Self { policy: context.policy, severities: context.severities.clone(), expected, ..Self::default() }
    }

    /// Adds a violation, unless it only follows from one that is reported already.
    #[cold]
    pub fn add(&mut self, rule: &'static Rule, at: &At<'_>, found: Found<'_>) {
        if self.gaps.as_ref().is_some_and(|gaps| gaps.hold(&at.to_pointer())) {
            return;
        }
        let severity = self.severity_of(rule);
        let count = match severity {
            Severity::Error => &mut self.errors,
            Severity::Warning => &mut self.warnings,
        };
        *count += 1;
        if *count <= Self::LIMIT {
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
        self.policy == Policy::Complete && self.not_judged.iter().any(|open| open.severity == Severity::Error)
    }

    /// The rules that could not be judged, each with the facts that it lacks. A rule is listed only if a missing fact
    /// could change its result.
    #[must_use]
    pub fn not_judged(&self) -> &[NotJudged] {
        &self.not_judged
    }

    /// How many violations were found beyond those that the report keeps.
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
    #[must_use]
    pub fn into_violations(self) -> Vec<Violation> {
        self.violations
    }

    /// The violations and the rules that could not be judged, without the report.
    pub(super) fn into_parts(self) -> (Vec<Violation>, Vec<NotJudged>) {
        (self.violations, self.not_judged)
    }

    /// Remembers that a rule could not be judged for want of a fact.
    #[cold]
    pub fn leave_open(&mut self, rule: &'static Rule, fact: &'static str) {
        let severity = self.severity_of(rule);
        let index = self.not_judged.iter().position(|open| open.rule == rule.id).unwrap_or_else(|| {
            self.not_judged.push(NotJudged { rule: rule.id, severity, lacks: Vec::new() });
            self.not_judged.len() - 1
        });
        let lacks = &mut self.not_judged[index].lacks;
        if !lacks.contains(&fact) {
            lacks.push(fact);
        }
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
        self.gaps.iter().flat_map(|gaps| gaps.0.iter().map(String::as_str))
    }

    /// Remembers that the value here was left out; nothing more is reported at it or inside it.
    pub(super) fn leave_out(&mut self, at: &At<'_>) {
        self.gaps.get_or_insert_default().0.insert(at.to_pointer());
    }

    /// Judges the structure of what is received: whatever is found is a warning.
    pub(super) fn leniently(&mut self, judge: impl FnOnce(&mut Self)) {
        let before = std::mem::replace(&mut self.lenient, true);
        judge(self);
        self.lenient = before;
    }

    /// How many violations were found, kept or not.
    pub(super) fn count(&self) -> usize {
        self.errors + self.warnings
    }

    /// The origin that the caller named.
    pub(super) fn origin(&self) -> Option<&WebOrigin> {
        self.expected.as_ref().and_then(|expected| expected.origin.as_ref())
    }

    /// The region that the caller named.
    pub(super) fn region(&self) -> Option<&str> {
        self.expected.as_ref().and_then(|expected| expected.region.as_deref())
    }

    pub(super) fn is_lenient(&self) -> bool {
        self.lenient
    }

    fn severity_of(&self, rule: &Rule) -> Severity {
        match (self.severities.get(rule.id), self.policy) {
            _ if self.lenient => Severity::Warning,
            (Some(severity), _) => severity,
            (None, Policy::Default) => rule.severity,
            (None, Policy::Strict | Policy::Complete) => rule.strict,
        }
    }
}

impl fmt::Display for NotJudged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not judged[{}]: the context does not give {}", self.rule, self.lacks.join(", "))
    }
}

// Written out, since the derive macro would take longer to compile than the rest of the crate.
impl Serialize for NotJudged {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("NotJudged", 3)?;
        fields.serialize_field("rule", self.rule)?;
        fields.serialize_field("severity", &self.severity)?;
        fields.serialize_field("lacks", &self.lacks)?;
        fields.end()
    }
}

impl fmt::Display for Report {
    /// Writes a line per violation, and one per rule that could not be judged.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let s = |count| if count == 1 { "" } else { "s" };
        let (errors, warnings, open) = (self.errors, self.warnings, self.not_judged.len());
        write!(f, "{errors} error{}, {warnings} warning{}, {open} rule{} not judged", s(errors), s(warnings), s(open))?;
        self.violations.iter().try_for_each(|violation| write!(f, "\n  {violation}"))?;
        if self.omitted() > 0 {
            write!(f, "\n  and {} more violations", self.omitted())?;
        }
        self.not_judged.iter().try_for_each(|open| write!(f, "\n  {open}"))
    }
}

impl Error for Report {}

/// The pointers to what was left out. They stand behind a pointer, since few reports have any and all are passed around.
#[derive(Debug, Default, Clone)]
struct Gaps(BTreeSet<String>);

impl Gaps {
    /// Whether the pointer leads to a gap or into one.
    fn hold(&self, pointer: &str) -> bool {
        let ends = pointer.bytes().enumerate().filter(|(_, byte)| *byte == b'/').map(|(end, _)| end);
        ends.chain([pointer.len()]).any(|end| self.0.contains(&pointer[..end]))
    }
}
