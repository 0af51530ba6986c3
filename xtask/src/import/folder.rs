//! The folder of a new spec: takes files, writes all of them or none.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use verispec_codegen::File;

use crate::shown;
use crate::tree::{MARKER, Tree};

/// Whether the folder has something in it that must not be replaced.
pub(super) fn holds_something(out: &Path) -> Result<bool> {
    if !out.try_exists().with_context(|| format!("cannot look at {}", shown(out)))? {
        return Ok(false);
    }
    if !out.is_dir() {
        bail!("{} is not a folder; name another", shown(out));
    }
    let mut entries = out.read_dir().with_context(|| format!("cannot list {}", shown(out)))?;
    Ok(entries.next().is_some())
}

/// Writes the files beside the folder, and puts them in its place in one step.
pub(super) fn write(out: &Path, files: &[File]) -> Result<()> {
    // The tree refuses paths that leave the folder or meet in it.
    let tree = Tree::new(files.iter().map(|file| (file.path.clone(), file.contents.clone())))?;
    let out = std::path::absolute(out).with_context(|| format!("`{}` is not a folder", out.display()))?;
    let parent = out.parent().with_context(|| format!("`{}` cannot be the folder of a spec", shown(&out)))?;
    let failed = || format!("cannot write {}; it is as it was", shown(&out));
    fs::create_dir_all(parent).with_context(failed)?;
    let staged = tempfile::Builder::new().prefix(".import").tempdir_in(parent).with_context(failed)?;
    let new = staged.path().join("spec");
    for (path, contents) in tree.iter().filter(|(path, _)| *path != MARKER) {
        let target = new.join(path);
        fs::create_dir_all(target.parent().unwrap_or(&new)).with_context(failed)?;
        fs::write(&target, contents).with_context(failed)?;
    }
    if out.exists() {
        // It is empty, or this fails.
        fs::remove_dir(&out).with_context(failed)?;
    }
    fs::rename(&new, &out).with_context(|| format!("cannot put the new {} in place; run this again", shown(&out)))
}
