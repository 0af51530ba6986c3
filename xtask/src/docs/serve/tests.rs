//! Tests the local server over real connections: which requests it serves, which ones it rejects, and that no client
//! can block it.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use super::{MOST, Site, accept};

/// Starts a server for a site in a folder that has a secret next to it.
fn served() -> (tempfile::TempDir, Arc<Site>) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let site = folder.path().join("site");
    std::fs::create_dir_all(site.join("deep")).expect("a writable folder");
    std::fs::write(folder.path().join("secret"), "secret").expect("a writable folder");
    std::fs::write(site.join("index.html"), "<body>a</body>").expect("a writable folder");
    std::fs::write(site.join("deep/index.html"), "<body>deep</body>").expect("a writable folder");
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port is free");
    let address = listener.local_addr().expect("it listens");
    let (version, connections) = (AtomicU64::new(7), AtomicUsize::new(0));
    let site = Arc::new(Site { folder: site, address, version, connections });
    let served = Arc::clone(&site);
    std::thread::spawn(move || listener.incoming().flatten().for_each(|stream| accept(stream, &served)));
    (folder, site)
}

fn send(site: &Site, request: &[u8]) -> String {
    let mut stream = TcpStream::connect(site.address).expect("the server listens");
    stream.set_read_timeout(Some(Duration::from_secs(15))).expect("a time");
    // The server may close the connection before it has read everything.
    let _ = stream.write_all(request);
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

/// Returns the status of the response to a request with these lines. `PORT` is replaced by the server's port.
fn status(site: &Site, lines: &str) -> String {
    let request = format!("{}\r\n\r\n", lines.replace("PORT", &site.address.port().to_string()));
    let answer = send(site, request.as_bytes());
    answer.split(' ').nth(1).unwrap_or_default().to_owned()
}

fn get(site: &Site, target: &str) -> String {
    status(site, &format!("GET {target} HTTP/1.1\r\nHost: localhost:PORT"))
}

#[test]
fn only_files_of_the_site_are_served() {
    let (_folder, site) = served();
    for (target, expected) in [
        ("/", "200"),
        ("/index.html?x#y", "200"),
        ("/deep/", "200"),
        ("/.version", "200"),
        ("/deep", "404"),
        ("/gone.html", "404"),
        ("/../secret", "404"),
        ("/deep/../../secret", "404"),
        ("/./index.html/../../secret", "404"),
        ("//etc/passwd", "404"),
        ("/..%2fsecret", "404"),
        ("/C:/secret", "404"),
        ("secret", "400"),
    ] {
        assert_eq!(get(&site, target), expected, "{target}");
    }
    let page = send(&site, format!("GET / HTTP/1.1\r\nHost: {}\r\n\r\n", site.address).as_bytes());
    assert!(page.contains("location.reload()") && page.ends_with("</body>"), "{page}");
    let head = send(&site, format!("HEAD / HTTP/1.1\r\nHost: {}\r\n\r\n", site.address).as_bytes());
    assert!(head.starts_with("HTTP/1.1 200 OK") && head.ends_with("\r\n\r\n"), "{head}");
}

#[cfg(unix)]
#[test]
fn no_link_leads_out_of_the_site_and_no_pipe_makes_it_wait() {
    use std::os::unix::fs::symlink;
    let (folder, site) = served();
    symlink("../secret", site.folder.join("out.html")).expect("a writable folder");
    symlink(Path::new(".."), site.folder.join("up")).expect("a writable folder");
    symlink("index.html", site.folder.join("in.html")).expect("a writable folder");
    let made = std::process::Command::new("mkfifo").arg(site.folder.join("pipe.html")).status();
    assert!(made.is_ok_and(|status| status.success()), "`mkfifo` failed, or is not installed on this system");
    let start = Instant::now();
    for target in ["/out.html", "/up/secret", "/in.html", "/pipe.html"] {
        assert_eq!(get(&site, target), "404", "{target}");
    }
    assert!(start.elapsed() < Duration::from_secs(5));
    drop(folder);
}

#[test]
fn only_this_machine_is_a_host() {
    let (_folder, site) = served();
    for host in ["localhost:PORT", "LOCALHOST:PORT", "127.0.0.1:PORT", "[::1]:PORT"] {
        assert_eq!(status(&site, &format!("GET / HTTP/1.1\r\nHost: {host}")), "200", "{host}");
    }
    for host in
        ["evil.example:PORT", "localhost", "localhost:1", "localhost.evil.example:PORT", "127.0.0.1.evil:PORT", ""]
    {
        assert_eq!(status(&site, &format!("GET / HTTP/1.1\r\nHost: {host}")), "421", "{host}");
    }
    for request in ["GET / HTTP/1.1", "GET / HTTP/1.1\r\nHost: localhost:PORT\r\nHost: evil.example"] {
        assert_eq!(status(&site, request), "400", "{request}");
    }
}

#[test]
fn requests_have_limits() {
    let (_folder, site) = served();
    let with = |line: &str| status(&site, &format!("{line}\r\nHost: localhost:PORT"));
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "get"] {
        assert_eq!(with(&format!("{method} / HTTP/1.1")), "405", "{method}");
    }
    assert_eq!(with(&format!("GET /{} HTTP/1.1", "a".repeat(4000))), "414");
    let many: String = (0..2000).map(|number| format!("\r\nX-{number}: aaaaaaaaaa")).collect();
    assert_eq!(with(&format!("GET / HTTP/1.1{many}")), "431");
    for line in ["Content-Length: 5", "Content-Length: 99999999999999999999", "Transfer-Encoding: chunked"] {
        assert_eq!(with(&format!("GET / HTTP/1.1\r\n{line}")), "413", "{line}");
    }
    for line in [
        "GET /",
        "GET / HTTP/1.1 x",
        "GET / FTP/1",
        "GET / HTTP/1.1\r\nno colon",
        "GET / HTTP/1.1\r\na b: c",
        "\u{1}",
        "",
    ] {
        assert_eq!(with(line), "400", "{line:?}");
    }
    let start = Instant::now();
    assert!(send(&site, &vec![b'a'; 1024 * 1024]).starts_with("HTTP/1.1 414"));
    assert!(start.elapsed() < Duration::from_secs(5));
}

#[test]
fn silent_clients_neither_wait_for_ever_nor_keep_others_out_for_long() {
    let (_folder, site) = served();
    let silent: Vec<TcpStream> =
        (0..MOST).map(|_| TcpStream::connect(site.address).expect("the server listens")).collect();
    let start = Instant::now();
    while site.connections.load(Ordering::Relaxed) < MOST && start.elapsed() < Duration::from_secs(5) {
        std::thread::sleep(Duration::from_millis(5));
    }
    assert_eq!(get(&site, "/"), "503");
    drop(silent);
    // A client that sends one byte at a time does not get more time.
    let mut slow = TcpStream::connect(site.address).expect("the server listens");
    slow.set_read_timeout(Some(Duration::from_millis(200))).expect("a time");
    let start = Instant::now();
    let mut said = Vec::new();
    while said.is_empty() && start.elapsed() < Duration::from_secs(60) {
        let _ = slow.write_all(b"a");
        let mut piece = [0; 512];
        match slow.read(&mut piece) {
            Ok(0) => break,
            Ok(count) => said.extend_from_slice(&piece[..count]),
            Err(_) => {}
        }
    }
    let (said, time) = (String::from_utf8_lossy(&said).into_owned(), start.elapsed());
    assert!(said.is_empty() || said.starts_with("HTTP/1.1 408"), "{said}");
    assert!(time < Duration::from_secs(30), "the server kept the connection for {time:?}");
    assert_eq!(get(&site, "/"), "200");
}
