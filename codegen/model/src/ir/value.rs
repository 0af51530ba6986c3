//! The values that rules test: fields of a payload, and facts around the payload.

use super::{Known, Name, Schema, Storage};

/// A value that can be tested.
#[derive(Debug, Clone)]
pub enum Value {
    /// A field of the payload.
    Body(Path),
    /// A field of the current item of `each`.
    Item(Path),
    /// A path parameter.
    PathParameter(String),
    /// A fact around the payload.
    Known(Known),
}

/// The type of a value, as far as it matters to tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueKind {
    /// A string.
    Text,
    /// A number.
    Number,
    /// A boolean.
    Truth,
    /// A list of strings.
    Texts,
    /// A value that can only be tested for presence.
    Other,
}

impl ValueKind {
    /// Returns the type as a noun phrase for a message.
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
    /// The fields on the path.
    pub steps: Vec<Step>,
    /// The shape of the value at the end, or of its items if the last step enters a list.
    pub schema: Option<Schema>,
}

impl Path {
    /// Returns whether the path continues with each item of a list.
    pub fn goes_through_list(&self) -> bool {
        self.steps.iter().any(|step| step.each)
    }

    /// Returns whether both paths are the same.
    pub fn is_same(&self, other: &Path) -> bool {
        let names = |path: &Path| path.steps.iter().map(|step| (step.name.wire.clone(), step.each)).collect::<Vec<_>>();
        names(self) == names(other)
    }
}

impl Value {
    /// Returns the path, if the value is part of the payload.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Value::Body(path) | Value::Item(path) => Some(path),
            _ => None,
        }
    }

    /// Returns the fact, if the value is a fact around the payload.
    pub fn known(&self) -> Option<Known> {
        match self {
            Value::Known(known) => Some(*known),
            _ => None,
        }
    }

    /// Returns the fact of a case that supplies the value; `None` for values of the payload and values that are always
    /// known.
    pub fn fact(&self) -> Option<String> {
        match self {
            Value::Body(_) | Value::Item(_) => None,
            Value::PathParameter(name) => Some(format!("path.{name}")),
            Value::Known(known) => known.fact().map(str::to_owned),
        }
    }

    /// Returns whether the value is in a list of the payload, so that there may be several.
    pub fn goes_through_list(&self) -> bool {
        self.path().is_some_and(Path::goes_through_list)
    }

    /// Returns whether both refer to the same value.
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
    /// The field.
    pub name: Name,
    /// Whether the field may be absent.
    pub optional: bool,
    /// The way in which the Rust struct stores the field.
    pub storage: Storage,
    /// Whether the object is received, which means that it keeps unexpected values next to its fields.
    pub received: bool,
    /// Whether the path continues with each item of the field's list.
    pub each: bool,
    /// Whether the value is wrapped as personal data.
    pub personal: bool,
}
