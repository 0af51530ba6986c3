//! Validation rules, resolved.

use super::{CapabilityId, DecisionId, Name, OperationId, Path, Source, Test, TypeId, Value};
pub use verispec_spec::syntax::{Direction, Severity};
use verispec_text::source::Span;

/// A rule file: the rules that belong together.
#[derive(Debug)]
pub struct RuleFile {
    /// The stem, which is the name of the module.
    pub name: Name,
    /// What the rules watch over.
    pub summary: String,
    /// The rules, in spec order.
    pub rules: Vec<Rule>,
}

/// A validation rule.
#[derive(Debug)]
pub struct Rule {
    /// Its id.
    pub name: Name,
    /// Why it exists.
    pub summary: String,
    /// The operations whose payloads it judges.
    pub operations: Vec<OperationId>,
    /// Which payload.
    pub direction: Direction,
    /// The type of the payload, if the rule looks at it.
    pub body: Option<TypeId>,
    /// What it demands; one per capability if it is made per capability.
    pub clauses: Vec<Clause>,
    /// How bad a violation is.
    pub severity: Severity,
    /// How bad it is under the strict policy.
    pub strict: Severity,
    /// Where the spec says that what a warning requires is an argument nevertheless.
    pub argument: Option<Span>,
    /// What to tell.
    pub message: String,
    /// Where this stands.
    pub source: Source,
    /// Decisions behind it.
    pub decisions: Vec<DecisionId>,
}

/// What a rule demands.
#[derive(Debug)]
pub struct Clause {
    /// The capability that it is made for.
    pub capability: Option<CapabilityId>,
    /// The list that it is applied to item by item.
    pub each: Option<Path>,
    /// When it applies.
    pub when: Vec<Predicate>,
    /// What must hold.
    pub assertion: Assertion,
    /// Where to point, if not at what is judged.
    pub at: Option<Value>,
}

/// What must hold.
#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "there are a few hundred, and a box would complicate each match")]
pub enum Assertion {
    /// A member is there.
    Require(Value),
    /// A member is not there.
    Forbid(Value),
    /// A predicate holds.
    Check(Predicate),
}

/// A value and its test.
#[derive(Debug)]
pub struct Predicate {
    /// The value.
    pub value: Value,
    /// The test.
    pub test: Test,
    /// Where the spec says so.
    pub span: Span,
}

impl Predicate {
    /// Whether both ask the same of the same value.
    pub fn is_same(&self, other: &Predicate) -> bool {
        self.test.is_same(&other.test) && self.value.is_same(&other.value)
    }
}
