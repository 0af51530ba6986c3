//! Values that rules test: fields of a payload, and what is known around it.

use super::{Known, Name, Schema, Storage};

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
