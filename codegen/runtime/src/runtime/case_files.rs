//! Files of cases: takes a path that somebody names, gives the files that it stands for and their texts.
//!
//! Only plain files are opened, so that nothing waits on a pipe or a device. Below a folder, a link is followed if it stays
//! inside it.

use std::collections::BTreeSet;
use std::fs::{self, File, FileType};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

/// The size limit of a file of cases, in bytes.
pub(super) const MAX_BYTES: u64 = 2 * 1024 * 1024;

/// What a path stands for.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// The files of cases, sorted.
    pub(super) files: Vec<PathBuf>,
    /// What could not be looked at, with the reason.
    pub(super) problems: Vec<(PathBuf, String)>,
}

/// The file itself, or every `*.json` file, in capitals too, in the folder and its folders.
pub(super) fn files(path: &Path) -> Found {
    let mut walk = Walk { root: PathBuf::new(), seen: BTreeSet::new(), found: Found::default() };
    match fs::metadata(path).and_then(|metadata| Ok((metadata.file_type(), fs::canonicalize(path)?))) {
        Ok((kind, root)) if kind.is_dir() => {
            walk.root = root.clone();
            walk.folder(path, root);
            if walk.found.files.is_empty() && walk.found.problems.is_empty() {
                walk.problem(path, "no *.json file in this folder".to_owned());
            }
        }
        Ok((kind, _)) if kind.is_file() => walk.found.files.push(path.to_owned()),
        Ok((kind, _)) => walk.problem(path, odd(kind)),
        Err(error) => walk.problem(path, reason(path, &error)),
    }
    walk.found.files.sort();
    walk.found
}

/// The text of a file of cases.
pub(super) fn text(path: &Path) -> Result<String, String> {
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
    String::from_utf8(bytes).map_err(|_| "not UTF-8 text; save it as UTF-8".to_owned())
}

struct Walk {
    /// The named folder without links.
    root: PathBuf,
    /// Folders that were entered, without links: links may lead to one more than once, or in circles.
    seen: BTreeSet<PathBuf>,
    found: Found,
}

impl Walk {
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
        let is_case = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json"));
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
            // Other files are for people.
            Ok(_) => {}
        }
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
