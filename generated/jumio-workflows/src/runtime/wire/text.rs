//! Takes values that are written as text, gives that text, so that one test serves all of them.

use std::fmt::{self, Display};

use crate::runtime::Printable;
use crate::runtime::{Open, Personal, Vocabulary};

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

/// Whether the text has nothing but visible ASCII, and neither a backslash nor what stands behind `z`.
#[must_use]
pub(in crate::runtime) fn is_simple(text: &str) -> bool {
    !any(text, |byte| u8::from(byte.wrapping_sub(b'!') > b'z' - b'!') | u8::from(byte == b'\\'))
}

/// Whether the text has any of these bytes of ASCII.
#[must_use]
pub(in crate::runtime) fn has_any<const N: usize>(text: &str, bytes: [u8; N]) -> bool {
    any(text, |byte| bytes.iter().fold(0, |any, known| any | u8::from(byte == *known)))
}

/// Whether any byte is odd.
#[inline]
fn any(text: &str, is_odd: impl Fn(u8) -> u8) -> bool {
    // Every byte is looked at, many at a time: that takes fewer steps than to stop at the first that does not fit.
    let any_odd = |bytes: &[u8]| bytes.iter().fold(0, |any, byte| any | is_odd(*byte));
    let text = text.as_bytes();
    // Blocks of 32, of which the last one overlaps with those before, leave no rest to be looked at one by one.
    match text.last_chunk::<32>() {
        Some(last) => any_odd(&text[..text.len() / 32 * 32]) | any_odd(last) != 0,
        None => any_odd(text) != 0,
    }
}

/// Writes text that came from outside, with control characters and invisible ones escaped.
///
/// # Errors
/// If the formatter fails.
pub fn show(text: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    Printable(text).fmt(f)
}

/// The names as alternatives in a sentence: `A, B or C`; `nothing` if there are none.
#[must_use]
pub fn alternatives(names: &[&str]) -> String {
    listed(names, "or")
}

/// The words with commas between them, and with this one before the last; `nothing` if there are none.
#[must_use]
pub fn listed<T: AsRef<str>>(words: &[T], conjunction: &str) -> String {
    list(words.len(), &|index| words[index].as_ref(), conjunction)
}

/// The same for so many words, whatever their type.
fn list<'a>(count: usize, word: &dyn Fn(usize) -> &'a str, conjunction: &str) -> String {
    if count == 0 {
        return "nothing".to_owned();
    }
    let last = format!(" {conjunction} ");
    let mut text = String::new();
    for index in 0..count {
        text.push_str(match index {
            0 => "",
            _ if index + 1 == count => &last,
            _ => ", ",
        });
        text.push_str(word(index));
    }
    text
}
