//! Rules and violations: inserts facts into a rule's message to produce a readable, serializable violation.

use std::fmt::{self, Write as _};

use serde::ser::{Serialize, SerializeStruct, Serializer};

use crate::runtime::Printable;

/// The severity of a violation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The provider accepts the payload today, but the result may be unexpected.
    Warning,
    /// A request with this violation must not be sent; a response with it must not be relied on.
    Error,
}

impl Severity {
    /// Returns the severity as a lowercase word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

// Implemented manually, because the derive macro would take longer to compile than the rest of the crate.
impl Serialize for Severity {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// The policy for judging payloads.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "cli", derive(serde::Deserialize))]
#[cfg_attr(feature = "cli", serde(rename_all = "lowercase"))]
pub enum Policy {
    /// The rules that the provider applies today.
    #[default]
    Default,
    /// The rules that the provider has announced for the future.
    Strict,
    /// Like [`Strict`](Self::Strict), but also rejects a payload if a rule of severity error could not be judged.
    Complete,
}

/// A rule that payloads are judged by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// The id of the rule, which never changes.
    pub id: &'static str,
    /// The severity of a violation.
    pub severity: Severity,
    /// The severity under [`Policy::Strict`].
    pub strict: Severity,
    /// The message template; `{value}`, `{allowed}` and `{workflow}` are filled in from [`Found`].
    pub message: &'static str,
    /// A link to the documentation.
    pub docs: &'static str,
}

/// The facts that are inserted into a violation's message.
#[derive(Debug, Default, Clone)]
pub struct Found<'a> {
    /// The judged value.
    pub value: Option<&'a str>,
    /// The allowed values.
    pub allowed: Option<String>,
    /// The workflow that the judgment depends on.
    pub workflow: Option<&'a str>,
}

/// A violation of a rule: the rule and the location.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// The id of the rule.
    pub rule: &'static str,
    /// The severity of the violation.
    pub severity: Severity,
    /// The JSON Pointer to the offending value; empty for the complete payload.
    pub pointer: String,
    /// The description of the violation, and how to fix it.
    pub message: String,
    /// A link to the documentation.
    pub docs: &'static str,
}

impl Serialize for Violation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut members = serializer.serialize_struct("Violation", 5)?;
        members.serialize_field("rule", self.rule)?;
        members.serialize_field("severity", &self.severity)?;
        members.serialize_field("pointer", &self.pointer)?;
        members.serialize_field("message", &self.message)?;
        members.serialize_field("docs", self.docs)?;
        members.end()
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}[{}]", self.severity, self.rule)?;
        if !self.pointer.is_empty() {
            write!(f, " at {}", Printable(&self.pointer))?;
        }
        write!(f, ": {} ({})", Printable(&self.message), self.docs)
    }
}

/// The maximum number of characters of a value in a message. Longer values would make the message unreadable.
const LONGEST_VALUE: usize = 80;

impl Found<'_> {
    /// Fills the placeholders of a rule's message. Other braces remain unchanged.
    pub(in crate::runtime) fn fill(&self, message: &str) -> String {
        let mut filled = String::with_capacity(message.len() + 32);
        let mut rest = message;
        while let Some(start) = rest.find('{') {
            filled.push_str(&rest[..start]);
            rest = &rest[start..];
            let end = rest.find('}').map_or(rest.len(), |end| end + 1);
            match &rest[..end] {
                "{value}" => push_shortened(&mut filled, self.value.unwrap_or("nothing")),
                "{allowed}" => filled.push_str(self.allowed.as_deref().unwrap_or("a documented value")),
                "{workflow}" => push_shortened(&mut filled, self.workflow.unwrap_or("this workflow")),
                other => filled.push_str(other),
            }
            rest = &rest[end..];
        }
        filled.push_str(rest);
        filled
    }
}

/// Values come from payloads, so they are escaped. Otherwise, a value could forge a log line.
fn push_shortened(filled: &mut String, value: &str) {
    // A string never has more characters than bytes.
    let end = if value.len() > LONGEST_VALUE { value.char_indices().nth(LONGEST_VALUE) } else { None };
    match end {
        Some((end, _)) => {
            push(filled, &value[..end]);
            filled.push('…');
        }
        None => push(filled, value),
    }
}

fn push(filled: &mut String, value: &str) {
    // Writing to a `String` cannot fail.
    _ = write!(filled, "{}", Printable(value));
}
