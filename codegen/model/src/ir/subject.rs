//! The inputs of a test: the value in several forms, and the argument.

use serde_json::Value as Json;
use verispec_runtime::runtime::time::Moment;
use verispec_runtime::runtime::{Number, TextFormat as Spelling};

use super::{Duration, ListId, Model, Value};
use verispec_spec::syntax::TextFormat;

/// The argument of a test.
#[derive(Debug, Clone)]
pub enum Operand {
    /// No argument.
    None,
    /// Either `true` or `false`.
    Flag(bool),
    /// One or more enum values.
    Words(Vec<String>),
    /// A number.
    Number(i64),
    /// A number of items or years.
    Count(u32),
    /// A string format.
    Format(TextFormat),
    /// A duration.
    Duration(Duration),
    /// A code list of the spec.
    List(ListId),
    /// Another value.
    Value(Box<Value>),
}

impl Operand {
    /// Returns the enum values.
    pub fn words(&self) -> Option<Vec<&str>> {
        match self {
            Operand::Words(words) => Some(words.iter().map(String::as_str).collect()),
            _ => None,
        }
    }

    /// Returns the enum value, if there is exactly one.
    pub(super) fn word(&self) -> Option<&str> {
        match self {
            Operand::Words(words) => words.first().filter(|_| words.len() == 1).map(String::as_str),
            _ => None,
        }
    }

    pub(super) fn flag(&self) -> Option<bool> {
        match self {
            Operand::Flag(flag) => Some(*flag),
            _ => None,
        }
    }

    pub(super) fn number(&self) -> Option<i64> {
        match self {
            Operand::Number(number) => Some(*number),
            _ => None,
        }
    }

    pub(super) fn count(&self) -> Option<u32> {
        match self {
            Operand::Count(count) => Some(*count),
            _ => None,
        }
    }

    pub(super) fn seconds(&self) -> Option<u64> {
        match self {
            Operand::Duration(duration) => Some(duration.seconds),
            _ => None,
        }
    }

    pub(super) fn format(&self) -> Option<Spelling> {
        let Operand::Format(format) = self else { return None };
        Some(match format {
            TextFormat::Url => Spelling::Url,
            TextFormat::Ip => Spelling::Ip,
            TextFormat::UtcTimestamp => Spelling::UtcTimestamp,
            TextFormat::Date => Spelling::Date,
            TextFormat::Duration => Spelling::Duration,
            TextFormat::Placeholder => Spelling::Placeholder,
            TextFormat::UrlOrPlaceholder => Spelling::UrlOrPlaceholder,
        })
    }

    /// Returns the amount, if the argument can be compared by size.
    pub(super) fn size(&self) -> Option<i128> {
        match self {
            Operand::Number(number) => Some((*number).into()),
            Operand::Count(count) => Some((*count).into()),
            Operand::Duration(duration) => Some(duration.seconds.into()),
            _ => None,
        }
    }

    /// Returns whether both arguments are equal.
    pub fn is_same(&self, other: &Operand) -> bool {
        match (self, other) {
            (Operand::None, Operand::None) => true,
            (Operand::Flag(a), Operand::Flag(b)) => a == b,
            (Operand::Words(a), Operand::Words(b)) => a == b,
            (Operand::Format(a), Operand::Format(b)) => a == b,
            (Operand::List(a), Operand::List(b)) => a == b,
            (Operand::Value(a), Operand::Value(b)) => a.is_same(b),
            _ => self.size().is_some() && self.size() == other.size(),
        }
    }
}

/// A value that is tested, in the forms that tests need: a value of a payload, or a fact around the payload.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// The spec.
    pub model: &'a Model,
    /// The tested value; `None` if it is absent or unknown.
    pub value: Option<&'a Json>,
    /// The other value that the tested value is compared with.
    pub other: Option<&'a Json>,
    /// The time as of which ages are calculated.
    pub now: Option<Moment>,
}

impl<'a> Subject<'a> {
    pub(super) fn text(&self) -> Option<String> {
        text(self.value)
    }

    pub(super) fn texts(&self) -> Option<Vec<String>> {
        texts(self.value)
    }

    pub(super) fn other_text(&self) -> Option<String> {
        text(self.other)
    }

    pub(super) fn other_texts(&self) -> Option<Vec<String>> {
        texts(self.other)
    }

    pub(super) fn flag(&self) -> Option<bool> {
        self.value?.as_bool()
    }

    pub(super) fn number(&self) -> Option<Number> {
        self.value?.as_number()?.to_string().parse().ok()
    }

    pub(super) fn length(&self) -> Option<usize> {
        Some(self.value?.as_array()?.len())
    }

    /// Returns the codes of the list that the argument names.
    pub(super) fn list(&self, operand: &Operand) -> Option<Vec<&'a str>> {
        match operand {
            Operand::List(id) => Some(self.model[*id].values.iter().map(String::as_str).collect()),
            _ => None,
        }
    }
}

/// Returns a value as a string. A workflow key may also be a number.
pub fn text(value: Option<&Json>) -> Option<String> {
    match value? {
        Json::String(text) => Some(text.clone()),
        Json::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// Returns the strings in an array.
pub fn texts(value: Option<&Json>) -> Option<Vec<String>> {
    Some(value?.as_array()?.iter().filter_map(|item| text(Some(item))).collect())
}
