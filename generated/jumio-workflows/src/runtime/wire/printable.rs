//! Makes strings from outside safe to display: escapes characters that forge lines, reorder text or are invisible.

use std::borrow::Cow;
use std::fmt::{self, Write};

/// Displays a string from outside with misleading characters as escapes, such as `\u{202e}`.
#[derive(Debug, Clone, Copy)]
pub struct Printable<'a>(pub &'a str);

impl fmt::Display for Printable<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Fast path: nearly all strings contain no such character.
        if self.0.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
            return f.write_str(self.0);
        }
        self.0.chars().try_for_each(|character| match character {
            '\n' | '\r' | '\t' => write!(f, "{}", character.escape_default()),
            _ if misleads(character) => write!(f, "{}", character.escape_unicode()),
            _ => f.write_char(character),
        })
    }
}

/// The maximum length of a displayed name, in characters. Without a limit, the output for many items with a long name
/// would be quadratic.
const LONGEST: usize = 80;

/// Returns the string, or its beginning if it is too long to display.
#[inline]
pub(in crate::runtime) fn shortened(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => Cow::Owned(format!("{}…", &text[..end])),
        None => Cow::Borrowed(text),
    }
}

/// Returns the same JSON with misleading characters escaped. Valid JSON contains them only in strings.
#[cfg(feature = "cli")]
pub(in crate::runtime) fn escaped_json(json: &str) -> String {
    let mut escaped = String::with_capacity(json.len());
    for character in json.chars() {
        if misleads(character) {
            let mut units = [0; 2];
            for unit in character.encode_utf16(&mut units) {
                // Writing to a string cannot fail.
                let _ = write!(escaped, "\\u{unit:04x}");
            }
        } else {
            escaped.push(character);
        }
    }
    escaped
}

/// Returns whether the character is a control character, a line separator, a bidirectional control, or a zero-width
/// character.
fn misleads(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
            | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}
