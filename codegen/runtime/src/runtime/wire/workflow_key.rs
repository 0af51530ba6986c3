//! Workflow keys, which can be a number or a string in JSON.

use std::fmt;
use std::hash::{Hash, Hasher};

use crate::runtime::Printable;
use crate::runtime::{AsText, Direction, Place, View, Wire};

/// The key of a workflow. Two keys are equal if their spelling is equal, so `3` and `"3"` are the same key.
#[derive(Clone)]
pub struct WorkflowKey {
    text: Repr,
    /// The form and the direction in which the key was received; `None` if the program created it.
    came: Option<(Form, Direction)>,
}

/// The form of a key in JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// The key is a JSON number.
    Number,
    /// The key is a JSON string.
    Text,
}

/// A string that is stored inline, without allocation, if it is short. In practice, all keys are short.
#[derive(Clone)]
enum Repr {
    Short([u8; SHORT], u8),
    Long(String),
}

/// The maximum number of inline bytes; the largest `u32` has ten digits.
const SHORT: usize = 14;

impl WorkflowKey {
    /// Returns the key as a string.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match &self.text {
            // Only complete strings are stored inline, so the bytes are always UTF-8.
            Repr::Short(bytes, length) => std::str::from_utf8(&bytes[..usize::from(*length)]).unwrap_or_default(),
            Repr::Long(text) => text,
        }
    }

    /// Returns the key as a number if it consists of digits without a leading zero, so that the number has the same
    /// spelling; otherwise `None`.
    #[must_use]
    pub fn as_number(&self) -> Option<u32> {
        number(self.as_str())
    }
}

/// Returns the number if this is its exact spelling.
fn number(text: &str) -> Option<u32> {
    let canonical = text == "0" || !text.starts_with(['0', '+']);
    text.parse().ok().filter(|_| canonical)
}

impl WorkflowKey {
    /// Creates a key that keeps the form in which it was parsed.
    pub(in crate::runtime) fn read(text: &str, form: Form, direction: Direction) -> Self {
        Self { came: Some((form, direction)), ..Self::from(text) }
    }

    /// Returns the JSON number to serialize, or `None` if the key is serialized as a string. A received key keeps its
    /// form. A key to be sent has the documented form: where that is a number, the key is one if it was parsed as one
    /// or fits into a `u32`.
    pub(in crate::runtime) fn json_number(&self, documented: Form) -> Option<&str> {
        let text = self.as_str();
        let is_number = match (self.came, documented) {
            (Some((form, Direction::Response)), _) => form == Form::Number,
            (_, Form::Text) => false,
            (Some((Form::Number, Direction::Request)), Form::Number) => true,
            (_, Form::Number) => number(text).is_some(),
        };
        is_number.then_some(text)
    }
}

impl From<&str> for WorkflowKey {
    fn from(text: &str) -> Self {
        let mut bytes = [0; SHORT];
        let text = match (bytes.get_mut(..text.len()), u8::try_from(text.len())) {
            (Some(place), Ok(length)) => {
                place.copy_from_slice(text.as_bytes());
                Repr::Short(bytes, length)
            }
            _ => Repr::Long(text.to_owned()),
        };
        Self { text, came: None }
    }
}

impl From<u32> for WorkflowKey {
    fn from(number: u32) -> Self {
        let mut digits = [0; 10];
        let mut start = digits.len();
        let mut rest = number;
        loop {
            start -= 1;
            // A remainder of a division by ten fits into a byte.
            digits[start] = b'0' + (rest % 10) as u8;
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        Self::from(std::str::from_utf8(&digits[start..]).unwrap_or_default())
    }
}

impl fmt::Display for WorkflowKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Printable(self.as_str()).fmt(f)
    }
}

impl fmt::Debug for WorkflowKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "WorkflowKey({:?})", self.as_str())
    }
}

impl PartialEq for WorkflowKey {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for WorkflowKey {}

impl Hash for WorkflowKey {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl AsText for WorkflowKey {
    fn as_text(&self) -> Option<&str> {
        Some(self.as_str())
    }
}

impl Wire for WorkflowKey {
    fn blank() -> Self {
        Self::from("")
    }

    fn view(&self) -> View<'_> {
        View::Key(self, Form::Text)
    }

    fn place(&mut self) -> Place<'_> {
        Place::Key(self)
    }
}

crate::serde_over_views!(WorkflowKey);
