//! The spelling of a URL's path: finds parts that servers parse differently, and compares the path with templates.

/// Returns why servers may parse this path differently; `None` if all of them parse it in the same way.
///
/// **Invariant:** in a path without a trap, every segment is literal: no server removes, joins or decodes any of it.
#[inline]
pub(in crate::runtime) fn trap(path: &str) -> Option<&'static str> {
    let mut segments = path.split('/').skip(1).peekable();
    while let Some(segment) = segments.next() {
        match segment {
            "." | ".." => return Some("a dot segment"),
            // The path may end with a slash.
            "" if segments.peek().is_some() => return Some("an empty segment"),
            _ => {}
        }
        if segment.contains('%') {
            if let Some(trap) = needless(segment) {
                return Some(trap);
            }
        }
    }
    None
}

/// Describes an invalid or unnecessary percent-encoding in a segment. Unreserved characters need no encoding (RFC 3986,
/// section 2.3).
#[inline]
#[cold]
fn needless(segment: &str) -> Option<&'static str> {
    for code in segment.split('%').skip(1) {
        let byte = code.get(..2).filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
        let Some(byte) = byte.and_then(|digits| u8::from_str_radix(digits, 16).ok()) else {
            return Some("a percent sign that encodes nothing");
        };
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            return Some("a percent-encoded letter, digit or mark");
        }
    }
    None
}

/// The result of comparing a path with a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::runtime) enum Fit {
    /// The path matches exactly.
    Exact,
    /// The path matches except for letter case or a trailing slash, which some servers ignore.
    Loose,
    /// The path does not match.
    None,
}

/// Compares the path with the template, in which a parameter is a segment in braces.
#[inline]
pub(in crate::runtime) fn fit(path: &str, template: &str) -> Fit {
    let (mut segments, mut fit) = (path.split('/'), Fit::Exact);
    for expected in template.split('/') {
        match segments.next() {
            None => return Fit::None,
            Some(segment) if segment == expected || parameter(expected).is_some() => {}
            Some(segment) if segment.eq_ignore_ascii_case(expected) => fit = Fit::Loose,
            Some(_) => return Fit::None,
        }
    }
    match (segments.next(), segments.next()) {
        (None, _) => fit,
        (Some(""), None) => Fit::Loose,
        _ => Fit::None,
    }
}

/// Returns the name of the parameter in a segment of a template.
#[inline]
pub(in crate::runtime) fn parameter(segment: &str) -> Option<&str> {
    segment.strip_prefix('{')?.strip_suffix('}')
}
