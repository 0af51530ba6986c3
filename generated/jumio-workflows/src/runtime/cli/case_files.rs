//! Finds the case files below a path and reads them.
//!
//! Only regular files are opened, because a pipe or a device could block the program. In a folder, a link is followed
//! only if its target is inside the folder. Files in the folder that are not read are listed, because a folder only
//! passes if everything in it was checked.

use std::collections::BTreeSet;
use std::fs::{self, File, FileType};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Component, Path, PathBuf};

use serde::Serialize;

use crate::runtime::cli::arguments::Format;
use crate::runtime::wire::misfit::{BEGINS_WITH_MARK, BYTE_ORDER_MARK};
use crate::runtime::wire::printable::{Printable, escaped_json};

/// The size limit of a case file, in bytes.
pub(in crate::runtime) const MAX_BYTES: u64 = 2 * 1024 * 1024;

/// The case files below a path, and everything that was not read.
#[derive(Debug, Default)]
pub(in crate::runtime) struct Found {
    /// The case files to read, sorted.
    pub(in crate::runtime) files: Vec<PathBuf>,
    /// The paths that could not be read, with the reason.
    pub(in crate::runtime) problems: Vec<(PathBuf, String)>,
    /// The files in the folder that were skipped, sorted.
    passed_over: Vec<PathBuf>,
}

/// The reason for skipping a file in a folder.
const PASSED_OVER: &str = "not read because its name does not end in .json, .jsonl or .ndjson; pass the file itself, \
     rename it, or move it out of the folder";

/// The extensions of the files that are read in a folder.
const ENDINGS: [&str; 3] = ["json", "jsonl", "ndjson"];

/// Returns whether a file contains one value per line.
pub(in crate::runtime) fn has_lines(path: &Path) -> bool {
    ends_in(path, &ENDINGS[1..])
}

fn ends_in(path: &Path, endings: &[&str]) -> bool {
    path.extension().is_some_and(|ending| endings.iter().any(|known| ending.eq_ignore_ascii_case(known)))
}

/// A skipped file, as reported in the JSON output.
#[derive(Serialize)]
struct NotRead<'a> {
    file: &'a str,
    not_read: &'a str,
}

impl Found {
    /// Lists unreadable paths and skipped files on `err`. In the JSON format, also lists skipped files on `out`.
    /// Returns the number of unreadable paths and skipped files.
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

/// Returns the file, or every `*.json`, `*.jsonl` and `*.ndjson` file (in upper or lower case) in the folder and its
/// subfolders. Ignores `README.md` and hidden files, because they are meant for people and tools.
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

/// Reads a case file as a string.
pub(in crate::runtime) fn text(path: &Path) -> Result<String, String> {
    let told = |error: io::Error| reason(path, &error);
    // The file type is checked first, because opening a pipe would block.
    let kind = fs::metadata(path).map_err(told)?.file_type();
    if !kind.is_file() {
        return Err(odd(kind));
    }
    let file = File::open(path).map_err(told)?;
    let mut bytes = Vec::new();
    // One byte more than the limit is read, because the size that the file reports may be wrong.
    file.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(told)?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(format!(
            "larger than {MAX_BYTES} bytes; split its cases across several files, or judge a payload of that size from \
            code"
        ));
    }
    let text = String::from_utf8(bytes).map_err(|_| "not UTF-8 text; save it as UTF-8".to_owned())?;
    match text.starts_with(BYTE_ORDER_MARK) {
        true => Err(format!("{BEGINS_WITH_MARK}; save it as UTF-8 without one")),
        false => Ok(text),
    }
}

struct Walk<'a> {
    /// The folder as passed by the user.
    named: &'a Path,
    /// The folder with symbolic links resolved.
    root: PathBuf,
    /// Visited folders with symbolic links resolved, because links can form cycles.
    seen: BTreeSet<PathBuf>,
    found: Found,
}

impl Walk<'_> {
    fn problem(&mut self, path: &Path, reason: String) {
        self.found.problems.push((path.to_owned(), reason));
    }

    /// Searches a folder and its subfolders; `real` is the path of the folder with symbolic links resolved.
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
            // The resolved path is needed for links and for folders.
            let real = if link.is_symlink() || kind.is_dir() { fs::canonicalize(&path)? } else { path.clone() };
            Ok((link.is_symlink(), kind, real))
        };
        let is_case = ends_in(&path, &ENDINGS);
        match looked() {
            Err(error) => self.problem(&path, reason(&path, &error)),
            Ok((true, kind, real)) if (kind.is_dir() || is_case) && !real.starts_with(&self.root) => {
                self.problem(
                    &path,
                    "a symbolic link to a target outside the folder; replace it with the file".to_owned(),
                );
            }
            Ok((_, kind, real)) if kind.is_dir() => open.push((path, real)),
            Ok((_, kind, _)) if kind.is_file() && is_case => self.found.files.push(path),
            Ok((_, kind, _)) if is_case => self.problem(&path, odd(kind)),
            Ok(_) if self.is_for_others(&path) => {}
            Ok(_) => self.found.passed_over.push(path),
        }
    }

    /// Returns whether the path is a `README.md` file, a hidden file, or inside a hidden folder.
    fn is_for_others(&self, path: &Path) -> bool {
        let below = path.strip_prefix(self.named).unwrap_or(path);
        let is_hidden = |part: Component<'_>| part.as_os_str().to_string_lossy().starts_with('.');
        path.file_name().is_some_and(|name| name == "README.md") || below.components().any(is_hidden)
    }
}

/// Returns the error for a path that is neither a file nor a folder.
fn odd(kind: FileType) -> String {
    let what = if kind.is_dir() { "a folder" } else { "a pipe, socket or device" };
    format!("{what}, not a case file; pass a file or folder")
}

/// Returns the error message for an I/O error.
fn reason(path: &Path, error: &io::Error) -> String {
    match fs::read_link(path) {
        Ok(target) if error.kind() == ErrorKind::NotFound => {
            format!("a symbolic link to `{}`, which does not exist; restore or remove it", target.display())
        }
        _ => error.to_string(),
    }
}
