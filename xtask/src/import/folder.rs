//! The folder of a new spec: takes files, writes all of them or none.

use std::path::Path;

use anyhow::{Context, Result};
use verispec_codegen::File;

use crate::disk::{self, Folder};
use crate::shown;
use crate::tree::{MARKER, Tree};

/// Whether the folder has something in it that must not be replaced.
pub(super) fn holds_something(out: &Path) -> Result<bool> {
    match Folder::open_if_there(out)? {
        Some(folder) => Ok(!folder.entries()?.is_empty()),
        None => Ok(false),
    }
}

/// Writes the files beside the folder, and puts them in its place in one step.
pub(super) fn write(out: &Path, files: &[File]) -> Result<()> {
    // The tree refuses paths that leave the folder or meet in it.
    let tree = Tree::new(files.iter().map(|file| (file.path.clone(), file.contents.clone())))?;
    let files = tree.iter().filter(|(path, _)| *path != MARKER).map(|(path, text)| (path, text.as_bytes()));
    disk::place_new(out, files).with_context(|| format!("cannot write {}, which is unchanged", shown(out)))
}
