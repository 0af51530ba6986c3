//! Runs the built program in copies of the checkout, in other projects and outside any project, and checks which files
//! it uses.

mod endings;
mod launcher;
mod recipes;
mod roots;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use xtask::revision::git;
use xtask::synth;

/// The exit status and the output of a run.
struct Ran {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Ran {
    fn of(output: &Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Self { code: output.status.code(), out: text(&output.stdout), err: text(&output.stderr) }
    }

    /// Returns the standard output. Panics if the run failed.
    #[track_caller]
    fn fine(self) -> String {
        assert_eq!(self.code, Some(0), "{}{}", self.out, self.err);
        self.out
    }
}

/// Runs the program by its path, without cargo.
fn program(path: &Path, folder: &Path, arguments: &[&str]) -> Ran {
    let output = Command::new(path).args(arguments).current_dir(folder).env_remove("CARGO_MANIFEST_DIR").output();
    Ran::of(&output.expect("the program should start"))
}

/// Runs the program that cargo built for these tests in a folder.
fn xtask(folder: &Path, arguments: &[&str]) -> Ran {
    program(Path::new(env!("CARGO_BIN_EXE_xtask")), folder, arguments)
}

/// Creates a temporary folder, and returns its path with links resolved, as programs print it.
fn temporary() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().canonicalize().expect("it exists");
    (folder, path)
}

/// Writes a file and its parent folders.
fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("the path should have a parent folder"))
        .expect("the folder should be writable");
    fs::write(path, text).expect("the folder should be writable");
}

/// Writes a spec whose only workflow has this name.
fn spec(folder: &Path, name: &str) {
    for (path, text) in synth::spec(1).expect("a spec") {
        write(&folder.join(path), &text);
    }
    let workflow =
        fs::read_dir(folder.join("workflows")).expect("a folder").flatten().next().expect("a workflow").path();
    fs::rename(&workflow, workflow.with_file_name(format!("{name}.yaml"))).expect("the folder should be writable");
}

/// Copies files and folders of this checkout that the tests use unchanged.
fn copy(from: &Path, to: &Path) {
    if !from.is_dir() {
        let text = fs::read_to_string(from).expect("a text");
        return write(to, &text);
    }
    for entry in fs::read_dir(from).expect("a folder").flatten() {
        if entry.file_name() != "target" {
            copy(&entry.path(), &to.join(entry.file_name()));
        }
    }
}

/// Creates a repository in a folder, and commits all files without converting line endings.
fn commit(folder: &Path) {
    let author = ["-c", "user.name=Example", "-c", "user.email=example@example.com", "-c", "commit.gpgsign=false"];
    let settings = [author.as_slice(), &["-c", "core.autocrlf=false", "-c", "core.safecrlf=false"]].concat();
    for arguments in [&["init", "--quiet"][..], &["add", "--all"], &["commit", "--quiet", "--message", "A change"]] {
        git(folder, &[settings.as_slice(), arguments].concat(), b"").expect("git runs");
    }
}
