//! Takes texts, tells which of them came before.

use serde_json::{Map, Value};

/// Texts, each once. A JSON object serves as the set of them: it is compiled already, in `serde_json`, and every other set would
/// be compiled besides.
#[derive(Debug, Default, Clone)]
pub(in crate::runtime) struct Texts(Map<String, Value>);

impl Texts {
    /// Adds a text; whether it is new.
    pub(in crate::runtime) fn add(&mut self, text: &str) -> bool {
        self.0.insert(text.to_owned(), Value::Null).is_none()
    }

    /// Whether the text is there.
    pub(in crate::runtime) fn has(&self, text: &str) -> bool {
        self.0.contains_key(text)
    }

    /// Whether there is none.
    pub(in crate::runtime) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All of them, in the order of the alphabet.
    #[inline]
    pub(in crate::runtime) fn sorted(&self) -> Vec<&str> {
        let mut texts: Vec<&str> = self.0.keys().map(String::as_str).collect();
        texts.sort_unstable();
        texts
    }

    /// So many texts of which some may be absent: those that came before in the row, each once.
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
