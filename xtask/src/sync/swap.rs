//! Replaces a folder atomically: builds the new folder next to it, and swaps the two.

use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use super::Differences;
use super::listing::Listing;
use crate::disk::{Folder, Kind, Lock, OutputPlace, Refusal};
use crate::{shown, tree::Tree};

/// The content of the lock file, which marks the work folder as created by this tool.
const SIGNATURE: &str = "The lock of `cargo xtask`, which removes this folder when it is done.\n";

const LOCK: &str = "lock";
const STAGED: &str = "new";
const REPLACED: &str = "old";

/// Returns the location of the work folder, in which the new folder is built. It is next to the output folder, so that
/// both are on the same file system. A run removes the work folder at the end; if a run is killed, the next run removes
/// it.
pub fn work_folder(out: &Path) -> PathBuf {
    out.with_file_name(work_name(out.file_name().unwrap_or_default()))
}

fn work_name(name: &OsStr) -> OsString {
    let mut work = OsString::from(".");
    work.push(name);
    work.push(".sync");
    work
}

/// A run that may replace the output folder. Only one run can exist at a time.
#[derive(Debug)]
pub(super) struct Work {
    /// The parent of the output folder.
    parent: Folder,
    name: OsString,
    folder: Folder,
    /// Whether this run created the work folder and the lock, and therefore removes them even if it does not write.
    made: (bool, bool),
    writes: bool,
    /// The lock file. It remains locked until it is closed, which the system does even for a killed process.
    _lock: Lock,
}

impl Work {
    /// Locks out other runs. A foreign work folder is rejected and left unchanged.
    pub(super) fn begin(place: &OutputPlace) -> Result<Self> {
        let parent = place.make_parent()?;
        let work = work_name(place.name());
        let was_there = parent.kind(&work)?.is_some();
        let folder = if was_there { parent.folder(&work)? } else { parent.make(&work)? };
        let others = others(&folder)?;
        if !others.is_empty() && folder.kind(LOCK)?.is_none() {
            return Err(not_ours(folder.path()));
        }
        let Some(lock) = folder.lock(LOCK, SIGNATURE, others.is_empty())? else {
            bail!("another run is writing {}; wait until it ends", shown(place.path()));
        };
        let name = place.name().to_os_string();
        Ok(Self { parent, name, folder, made: (!was_there, lock.made), writes: false, _lock: lock })
    }

    /// Returns the output folder in its current state, or in its old state if a run was interrupted between the two
    /// steps of a swap.
    pub(super) fn current(&self) -> Result<Option<Folder>, Refusal> {
        if self.parent.kind(&self.name)?.is_some() {
            return self.parent.folder(&self.name).map(Some);
        }
        match self.folder.folder(REPLACED) {
            Err(refusal) if refusal.is_missing() => Ok(None),
            folder => folder.map(Some),
        }
    }

    /// Restores the output folder if an earlier run ended between the two steps of a swap. Otherwise, removes the
    /// remains of the earlier run.
    pub(super) fn recover(&mut self) -> Result<(), Refusal> {
        self.writes = true;
        if self.folder.kind(REPLACED)?.is_some() && self.parent.kind(&self.name)?.is_none() {
            self.folder.rename(REPLACED, &self.parent, &self.name)?;
        }
        for left in [REPLACED, STAGED] {
            if self.folder.kind(left)?.is_some() {
                self.folder.remove_folder(left)?;
            }
        }
        Ok(())
    }

    /// Writes the complete tree next to the output folder. Unchanged files keep their modification time, so that cargo
    /// does not rebuild them. All files keep their line endings, because git would otherwise list each of them as
    /// modified.
    pub(super) fn stage(&self, tree: &Tree, listing: &Listing, differences: &Differences) -> Result<(), Refusal> {
        let staged = self.folder.make(STAGED)?;
        let changed: BTreeSet<&str> = differences.iter().map(|(_, path)| path).collect();
        for (path, contents) in tree.iter() {
            let same = listing.files.get(path).filter(|_| !changed.contains(path));
            let contents = listing.with_its_endings(path, contents)?;
            staged.put(path, &contents, same.and_then(|entry| entry.modified))?;
        }
        for path in &listing.locks {
            staged.put(path, &listing.read(path)?, None)?;
        }
        Ok(())
    }

    /// Moves the staged folder to the location of the output folder.
    pub(super) fn swap(&self, listing: &Listing) -> Result<(), Refusal> {
        if self.parent.kind(&self.name)?.is_none() {
            return self.folder.rename(STAGED, &self.parent, &self.name);
        }
        let replaced = match self.folder.exchange(OsStr::new(STAGED), &self.parent, &self.name) {
            Ok(()) => STAGED,
            Err(_) => self.swap_in_two_steps()?,
        };
        let (replaced, out) = (self.folder.folder(replaced)?, self.parent.folder(&self.name)?);
        for cache in &listing.caches {
            // The build cache can be rebuilt, so this is not an error.
            let _ = replaced.rename(cache, &out, cache);
        }
        Ok(())
    }

    /// Swaps the folders on systems that cannot exchange them atomically, and returns the location of the old folder.
    /// If the process is killed between the two steps, the next run restores the folder. If the second step fails,
    /// `drop` restores it.
    fn swap_in_two_steps(&self) -> Result<&'static str, Refusal> {
        self.parent.rename(&self.name, &self.folder, REPLACED)?;
        self.folder.rename(STAGED, &self.parent, &self.name)?;
        Ok(REPLACED)
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        // Entries that cannot be removed now are removed by the next run. Entries that cannot be restored must not be
        // removed.
        let (folder, lock) = if self.writes { (self.recover().is_ok(), true) } else { self.made };
        if lock && (folder || !self.writes) {
            let _ = self.folder.remove_file(LOCK);
        }
        if folder {
            let _ = self.parent.remove_empty(work_name(&self.name));
        }
    }
}

/// Returns the contents of a work folder besides the lock. Rejects entries that no run creates.
fn others(folder: &Folder) -> Result<Vec<OsString>> {
    let mut others = Vec::new();
    for entry in folder.entries()? {
        match (entry.kind, entry.name.to_str()) {
            (Kind::File, Some(LOCK)) => {}
            (Kind::Folder, Some(STAGED | REPLACED)) => others.push(entry.name),
            _ => return Err(not_ours(&folder.path().join(entry.name))),
        }
    }
    Ok(others)
}

fn not_ours(path: &Path) -> anyhow::Error {
    let reason = "already exists, and was not created by this tool; nothing was changed";
    Refusal::new(path, reason, "move it away or remove it, and run the command again").into()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{Work, work_folder};
    use crate::disk::OutputPlace;

    #[test]
    fn a_swap_in_two_steps_succeeds_or_is_undone() {
        let parent = tempfile::tempdir().expect("a temporary folder");
        let out = parent.path().join("out");
        fs::create_dir(&out).expect("the folder is writable");
        fs::write(out.join("file"), "old").expect("the folder is writable");
        for (staged, expected) in [(false, "old"), (true, "new")] {
            let mut work = Work::begin(&OutputPlace::find(&out).expect("the output folder exists"))
                .expect("no other run holds the lock");
            work.recover().expect("no earlier run was interrupted");
            if staged {
                fs::create_dir(work_folder(&out).join("new")).expect("the folder is writable");
                fs::write(work_folder(&out).join("new/file"), "new").expect("the folder is writable");
            }
            assert_eq!(work.swap_in_two_steps().is_ok(), staged);
            drop(work);
            assert_eq!(fs::read_to_string(out.join("file")).expect("it exists"), expected);
            assert!(!work_folder(&out).exists());
        }
    }
}
