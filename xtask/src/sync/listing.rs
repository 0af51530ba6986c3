//! Lists the files, empty folders and caches of an output folder, without following links.

use std::borrow::Cow;
use std::collections::BTreeMap;

use verispec_codegen::endings::{lf_bytes, like};

use super::sides::Sides;
use crate::digest::sum;
use crate::disk::{Entry, Folder, Kind, MAX_DEPTH, MAX_TOTAL_BYTES, Refusal};
use crate::record::{Record, has_a_conflict};
use crate::tree::Tree;

/// The state of a file that an earlier run wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// The file is unchanged, or the record does not contain its checksum.
    Written,
    /// The file was merged by git, so it differs from both sides.
    Merged,
    /// The file was edited after it was written.
    Edited,
}

/// The contents of a folder. Paths are relative to the folder, with `/` as separator.
#[derive(Debug)]
pub(super) struct Listing {
    folder: Option<Folder>,
    /// Everything that is not a folder.
    pub(super) files: BTreeMap<String, Entry>,
    /// Empty folders, with a trailing `/`.
    pub(super) empty: Vec<String>,
    /// Git repositories, which are not searched, with a trailing `/`.
    pub(super) repositories: Vec<String>,
    /// Build caches that cargo creates when the generated crate is built in place.
    pub(super) caches: Vec<String>,
    /// Lock files that cargo creates when the generated crate is built in place.
    pub(super) locks: Vec<String>,
    /// The files that earlier runs wrote.
    pub(super) record: Record,
    /// The files that runs wrote on both sides of a merge.
    pub(super) sides: Sides,
}

impl Listing {
    /// Lists a folder. A folder that does not exist counts as empty.
    pub(super) fn of(folder: Option<Folder>, tree: &Tree) -> Result<Self, Refusal> {
        let mut listing = Self {
            folder: None,
            files: BTreeMap::new(),
            empty: Vec::new(),
            repositories: Vec::new(),
            caches: Vec::new(),
            locks: Vec::new(),
            record: Record::None,
            sides: Sides::default(),
        };
        if let Some(folder) = folder {
            let mut open = vec![String::new()];
            while let Some(prefix) = open.pop() {
                listing.add(&folder, tree, &prefix, &mut open)?;
            }
            if listing.files.get(tree.marker()).is_some_and(|entry| entry.kind == Kind::File) {
                listing.record = Record::parse(&String::from_utf8_lossy(&folder.own(tree.marker())?));
            }
            listing.folder = Some(folder);
        }
        Ok(listing)
    }

    fn add(&mut self, root: &Folder, tree: &Tree, prefix: &str, open: &mut Vec<String>) -> Result<(), Refusal> {
        if prefix.matches('/').count() > MAX_DEPTH {
            let reason = format!("is more than {MAX_DEPTH} folders deep");
            return Err(Refusal::new(&root.path().join(prefix), reason, "remove it"));
        }
        let folder = root.folder(prefix)?;
        let entries = folder.entries()?;
        if entries.is_empty() && !prefix.is_empty() {
            self.empty.push(prefix.to_owned());
        }
        let of_crate = tree.get(&format!("{prefix}Cargo.toml")).is_some();
        for entry in entries {
            let relative = format!("{prefix}{}", entry.name.to_string_lossy());
            match (entry.kind, entry.name.to_str()) {
                (_, Some(".git")) => self.repositories.push(prefix.to_owned()),
                (Kind::Folder, Some("target")) if of_crate && is_cache(&folder)? => self.caches.push(relative),
                (Kind::File, Some("Cargo.lock")) if of_crate && tree.get(&relative).is_none() => {
                    self.locks.push(relative);
                }
                (Kind::Folder, _) => open.push(format!("{relative}/")),
                _ => _ = self.files.insert(relative, entry),
            }
        }
        Ok(())
    }

    /// Returns whether the path is a regular file with these contents, ignoring line endings.
    pub(super) fn holds(&self, path: &str, contents: &str) -> Result<bool, Refusal> {
        let length = contents.len() as u64;
        match (&self.folder, self.files.get(path)) {
            // CRLF at most doubles the size of a file.
            (Some(folder), Some(entry)) if entry.kind == Kind::File && (length..=2 * length).contains(&entry.bytes) => {
                let bytes = folder.own(path)?;
                Ok(bytes == contents.as_bytes() || *lf_bytes(&bytes) == *contents.as_bytes())
            }
            _ => Ok(false),
        }
    }

    /// Returns the contents of a file to write, with the line endings of the file that it replaces.
    pub(super) fn with_its_endings<'a>(&self, path: &str, contents: &'a str) -> Result<Cow<'a, [u8]>, Refusal> {
        let is_text = |entry: &Entry| entry.kind == Kind::File && entry.bytes <= MAX_TOTAL_BYTES;
        if !self.files.get(path).is_some_and(is_text) {
            return Ok(Cow::Borrowed(contents.as_bytes()));
        }
        let present = self.read(path)?;
        if *lf_bytes(&present) == *contents.as_bytes() {
            return Ok(Cow::Owned(present));
        }
        Ok(match like(contents, &String::from_utf8_lossy(&present)) {
            Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
            Cow::Owned(text) => Cow::Owned(text.into_bytes()),
        })
    }

    /// Returns the state of a file that this tool wrote, ignoring line endings.
    pub(super) fn state(&self, path: &str, entry: &Entry) -> Result<State, Refusal> {
        let recorded = self.record.sums(path);
        if recorded.is_none() && !self.sides.has(path) {
            return Ok(State::Written);
        }
        // This tool has never written a file of this size, so the file does not have to be read.
        if entry.bytes > MAX_TOTAL_BYTES {
            return Ok(State::Edited);
        }
        let bytes = self.read(path)?;
        let is = sum(&lf_bytes(&bytes));
        if recorded.is_some_and(|sums| sums.contains(&is)) || self.sides.wrote(path, &is) {
            return Ok(State::Written);
        }
        let differ = recorded.is_some_and(|sums| sums.len() > 1) || self.sides.differ(path);
        Ok(if differ || has_a_conflict(&String::from_utf8_lossy(&bytes)) { State::Merged } else { State::Edited })
    }

    /// Returns the bytes of a file.
    pub(super) fn read(&self, path: &str) -> Result<Vec<u8>, Refusal> {
        self.folder.as_ref().map_or(Ok(Vec::new()), |folder| folder.own(path))
    }

    /// Returns whether this tool wrote the file. `wanted` says whether the tree also contains it.
    pub(super) fn is_ours(&self, path: &str, entry: &Entry, wanted: bool, marker: &str) -> bool {
        entry.kind == Kind::File && (path == marker || self.record.has(path, wanted) || self.sides.has(path))
    }
}

/// Returns whether the folder `target` is tagged as a cache.
fn is_cache(folder: &Folder) -> Result<bool, Refusal> {
    Ok(folder.kind("target/CACHEDIR.TAG")? == Some(Kind::File))
}
