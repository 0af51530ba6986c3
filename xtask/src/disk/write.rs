//! Writes files below a folder. Files are replaced atomically, and never through a link.

use std::ffi::{OsStr, OsString};
use std::io::{self, Write};
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::SystemTime;

use cap_std::fs::{File, Metadata, OpenOptions, Permissions};

use super::{Folder, Kind, Refusal};

impl Folder {
    /// Writes a file atomically. Creates missing folders, and keeps the permissions of an existing file. Fails if the
    /// file is read-only.
    pub fn write(&self, relative: impl AsRef<Path>, bytes: &[u8]) -> Result<(), Refusal> {
        let (folder, name) = self.parent(relative.as_ref(), true)?;
        let permissions = folder.replaceable(name)?;
        let beside = Beside::write(&folder, name, bytes, permissions)?;
        beside.folder.dir.rename(&beside.name, &folder.dir, name).map_err(|error| folder.failed(name, &error))
    }

    /// Writes a new file like [`Folder::write`], but never replaces a file, not even one that appears in the meantime.
    pub fn create(&self, relative: impl AsRef<Path>, bytes: &[u8]) -> Result<(), Refusal> {
        let (folder, name) = self.parent(relative.as_ref(), true)?;
        let taken = || folder.failed(name, &io::ErrorKind::AlreadyExists.into());
        if folder.kind(name)?.is_some() {
            return Err(taken());
        }
        let beside = Beside::write(&folder, name, bytes, None)?;
        match folder.dir.hard_link(&beside.name, &folder.dir, name) {
            Ok(()) => Ok(()),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(taken()),
            // Some file systems do not support hard links.
            Err(_) if folder.kind(name)?.is_none() => {
                folder.dir.rename(&beside.name, &folder.dir, name).map_err(|error| folder.failed(name, &error))
            }
            Err(_) => Err(taken()),
        }
    }

    /// Writes a new file into a folder that no other process uses yet, such as one that is built next to its target.
    pub fn put(&self, relative: impl AsRef<Path>, bytes: &[u8], modified: Option<SystemTime>) -> Result<(), Refusal> {
        let (folder, name) = self.parent(relative.as_ref(), true)?;
        let write = || {
            let mut file = folder.dir.open_with(name, OpenOptions::new().write(true).create_new(true))?;
            file.write_all(bytes)?;
            modified.map_or(Ok(()), |time| file.into_std().set_modified(time))
        };
        write().map_err(|error| folder.failed(name, &error))
    }

    /// Checks the permissions that [`Folder::write`] needs, before anything is written.
    pub fn writable(&self, relative: impl AsRef<Path>) -> Result<(), Refusal> {
        let (folder, name) = self.parent(relative.as_ref(), false)?;
        let path = folder.path.join(name);
        match folder.metadata(name) {
            Ok(metadata) if Kind::of(metadata.file_type()) == Kind::File => refuse_read_only(&path, &metadata),
            _ => Ok(()),
        }
    }

    /// Removes a regular file.
    pub fn remove_file(&self, relative: impl AsRef<Path>) -> Result<(), Refusal> {
        let (folder, name) = self.parent(relative.as_ref(), false)?;
        match Kind::of(folder.metadata(name)?.file_type()) {
            Kind::File => folder.dir.remove_file(name).map_err(|error| folder.failed(name, &error)),
            kind => Err(Refusal::kind(&folder.path.join(name), kind, Kind::File)),
        }
    }

    /// Removes a folder with everything in it. Links are removed, but not their targets.
    pub fn remove_folder(&self, relative: impl AsRef<Path>) -> Result<(), Refusal> {
        let (folder, name) = self.parent(relative.as_ref(), false)?;
        match Kind::of(folder.metadata(name)?.file_type()) {
            Kind::Folder => folder.dir.remove_dir_all(name).map_err(|error| folder.failed(name, &error)),
            kind => Err(Refusal::kind(&folder.path.join(name), kind, Kind::Folder)),
        }
    }

    /// Removes an empty folder.
    pub fn remove_empty(&self, relative: impl AsRef<Path>) -> Result<(), Refusal> {
        let (folder, name) = self.parent(relative.as_ref(), false)?;
        folder.dir.remove_dir(name).map_err(|error| folder.failed(name, &error))
    }

    /// Renames an entry of this folder, within it or to another folder of the same file system.
    pub fn rename(&self, from: impl AsRef<Path>, to: &Self, name: impl AsRef<Path>) -> Result<(), Refusal> {
        let (from_folder, from) = self.parent(from.as_ref(), false)?;
        let (to, name) = to.parent(name.as_ref(), false)?;
        from_folder.dir.rename(from, &to.dir, name).map_err(|error| to.failed(name, &error))
    }

    /// Exchanges an entry of this folder with an entry of another folder atomically, if the system supports it.
    #[cfg(any(target_os = "linux", target_os = "macos"))]
    pub fn exchange(&self, name: &OsStr, other: &Self, other_name: &OsStr) -> Result<(), Refusal> {
        use rustix::fs::{RenameFlags, renameat_with};
        renameat_with(&self.dir, name, &other.dir, other_name, RenameFlags::EXCHANGE)
            .map_err(|error| other.failed(other_name, &error.into()))
    }

    /// Exchanges an entry of this folder with an entry of another folder atomically, if the system supports it.
    #[cfg(not(any(target_os = "linux", target_os = "macos")))]
    pub fn exchange(&self, _: &OsStr, other: &Self, other_name: &OsStr) -> Result<(), Refusal> {
        Err(other.failed(other_name, &io::ErrorKind::Unsupported.into()))
    }

    /// Returns the permissions of the file that is about to be replaced. It must be a regular file or not exist.
    fn replaceable(&self, name: &OsStr) -> Result<Option<Permissions>, Refusal> {
        match self.metadata(name) {
            Err(refusal) if refusal.is_missing() => Ok(None),
            Err(refusal) => Err(refusal),
            Ok(metadata) => match Kind::of(metadata.file_type()) {
                Kind::File => {
                    refuse_read_only(&self.path.join(name), &metadata)?;
                    Ok(Some(metadata.permissions()))
                }
                kind => Err(Refusal::kind(&self.path.join(name), kind, Kind::File)),
            },
        }
    }

    pub(super) fn failed(&self, name: &OsStr, error: &io::Error) -> Refusal {
        Refusal::io(&self.path.join(name), error)
    }
}

/// Rejects a read-only file, because replacing it would have the same effect as writing to it.
fn refuse_read_only(path: &Path, metadata: &Metadata) -> Result<(), Refusal> {
    match metadata.permissions().readonly() {
        true => Err(Refusal::new(path, "is read-only", "make it writable")),
        false => Ok(()),
    }
}

/// A file that is written next to its target. It is removed when dropped, unless it was renamed.
struct Beside<'a> {
    folder: &'a Folder,
    name: OsString,
}

impl<'a> Beside<'a> {
    fn write(
        folder: &'a Folder,
        name: &OsStr,
        bytes: &[u8],
        permissions: Option<Permissions>,
    ) -> Result<Self, Refusal> {
        let (beside, mut file) = Self::open(folder, name)?;
        let write = || {
            file.write_all(bytes)?;
            permissions.map_or(Ok(()), |permissions| file.set_permissions(permissions))
        };
        write().map_err(|error| folder.failed(name, &error))?;
        Ok(beside)
    }

    /// Returns an unused name, even if an earlier run with the same process id was killed.
    fn open(folder: &'a Folder, name: &OsStr) -> Result<(Self, File), Refusal> {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        for _ in 0..100 {
            let number = NEXT.fetch_add(1, Ordering::Relaxed);
            let mut beside = OsString::from(".");
            beside.push(name);
            beside.push(format!(".{}-{number}.new", std::process::id()));
            match folder.dir.open_with(&beside, OpenOptions::new().write(true).create_new(true)) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                file => {
                    let file = file.map_err(|error| folder.failed(name, &error))?;
                    return Ok((Self { folder, name: beside }, file));
                }
            }
        }
        Err(folder.failed(name, &io::ErrorKind::AlreadyExists.into()))
    }
}

impl Drop for Beside<'_> {
    fn drop(&mut self) {
        // The file no longer exists if it was renamed.
        let _ = self.folder.dir.remove_file(&self.name);
    }
}
