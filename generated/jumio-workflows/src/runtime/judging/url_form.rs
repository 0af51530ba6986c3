//! How the path of a URL is spelled: takes a path, tells what in it servers read in different ways, and which form it has.

/// What makes one server see another path here than the next one does; nothing if all of them see the same.
///
/// **Invariant:** of a path without a trap, every segment stands for itself: nobody removes, joins or decodes any of it.
#[inline]
pub(in crate::runtime) fn trap(path: &str) -> Option<&'static str> {
    let mut segments = path.split('/').skip(1).peekable();
    while let Some(segment) = segments.next() {
        match segment {
            "." | ".." => return Some("a dot segment"),
            // Behind the last slash nothing needs to stand.
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

/// What is wrong with the percent signs of a segment. Unreserved characters stand for themselves (RFC 3986, section 2.3).
#[inline]
#[cold]
fn needless(segment: &str) -> Option<&'static str> {
    for code in segment.split('%').skip(1) {
        let byte = code.get(..2).filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
        let Some(byte) = byte.and_then(|digits| u8::from_str_radix(digits, 16).ok()) else {
            return Some("a percent sign that encodes nothing");
        };
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            return Some("a letter, digit or mark that is percent-encoded");
        }
    }
    None
}

/// How a path fits a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::runtime) enum Fit {
    /// Letter by letter.
    Exact,
    /// But for the case of letters, or a slash at the end, which some servers overlook.
    Loose,
    /// Not at all.
    None,
}

/// How the path fits the template, whose parameters are segments in braces.
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

/// The name of the parameter that a segment of a template stands for.
#[inline]
pub(in crate::runtime) fn parameter(segment: &str) -> Option<&str> {
    segment.strip_prefix('{')?.strip_suffix('}')
}
