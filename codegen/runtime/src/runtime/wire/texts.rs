//! Finds strings that occur more than once.

use serde_json::{Map, Value};

/// A set of strings, implemented as a JSON object, because `serde_json` already compiles the code for that. Any other
/// set would be compiled in addition.
#[derive(Debug, Default, Clone)]
pub(in crate::runtime) struct Texts(Map<String, Value>);

impl Texts {
    /// Adds a string; returns whether it is new.
    pub(in crate::runtime) fn add(&mut self, text: &str) -> bool {
        self.0.insert(text.to_owned(), Value::Null).is_none()
    }

    /// Returns whether the set contains the string.
    pub(in crate::runtime) fn has(&self, text: &str) -> bool {
        self.0.contains_key(text)
    }

    /// Returns whether the set is empty.
    pub(in crate::runtime) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns all strings, in alphabetical order.
    #[inline]
    pub(in crate::runtime) fn sorted(&self) -> Vec<&str> {
        let mut texts: Vec<&str> = self.0.keys().map(String::as_str).collect();
        texts.sort_unstable();
        texts
    }

    /// Returns the strings, without repetitions, that occur more than once among `count` strings, some of which may be
    /// absent.
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
