//! The last stage: takes a tree of files and the output folder, gives the differences, and makes the folder equal the tree.

mod folder;
mod swap;

pub use swap::work_folder;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::{shown, tree::Tree};
use folder::Folder;
use swap::Work;

/// What is between an output folder and the tree that it should hold; paths are relative to the folder.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Differences {
    /// Files that say something else.
    pub edited: Vec<String>,
    /// Files that are not there.
    pub missing: Vec<String>,
    /// Files, and empty folders with a `/` at the end, that do not belong there.
    pub stray: Vec<String>,
}

impl Differences {
    /// Whether the folder holds the tree and nothing else.
    pub fn is_empty(&self) -> bool {
        self.edited.is_empty() && self.missing.is_empty() && self.stray.is_empty()
    }

    /// Every difference in the order of the paths, with the word for it.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let kinds = [("edited", &self.edited), ("missing", &self.missing), ("stray", &self.stray)];
        let mut all: Vec<_> =
            kinds.into_iter().flat_map(|(kind, paths)| paths.iter().map(move |path| (kind, path.as_str()))).collect();
        all.sort_by_key(|(_, path)| *path);
        all.into_iter()
    }
}

/// Compares the folder with the tree and changes nothing.
pub fn check(tree: &Tree, out: &Path) -> Result<Differences> {
    Ok(compare(tree, &absolute(out)?)?.1)
}

/// Makes the folder equal the tree, in one step or not at all, and tells what was different.
///
/// **Invariant:** whenever this is interrupted or fails, the folder is whole, either as it was or as it should be.
pub fn write(tree: &Tree, out: &Path) -> Result<Differences> {
    let out = absolute(out)?;
    let work = Work::begin(&out)?;
    let (folder, differences) = compare(tree, &out)?;
    if !differences.is_empty() {
        work.stage(tree, &folder, &differences)
            .with_context(|| format!("cannot write beside {}; it is as it was", shown(&out)))?;
        work.swap(&folder).with_context(|| {
            format!("cannot put the new {0} in place; {0} is as it was. Remove it and run this again", shown(&out))
        })?;
    }
    Ok(differences)
}

fn absolute(out: &Path) -> Result<PathBuf> {
    let path = std::path::absolute(out).with_context(|| format!("`{}` is not a folder", out.display()))?;
    if path.file_name().is_none() {
        bail!("`{}` cannot be the output folder; name a folder of its own", out.display());
    }
    // A link would be replaced by the swap, and what it points to would go stale unseen.
    if path.is_symlink() {
        bail!("{} is a symbolic link; name the folder that it points to", shown(&path));
    }
    if path.join(".git").exists() {
        bail!("{} is a git repository, which would be removed; name a folder within it", shown(&path));
    }
    Ok(path)
}

fn compare(tree: &Tree, out: &Path) -> Result<(Folder, Differences)> {
    let folder = Folder::list(out).with_context(|| format!("cannot list {}", shown(out)))?;
    let mut differences = Differences::default();
    for (path, contents) in tree.iter() {
        if !folder.files.contains_key(path) {
            differences.missing.push(path.to_owned());
        } else if !folder.holds(path, contents).with_context(|| format!("cannot read {}", shown(&out.join(path))))? {
            differences.edited.push(path.to_owned());
        }
    }
    differences.stray = folder.files.keys().filter(|path| tree.get(path).is_none()).cloned().collect();
    differences.stray.extend(folder.empty.iter().cloned());
    if !folder.is_ours(tree, &differences) {
        bail!(
            "{} holds files that did not come from this tool, and they would be removed; \
             name another folder, or empty it",
            shown(out)
        );
    }
    Ok((folder, differences))
}
