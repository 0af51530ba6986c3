//! Builds the URLs of requests, and recognizes URLs.

use std::error::Error;
use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr};

use crate::runtime::WebOrigin;
use crate::runtime::judging::model::{Operation, Region};
use crate::runtime::wire::text;

/// The reason why no URL could be built.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum UrlError {
    /// The provider sends this operation, not the customer, so it has no URL.
    NotSentByCustomer {
        /// The operation.
        operation: &'static str,
    },
    /// The region has no host for the operation's service.
    NoHost {
        /// The region.
        region: &'static str,
        /// The service.
        service: &'static str,
    },
    /// A parameter is missing.
    Missing {
        /// The parameter.
        parameter: String,
    },
    /// A parameter is empty.
    Empty {
        /// The parameter.
        parameter: String,
    },
    /// A parameter is not allowed at its position: `.` and `..` are not allowed in a path, and only a label is allowed
    /// in a host.
    Unfit {
        /// The parameter.
        parameter: String,
    },
}

impl fmt::Display for UrlError {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotSentByCustomer { operation } => write!(f, "{operation} is sent by the provider, so it has no URL"),
            Self::NoHost { region, service } => write!(f, "region {region} has no host for {service}"),
            Self::Missing { parameter } => write!(f, "parameter {parameter} is missing"),
            Self::Empty { parameter } => write!(f, "parameter {parameter} is empty"),
            Self::Unfit { parameter } => write!(f, "parameter {parameter} is not allowed at this position of a URL"),
        }
    }
}

impl Error for UrlError {}

impl Operation {
    /// Returns the URL of this operation in a region. It is intended for programs that look up operations in the
    /// tables; each operation's module has a function with typed parameters. Parameters replace the placeholders in the
    /// path and the host; other parameters are ignored. In the path, parameters are percent-encoded, so a value cannot
    /// add segments.
    ///
    /// # Errors
    ///
    /// Fails for operations that the provider sends, services that the region does not have, and parameters that are
    /// missing, empty, or would change the meaning of the URL.
    #[inline]
    pub fn url(&self, region: &Region, parameters: &[(&str, &str)]) -> Result<String, UrlError> {
        let (Some(service), Some(path)) = (self.service, self.path) else {
            return Err(UrlError::NotSentByCustomer { operation: self.id });
        };
        let host = region.host(service).ok_or(UrlError::NoHost { region: region.id, service })?;
        let mut url = String::from("https://");
        fill(host, parameters, &mut url, |name, value, url| {
            if !is_label(value) {
                return Err(UrlError::Unfit { parameter: name.to_owned() });
            }
            url.push_str(value);
            Ok(())
        })?;
        put_path(path, parameters, &mut url)?;
        Ok(url)
    }

    /// Returns the URL of this operation at an origin of your own, such as a mock server or a proxy, for an operation
    /// of any service. Only this function builds URLs to other origins. Parameters replace the placeholders in the
    /// path, as in [`url`](Self::url).
    ///
    /// # Errors
    ///
    /// Fails for operations that the provider sends, and for parameters that are missing, empty, or would change the
    /// meaning of the URL.
    #[inline]
    pub fn url_at(&self, origin: &WebOrigin, parameters: &[(&str, &str)]) -> Result<String, UrlError> {
        let path = self.service.and(self.path).ok_or(UrlError::NotSentByCustomer { operation: self.id })?;
        let mut url = origin.to_string();
        put_path(path, parameters, &mut url)?;
        Ok(url)
    }
}

/// Appends a path, with its parameters filled in.
#[inline]
fn put_path(path: &str, parameters: &[(&str, &str)], url: &mut String) -> Result<(), UrlError> {
    path.split('/').skip(usize::from(path.starts_with('/'))).try_for_each(|segment| {
        url.push('/');
        put_segment(segment, parameters, url)
    })
}

/// Appends a segment of a path, with its parameters filled in. No other code decides which parameters are allowed.
#[inline]
pub(in crate::runtime) fn put_segment(
    segment: &str,
    parameters: &[(&str, &str)],
    url: &mut String,
) -> Result<(), UrlError> {
    let start = url.len();
    let mut last = None;
    fill(segment, parameters, url, |name, value, url| {
        encode(value, url);
        last = Some(name.to_owned());
        Ok(())
    })?;
    // Encoding these segments does not help: servers treat `%2E%2E` as the parent segment, just like `..`.
    match (last, &url[start..]) {
        (Some(parameter), "." | "..") => Err(UrlError::Unfit { parameter }),
        _ => Ok(()),
    }
}

/// Copies a template, and calls `put` for each parameter in braces.
#[inline]
fn fill(
    template: &str,
    parameters: &[(&str, &str)],
    url: &mut String,
    mut put: impl FnMut(&str, &str, &mut String) -> Result<(), UrlError>,
) -> Result<(), UrlError> {
    let mut rest = template;
    while let Some((before, (name, after))) =
        rest.split_once('{').and_then(|(before, behind)| Some((before, behind.split_once('}')?)))
    {
        url.push_str(before);
        let found = parameters.iter().find(|(parameter, _)| *parameter == name);
        let (_, value) = found.ok_or_else(|| UrlError::Missing { parameter: name.to_owned() })?;
        if value.is_empty() {
            return Err(UrlError::Empty { parameter: name.to_owned() });
        }
        put(name, value, url)?;
        rest = after;
    }
    url.push_str(rest);
    Ok(())
}

/// Appends a string, percent-encoding all but the unreserved characters of RFC 3986.
#[inline]
pub(in crate::runtime) fn encode(text: &str, url: &mut String) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            url.push(char::from(byte));
        } else {
            let (high, low) = (DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]);
            url.extend(['%', char::from(high), char::from(low)]);
        }
    }
}

/// Returns whether the string is a single label of a host name.
#[inline]
fn is_label(text: &str) -> bool {
    let inner = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    !text.is_empty() && text.bytes().all(inner) && !text.starts_with('-') && !text.ends_with('-')
}

/// Returns whether the string is an absolute `http` or `https` URL with a host that all parsers agree on. URLs with
/// user information or a backslash are rejected: browsers and other parsers disagree about the host of
/// `https://good.example\@evil.example`.
pub fn is_web_url(url: &str) -> bool {
    let behind = |scheme: &str| {
        let start = url.get(..scheme.len())?;
        start.eq_ignore_ascii_case(scheme).then(|| &url[scheme.len()..])
    };
    let Some(rest) = url.strip_prefix("https://").or_else(|| behind("https://")).or_else(|| behind("http://")) else {
        return false;
    };
    let is_odd = |c: char| c.is_whitespace() || c.is_control() || c == '\\';
    if !text::is_simple(rest)
        && !rest.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\')
        && rest.contains(is_odd)
    {
        return false;
    }
    // Fast path: usually the host consists of letters and digits, ends in a letter, and is followed by the path.
    let mut before = b'.';
    let name = up_to(rest, |byte| {
        let label = byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'.' && before != b'.';
        before = byte;
        !label
    });
    if name.ends_with(|last: char| last.is_ascii_alphabetic()) && rest[name.len()..].starts_with('/') {
        return true;
    }
    // A URL with user information has no valid host name at this position, so it is rejected below.
    let host_and_port = up_to(rest, |byte| matches!(byte, b'/' | b'?' | b'#'));
    if let Some(bracketed) = host_and_port.strip_prefix('[') {
        let address = up_to(bracketed, |byte| byte == b']');
        let Some(port) = bracketed[address.len()..].strip_prefix(']') else {
            return false;
        };
        return address.parse::<Ipv6Addr>().is_ok() && (port.is_empty() || port.strip_prefix(':').is_some_and(is_port));
    }
    let host = up_to(host_and_port, |byte| byte == b':');
    is_host(host) && host_and_port[host.len()..].strip_prefix(':').is_none_or(is_port)
}

/// Returns the string up to the first byte that passes the test, or the complete string. The test must match ASCII
/// bytes only.
fn up_to(text: &str, test: impl FnMut(u8) -> bool) -> &str {
    &text[..text.bytes().position(test).unwrap_or(text.len())]
}

/// Returns whether the string is a host name or an IPv4 address. A trailing dot is allowed, as in DNS.
fn is_host(text: &str) -> bool {
    let name = text.strip_suffix('.').unwrap_or(text);
    // The length of the current label, and whether it consists only of digits.
    let (mut length, mut numeric) = (0, true);
    for byte in name.bytes() {
        match byte {
            b'.' if length == 0 => return false,
            b'.' => (length, numeric) = (0, true),
            _ => {
                length += 1;
                numeric &= byte.is_ascii_digit();
                if byte.is_ascii() && !byte.is_ascii_alphanumeric() && !matches!(byte, b'-' | b'_') {
                    return false;
                }
            }
        }
    }
    let fits = name.is_ascii() || name.chars().all(|c| c.is_ascii() || c.is_alphanumeric());
    // A string that looks like an IP address must be one, because the last label of a name is never numeric.
    fits && length > 0 && (!numeric || text.parse::<Ipv4Addr>().is_ok())
}

/// Returns whether the string is a port number.
fn is_port(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit()) && text.parse::<u16>().is_ok_and(|port| port > 0)
}
