//! Files of cases: takes a path that somebody names, gives the files that it stands for and their texts.
//!
//! Only plain files are opened, so that nothing waits on a pipe or a device. Below a folder, a link is followed if it stays
//! inside it. Files in it that are not read are named: a folder is in order only if everything in it was looked at.

use std::collections::BTreeSet;
use std::fs::{self, File, FileType};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Component, Path, PathBuf};

use serde::Serialize;

use crate::runtime::cli::arguments::Format;
use crate::runtime::wire::misfit::{BEGINS_WITH_MARK, BYTE_ORDER_MARK};
use crate::runtime::wire::printable::{Printable, escaped_json};

/// The size limit of a file of cases, in bytes.
pub(in crate::runtime) const MAX_BYTES: u64 = 2 * 1024 * 1024;

/// What a path stands for.
#[derive(Debug, Default)]
pub(in crate::runtime) struct Found {
    /// The files of cases, sorted.
    pub(in crate::runtime) files: Vec<PathBuf>,
    /// What could not be looked at, with the reason.
    pub(in crate::runtime) problems: Vec<(PathBuf, String)>,
    /// The files in the folder that may be meant for somebody else, sorted.
    passed_over: Vec<PathBuf>,
}

/// Why a file of a folder is passed over.
const PASSED_OVER: &str = "not read, since its name does not end in .json, .jsonl or .ndjson; name the file itself, rename it, or put it elsewhere";

/// The endings of the files that are read in a folder.
const ENDINGS: [&str; 3] = ["json", "jsonl", "ndjson"];

/// Whether a file has a value in each of its lines.
pub(in crate::runtime) fn has_lines(path: &Path) -> bool {
    ends_in(path, &ENDINGS[1..])
}

fn ends_in(path: &Path, endings: &[&str]) -> bool {
    path.extension().is_some_and(|ending| endings.iter().any(|known| ending.eq_ignore_ascii_case(known)))
}

/// A file that was passed over, as programs read it.
#[derive(Serialize)]
struct NotRead<'a> {
    file: &'a str,
    not_read: &'a str,
}

impl Found {
    /// Names what was not looked at, on `err`, and what was passed over as lines of JSON on `out` as well; gives how much
    /// it is.
    pub(in crate::runtime) fn tell_unread(
        &self,
        program: &str,
        format: Format,
        out: &mut dyn Write,
        err: &mut dyn Write,
    ) -> io::Result<usize> {
        let mut tell = |path: &Path, reason: &str| {
            let path = path.to_string_lossy();
            writeln!(err, "{program}: {}: {}", Printable(&path), Printable(reason))
        };
        for (path, reason) in &self.problems {
            tell(path, reason)?;
        }
        for path in &self.passed_over {
            tell(path, PASSED_OVER)?;
            if format == Format::Json {
                let line = NotRead { file: &path.to_string_lossy(), not_read: PASSED_OVER };
                writeln!(out, "{}", escaped_json(&serde_json::to_string(&line)?))?;
            }
        }
        Ok(self.problems.len() + self.passed_over.len())
    }
}

/// The file itself, or every `*.json`, `*.jsonl` and `*.ndjson` file, in capitals too, in the folder and its folders. Of the
/// other files, a `README.md` and hidden ones are for people and systems.
pub(in crate::runtime) fn files(path: &Path) -> Found {
    let mut walk = Walk { named: path, root: PathBuf::new(), seen: BTreeSet::new(), found: Found::default() };
    match fs::metadata(path).and_then(|metadata| Ok((metadata.file_type(), fs::canonicalize(path)?))) {
        Ok((kind, root)) if kind.is_dir() => {
            walk.root = root.clone();
            walk.folder(path, root);
            if walk.found.files.is_empty() && walk.found.problems.is_empty() {
                walk.problem(path, "no *.json, *.jsonl or *.ndjson file in this folder".to_owned());
            }
        }
        Ok((kind, _)) if kind.is_file() => walk.found.files.push(path.to_owned()),
        Ok((kind, _)) => walk.problem(path, odd(kind)),
        Err(error) => walk.problem(path, reason(path, &error)),
    }
    walk.found.files.sort();
    walk.found.passed_over.sort();
    walk.found
}

/// The text of a file of cases.
pub(in crate::runtime) fn text(path: &Path) -> Result<String, String> {
    let told = |error: io::Error| reason(path, &error);
    // Looked at before it is opened: opening a pipe would wait for its other end.
    let kind = fs::metadata(path).map_err(told)?.file_type();
    if !kind.is_file() {
        return Err(odd(kind));
    }
    let file = File::open(path).map_err(told)?;
    let mut bytes = Vec::new();
    // One byte more than allowed, whatever size the file claims to have.
    file.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(told)?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(format!(
            "larger than {MAX_BYTES} bytes; divide its cases among several files, or judge a payload of that size in a program"
        ));
    }
    let text = String::from_utf8(bytes).map_err(|_| "not UTF-8 text; save it as UTF-8".to_owned())?;
    match text.starts_with(BYTE_ORDER_MARK) {
        true => Err(format!("{BEGINS_WITH_MARK}; save it as UTF-8 without one")),
        false => Ok(text),
    }
}

struct Walk<'a> {
    /// The named folder as it is named.
    named: &'a Path,
    /// The named folder without links.
    root: PathBuf,
    /// Folders that were entered, without links: links may lead to one more than once, or in circles.
    seen: BTreeSet<PathBuf>,
    found: Found,
}

impl Walk<'_> {
    fn problem(&mut self, path: &Path, reason: String) {
        self.found.problems.push((path.to_owned(), reason));
    }

    /// Looks through a folder and those below it; `real` is its path without links.
    fn folder(&mut self, path: &Path, real: PathBuf) {
        let mut open = vec![(path.to_owned(), real)];
        while let Some((path, real)) = open.pop() {
            if !self.seen.insert(real) {
                continue;
            }
            let entries = fs::read_dir(&path).and_then(Iterator::collect::<io::Result<Vec<_>>>);
            match entries {
                Ok(entries) => entries.iter().for_each(|entry| self.entry(entry.path(), &mut open)),
                Err(error) => self.problem(&path, reason(&path, &error)),
            }
        }
    }

    fn entry(&mut self, path: PathBuf, open: &mut Vec<(PathBuf, PathBuf)>) {
        let looked = || {
            let link = fs::symlink_metadata(&path)?.file_type();
            let kind = if link.is_symlink() { fs::metadata(&path)?.file_type() } else { link };
            // A path without links is needed of links and of folders alone.
            let real = if link.is_symlink() || kind.is_dir() { fs::canonicalize(&path)? } else { path.clone() };
            Ok((link.is_symlink(), kind, real))
        };
        let is_case = ends_in(&path, &ENDINGS);
        match looked() {
            Err(error) => self.problem(&path, reason(&path, &error)),
            Ok((true, kind, real)) if (kind.is_dir() || is_case) && !real.starts_with(&self.root) => {
                self.problem(
                    &path,
                    "a symbolic link that leads out of the folder; put the file in its place".to_owned(),
                );
            }
            Ok((_, kind, real)) if kind.is_dir() => open.push((path, real)),
            Ok((_, kind, _)) if kind.is_file() && is_case => self.found.files.push(path),
            Ok((_, kind, _)) if is_case => self.problem(&path, odd(kind)),
            Ok(_) if self.is_for_others(&path) => {}
            Ok(_) => self.found.passed_over.push(path),
        }
    }

    /// Whether it is a `README.md`, or hidden, or in a hidden folder.
    fn is_for_others(&self, path: &Path) -> bool {
        let below = path.strip_prefix(self.named).unwrap_or(path);
        let is_hidden = |part: Component<'_>| part.as_os_str().to_string_lossy().starts_with('.');
        path.file_name().is_some_and(|name| name == "README.md") || below.components().any(is_hidden)
    }
}

/// What is said of something that is neither a file nor a folder.
fn odd(kind: FileType) -> String {
    let what = if kind.is_dir() { "a folder" } else { "a pipe, socket or device" };
    format!("{what}, not a file of cases; name a file or folder")
}

/// What is said of an error of the system.
fn reason(path: &Path, error: &io::Error) -> String {
    match fs::read_link(path) {
        Ok(target) if error.kind() == ErrorKind::NotFound => {
            format!("a symbolic link to `{}`, which does not exist; restore or remove it", target.display())
        }
        _ => error.to_string(),
    }
}
