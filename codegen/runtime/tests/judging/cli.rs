//! Tests of the command line, with a service that accepts a single payload for one operation.

use std::ffi::OsString;
use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use verispec_runtime::runtime::cli::{Service, main};
use verispec_runtime::runtime::{At, Checked, Context, Direction, Found, Report, Rule, Severity, UnknownOperation};

use super::tables::MODEL;

static LIKED: Rule = Rule {
    id: "liked",
    severity: Severity::Error,
    strict: Severity::Error,
    message: "This is {value}.",
    docs: "docs/rules.md#liked",
};

static SERVICE: Service = Service { name: "acme", version: "1.2.3", model: &MODEL, check, outcome: None, answers: &[] };

fn check(
    operation: &str,
    direction: Direction,
    body: Option<&[u8]>,
    context: &Context,
) -> Result<Checked, UnknownOperation> {
    if operation != "upload_part" || direction == Direction::Response {
        return Err(UnknownOperation::new(operation, direction, &MODEL));
    }
    let mut report = Report::for_context(context);
    let text = body.map(String::from_utf8_lossy);
    if text.as_deref() != Some(r#"{"ok" : 1e400}"#) {
        report.add(&LIKED, &At::ROOT.member("a/b"), Found { value: text.as_deref(), ..Found::default() });
    }
    Ok(Checked { report, rewritten: body.map(|_| json!({"b": 1}).into()) })
}

/// A folder for a single test, which is removed afterwards.
pub(super) struct Folder(pub(super) PathBuf);

impl Folder {
    pub(super) fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("runtime-cli-{}-{name}", std::process::id()));
        fs::create_dir_all(path.join("inner")).unwrap();
        Self(path)
    }

    pub(super) fn with(self, file: &str, content: &str) -> Self {
        fs::write(self.0.join(file), content).unwrap();
        self
    }

    pub(super) fn path(&self) -> &str {
        self.0.to_str().unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // An error is harmless, because the folder is in the temporary directory.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Returns the exit code, stdout and stderr, with the folder's path replaced by `FOLDER`.
pub(super) fn run(arguments: &[&str], folder: Option<&Folder>) -> (u8, String, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let code = main(&SERVICE, arguments.iter().map(OsString::from), &mut out, &mut err);
    let clean = |bytes| {
        let text = String::from_utf8(bytes).unwrap();
        folder.map_or(text.clone(), |folder| text.replace(folder.path(), "FOLDER"))
    };
    (code, clean(out), clean(err))
}

pub(super) const GOOD: &str =
    r#"{"name": "good", "operation": "upload_part", "direction": "request", "body": {"ok" : 1e400}}"#;
const BAD: &str = r#"{"name": "bad", "operation": "upload_part", "direction": "request", "expect": "error", "why": "so",
    "context": {"policy": "strict", "now": "2022-10-01T00:00:00Z"}, "body": null}"#;

#[test]
fn good_cases() {
    let folder = Folder::new("good").with("b.json", GOOD).with("inner/a.json", GOOD).with("README.md", "no case");
    let (code, out, err) = run(&["check", folder.path()], Some(&folder));
    assert_eq!(
        out,
        "ok: good (FOLDER/b.json)\nok: good (FOLDER/inner/a.json)\n2 cases: 2 ok, 0 not ok; 0 could not be read\n"
    );
    assert_eq!((code, err.as_str()), (0, ""));
}

#[test]
fn bad_cases() {
    let folder = Folder::new("bad").with("cases.json", &format!("[{GOOD}, {BAD}]"));
    let (code, out, err) = run(&["check", folder.path()], Some(&folder));
    assert!(out.contains("not ok: bad (FOLDER/cases.json)\n  error[liked] at /a~1b: This is nothing."), "{out}");
    assert_eq!((code, err.as_str()), (1, ""));
}

#[test]
fn json_lines() {
    let folder = Folder::new("json").with("cases.json", &format!("[{GOOD}, {BAD}]"));
    let (code, out, err) = run(&["check", "--format=json", folder.path()], Some(&folder));
    let lines: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let violation = json!({
        "rule": "liked", "severity": "error", "pointer": "/a~1b", "message": "This is nothing.",
        "docs": "docs/rules.md#liked"
    });
    assert_eq!(
        lines,
        [
            json!({"name": "good", "file": "FOLDER/cases.json", "ok": true, "violations": [], "not_judged": [], "rewritten": {"b": 1}}),
            json!({"name": "bad", "file": "FOLDER/cases.json", "ok": false, "violations": [violation], "not_judged": [], "rewritten": null}),
        ]
    );
    assert_eq!((code, err.as_str()), (1, ""));
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_goes_on() {
    let folder = Folder::new("unreadable")
        .with("1.json", "{")
        .with("2.json", &GOOD.replace("upload_part", "fly"))
        .with("3.json", &GOOD.replace("request", "response"))
        .with("4.json", &GOOD.replace("\"body\"", "\"bdoy\""))
        .with("5.json", &format!("[1, {GOOD}]"))
        .with("6.json", &BAD.replace("2022-10-01T", ""));
    let missing = folder.0.join("missing.json");
    let arguments = ["check", missing.to_str().unwrap(), folder.path(), "--format", "json"];
    let (code, out, err) = run(&arguments, Some(&folder));
    let errors: Vec<&str> = err.lines().collect();
    assert!(errors[0].starts_with("acme: FOLDER/missing.json: "), "{err}");
    assert!(errors[1].starts_with("acme: FOLDER/1.json: EOF"), "{err}");
    assert_eq!(
        errors[2],
        "acme: FOLDER/2.json: case good: unknown operation fly; expected upload_part, request_access_token and callback"
    );
    assert_eq!(errors[3], "acme: FOLDER/3.json: case good: operation upload_part has no response to check");
    assert!(errors[4].starts_with("acme: FOLDER/4.json: unknown field `bdoy`"), "{err}");
    assert!(errors[5].starts_with("acme: FOLDER/5.json: case 1 of the array: expected"), "{err}");
    assert!(errors[6].starts_with("acme: FOLDER/6.json: \"00:00:00Z\": not a valid RFC 3339 time"), "{err}");
    assert_eq!((code, out.lines().count(), errors.len()), (2, 1, 7));
}

#[test]
fn an_empty_folder_is_no_success() {
    let folder = Folder::new("empty");
    let (code, out, err) = run(&["check", folder.path(), "--format", "json"], Some(&folder));
    assert_eq!(
        (code, out.as_str(), err.as_str()),
        (2, "", "acme: FOLDER: no *.json, *.jsonl or *.ndjson file in this folder\n")
    );
}

#[test]
fn an_ending_in_capitals_is_the_same_ending() {
    let folder = Folder::new("capitals").with("a.json", GOOD).with("b.JSON", BAD);
    let (code, out, _) = run(&["check", folder.path(), "--format", "json"], Some(&folder));
    assert_eq!((code, out.lines().count()), (1, 2), "{out}");
}

#[test]
fn a_file_without_cases_is_no_success() {
    let folder = Folder::new("no_case").with("none.json", "[]");
    let (code, _, err) = run(&["check", folder.path()], Some(&folder));
    let told = "acme: FOLDER/none.json: the array is empty, so there is nothing to judge\n";
    assert_eq!((code, err.as_str()), (2, told));
}

#[test]
fn workflows() {
    let (code, out, _) = run(&["workflows"], None);
    assert_eq!(
        out.lines().take(2).collect::<Vec<_>>(),
        ["key  id          name        channels  credentials", "1    capture     Capture     WEB, API  ID, PORTRAIT"]
    );
    assert_eq!((code, out.lines().count()), (0, 5));
}

#[test]
fn help_and_version() {
    for arguments in [&["--help"][..], &["-h"], &["help"], &["check", "--help"], &["workflows", "--help"]] {
        let (code, out, err) = run(arguments, None);
        assert!(out.starts_with("Usage: acme check PATH"), "{out}");
        assert_eq!((code, err.as_str()), (0, ""));
    }
    assert_eq!(run(&["--version"], None), (0, "acme 1.2.3\n".to_owned(), String::new()));
}

#[test]
fn arguments_that_make_no_sense() {
    for (arguments, reason) in [
        (&[][..], "no command"),
        (&["fly"], "unknown argument \"fly\""),
        (&["check"], "check needs a file or folder"),
        (&["check", "--fast", "x"], "unknown argument \"--fast\""),
        (&["check", "x", "--format"], "--format needs a value: text or json"),
        (&["check", "x", "--format", "xml"], "unknown format \"xml\"; use text or json"),
        (&["workflows", "x"], "unknown argument \"x\""),
    ] {
        let (code, out, err) = run(arguments, None);
        assert!(err.starts_with(&format!("acme: {reason}\n\nUsage: ")), "{err}");
        assert_eq!((code, out.as_str()), (2, ""));
    }
}

#[test]
fn paths_that_look_like_options() {
    let (code, _, err) = run(&["check", "--", "--format"], None);
    assert!(err.starts_with("acme: --format: "), "{err}");
    assert_eq!(code, 2);
    assert!(!Path::new("--format").exists());
}

/// A writer whose reader has closed the pipe.
struct Closed;

impl Write for Closed {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(ErrorKind::BrokenPipe.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Err(ErrorKind::BrokenPipe.into())
    }
}

#[test]
fn a_closed_pipe_is_no_panic() {
    let folder = Folder::new("closed").with("good.json", GOOD);
    for format in ["text", "json"] {
        let arguments = ["check", folder.path(), "--format", format];
        let mut err = Vec::new();
        assert_eq!(main(&SERVICE, arguments.iter().map(OsString::from), &mut Closed, &mut err), 2);
        assert!(err.is_empty());
    }
    assert_eq!(main(&SERVICE, std::iter::empty(), &mut Closed, &mut Closed), 2);
}

#[test]
fn a_context_that_readers_would_read_in_different_ways_is_refused() {
    for (name, context) in [
        ("doubled-path", r#"{"path": {"accountId": "a", "accountId": "b"}}"#),
        ("doubled-inside", r#"{"file": {"name": "a", "name": "b"}}"#),
        ("list", r#"[null]"#),
        ("path-list", r#"{"path": []}"#),
        ("file-list", r#"{"file": ["a.png"]}"#),
        ("credential-list", r#"{"credential": ["c"]}"#),
        ("stored-list", r#"{"stored_credentials": [["c", "ID"]]}"#),
        ("region", r#"{"region": "ATLANTIS"}"#),
    ] {
        let case =
            format!(r#"{{"name": "x", "operation": "upload_part", "direction": "request", "context": {context}}}"#);
        let folder = Folder::new(&format!("odd-context-{name}")).with("case.json", &case);
        let (code, _, told) = run(&["check", folder.path()], Some(&folder));
        assert_eq!(code, 2, "{name}: {told}");
    }
}
