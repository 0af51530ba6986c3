//! Takes values that are written as text, gives that text, so that one test serves all of them.

use super::{Open, Personal, Vocabulary};

/// A value that is text on the wire.
pub trait AsText {
    /// The text, or `None` if there is no value.
    fn as_text(&self) -> Option<&str>;
}

impl AsText for str {
    fn as_text(&self) -> Option<&str> {
        Some(self)
    }
}

impl AsText for String {
    fn as_text(&self) -> Option<&str> {
        Some(self)
    }
}

impl<T: AsText> AsText for Option<T> {
    fn as_text(&self) -> Option<&str> {
        self.as_ref().and_then(T::as_text)
    }
}

impl<T: AsText + ?Sized> AsText for &T {
    fn as_text(&self) -> Option<&str> {
        (**self).as_text()
    }
}

impl<T: AsText + ?Sized> AsText for Box<T> {
    fn as_text(&self) -> Option<&str> {
        (**self).as_text()
    }
}

impl<T: AsText> AsText for Personal<T> {
    fn as_text(&self) -> Option<&str> {
        (**self).as_text()
    }
}

impl<T: Vocabulary> AsText for Open<T> {
    fn as_text(&self) -> Option<&str> {
        Some(self.as_str())
    }
}

/// The names as alternatives in a sentence: `A, B or C`; `nothing` if there are none.
#[must_use]
pub fn alternatives(names: &[&str]) -> String {
    listed(names, "or")
}

/// The words with commas between them, and with this one before the last; `nothing` if there are none.
#[must_use]
pub fn listed<T: AsRef<str>>(words: &[T], conjunction: &str) -> String {
    let Some((last, first)) = words.split_last() else {
        return "nothing".to_owned();
    };
    let mut text = String::new();
    for (index, word) in first.iter().enumerate() {
        text.push_str(if index == 0 { "" } else { ", " });
        text.push_str(word.as_ref());
    }
    if !first.is_empty() {
        text.extend([" ", conjunction, " "]);
    }
    text.push_str(last.as_ref());
    text
}
