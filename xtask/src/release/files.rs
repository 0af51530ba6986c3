//! Writes the files of a release other than the output: all of them or none.

use std::fmt::{Display, Formatter};
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use verispec_codegen::diff::Version;
use verispec_codegen::endings::{lf, like};

use crate::disk;
use crate::revision::Repository;
use crate::root::Root;

/// A file that a release writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Edit {
    pub(super) path: PathBuf,
    /// The current contents; `None` if the file does not exist.
    pub(super) before: Option<String>,
    /// The new contents; `None` if the file is removed.
    pub(super) after: Option<String>,
}

impl Edit {
    /// Plans an edit of a file that may not exist.
    pub(super) fn of(path: PathBuf, edited: impl FnOnce(Option<&str>) -> Result<Option<String>>) -> Result<Self> {
        let before = disk::present_beside(&path)?;
        let after = edited(before.as_deref())?;
        Ok(Self { path, before, after })
    }

    /// Returns whether the edit changes the file.
    pub(super) fn changes(&self) -> bool {
        self.before != self.after
    }

    /// Writes these contents, or removes the file if there are none.
    pub(super) fn put(&self, text: Option<&String>) -> Result<()> {
        match text {
            Some(text) => disk::replace_beside(&self.path, text.as_bytes())?,
            None if disk::present_beside(&self.path)?.is_some() => disk::remove_beside(&self.path)?,
            None => {}
        }
        Ok(())
    }
}

/// Rejects files that were edited since the release was planned.
pub(super) fn refuse_changed(edits: &[Edit]) -> Result<()> {
    for edit in edits {
        if disk::present_beside(&edit.path).context("nothing was released")? != edit.before {
            bail!("nothing was released: {} changed during the run; run the command again", crate::shown(&edit.path));
        }
    }
    Ok(())
}

/// Writes all files. If a file cannot be written, restores the files that were already written.
pub(super) fn write(edits: &[Edit]) -> Result<()> {
    for (index, edit) in edits.iter().enumerate().filter(|(_, edit)| edit.changes()) {
        if let Err(error) = edit.put(edit.after.as_ref()) {
            return Err(put_back(&edits[..index], error));
        }
    }
    Ok(())
}

/// Restores files, and adds to the error whether that succeeded.
pub(super) fn put_back(edits: &[Edit], error: anyhow::Error) -> anyhow::Error {
    let changed = edits.iter().filter(|edit| edit.changes());
    let failed = changed.filter(|edit| edit.put(edit.before.as_ref()).is_err());
    let failed: Vec<String> = failed.map(|edit| crate::shown(&edit.path)).collect();
    match failed.is_empty() {
        true => error.context("nothing was released; all files are unchanged"),
        false => error.context(Half(failed)),
    }
}

/// The error about files that could not be restored.
#[derive(Debug)]
struct Half(Vec<String>);

impl Display for Half {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        write!(f, "nothing was released; restore these files with git: {}", self.0.join(", "))
    }
}

/// Returns whether some files are still written after a failure, so that the next run has to restore them.
pub(super) fn is_half(error: &anyhow::Error) -> bool {
    error.downcast_ref::<Half>().is_some()
}

/// Plans the edits of all lock files with the version of the crate: the lock file of the workspace, and all others that
/// git tracks below the root. They are edited as text, because cargo would update them later, and could fail after
/// everything else was written.
pub(super) fn locks(root: &Root, package: &str, versions: [&Version; 2]) -> Result<Vec<Edit>> {
    const LOCK: &str = "Cargo.lock";
    let mut paths = vec![root.folder().join(LOCK)];
    if let Ok(repository) = Repository::of(root.folder()) {
        let listed = repository.git(&["ls-files", "-z", "--", LOCK, &format!("**/{LOCK}")])?;
        let listed = String::from_utf8_lossy(&listed).into_owned();
        let listed = listed.split('\0').filter(|path| !path.is_empty()).map(|path| root.folder().join(path));
        paths.extend(listed.filter(|path| *path != root.folder().join(LOCK) && disk::is_file(path)));
    }
    let edit = |path| Edit::of(path, |text| Ok(text.map(|text| with_lock(text, package, versions))));
    paths.into_iter().map(edit).collect()
}

/// Returns a lock file with another version of a workspace package. Unlike a registry package, a workspace package has
/// no source.
fn with_lock(text: &str, package: &str, [old, new]: [&Version; 2]) -> String {
    let plain = lf(text);
    let named = format!("[[package]]\nname = \"{package}\"\nversion = \"{old}\"\n");
    let raised = format!("[[package]]\nname = \"{package}\"\nversion = \"{new}\"\n");
    let Some((before, after)) = plain.split_once(&named).filter(|(_, after)| !after.starts_with("source = ")) else {
        return text.to_owned();
    };
    like(&format!("{before}{raised}{after}"), text).into_owned()
}

#[cfg(test)]
mod tests {
    use super::with_lock;
    use verispec_codegen::diff::Version;

    #[test]
    fn only_the_crate_itself_is_raised_in_a_lock_file() {
        let version = |text| Version::parse(text).expect("a version");
        let (old, new) = (version("0.2.0"), version("0.3.0"));
        let text = "version = 4\n\n[[package]]\nname = \"a\"\nversion = \"0.2.0\"\n\n[[package]]\nname = \"b\"\nversion = \"0.2.0\"\nsource = \"registry\"\n";
        let raised = with_lock(text, "a", [&old, &new]);
        assert_eq!(raised, text.replacen("0.2.0", "0.3.0", 1));
        assert_eq!(
            with_lock(text, "b", [&old, &new]),
            text,
            "a registry package with the same name must not be changed"
        );
        let crlf = text.replace('\n', "\r\n");
        assert_eq!(with_lock(&crlf, "a", [&old, &new]), raised.replace('\n', "\r\n"));
    }
}
