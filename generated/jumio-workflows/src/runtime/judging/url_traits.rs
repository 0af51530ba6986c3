//! Features of a URL that a rule may forbid.

use crate::runtime::judging::url::is_web_url;

/// The parts of a URL, as written.
pub(super) struct Parts<'a> {
    url: &'a str,
    scheme: &'a str,
    host: &'a str,
    port: Option<&'a str>,
    query: &'a str,
    fragment: Option<&'a str>,
}

impl<'a> Parts<'a> {
    /// Splits a URL; `None` if the string is not a URL.
    pub(super) fn of(url: &'a str) -> Option<Self> {
        // A valid URL has no user information.
        if !is_web_url(url) {
            return None;
        }
        let (scheme, rest) = url.split_once("://")?;
        let (rest, fragment) = rest.split_once('#').map_or((rest, None), |(rest, fragment)| (rest, Some(fragment)));
        let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
        let authority = rest.split('/').next()?;
        // An IPv6 address contains colons between its brackets.
        let address = authority.rfind(']').map_or(0, |bracket| bracket + 1);
        let colon = authority[address..].find(':').map(|colon| address + colon);
        let (host, port) =
            colon.map_or((authority, None), |colon| (&authority[..colon], Some(&authority[colon + 1..])));
        Some(Self { url, scheme, host: host.strip_suffix('.').unwrap_or(host), port, query, fragment })
    }

    /// Returns whether browsers parse the host as an IP address in any notation, which they do if its last label is a
    /// number.
    fn is_address(&self) -> bool {
        let last = self.host.rsplit('.').next().unwrap_or_default();
        let hexadecimal = last.get(..2).filter(|start| start.eq_ignore_ascii_case("0x")).map(|_| &last[2..]);
        let number = |text: &str, is_digit: fn(&u8) -> bool| text.as_bytes().iter().all(is_digit);
        self.host.starts_with('[')
            || !last.is_empty() && number(last, u8::is_ascii_digit)
            || hexadecimal.is_some_and(|digits| number(digits, u8::is_ascii_hexdigit))
    }

    /// Returns whether the host is the local machine, according to its reserved names.
    fn is_localhost(&self) -> bool {
        let last = self.host.rsplit('.').next().unwrap_or_default();
        last.eq_ignore_ascii_case("localhost")
    }

    /// Returns whether the URL has this feature; `None` if the spec language has no such feature.
    pub(super) fn has(&self, word: &str) -> Option<bool> {
        Some(match word {
            "http" => !self.scheme.eq_ignore_ascii_case("https"),
            "ip-address" => self.is_address(),
            "localhost" => self.is_localhost(),
            "port" => self.port.is_some(),
            "fragment" => self.fragment.is_some(),
            "non-ascii" => !self.url.is_ascii(),
            _ => return None,
        })
    }

    /// Returns whether the URL's query has a parameter with this name, in any encoding.
    pub(super) fn names(&self, parameter: &str) -> bool {
        self.query.split('&').any(|pair| is_decoded(pair.split('=').next().unwrap_or_default(), parameter))
    }
}

/// Returns whether a name in a query equals this one after decoding.
fn is_decoded(written: &str, name: &str) -> bool {
    let (mut written, mut name) = (written.bytes(), name.bytes());
    loop {
        let byte = match written.next() {
            Some(b'%') => {
                let mut digit = || written.next().and_then(|byte| char::from(byte).to_digit(16));
                digit().zip(digit()).and_then(|(high, low)| u8::try_from(high * 16 + low).ok())
            }
            Some(b'+') => Some(b' '),
            other => match (other, name.next()) {
                (None, None) => return true,
                (Some(a), Some(b)) if a == b => continue,
                _ => return false,
            },
        };
        if byte.is_none() || byte != name.next() {
            return false;
        }
    }
}
