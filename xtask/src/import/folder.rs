//! Writes the folder of a new spec: all files or none.

use std::path::Path;

use anyhow::{Context, Result};
use verispec_codegen::File;

use crate::disk::{self, Folder};
use crate::shown;
use crate::tree::{MARKER, Tree};

/// Returns whether the folder contains anything that must not be replaced.
pub(super) fn holds_something(out: &Path) -> Result<bool> {
    match Folder::open_if_there(out)? {
        Some(folder) => Ok(!folder.entries()?.is_empty()),
        None => Ok(false),
    }
}

/// Writes the files next to the folder, and moves them to its location in one step.
pub(super) fn write(out: &Path, files: &[File]) -> Result<()> {
    // The tree rejects paths that leave the folder or collide in it.
    let tree = Tree::new(files.iter().map(|file| (file.path.clone(), file.contents.clone())))?;
    let files = tree.iter().filter(|(path, _)| *path != MARKER).map(|(path, text)| (path, text.as_bytes()));
    disk::place_new(out, files).with_context(|| format!("cannot write {}, which is unchanged", shown(out)))
}
