//! Parses a request to the local server, with limits on everything, or returns the reason for rejecting it.

use std::io::{self, ErrorKind, Read};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use super::Answer;

/// The maximum number of bytes of the first line, and of all header lines.
const LINE: usize = 2 * 1024;
const HEAD: usize = 16 * 1024;

/// The names of this machine. Any other name means that a foreign page makes its own name resolve to this machine (DNS
/// rebinding).
const HOSTS: [&str; 3] = ["localhost", "127.0.0.1", "[::1]"];

/// A request from a browser.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Request {
    pub(super) target: String,
    /// Whether the response has a body; `false` for HEAD.
    pub(super) wants_body: bool,
}

/// The response to a rejected request. It has no status if the client has disconnected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Refused {
    pub(super) status: &'static str,
    reason: &'static str,
}

impl Refused {
    const GONE: Self = Self { status: "", reason: "" };
    const MALFORMED: Self = Self { status: "400 Bad Request", reason: "the request is malformed\n" };
    const METHOD: Self = Self { status: "405 Method Not Allowed", reason: "only GET and HEAD are supported\n" };
    const SLOW: Self = Self { status: "408 Request Timeout", reason: "the request took too long\n" };
    const BODY: Self = Self { status: "413 Content Too Large", reason: "request bodies are not supported\n" };
    const LINE: Self = Self { status: "414 URI Too Long", reason: "the URL is too long\n" };
    const HOST: Self =
        Self { status: "421 Misdirected Request", reason: "this host is not served here; open localhost\n" };
    const HEAD: Self = Self { status: "431 Request Header Fields Too Large", reason: "the headers are too long\n" };
    pub(super) const TOO_MANY: Self = Self { status: "503 Service Unavailable", reason: "too many connections\n" };

    pub(super) fn answer(self) -> Answer {
        Answer::text(self.status, self.reason)
    }
}

impl Request {
    /// Reads the head of a request, and nothing after it.
    pub(super) fn read(stream: &mut TcpStream, port: u16, end: Instant) -> Result<Self, Refused> {
        let mut head = Vec::new();
        let mut piece = [0; 1024];
        loop {
            let wait = left(end).map_err(|_| Refused::SLOW)?;
            stream.set_read_timeout(Some(wait)).map_err(|_| Refused::GONE)?;
            match stream.read(&mut piece) {
                Ok(0) => return Err(Refused::GONE),
                Ok(count) => head.extend_from_slice(&piece[..count]),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {
                    return Err(Refused::SLOW);
                }
                Err(_) => return Err(Refused::GONE),
            }
            let line = head.iter().position(|byte| *byte == b'\n').unwrap_or(head.len());
            if line > LINE {
                return Err(Refused::LINE);
            }
            let ended = head.windows(4).position(|bytes| bytes == b"\r\n\r\n");
            if ended.unwrap_or(head.len()) > HEAD {
                return Err(Refused::HEAD);
            }
            if let Some(ended) = ended {
                return Self::parse(&head[..ended], port);
            }
        }
    }

    fn parse(head: &[u8], port: u16) -> Result<Self, Refused> {
        let head = std::str::from_utf8(head).map_err(|_| Refused::MALFORMED)?;
        let mut lines = head.split("\r\n");
        let first: Vec<&str> = lines.next().unwrap_or_default().split(' ').collect();
        let &[method, target, version] = first.as_slice() else { return Err(Refused::MALFORMED) };
        let headers: Option<Vec<(&str, &str)>> = lines.map(|line| line.split_once(':')).collect();
        let headers = headers.ok_or(Refused::MALFORMED)?;
        let bad = |c: char| c.is_control() && c != '\t';
        let nameless = |name: &str| name.is_empty() || name.contains(char::is_whitespace);
        if !version.starts_with("HTTP/1.") || head.replace("\r\n", "").contains(bad) {
            return Err(Refused::MALFORMED);
        }
        if headers.iter().any(|(name, _)| nameless(name)) {
            return Err(Refused::MALFORMED);
        }
        let values = |wanted: &str| -> Vec<&str> {
            let named = headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case(wanted));
            named.map(|(_, value)| value.trim()).collect()
        };
        match values("Host").as_slice() {
            [host] if is_here(host, port) => {}
            [_] => return Err(Refused::HOST),
            _ => return Err(Refused::MALFORMED),
        }
        if !matches!(method, "GET" | "HEAD") {
            return Err(Refused::METHOD);
        }
        if !values("Transfer-Encoding").is_empty() || values("Content-Length").iter().any(|length| *length != "0") {
            return Err(Refused::BODY);
        }
        if !target.starts_with('/') {
            return Err(Refused::MALFORMED);
        }
        Ok(Self { target: target.to_owned(), wants_body: method == "GET" })
    }
}

/// Returns whether a host is a name of this machine with the port of this server.
fn is_here(host: &str, port: u16) -> bool {
    let host = host.to_ascii_lowercase();
    HOSTS.iter().any(|name| match host.strip_prefix(name) {
        Some("") => port == 80,
        Some(rest) => rest.strip_prefix(':') == Some(port.to_string().as_str()),
        None => false,
    })
}

/// Returns the time until the deadline. Fails if it has passed.
pub(super) fn left(end: Instant) -> io::Result<Duration> {
    match end.saturating_duration_since(Instant::now()) {
        Duration::ZERO => Err(ErrorKind::TimedOut.into()),
        left => Ok(left),
    }
}

/// Reads more of the data that a rejected client sends. Closing a connection with unread bytes resets it, and the
/// client would not receive the reason.
pub(super) fn drain(stream: &mut TcpStream, end: Instant) {
    let mut piece = [0; 4096];
    // Signals the end of the response to the client.
    let _ = stream.shutdown(std::net::Shutdown::Write);
    for _ in 0..64 {
        let Ok(left) = left(end) else { return };
        let waits = stream.set_read_timeout(Some(left.min(Duration::from_millis(500))));
        match (waits, stream.read(&mut piece)) {
            (Ok(()), Ok(count)) if count > 0 => {}
            _ => return,
        }
    }
}
