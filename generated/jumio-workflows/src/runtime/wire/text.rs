//! Values that are strings on the wire, so that the same functions can test all of them.

use std::fmt::{self, Display};

use crate::runtime::Printable;
use crate::runtime::{Open, Personal, Vocabulary};

/// A value that is a string on the wire.
pub trait AsText {
    /// Returns the string, or `None` if there is no value.
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

/// Returns whether the string consists only of visible ASCII characters up to `z`, without backslashes.
#[must_use]
pub(in crate::runtime) fn is_simple(text: &str) -> bool {
    !any(text, |byte| u8::from(byte.wrapping_sub(b'!') > b'z' - b'!') | u8::from(byte == b'\\'))
}

/// Returns whether the string contains any of these ASCII bytes.
#[must_use]
pub(in crate::runtime) fn has_any<const N: usize>(text: &str, bytes: [u8; N]) -> bool {
    any(text, |byte| bytes.iter().fold(0, |any, known| any | u8::from(byte == *known)))
}

/// Returns whether the function returns a non-zero value for any byte.
#[inline]
fn any(text: &str, is_odd: impl Fn(u8) -> u8) -> bool {
    // Checks every byte, many at a time. This is faster than stopping at the first match.
    let any_odd = |bytes: &[u8]| bytes.iter().fold(0, |any, byte| any | is_odd(*byte));
    let text = text.as_bytes();
    // Processes blocks of 32 bytes. The last block overlaps the previous one, so that the remainder needs no byte loop.
    match text.last_chunk::<32>() {
        Some(last) => any_odd(&text[..text.len() / 32 * 32]) | any_odd(last) != 0,
        None => any_odd(text) != 0,
    }
}

/// Writes a string from outside, with control and invisible characters escaped.
///
/// # Errors
///
/// Fails if the formatter fails.
pub fn show(text: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    Printable(text).fmt(f)
}

/// Joins names as alternatives in a sentence, such as `A, B or C`. Returns `nothing` if there are none.
#[must_use]
pub fn alternatives(names: &[&str]) -> String {
    listed(names, "or")
}

/// Joins words with commas, and with this conjunction before the last one. Returns `nothing` if there are none.
#[must_use]
pub fn listed<T: AsRef<str>>(words: &[T], conjunction: &str) -> String {
    list(words.len(), &|index| words[index].as_ref(), conjunction)
}

/// Joins a known number of displayable items with commas and a conjunction.
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
