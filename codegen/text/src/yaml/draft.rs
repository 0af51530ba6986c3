//! Values to be written as YAML, with their comments and blank lines.

use serde_json::Value;

/// A value to write.
#[derive(Debug, Clone, PartialEq)]
pub enum Yaml {
    /// A scalar, spelled as in the output.
    Scalar(String),
    /// A string on one line.
    Text(String),
    /// A string that may be wrapped.
    Prose(String),
    /// A list.
    List(Vec<Item>),
    /// A mapping.
    Map(Vec<Entry>),
}

/// An item of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// Comments above the item.
    pub notes: Vec<String>,
    /// The value after the hyphen.
    pub value: Yaml,
}

/// An entry of a mapping.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Comments above the entry.
    pub notes: Vec<String>,
    /// The key, without quotes.
    pub key: String,
    /// The value, on the same line or below the key.
    pub value: Yaml,
    /// A comment at the end of the line.
    pub beside: Option<String>,
    /// Whether a blank line precedes the entry.
    pub apart: bool,
}

impl Yaml {
    /// Creates a name, a URL or another string that must not be wrapped.
    pub fn text(text: &str) -> Self {
        Yaml::Text(text.to_owned())
    }

    /// Creates prose, which may be wrapped.
    pub fn prose(text: &str) -> Self {
        Yaml::Prose(text.to_owned())
    }

    /// Creates a number.
    pub fn number(number: impl std::fmt::Display) -> Self {
        Yaml::Scalar(number.to_string())
    }

    /// Creates `true`, which is the only boolean that a spec needs, because `false` is the default and therefore
    /// omitted.
    pub fn yes() -> Self {
        Yaml::Scalar("true".to_owned())
    }

    /// Creates a list of names.
    pub fn words<T: AsRef<str>>(words: impl IntoIterator<Item = T>) -> Self {
        Yaml::list(words.into_iter().map(|word| Yaml::text(word.as_ref())))
    }

    /// Creates a list of values.
    pub fn list(items: impl IntoIterator<Item = Yaml>) -> Self {
        Yaml::List(items.into_iter().map(|value| Item { notes: Vec::new(), value }).collect())
    }

    /// Converts JSON and keeps the order of its fields. `text` converts each string.
    pub(super) fn of(value: Value, text: fn(String) -> Self) -> Self {
        match value {
            Value::Null | Value::Bool(_) | Value::Number(_) => Yaml::Scalar(value.to_string()),
            Value::String(string) => text(string),
            Value::Array(items) => Yaml::list(items.into_iter().map(|item| Yaml::of(item, text))),
            Value::Object(fields) => {
                Yaml::Map(fields.into_iter().map(|(key, value)| Entry::new(&key, Yaml::of(value, text))).collect())
            }
        }
    }

    /// Converts JSON and keeps the order of its fields.
    pub fn json(value: &Value) -> Self {
        Yaml::of(value.clone(), Yaml::Text)
    }
}

impl Entry {
    /// Creates an entry without comments.
    pub fn new(key: &str, value: Yaml) -> Self {
        Self { notes: Vec::new(), key: key.to_owned(), value, beside: None, apart: false }
    }

    /// Adds comments above the entry.
    pub fn noted(self, notes: impl IntoIterator<Item = String>) -> Self {
        Self { notes: self.notes.into_iter().chain(notes).collect(), ..self }
    }

    /// Sets the comment at the end of the line.
    pub fn beside(self, comment: String) -> Self {
        Self { beside: Some(comment), ..self }
    }

    /// Adds a blank line before the entry.
    pub fn apart(self) -> Self {
        Self { apart: true, ..self }
    }
}
