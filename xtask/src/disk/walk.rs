//! Reads all requested files below a folder. Files and refusals have the same order on every machine.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result as AnyResult, bail};

use super::{Folder, Kind, MAX_BYTES, MAX_DEPTH, MAX_LINKS, MAX_TOTAL_BYTES, Refusal};

/// The reason for a refusal and what to do; `None` if there is no refusal.
pub type Why = Option<(&'static str, &'static str)>;

/// Which entries of a folder to read; paths are relative to the folder, with `/` as separator.
#[derive(Clone, Copy)]
pub struct Wanted<'a> {
    /// Returns whether to skip a file or folder.
    pub skip: &'a dyn Fn(&str, Kind) -> bool,
    /// Returns the reason and what to do if a file or folder must not exist.
    pub refuse: &'a dyn Fn(&str, Kind) -> Why,
}

/// Everything that was found below a folder.
#[derive(Debug, Default)]
pub struct Found {
    /// The files: their paths relative to the folder, and their contents.
    pub files: Vec<(String, Vec<u8>)>,
    /// Everything that could not be read.
    pub refusals: Vec<Refusal>,
}

impl Found {
    /// Returns the files if all of them could be read. Otherwise, fails with all refusals.
    pub fn whole(self) -> AnyResult<Vec<(String, Vec<u8>)>> {
        if self.refusals.is_empty() {
            return Ok(self.files);
        }
        let lines: Vec<String> = self.refusals.iter().map(Refusal::to_string).collect();
        bail!("{}", lines.join("\n"))
    }
}

/// Reads every file below a folder. Links are followed if they stay inside it.
pub fn collect(folder: &Folder, wanted: Wanted<'_>) -> Found {
    let root = match fs::canonicalize(&folder.path) {
        Ok(root) => root,
        Err(error) => return Found { refusals: vec![Refusal::io(&folder.path, &error)], ..Found::default() },
    };
    let mut walk = Walk { folder, root, wanted, open: Vec::new(), links: 0, bytes: 0, found: Found::default() };
    walk.enter(Path::new(""), "");
    walk.found
}

struct Walk<'a> {
    folder: &'a Folder,
    /// The folder with links resolved.
    root: PathBuf,
    wanted: Wanted<'a>,
    /// The folders on the path to the current one, with links resolved, relative to the root.
    open: Vec<PathBuf>,
    links: usize,
    bytes: u64,
    found: Found,
}

impl Walk<'_> {
    /// Reads the folder at a resolved path; displayed paths begin with `shown`.
    fn enter(&mut self, at: &Path, prefix: &str) {
        let entries = self.folder.folder(at).and_then(|folder| folder.entries());
        let entries = match entries {
            Ok(entries) => entries,
            Err(refusal) => return self.found.refusals.push(refusal),
        };
        if self.open.len() == MAX_DEPTH {
            let reason = format!("is more than {MAX_DEPTH} folders deep");
            return self.refuse(Refusal::new(&self.folder.path.join(prefix), reason, "move it up"));
        }
        self.open.push(at.to_path_buf());
        for entry in entries {
            let shown = self.folder.path.join(prefix).join(&entry.name);
            let Some(name) = entry.name.to_str() else {
                self.refuse(Refusal::new(&shown, "has a name that is not UTF-8", "rename it"));
                continue;
            };
            let relative = format!("{prefix}{name}");
            if name.contains(char::is_control) {
                self.refuse(Refusal::new(&shown, "has a name with control characters", "rename it"));
            } else if !(self.wanted.skip)(&relative, entry.kind) {
                self.entry(&at.join(name), entry.kind, &relative, &shown);
            }
            if self.bytes > MAX_TOTAL_BYTES {
                break;
            }
        }
        self.open.pop();
    }

    fn refuse(&mut self, refusal: Refusal) {
        self.found.refusals.push(refusal);
    }

    fn entry(&mut self, at: &Path, kind: Kind, relative: &str, shown: &Path) {
        let (at, kind) = match kind {
            Kind::Link => match self.followed(at, shown) {
                Ok(target) => target,
                Err(refusal) => return self.refuse(refusal),
            },
            kind => (at.to_path_buf(), kind),
        };
        match (kind, (self.wanted.refuse)(relative, kind)) {
            (_, Some((reason, help))) => self.refuse(Refusal::new(shown, reason, help)),
            (Kind::Folder, None) => self.enter(&at, &format!("{relative}/")),
            (Kind::File, None) => self.file(&at, relative, shown),
            (kind, None) => self.refuse(Refusal::kind(shown, kind, Kind::File)),
        }
    }

    fn file(&mut self, at: &Path, relative: &str, shown: &Path) {
        match self.folder.read(at) {
            Ok(bytes) => {
                self.bytes += bytes.len() as u64;
                if self.bytes > MAX_TOTAL_BYTES {
                    let reason = format!("contains more than {MAX_TOTAL_BYTES} bytes in total");
                    return self.refuse(Refusal::new(&self.folder.path, reason, "use a smaller folder"));
                }
                self.found.files.push((relative.to_owned(), bytes));
            }
            Err(refusal) => self.refuse(refusal.at(shown)),
        }
    }

    /// Returns the target of a link after resolving it, and the kind of the target.
    fn followed(&mut self, link: &Path, shown: &Path) -> Result<(PathBuf, Kind), Refusal> {
        let target = fs::canonicalize(self.root.join(link)).map_err(|error| Refusal::io(shown, &error))?;
        let Ok(target) = target.strip_prefix(&self.root).map(Path::to_path_buf) else {
            let reason = "is a symbolic link that points outside the folder";
            return Err(Refusal::new(shown, reason, "replace the link with its target"));
        };
        let kind = match target.as_os_str().is_empty() {
            true => Kind::Folder,
            false => self.folder.kind(&target)?.unwrap_or(Kind::Device),
        };
        if kind == Kind::Folder {
            if self.open.contains(&target) {
                let reason = "is a symbolic link to a folder that contains it";
                return Err(Refusal::new(shown, reason, "remove the link"));
            }
            self.links += 1;
            if self.links > MAX_LINKS {
                let reason = format!("exceeds the limit of {MAX_LINKS} links to folders");
                return Err(Refusal::new(shown, reason, "remove links"));
            }
        }
        Ok((target, kind))
    }
}

/// The total limit must not be smaller than the limit of a single file, so that an input of the maximum size is
/// allowed.
const _: () = assert!(MAX_BYTES <= MAX_TOTAL_BYTES);
