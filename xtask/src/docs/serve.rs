//! `cargo xtask docs --serve`: shows the site at a local address, builds it anew when a page has changed, and tells the browser.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use anyhow::{Context, Result};

use super::{build, read, report};
use crate::watch::PAUSE;
use crate::{Console, Outcome, shown};

/// Where the browser asks which build it should show.
const VERSION: &str = "/.version";

/// Added to the pages that are served, not to those that are written.
const RELOAD: &str = "<script>(function () { let shown; setInterval(async function () { try { \
    const now = await (await fetch(\"/.version\")).text(); if (shown && now !== shown) location.reload(); shown = now; \
    } catch (_) {} }, 700); })();</script></body>";

/// Serves until the process is stopped.
pub(super) fn run(docs: &Path, out: &Path, port: u16, console: &mut Console<'_>) -> Result<Outcome> {
    let listener = TcpListener::bind(("127.0.0.1", port))
        .with_context(|| format!("cannot listen at port {port}; name another one with --port, or 0 for any"))?;
    let version = Arc::new(AtomicU64::new(1));
    writeln!(console.out, "http://{}/ shows {}; Ctrl-C ends it", listener.local_addr()?, shown(out))?;
    console.out.flush()?;
    let (site, current) = (out.to_path_buf(), Arc::clone(&version));
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let (site, current) = (site.clone(), Arc::clone(&current));
            // A browser that hangs up in the middle is nothing to tell anybody.
            std::thread::spawn(move || answer(stream, &site, current.load(Ordering::Relaxed)));
        }
    });
    let mut built = read(docs);
    loop {
        std::thread::sleep(PAUSE);
        let now = read(docs);
        // While `generate` exchanges the folder, it is not there for a moment.
        if now.is_err() || now.as_ref().ok() == built.as_ref().ok() {
            continue;
        }
        built = now;
        match build(docs, out) {
            Ok(checked) => {
                report(&checked, out, console)?;
            }
            Err(error) => writeln!(console.err, "error: {error:#}")?,
        }
        version.fetch_add(1, Ordering::Relaxed);
        console.out.flush()?;
    }
}

/// Answers one request for a file of the site.
fn answer(mut stream: TcpStream, site: &Path, version: u64) -> std::io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(5)))?;
    let mut request = String::new();
    let mut lines = BufReader::new(stream.try_clone()?);
    lines.read_line(&mut request)?;
    let mut header = String::new();
    while lines.read_line(&mut header)? > 2 {
        header.clear();
    }
    let (status, kind, body) = respond(&request, site, version);
    write!(stream, "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n", body.len())?;
    write!(stream, "Cache-Control: no-store\r\nConnection: close\r\n\r\n")?;
    stream.write_all(&body)
}

/// Status, media type and body for the first line of a request.
fn respond(request: &str, site: &Path, version: u64) -> (&'static str, &'static str, Vec<u8>) {
    let mut words = request.split_whitespace();
    let (method, target) = (words.next(), words.next().unwrap_or("/"));
    if method != Some("GET") {
        return ("405 Method Not Allowed", "text/plain", b"only GET\n".to_vec());
    }
    if target == VERSION {
        return ("200 OK", "text/plain", version.to_string().into_bytes());
    }
    let found = file_of(target, site).and_then(|file| fs::read_to_string(&file).ok().map(|text| (file, text)));
    let Some((file, text)) = found else {
        return ("404 Not Found", "text/plain", b"there is no such page\n".to_vec());
    };
    let kind = match file.extension().and_then(|ending| ending.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        _ => "text/plain; charset=utf-8",
    };
    let text = if kind.starts_with("text/html") { text.replace("</body>", RELOAD) } else { text };
    ("200 OK", kind, text.into_bytes())
}

/// The file that a target means, if it lies within the site.
fn file_of(target: &str, site: &Path) -> Option<PathBuf> {
    let path = target.split(['?', '#']).next()?.trim_start_matches('/');
    let path = if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() };
    let inside = Path::new(&path).components().all(|part| matches!(part, Component::Normal(_)));
    inside.then(|| site.join(path))
}

#[cfg(test)]
mod tests {
    use super::respond;

    #[test]
    fn only_files_of_the_site_are_served() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let site = folder.path().join("site");
        std::fs::create_dir_all(&site).expect("a writable folder");
        std::fs::write(folder.path().join("secret"), "x").expect("a writable folder");
        std::fs::write(site.join("index.html"), "<body>a</body>").expect("a writable folder");
        let status = |request: &str| respond(request, &site, 7).0;
        assert_eq!(status("GET / HTTP/1.1"), "200 OK");
        assert_eq!(status("GET /index.html?x#y HTTP/1.1"), "200 OK");
        assert_eq!(status("GET /../secret HTTP/1.1"), "404 Not Found");
        assert_eq!(status("GET //etc/passwd HTTP/1.1"), "404 Not Found");
        assert_eq!(status("POST / HTTP/1.1"), "405 Method Not Allowed");
        assert_eq!(respond("GET /.version HTTP/1.1", &site, 7).2, b"7");
        let page = String::from_utf8(respond("GET / HTTP/1.1", &site, 7).2).expect("text");
        assert!(page.contains("location.reload()") && page.ends_with("</body>"), "{page}");
    }
}
