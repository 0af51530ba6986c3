//! Line endings: git may check out any text file with CRLF, so strings that only differ in line endings count as equal.
//!
//! The generator writes only LF. Files that are compiled into it have the type [`Embedded`].

use std::borrow::Cow;
use std::sync::OnceLock;

/// Converts line endings to LF. Other carriage returns are kept.
pub fn lf(text: &str) -> Cow<'_, str> {
    if text.contains("\r\n") { Cow::Owned(text.replace("\r\n", "\n")) } else { Cow::Borrowed(text) }
}

/// Like [`lf`], but for bytes that may not be UTF-8.
pub fn lf_bytes(bytes: &[u8]) -> Cow<'_, [u8]> {
    if !bytes.windows(2).any(|pair| pair == b"\r\n") {
        return Cow::Borrowed(bytes);
    }
    let next = bytes.iter().skip(1).map(Some).chain([None]);
    let kept = bytes.iter().zip(next).filter(|(byte, next)| **byte != b'\r' || *next != Some(&b'\n'));
    Cow::Owned(kept.map(|(byte, _)| *byte).collect())
}

/// Converts line endings to those of another string: to CRLF if all of its lines end with CRLF, as git writes them, and
/// to LF otherwise.
pub fn like<'a>(text: &'a str, other: &str) -> Cow<'a, str> {
    let lines = other.matches('\n').count();
    let crlf = lines > 0 && other.matches("\r\n").count() == lines;
    if crlf { Cow::Owned(lf(text).replace('\n', "\r\n")) } else { Cow::Borrowed(text) }
}

/// A file that is compiled in by [`embedded!`](crate::embedded!), with the line endings of the checkout.
#[derive(Debug)]
pub struct Embedded {
    compiled: &'static str,
    /// The content with LF line endings, computed when it is first needed.
    lf: OnceLock<String>,
}

impl Embedded {
    /// Wraps the result of `include_str!`. Use [`embedded!`](crate::embedded!) instead of calling this function.
    pub const fn new(compiled: &'static str) -> Self {
        Self { compiled, lf: OnceLock::new() }
    }

    /// Returns the content with LF line endings, regardless of the checkout.
    pub fn text(&self) -> &str {
        match lf(self.compiled) {
            Cow::Borrowed(text) => text,
            Cow::Owned(text) => self.lf.get_or_init(|| text),
        }
    }
}

/// Compiles a file in like `include_str!`, but independently of the checkout's line endings.
#[macro_export]
macro_rules! embedded {
    ($path:expr) => {{
        static TEXT: $crate::endings::Embedded = $crate::endings::Embedded::new(include_str!($path));
        &TEXT
    }};
}

#[cfg(test)]
mod tests {
    use super::{Embedded, lf, lf_bytes, like};

    #[test]
    fn only_the_ending_of_a_line_is_replaced() {
        for (text, expected) in [
            ("", ""),
            ("a\nb", "a\nb"),
            ("a\r\nb\r\n", "a\nb\n"),
            ("a\r\nb\n", "a\nb\n"),
            ("a\r\r\nb", "a\r\nb"),
            ("a\rb\r", "a\rb\r"),
            ("\r\n", "\n"),
        ] {
            assert_eq!(lf(text), expected, "{text:?}");
            assert_eq!(lf_bytes(text.as_bytes()), expected.as_bytes(), "{text:?}");
            assert_eq!(Embedded::new(text.to_owned().leak()).text(), expected, "{text:?}");
        }
        assert_eq!(lf_bytes(b"\xFF\r\n\r"), b"\xFF\n\r".as_slice());
    }

    #[test]
    fn an_edited_text_keeps_the_endings_of_the_file() {
        assert_eq!(like("a\nb\n", "x\r\ny\r\n"), "a\r\nb\r\n");
        assert_eq!(like("a\r\nb\n", "x\r\n"), "a\r\nb\r\n");
        for mixed in ["x\ny\r\n", "x\r\ny\n"] {
            assert_eq!(like("a\nb\n", mixed), "a\nb\n");
        }
        assert_eq!(like("a\n", ""), "a\n");
    }
}
