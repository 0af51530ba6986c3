//! `cargo xtask docs --serve`: serves the site locally, rebuilds it when a page changes, and makes the browser reload.

mod request;

use std::io::{self, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use super::{build, read, report};
use crate::disk::Folder;
use crate::watch::PAUSE;
use crate::{Console, Outcome, shown};
use request::{Refused, Request};

/// The URL from which the browser fetches the number of the current build.
const VERSION: &str = "/.version";

/// The script that reloads a page after a build. It is added to served pages, but not to written ones.
const RELOAD: &str = "<script>(function () { let shown; setInterval(async function () { try { \
    const now = await (await fetch(\"/.version\")).text(); if (shown && now !== shown) location.reload(); shown = now; \
    } catch (_) {} }, 700); })();</script></body>";

/// The maximum number of connections. A browser opens six, and a few people may view the same site.
const MOST: usize = 64;

/// The maximum duration of a connection from its first byte to its last.
const TIME: Duration = Duration::from_secs(10);

struct Site {
    folder: PathBuf,
    address: SocketAddr,
    /// The number of builds so far, which a page compares with its own.
    version: AtomicU64,
    connections: AtomicUsize,
}

/// Serves until the process is stopped.
pub(super) fn run(docs: &Path, out: &Path, port: u16, console: &mut Console<'_>) -> Result<Outcome> {
    let listener = TcpListener::bind(("127.0.0.1", port)).with_context(|| {
        format!("cannot listen on port {port}; choose another one with --port, or 0 for any free port")
    })?;
    let address = listener.local_addr()?;
    writeln!(console.out, "http://{address}/ shows {}; press Ctrl-C to stop", shown(out))?;
    console.out.flush()?;
    let (version, connections) = (AtomicU64::new(1), AtomicUsize::new(0));
    let site = Arc::new(Site { folder: out.to_path_buf(), address, version, connections });
    let served = Arc::clone(&site);
    std::thread::spawn(move || listener.incoming().flatten().for_each(|stream| accept(stream, &served)));
    let mut built = read(docs);
    loop {
        std::thread::sleep(PAUSE);
        let now = read(docs);
        // While `generate` exchanges the folder, it does not exist for a moment.
        if now.is_err() || now.as_ref().ok() == built.as_ref().ok() {
            continue;
        }
        built = now;
        match build(docs, out, false, console.out) {
            Ok(checked) => {
                report(&checked, out, console)?;
            }
            Err(error) => writeln!(console.err, "error: {error:#}")?,
        }
        site.version.fetch_add(1, Ordering::Relaxed);
        console.out.flush()?;
    }
}

/// Responds on a separate thread, or reports that there are too many connections.
fn accept(stream: TcpStream, site: &Arc<Site>) {
    let taken = site.connections.fetch_add(1, Ordering::Relaxed);
    let open = Open(Arc::clone(site));
    if taken >= MOST {
        // The write timeout is short, so a client that does not read the response immediately does not receive it.
        let _ = stream.set_write_timeout(Some(Duration::from_millis(100)));
        let _ = Refused::TOO_MANY.answer().send(stream, true, Instant::now() + TIME);
        return;
    }
    let answer = move || {
        // A browser may close the connection at any time, so errors are not reported.
        let _ = answer(stream, &open.0);
    };
    // If no thread can be started, the connection is closed.
    let _ = std::thread::Builder::new().spawn(answer);
}

/// Counts a connection until it is dropped.
struct Open(Arc<Site>);

impl Drop for Open {
    fn drop(&mut self) {
        self.0.connections.fetch_sub(1, Ordering::Relaxed);
    }
}

fn answer(mut stream: TcpStream, site: &Site) -> io::Result<()> {
    let end = Instant::now() + TIME;
    match Request::read(&mut stream, site.address.port(), end) {
        Ok(request) => respond(&request.target, site).send(stream, request.wants_body, end),
        Err(Refused { status: "", .. }) => Ok(()),
        Err(refused) => {
            let sent = refused.answer().send(stream.try_clone()?, true, end);
            request::drain(&mut stream, end);
            sent
        }
    }
}

/// An HTTP response.
struct Answer {
    status: &'static str,
    kind: &'static str,
    body: Vec<u8>,
}

impl Answer {
    fn text(status: &'static str, body: impl Into<Vec<u8>>) -> Self {
        Self { status, kind: "text/plain; charset=utf-8", body: body.into() }
    }

    /// Sends the response in chunks, so that no client can block forever.
    fn send(&self, mut stream: TcpStream, with_body: bool, end: Instant) -> io::Result<()> {
        let Self { status, kind, body } = self;
        let mut bytes = format!(
            "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nX-Content-Type-Options: nosniff\r\n\
             Allow: GET, HEAD\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n",
            body.len()
        )
        .into_bytes();
        if with_body {
            bytes.extend_from_slice(body);
        }
        for piece in bytes.chunks(64 * 1024) {
            stream.set_write_timeout(Some(request::left(end)?))?;
            stream.write_all(piece)?;
        }
        Ok(())
    }
}

/// Returns the response to a request for a file of the site.
fn respond(target: &str, site: &Site) -> Answer {
    if target == VERSION {
        return Answer::text("200 OK", site.version.load(Ordering::Relaxed).to_string());
    }
    let path = target.split(['?', '#']).next().unwrap_or_default().trim_start_matches('/');
    let path = if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() };
    // The folder rejects paths that lead out of it, and does not follow links.
    let Ok(text) = Folder::open(&site.folder).and_then(|folder| folder.own_text(&path)) else {
        return Answer::text("404 Not Found", "this page does not exist\n");
    };
    let kind = match path.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        _ => "text/plain; charset=utf-8",
    };
    let text = if kind.starts_with("text/html") { text.replace("</body>", RELOAD) } else { text };
    Answer { status: "200 OK", kind, body: text.into_bytes() }
}

#[cfg(test)]
mod tests;
