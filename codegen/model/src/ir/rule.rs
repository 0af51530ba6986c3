//! Validation rules, resolved.

use super::{CapabilityId, DecisionId, Name, OperationId, Path, Source, Test, TypeId, Value};
pub use verispec_spec::syntax::{Direction, Severity};
use verispec_text::source::Span;

/// A rule file: rules that belong together.
#[derive(Debug)]
pub struct RuleFile {
    /// The stem, which is also the name of the module.
    pub name: Name,
    /// The purpose of the rules.
    pub summary: String,
    /// The rules, in spec order.
    pub rules: Vec<Rule>,
}

/// A validation rule.
#[derive(Debug)]
pub struct Rule {
    /// The id of the rule.
    pub name: Name,
    /// Why the rule exists.
    pub summary: String,
    /// The operations whose payloads it judges.
    pub operations: Vec<OperationId>,
    /// Whether it judges the request or the response.
    pub direction: Direction,
    /// The type of the payload, if the rule refers to it.
    pub body: Option<TypeId>,
    /// The clauses of the rule; one per capability for a rule with `each_capability`.
    pub clauses: Vec<Clause>,
    /// The severity of a violation.
    pub severity: Severity,
    /// The severity under the strict policy.
    pub strict: Severity,
    /// The span of `argument`, which makes the field that a warning requires an argument.
    pub argument: Option<Span>,
    /// The message template.
    pub message: String,
    /// The source of this fact.
    pub source: Source,
    /// The decisions behind the rule.
    pub decisions: Vec<DecisionId>,
}

/// A clause: what a rule requires.
#[derive(Debug)]
pub struct Clause {
    /// The capability that it was created for.
    pub capability: Option<CapabilityId>,
    /// The list whose items it judges one by one.
    pub each: Option<Path>,
    /// When it applies.
    pub when: Vec<Predicate>,
    /// What must hold.
    pub assertion: Assertion,
    /// The value to report, if it is not the judged one.
    pub at: Option<Value>,
}

/// What must hold.
#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "there are a few hundred, and a box would complicate each match")]
pub enum Assertion {
    /// A field is present.
    Require(Value),
    /// A field is absent.
    Forbid(Value),
    /// A predicate holds.
    Check(Predicate),
}

/// A value and its test.
#[derive(Debug)]
pub struct Predicate {
    /// The tested value.
    pub value: Value,
    /// The test.
    pub test: Test,
    /// The span of the predicate in the spec.
    pub span: Span,
}

impl Predicate {
    /// Whether both apply the same test to the same value.
    pub fn is_same(&self, other: &Predicate) -> bool {
        self.test.is_same(&other.test) && self.value.is_same(&other.value)
    }
}
