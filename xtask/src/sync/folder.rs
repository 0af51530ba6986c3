//! What lies in an output folder: takes a path, gives its files, empty folders and caches without following a link.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};

use verispec_codegen::endings::{lf_bytes, like};

use super::Differences;
use crate::tree::{MARKER, Tree};

/// The contents of a folder; paths are relative to it, with `/` between the parts.
#[derive(Debug, Default)]
pub(super) struct Folder {
    root: PathBuf,
    /// Everything that is not a folder.
    pub(super) files: BTreeMap<String, Metadata>,
    /// Folders with nothing in them, with a `/` at the end.
    pub(super) empty: Vec<String>,
    /// Build caches that cargo keeps for a crate that is built where it lies.
    pub(super) caches: Vec<String>,
}

impl Folder {
    /// Lists a folder; one that is not there has nothing in it.
    pub(super) fn list(root: &Path) -> io::Result<Self> {
        let mut folder = Self { root: root.to_path_buf(), ..Self::default() };
        if root.try_exists()? {
            folder.add(root, "")?;
        }
        Ok(folder)
    }

    fn add(&mut self, path: &Path, prefix: &str) -> io::Result<()> {
        let mut count = 0;
        for entry in fs::read_dir(path)? {
            let entry = entry?;
            count += 1;
            let relative = format!("{prefix}{}", entry.file_name().to_string_lossy());
            let metadata = entry.metadata()?;
            if !metadata.is_dir() {
                self.files.insert(relative, metadata);
            } else if entry.file_name() == "target" && entry.path().join("CACHEDIR.TAG").is_file() {
                self.caches.push(relative);
            } else {
                self.add(&entry.path(), &format!("{relative}/"))?;
            }
        }
        if count == 0 && !prefix.is_empty() {
            self.empty.push(prefix.to_owned());
        }
        Ok(())
    }

    /// Whether the path is a regular file with these contents, whichever line endings git has given it.
    pub(super) fn holds(&self, path: &str, contents: &str) -> io::Result<bool> {
        match self.files.get(path) {
            Some(metadata) if metadata.is_file() && metadata.len() >= contents.len() as u64 => {
                let bytes = fs::read(self.root.join(path))?;
                Ok(bytes == contents.as_bytes() || *lf_bytes(&bytes) == *contents.as_bytes())
            }
            _ => Ok(false),
        }
    }

    /// The contents of a file to write, with the line endings of the one that it replaces.
    pub(super) fn with_its_endings<'a>(&self, path: &str, contents: &'a str) -> io::Result<Cow<'a, [u8]>> {
        if !self.files.get(path).is_some_and(Metadata::is_file) {
            return Ok(Cow::Borrowed(contents.as_bytes()));
        }
        let present = fs::read(self.root.join(path))?;
        if *lf_bytes(&present) == *contents.as_bytes() {
            return Ok(Cow::Owned(present));
        }
        Ok(match like(contents, &String::from_utf8_lossy(&present)) {
            Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
            Cow::Owned(text) => Cow::Owned(text.into_bytes()),
        })
    }

    /// Whether this may be replaced: it has our marker, or nothing in it, or (if somebody removed the marker) mostly
    /// files that are exactly what we write.
    pub(super) fn is_ours(&self, tree: &Tree, differences: &Differences) -> bool {
        let files = self.files.len();
        let same = tree.count() - differences.edited.len() - differences.missing.len();
        let marked = self.files.get(MARKER).is_some_and(Metadata::is_file);
        marked || files == 0 || same * 2 > files
    }
}
