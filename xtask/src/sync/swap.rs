//! Atomic replacement of a folder: takes a tree and what is in the folder, builds the new folder beside it, swaps the two.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::Differences;
use super::folder::Folder;
use crate::{shown, tree::Tree};

/// Where the new folder is built: beside the output folder, to be on the same file system. Gone when a run ends;
/// a run that is killed leaves it to the next one.
pub fn work_folder(out: &Path) -> PathBuf {
    let name = out.file_name().unwrap_or_default().to_string_lossy();
    out.with_file_name(format!(".{name}.sync"))
}

/// A run that may replace the output folder. No two of them exist at a time.
pub(super) struct Work {
    out: PathBuf,
    path: PathBuf,
    /// Locked until it is closed, which the system does even for a process that is killed.
    _lock: File,
}

impl Work {
    /// Locks out other runs, and cleans up after one that was killed.
    pub(super) fn begin(out: &Path) -> Result<Self> {
        let path = work_folder(out);
        let failed = || format!("cannot make {}", shown(&path));
        fs::create_dir_all(&path).with_context(failed)?;
        let lock = File::create(path.join("lock")).with_context(failed)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => bail!("another run is writing {}; wait for its end", shown(out)),
            Err(TryLockError::Error(error)) => return Err(error).context("cannot lock out other runs"),
        }
        let work = Self { out: out.to_path_buf(), path, _lock: lock };
        work.recover().with_context(|| format!("cannot restore {} after an interrupted run", shown(out)))?;
        Ok(work)
    }

    fn staged(&self) -> PathBuf {
        self.path.join("new")
    }

    fn replaced(&self) -> PathBuf {
        self.path.join("old")
    }

    /// Brings back the output folder if a run ended between the two steps of a swap; removes what it left otherwise.
    fn recover(&self) -> io::Result<()> {
        if self.replaced().exists() && !self.out.exists() {
            fs::rename(self.replaced(), &self.out)?;
        }
        for left in [self.replaced(), self.staged()] {
            if left.exists() {
                fs::remove_dir_all(left)?;
            }
        }
        Ok(())
    }

    /// Writes the whole tree beside the output folder. Files that do not change keep their time, for cargo's sake, and all
    /// keep their line endings, since git would list each as modified.
    pub(super) fn stage(&self, tree: &Tree, folder: &Folder, differences: &Differences) -> io::Result<()> {
        for (path, contents) in tree.iter() {
            let target = self.staged().join(path);
            fs::create_dir_all(target.parent().unwrap_or(&self.path))?;
            fs::write(&target, &*folder.with_its_endings(path, contents)?)?;
            if let Some(metadata) = folder.files.get(path)
                && differences.edited.binary_search_by(|edited| edited.as_str().cmp(path)).is_err()
            {
                File::options().write(true).open(&target)?.set_modified(metadata.modified()?)?;
            }
        }
        Ok(())
    }

    /// Puts the staged folder in the place of the output folder.
    pub(super) fn swap(&self, folder: &Folder) -> io::Result<()> {
        if !self.out.exists() {
            return fs::rename(self.staged(), &self.out);
        }
        let replaced = match exchange(&self.staged(), &self.out) {
            Ok(()) => self.staged(),
            Err(_) => self.swap_in_two_steps()?,
        };
        for cache in &folder.caches {
            // It can be built anew, so that a cache without a crate to serve is no reason to fail.
            let _ = fs::rename(replaced.join(cache), self.out.join(cache));
        }
        Ok(())
    }

    /// Swaps where the system cannot exchange folders, and tells where the replaced one is. A kill between the steps
    /// is mended by the next run, and a failure of the second one by `drop`.
    fn swap_in_two_steps(&self) -> io::Result<PathBuf> {
        fs::rename(&self.out, self.replaced())?;
        fs::rename(self.staged(), &self.out)?;
        Ok(self.replaced())
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        // What cannot be removed now is removed by the next run; what cannot be restored must not be removed.
        if self.recover().is_ok() {
            let _ = fs::remove_dir_all(&self.path);
        }
    }
}

/// Exchanges two folders in one step, where the system can.
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

/// Exchanges two folders in one step, where the system can.
#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{Work, work_folder};

    #[test]
    fn a_swap_in_two_steps_succeeds_or_is_undone() {
        let parent = tempfile::tempdir().expect("a temporary folder");
        let out = parent.path().join("out");
        fs::create_dir(&out).expect("it is writable");
        fs::write(out.join("file"), "old").expect("it is writable");
        for (staged, expected) in [(false, "old"), (true, "new")] {
            let work = Work::begin(&out).expect("nobody else is here");
            if staged {
                fs::create_dir(work.staged()).expect("it is writable");
                fs::write(work.staged().join("file"), "new").expect("it is writable");
            }
            assert_eq!(work.swap_in_two_steps().is_ok(), staged);
            drop(work);
            assert_eq!(fs::read_to_string(out.join("file")).expect("it is there"), expected);
            assert!(!work_folder(&out).exists());
        }
    }
}
