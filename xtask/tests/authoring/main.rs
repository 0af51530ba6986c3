//! Tests the commands for authors of specs: their output, the files that they write, and the files that they must not
//! change.

mod audit;
mod fmt;
mod graph;
mod lint;
mod new;
mod observed;
mod rename;
mod suppress;
mod watch;

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use verispec_codegen::source::SourceMap;
use xtask::root::toolkit;
use xtask::{Console, Outcome, read};

/// Returns the spec folder of the fictional provider, which is the starting point of all tests.
fn harbor() -> PathBuf {
    toolkit().expect("this checkout").join("tests/cases/specs/harbor")
}

/// Copies a spec to a temporary folder.
fn copy(spec: &Path) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (_, file) in sources(spec).iter() {
        let path = folder.path().join(&file.path);
        fs::create_dir_all(path.parent().expect("the path should have a parent folder"))
            .expect("the folder should be writable");
        fs::write(path, &file.bytes).expect("the folder should be writable");
    }
    folder
}

fn sources(spec: &Path) -> SourceMap {
    read::read(spec).unwrap_or_else(|error| panic!("{error:#}"))
}

/// Replaces a string in a file.
fn replace(spec: &Path, path: &str, from: &str, to: &str) {
    let path = spec.join(path);
    let text = fs::read_to_string(&path).expect("the file should be readable");
    assert!(text.contains(from), "{} does not contain {from:?}", path.display());
    fs::write(&path, text.replace(from, to)).expect("the folder should be writable");
}

/// The output and the exit status of a command.
struct Said {
    outcome: Result<Outcome, String>,
    out: String,
    err: String,
}

fn said(command: impl FnOnce(&mut Console<'_>) -> anyhow::Result<Outcome>) -> Said {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let outcome = command(&mut Console { out: &mut out, err: &mut err, color: false });
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("commands should print UTF-8");
    Said { outcome: outcome.map_err(|error| format!("{error:#}")), out: text(out), err: text(err) }
}
