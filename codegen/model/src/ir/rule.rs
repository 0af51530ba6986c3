//! Validation rules, resolved.

use super::{CapabilityId, DecisionId, Duration, Known, ListId, Name, OperationId, Schema, Source, Storage, TypeId};
pub use verispec_spec::syntax::{CredentialTestKind, Direction, ModelLimit, ModelSet, Severity, TextFormat};
use verispec_text::source::{Span, Spanned};

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
#[expect(
    clippy::large_enum_variant,
    reason = "there are a few hundred, and a box would stand in the way of each match"
)]
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

/// A value that can be tested.
#[derive(Debug, Clone)]
pub enum Value {
    /// A member of the payload.
    Body(Path),
    /// A member of the item that `each` is at.
    Item(Path),
    /// A parameter of the path.
    PathParameter(String),
    /// A value that is known around the payload.
    Known(Known),
}

/// What kind of value it is, as far as tests care.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueKind {
    /// Text.
    Text,
    /// A number.
    Number,
    /// A truth value.
    Truth,
    /// A list of texts.
    Texts,
    /// Something else that can only be there or not.
    Other,
}

impl ValueKind {
    /// What it is, in a sentence.
    pub fn in_words(self) -> &'static str {
        match self {
            ValueKind::Text => "a string",
            ValueKind::Number => "a number",
            ValueKind::Truth => "a boolean",
            ValueKind::Texts => "a list of strings",
            ValueKind::Other => "a value that only `present` can test",
        }
    }
}

/// A path through a payload.
#[derive(Debug, Clone)]
pub struct Path {
    /// The members on the way.
    pub steps: Vec<Step>,
    /// What the value at its end looks like; of the item, if the last step goes through a list.
    pub schema: Option<Schema>,
}

impl Path {
    /// Whether the path goes on with each item of a list.
    pub fn goes_through_list(&self) -> bool {
        self.steps.iter().any(|step| step.each)
    }

    /// Whether both paths go the same way.
    pub fn is_same(&self, other: &Path) -> bool {
        let names = |path: &Path| path.steps.iter().map(|step| (step.name.wire.clone(), step.each)).collect::<Vec<_>>();
        names(self) == names(other)
    }
}

impl Value {
    /// The path, for a value of the payload.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Value::Body(path) | Value::Item(path) => Some(path),
            _ => None,
        }
    }

    /// The value, if it is known around the payload.
    pub fn known(&self) -> Option<Known> {
        match self {
            Value::Known(known) => Some(*known),
            _ => None,
        }
    }

    /// The fact of a case that gives it; nothing for values of the payload and what is always known.
    pub fn fact(&self) -> Option<String> {
        match self {
            Value::Body(_) | Value::Item(_) => None,
            Value::PathParameter(name) => Some(format!("path.{name}")),
            Value::Known(known) => known.fact().map(str::to_owned),
        }
    }

    /// Whether the value is one of several, in a list of the payload.
    pub fn goes_through_list(&self) -> bool {
        self.path().is_some_and(Path::goes_through_list)
    }

    /// Whether both are the same value.
    pub fn is_same(&self, other: &Value) -> bool {
        match (self, other) {
            (Value::Body(a), Value::Body(b)) | (Value::Item(a), Value::Item(b)) => a.is_same(b),
            (Value::PathParameter(a), Value::PathParameter(b)) => a == b,
            (Value::Known(a), Value::Known(b)) => a == b,
            _ => false,
        }
    }
}

impl Predicate {
    /// Whether both ask the same of the same value. Tests of other kinds are taken to be different.
    pub fn is_same(&self, other: &Predicate) -> bool {
        let tests = match (&self.test, &other.test) {
            (Test::In(a), Test::In(b)) | (Test::NotIn(a), Test::NotIn(b)) => a == b,
            (Test::Present(a), Test::Present(b)) | (Test::Is(a), Test::Is(b)) => a == b,
            (Test::Contains(a), Test::Contains(b)) | (Test::Lacks(a), Test::Lacks(b)) => a == b,
            (Test::Min(a), Test::Min(b)) | (Test::Max(a), Test::Max(b)) => a == b,
            (Test::MinItems(a), Test::MinItems(b)) | (Test::MaxItems(a), Test::MaxItems(b)) => a == b,
            (Test::InList(a), Test::InList(b)) => a == b,
            (Test::Format(a), Test::Format(b)) => a == b,
            (Test::SameAs(a), Test::SameAs(b)) | (Test::SubsetOf(a), Test::SubsetOf(b)) => a.is_same(b),
            _ => false,
        };
        tests && self.value.is_same(&other.value)
    }
}

/// A step of a path.
#[derive(Debug, Clone)]
pub struct Step {
    /// The member.
    pub name: Name,
    /// Whether it may be absent.
    pub optional: bool,
    /// How the Rust type holds it.
    pub storage: Storage,
    /// Whether it is a member of something received, which keeps what the field cannot hold beside it.
    pub received: bool,
    /// Whether the path goes on with each of its items.
    pub each: bool,
    /// Whether the value is wrapped as personal data.
    pub personal: bool,
}

/// A test of a value.
#[derive(Debug)]
pub enum Test {
    /// It is there, or not.
    Present(bool),
    /// It is one of these.
    In(Vec<String>),
    /// It is none of these.
    NotIn(Vec<String>),
    /// It is true, or false.
    Is(bool),
    /// It is in the list.
    InList(ListId),
    /// It is in the set of the model, which may depend on another value.
    InSet(ModelSet, Option<Value>),
    /// It is at most this limit of the model.
    Within(ModelLimit),
    /// The list contains this.
    Contains(String),
    /// The list lacks this.
    Lacks(String),
    /// Every item is in the other list.
    SubsetOf(Value),
    /// No item occurs twice.
    Distinct,
    /// It is at least this.
    Min(i64),
    /// It is at most this.
    Max(i64),
    /// The list has at least this many items.
    MinItems(u32),
    /// The list has at most this many items.
    MaxItems(u32),
    /// It is spelled like this.
    Format(TextFormat),
    /// It is at least this long.
    MinDuration(Duration),
    /// It is at most this long.
    MaxDuration(Duration),
    /// It is at most this many years old.
    MaxAgeYears(u32),
    /// It is not in the future.
    NotInFuture,
    /// It equals the other value.
    SameAs(Value),
    /// The list of credentials suits the workflow.
    Credentials {
        /// How.
        test: CredentialTestKind,
        /// The member that holds an item's category.
        category: Spanned<Step>,
        /// The member that holds an item's id.
        id: Spanned<Step>,
    },
}
