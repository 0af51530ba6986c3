//! The resolved model of validation rules.

use super::{CapabilityId, DecisionId, Name, OperationId, Path, Source, Test, TypeId, Value};
pub use verispec_spec::syntax::{Direction, Severity};
use verispec_text::source::Span;

/// A rule file: rules that belong together.
#[derive(Debug)]
pub struct RuleFile {
    /// The stem of the file name, which is also the name of the module.
    pub name: Name,
    /// A description of what the rules in the file are for.
    pub summary: String,
    /// The rules, in spec order.
    pub rules: Vec<Rule>,
}

/// A validation rule.
#[derive(Debug)]
pub struct Rule {
    /// The id of the rule.
    pub name: Name,
    /// The reason for the rule, for the docs.
    pub summary: String,
    /// The operations whose payloads it judges.
    pub operations: Vec<OperationId>,
    /// Whether the rule judges the request or the response.
    pub direction: Direction,
    /// The type of the payload; `None` if the rule does not refer to the payload.
    pub body: Option<TypeId>,
    /// The clauses of the rule: one, or one per capability for a rule with `each_capability`.
    pub clauses: Vec<Clause>,
    /// The severity of a violation under the default policy.
    pub severity: Severity,
    /// The severity of a violation under the strict policy.
    pub strict: Severity,
    /// The span of the `argument` keyword, which makes the required field of a warning an argument.
    pub argument: Option<Span>,
    /// The message, with placeholders such as `{value}`.
    pub message: String,
    /// The section of a document that these facts come from.
    pub source: Source,
    /// Decisions that deviate from the documents or go beyond them.
    pub decisions: Vec<DecisionId>,
}

/// A requirement of a rule, with the conditions under which it applies.
#[derive(Debug)]
pub struct Clause {
    /// The capability that the clause was created for.
    pub capability: Option<CapabilityId>,
    /// The list whose items the clause judges one by one.
    pub each: Option<Path>,
    /// The conditions that must all hold for the clause to apply.
    pub when: Vec<Predicate>,
    /// What the clause requires.
    pub assertion: Assertion,
    /// The value at whose location a violation is reported, if it is not the judged value.
    pub at: Option<Value>,
}

/// What a clause requires.
#[derive(Debug)]
#[expect(
    clippy::large_enum_variant,
    reason = "a model has only a few hundred of these values, and a box would complicate each match"
)]
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
