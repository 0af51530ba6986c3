//! The resolved model of the fields that may accompany the decision of a passed result.

use serde_json::{Value, json};

use super::{DecisionId, Path, Source};
pub use verispec_spec::syntax::WhenAbsent;
use verispec_spec::syntax::{Content, Data};

/// The field values that are consistent with a passed result.
#[derive(Debug)]
pub struct PassesWith {
    /// The path from a result to the field.
    pub path: Path,
    /// The values that are consistent with a passed result. Any other value contradicts it.
    pub values: Vec<PassValue>,
    /// The effect of an absent field.
    pub absent: WhenAbsent,
    /// The section of a document that these facts come from.
    pub source: Source,
    /// Decisions that deviate from the documents or go beyond them.
    pub decisions: Vec<DecisionId>,
}

/// A value that is consistent with a passed result.
#[derive(Debug)]
pub struct PassValue {
    /// The value without its span.
    pub plain: Plain,
    /// The value with its span in the spec.
    pub data: Data,
}

/// A value that can be compared unambiguously.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Plain {
    /// A string.
    Text(String),
    /// An integer.
    Integer(i64),
    /// A boolean.
    Boolean(bool),
    /// An empty list.
    EmptyList,
}

impl Plain {
    /// Converts data to a value; `None` if the data cannot be compared unambiguously.
    pub fn of(data: &Data) -> Option<Self> {
        match &data.value {
            Content::Scalar(Value::String(text)) => Some(Self::Text(text.clone())),
            Content::Scalar(Value::Number(number)) => number.as_i64().map(Self::Integer),
            Content::Scalar(Value::Bool(value)) => Some(Self::Boolean(*value)),
            Content::List(items) if items.is_empty() => Some(Self::EmptyList),
            _ => None,
        }
    }

    /// Converts the value to JSON.
    pub fn to_json(&self) -> Value {
        match self {
            Self::Text(text) => json!(text),
            Self::Integer(number) => json!(number),
            Self::Boolean(value) => json!(value),
            Self::EmptyList => json!([]),
        }
    }

    /// Formats the value for display.
    pub fn in_words(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            other => other.to_json().to_string(),
        }
    }
}

impl PassesWith {
    /// Returns the effect of an absent field, as spelled in the spec.
    pub fn absent_word(&self) -> &'static str {
        match self.absent {
            WhenAbsent::NotJudged => "not_judged",
            WhenAbsent::Agrees => "agrees",
            WhenAbsent::Contradicts => "contradicts",
        }
    }

    /// Describes the effect of an absent field, for display.
    pub fn absent_in_words(&self) -> &'static str {
        match self.absent {
            WhenAbsent::NotJudged => "listed as not judged",
            WhenAbsent::Agrees => "agrees",
            WhenAbsent::Contradicts => "contradicts the pass",
        }
    }
}
