//! Web origins: determines the origin that a URL leads to, and compares it with the hosts of the spec.

use std::error::Error;
use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

use crate::runtime::judging::model::Model;
use crate::runtime::wire::text::{self};

/// The scheme, host and port of a URL.
///
/// **Invariant:** for every string that this accepts, a WHATWG URL parser sees the same origin. Strings that parsers
/// interpret differently are rejected, even if some parsers accept them: user information, backslashes, white space,
/// control characters, percent signs and letters beyond ASCII in the host, hosts that end in a number but are not a
/// canonical IPv4 address, and IPv6 addresses that are not in canonical form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebOrigin {
    https: bool,
    /// The origin as a string in lowercase.
    host: String,
    port: u16,
}

/// A borrowed origin.
#[derive(Clone, Copy)]
pub(in crate::runtime) struct Parts<'a> {
    https: bool,
    host: &'a str,
    port: u16,
}

impl<'a> Parts<'a> {
    #[inline]
    pub(in crate::runtime) fn of(url: &'a str) -> Option<Self> {
        // Browsers drop tabs and line breaks anywhere in a URL, and white space at both ends.
        if !is_plain(url) {
            return None;
        }
        let (scheme, rest) = url.split_once("://")?;
        let https = scheme.eq_ignore_ascii_case("https");
        if !https && !scheme.eq_ignore_ascii_case("http") {
            return None;
        }
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        // An IPv6 address contains colons between its brackets.
        let bracket = if rest.starts_with('[') { rest[..end].find(']').map_or(end, |bracket| bracket + 1) } else { 0 };
        let colon = rest[bracket..end].find(':').map(|colon| bracket + colon);
        let (host, port) = (&rest[..colon.unwrap_or(end)], colon.map(|colon| &rest[colon + 1..end]));
        let port = match port {
            Some(port) if !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit()) => port.parse().ok()?,
            Some(_) => return None,
            None if https => 443,
            None => 80,
        };
        (is_host(host) || is_address(host)).then_some(Self { https, host, port })
    }

    /// Returns whether the origin is `https` on its default port at a host that matches one of these patterns; `{word}`
    /// matches one label.
    #[inline]
    pub(in crate::runtime) fn is_at<'p>(self, mut patterns: impl Iterator<Item = &'p str>) -> bool {
        self.https && self.port == 443 && patterns.any(|pattern| fits(self.host, pattern))
    }

    #[inline]
    pub(in crate::runtime) fn is(self, origin: &WebOrigin) -> bool {
        self.https == origin.https && self.port == origin.port && self.host.eq_ignore_ascii_case(&origin.host)
    }

    #[inline]
    pub(in crate::runtime) fn to_origin(self) -> WebOrigin {
        WebOrigin { https: self.https, host: self.host.to_ascii_lowercase(), port: self.port }
    }
}

impl WebOrigin {
    /// Returns the origin of an absolute `http` or `https` URL.
    #[inline]
    pub(in crate::runtime) fn of(url: &str) -> Option<Self> {
        Parts::of(url).map(Parts::to_origin)
    }

    /// Returns the origin of an `https` URL on the default port whose host matches one of these patterns; `None` if it
    /// leads anywhere else. In a pattern, `{word}` matches one label.
    #[inline]
    pub fn at_hosts(url: &str, patterns: &[&str]) -> Option<Self> {
        Parts::of(url).filter(|parts| parts.is_at(patterns.iter().copied())).map(Parts::to_origin)
    }
}

impl fmt::Display for WebOrigin {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (scheme, own) = if self.https { ("https", 443) } else { ("http", 80) };
        write!(f, "{scheme}://{}", self.host)?;
        if self.port == own { Ok(()) } else { write!(f, ":{}", self.port) }
    }
}

impl FromStr for WebOrigin {
    type Err = InvalidOrigin;

    /// Parses an origin of your own, such as `http://localhost:8080`, `http://127.0.0.1:8080` or `http://[::1]:8080`.
    /// Only a slash may follow the port.
    #[inline]
    fn from_str(text: &str) -> Result<Self, InvalidOrigin> {
        let text = text.strip_suffix('/').unwrap_or(text);
        let is_bare = text.splitn(4, '/').count() == 3 && !text.contains(['?', '#']);
        Self::of(text).filter(|_| is_bare).ok_or(InvalidOrigin)
    }
}

/// The string is not an origin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidOrigin;

impl fmt::Display for InvalidOrigin {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not an origin; write scheme, host and port, as in http://localhost:8080")
    }
}

impl Error for InvalidOrigin {}

/// Returns whether no parser drops or replaces a character of the string. Checks every byte, which is faster than
/// stopping at the first match.
#[inline]
fn is_plain(url: &str) -> bool {
    url.bytes().fold(true, |plain, byte| plain & byte.is_ascii_graphic() & (byte != b'\\'))
}

/// Returns whether a URL starts with exactly `https` and the host of one of these services, and no parser drops or
/// replaces any of it. Patterns contain braces, so they never match.
#[inline]
pub(in crate::runtime) fn is_spelled_out(url: &str, model: &Model, services: &[&str], region: Option<&str>) -> bool {
    let Some(rest) = url.strip_prefix("https://") else { return false };
    for known in model.regions.iter().filter(|known| region.is_none_or(|region| region == known.id)) {
        for (service, host) in known.hosts {
            let is_at = |end: &str| matches!(end.as_bytes(), [] | [b'/' | b'?' | b'#', ..]);
            if let Some(behind) = services.contains(service).then(|| rest.strip_prefix(host)).flatten() {
                return is_at(behind) && text::is_simple(rest);
            }
        }
    }
    false
}

/// Returns whether the string is a host name of ASCII letters, digits and hyphens that all parsers interpret in the
/// same way.
#[inline]
fn is_host(text: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    let is_label = |label: &str| !label.is_empty() && label.bytes().all(fits);
    // Parsers decode Punycode and reject invalid encodings. No provider's host needs Punycode, so it is not allowed.
    let is_encoded = |label: &str| label.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("xn--"));
    // Parsers may interpret a last label that begins with a digit as part of an IPv4 address, possibly in hexadecimal.
    let is_number = text.rsplit('.').next().is_some_and(|last| last.starts_with(|c: char| c.is_ascii_digit()));
    text.split('.').all(|label| is_label(label) && !is_encoded(label)) && !is_number
}

/// Returns whether the string is a canonical IP address: four decimal numbers without leading zeros, or an IPv6 address
/// in brackets in its shortest spelling. No provider's host is an IP address, but that of a local mock server may be.
#[inline]
fn is_address(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('[') else { return text.parse::<Ipv4Addr>().is_ok() };
    let Some(inside) = rest.strip_suffix(']') else { return false };
    // Rust formats IPv4-mapped addresses with four decimal numbers, but browsers do not, so they have no common
    // spelling.
    inside
        .parse::<Ipv6Addr>()
        .is_ok_and(|address| !inside.contains('.') && address.to_string().eq_ignore_ascii_case(inside))
}

/// Returns whether a host matches a pattern, label by label.
#[inline]
fn fits(host: &str, pattern: &str) -> bool {
    // Fast path: most patterns are literal hosts, and most others differ at the end.
    let Some(end) = pattern.bytes().rposition(|byte| byte == b'}') else { return host.eq_ignore_ascii_case(pattern) };
    let end = &pattern[end + 1..];
    if !host.len().checked_sub(end.len()).is_some_and(|at| host[at..].eq_ignore_ascii_case(end)) {
        return false;
    }
    let mut labels = host.split('.');
    let all = pattern.split('.').all(|expected| labels.next().is_some_and(|label| label_fits(label, expected)));
    all && labels.next().is_none()
}

/// Returns whether a label matches the expected one, in which braces match one or more letters or digits.
#[inline]
fn label_fits(label: &str, expected: &str) -> bool {
    let ends = expected.split_once('{').and_then(|(start, rest)| Some((start, rest.rsplit_once('}')?.1)));
    let Some((start, end)) = ends else { return label.eq_ignore_ascii_case(expected) };
    let (Some(begun), Some(rest)) = (label.get(..start.len()), label.get(start.len()..)) else { return false };
    let Some(middle) = rest.len().checked_sub(end.len()).filter(|middle| *middle > 0) else { return false };
    begun.eq_ignore_ascii_case(start) && rest[middle..].eq_ignore_ascii_case(end)
}
