//! The resolved model of validation rules.

use super::{CapabilityId, DecisionId, Name, OperationId, Path, Source, Test, TypeId, Value};
pub use verispec_spec::syntax::{Direction, Severity};
use verispec_text::source::Span;

/// A rule file: rules that belong together.
#[derive(Debug)]
pub struct RuleFile {
    /// The stem of the file name, which is also the name of the module.
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
    /// The reason for the rule.
    pub summary: String,
    /// The operations whose payloads it judges.
    pub operations: Vec<OperationId>,
    /// Whether the rule judges the request or the response.
    pub direction: Direction,
    /// The type of the payload, if the rule refers to it.
    pub body: Option<TypeId>,
    /// The clauses of the rule; one per capability for a rule with `each_capability`.
    pub clauses: Vec<Clause>,
    /// The severity of a violation.
    pub severity: Severity,
    /// The severity under the strict policy.
    pub strict: Severity,
    /// The span of the keyword `argument`, with which a warning makes its field an argument.
    pub argument: Option<Span>,
    /// The message template.
    pub message: String,
    /// The source of this item.
    pub source: Source,
    /// The decisions behind the rule.
    pub decisions: Vec<DecisionId>,
}

/// A clause, which is a requirement of a rule.
#[derive(Debug)]
pub struct Clause {
    /// The capability that the clause was created for.
    pub capability: Option<CapabilityId>,
    /// The list whose items the clause judges one by one.
    pub each: Option<Path>,
    /// The conditions under which the clause applies.
    pub when: Vec<Predicate>,
    /// The requirement of a clause.
    pub assertion: Assertion,
    /// The value to report, if it differs from the judged one.
    pub at: Option<Value>,
}

/// The requirement of a clause.
#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "there are a few hundred, and a box would complicate each match")]
pub enum Assertion {
    /// The field must be present.
    Require(Value),
    /// The field must be absent.
    Forbid(Value),
    /// The predicate must be true.
    Check(Predicate),
}

/// A value and the test that it has to pass.
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
    /// Returns whether both predicates apply the same test to the same value.
    pub fn is_same(&self, other: &Predicate) -> bool {
        self.test.is_same(&other.test) && self.value.is_same(&other.value)
    }
}
