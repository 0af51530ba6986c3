//! Reads the expiry of a token that is a JSON Web Token.

use std::time::{Duration, UNIX_EPOCH};

use serde_json::Value;

use crate::runtime::judging::duplicates::{self, Unclear};
use crate::runtime::wire::time::Moment;

/// The expiry according to a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::runtime) enum Expiry {
    /// The token expires at this time.
    At(Moment),
    /// The token does not contain an expiry, or is not a JSON Web Token.
    Unsaid,
    /// The expiry is not a time, or occurs twice.
    Odd,
}

/// The last second of the year 9999, which is the latest supported time. Times in milliseconds since 1970 exceed it.
const LAST_SECOND: u64 = 253_402_300_799;

/// Returns when a JSON Web Token expires according to its claim `exp`: whole seconds since 1970 (RFC 7519, section
/// 4.1.4). Any other value counts as odd, as does a token that contains any claim twice.
#[inline]
pub(in crate::runtime) fn expiry(token: &str) -> Expiry {
    let claims = token.split('.').nth(1).and_then(base64url).and_then(|bytes| String::from_utf8(bytes).ok());
    let exp = match claims.as_deref().map(duplicates::value) {
        None | Some(Err(Unclear::NotJson(_))) => return Expiry::Unsaid,
        Some(Err(Unclear::Doubled(_))) => return Expiry::Odd,
        Some(Ok(claims)) => claims.get("exp").map(Value::as_u64),
    };
    match exp {
        None => Expiry::Unsaid,
        Some(Some(seconds)) if seconds <= LAST_SECOND => {
            let time = UNIX_EPOCH.checked_add(Duration::from_secs(seconds));
            time.map_or(Expiry::Odd, |time| Expiry::At(time.into()))
        }
        Some(_) => Expiry::Odd,
    }
}

/// Decodes base64url without padding (RFC 4648, section 5).
#[inline]
fn base64url(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3 + 2);
    let (mut bits, mut count) = (0_u32, 0);
    for byte in text.bytes() {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'-' => 62,
            b'_' => 63,
            _ => return None,
        };
        bits = (bits << 6) | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from((bits >> count) & 0xff).ok()?);
        }
    }
    Some(bytes)
}
