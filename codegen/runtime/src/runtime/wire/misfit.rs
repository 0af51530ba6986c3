//! Explains why bytes do not fit a type. The explanation never contains a value.

use std::error::Error;
use std::fmt;

use serde_json::Value;

use crate::runtime::Printable;

/// The error for bytes that are not JSON, or that do not fit their type. The message never contains a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misfit(pub(in crate::runtime) String);

impl Misfit {
    /// Creates the error for bytes that are not JSON.
    pub(in crate::runtime) fn not_json(bytes: &[u8]) -> Self {
        Self(parsed(bytes).err().unwrap_or_else(|| "the text is not a single JSON value".to_owned()))
    }
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Printable(&self.0).fmt(f)
    }
}

impl Error for Misfit {}

/// The byte order mark, which some editors write at the start of a file. It is invalid in JSON (RFC 8259, section 8.1),
/// and invisible.
pub(in crate::runtime) const BYTE_ORDER_MARK: char = '\u{feff}';

/// The reason why bytes that start with a byte order mark are not JSON.
pub(in crate::runtime) const BEGINS_WITH_MARK: &str = "it begins with a byte order mark, which JSON does not allow";

/// Returns the payload as JSON text and as a value. Fails with the reason if it is not JSON.
pub(in crate::runtime) fn parsed(bytes: &[u8]) -> Result<(&str, Value), String> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let (lines, column) = bytes[..error.valid_up_to()].iter().fold((1, 1), |(line, column), byte| match byte {
            b'\n' => (line + 1, 1),
            _ => (line, column + 1),
        });
        format!("invalid unicode code point at line {lines} column {column}")
    })?;
    if text.starts_with(BYTE_ORDER_MARK) {
        return Err(BEGINS_WITH_MARK.to_owned());
    }
    Ok((text, text.parse().map_err(|error: serde_json::Error| error.to_string())?))
}
