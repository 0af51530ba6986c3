//! Finds strings that occur more than once.

use serde_json::{Map, Value};

/// A set of strings. Implemented as a JSON object, whose code is already compiled in `serde_json`; any other set would
/// have to be compiled in addition.
#[derive(Debug, Default, Clone)]
pub(in crate::runtime) struct Texts(Map<String, Value>);

impl Texts {
    /// Adds a string; returns whether it is new.
    pub(in crate::runtime) fn add(&mut self, text: &str) -> bool {
        self.0.insert(text.to_owned(), Value::Null).is_none()
    }

    /// Whether the set contains the string.
    pub(in crate::runtime) fn has(&self, text: &str) -> bool {
        self.0.contains_key(text)
    }

    /// Whether the set is empty.
    pub(in crate::runtime) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All strings, in alphabetical order.
    #[inline]
    pub(in crate::runtime) fn sorted(&self) -> Vec<&str> {
        let mut texts: Vec<&str> = self.0.keys().map(String::as_str).collect();
        texts.sort_unstable();
        texts
    }

    /// The strings that repeat an earlier one among `count` of them, each once; some may be absent.
    pub(in crate::runtime) fn repeated<'a>(count: usize, text: &dyn Fn(usize) -> Option<&'a str>) -> Vec<&'a str> {
        let (mut seen, mut told, mut repeated) = (Self::default(), Self::default(), Vec::new());
        for text in (0..count).filter_map(text) {
            if !seen.add(text) && told.add(text) {
                repeated.push(text);
            }
        }
        repeated
    }
}
