//! Accesses paths relative to a folder that the user named, without leaving that folder.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};
use std::time::SystemTime;

use cap_fs_ext::{DirExt, FollowSymlinks, OpenOptionsFollowExt, OpenOptionsSyncExt};
use cap_std::ambient_authority;
use cap_std::fs::{Dir, File, Metadata, OpenOptions};

use super::{Kind, MAX_BYTES, MAX_TOTAL_BYTES, Refusal};

/// An open folder. It refers to the same folder on disk, even if a part of its path is replaced with a link in the
/// meantime.
#[derive(Debug)]
pub struct Folder {
    pub(super) dir: Dir,
    pub(super) path: PathBuf,
}

/// A file, folder, link or other entry of a folder.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The file name, without the path of the folder.
    pub name: OsString,
    /// The kind of the entry itself: links are not followed.
    pub kind: Kind,
    /// The size in bytes.
    pub bytes: u64,
    /// The time of the last modification, if the system records it.
    pub modified: Option<SystemTime>,
}

impl Folder {
    /// Opens a folder that the user named, which may be a link.
    pub fn open(path: &Path) -> Result<Self, Refusal> {
        let metadata = fs::metadata(path).map_err(|error| Refusal::io(path, &error))?;
        if !metadata.is_dir() {
            return Err(Refusal::new(path, "is not a folder", "use a folder"));
        }
        let dir = Dir::open_ambient_dir(path, ambient_authority()).map_err(|error| Refusal::io(path, &error))?;
        Ok(Self { dir, path: path.to_path_buf() })
    }

    /// Opens a folder like [`Folder::open`]; `None` if the folder does not exist.
    pub fn open_if_there(path: &Path) -> Result<Option<Self>, Refusal> {
        match Self::open(path) {
            Err(refusal) if refusal.is_missing() && fs::symlink_metadata(path).is_err() => Ok(None),
            opened => opened.map(Some),
        }
    }

    /// Opens a folder that the user named, after creating it and its parents if they do not exist.
    pub fn open_or_make(path: &Path) -> Result<Self, Refusal> {
        fs::create_dir_all(path).map_err(|error| match fs::metadata(path) {
            // Without this, a dangling link would be reported as existing.
            Err(missing) if error.kind() == io::ErrorKind::AlreadyExists => Refusal::io(path, &missing),
            Ok(there) if !there.is_dir() => Refusal::new(path, "is not a folder", "use a folder"),
            _ => Refusal::io(path, &error),
        })?;
        Self::open(path)
    }

    /// Returns the path that the user named.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Opens a subfolder without following links.
    pub fn folder(&self, relative: impl AsRef<Path>) -> Result<Self, Refusal> {
        self.descend(relative.as_ref(), false)
    }

    /// Opens a subfolder like [`Folder::folder`], but creates missing folders.
    pub fn make(&self, relative: impl AsRef<Path>) -> Result<Self, Refusal> {
        self.descend(relative.as_ref(), true)
    }

    fn descend(&self, relative: &Path, make: bool) -> Result<Self, Refusal> {
        let dir = self.dir.try_clone().map_err(|error| Refusal::io(&self.path, &error))?;
        let mut folder = Self { dir, path: self.path.clone() };
        for part in relative.components() {
            let Component::Normal(name) = part else {
                return Err(Refusal::new(
                    &self.path.join(relative),
                    "points outside the folder",
                    "use a path inside it",
                ));
            };
            folder = folder.enter(name, make)?;
        }
        Ok(folder)
    }

    fn enter(&self, name: &OsStr, make: bool) -> Result<Self, Refusal> {
        let path = self.path.join(name);
        if make {
            match self.dir.create_dir(name) {
                Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(Refusal::io(&path, &error)),
                _ => {}
            }
        }
        match self.dir.open_dir_nofollow(name) {
            Ok(dir) => Ok(Self { dir, path }),
            // The error for a link differs between systems.
            Err(error) => match self.dir.symlink_metadata(name).map(|metadata| Kind::of(metadata.file_type())) {
                Ok(kind) if kind != Kind::Folder => Err(Refusal::kind(&path, kind, Kind::Folder)),
                _ => Err(Refusal::io(&path, &error)),
            },
        }
    }

    /// Returns the folder that contains the last component of a path, and that component.
    pub(super) fn parent<'r>(&self, relative: &'r Path, make: bool) -> Result<(Self, &'r OsStr), Refusal> {
        let folder = self.descend(relative.parent().unwrap_or(Path::new("")), make)?;
        match relative.components().next_back() {
            Some(Component::Normal(name)) => Ok((folder, name)),
            _ => Err(Refusal::new(&self.path.join(relative), "points outside the folder", "use a path inside it")),
        }
    }

    /// Returns the entry at a path, without following links; `None` if it does not exist.
    pub fn kind(&self, relative: impl AsRef<Path>) -> Result<Option<Kind>, Refusal> {
        let look = || {
            let (folder, name) = self.parent(relative.as_ref(), false)?;
            folder.metadata(name)
        };
        match look() {
            Ok(metadata) => Ok(Some(Kind::of(metadata.file_type()))),
            Err(refusal) if refusal.is_missing() => Ok(None),
            Err(refusal) => Err(refusal),
        }
    }

    pub(super) fn metadata(&self, name: &OsStr) -> Result<Metadata, Refusal> {
        self.dir.symlink_metadata(name).map_err(|error| Refusal::io(&self.path.join(name), &error))
    }

    /// Returns all entries of the folder, sorted by name.
    pub fn entries(&self) -> Result<Vec<Entry>, Refusal> {
        let entries = self.dir.entries().map_err(|error| Refusal::io(&self.path, &error))?;
        let mut found = Vec::new();
        for entry in entries {
            let name = entry.map_err(|error| Refusal::io(&self.path, &error))?.file_name();
            let metadata = match self.metadata(&name) {
                // The entry was removed in the meantime.
                Err(refusal) if refusal.is_missing() => continue,
                metadata => metadata?,
            };
            let modified = metadata.modified().ok().map(cap_std::time::SystemTime::into_std);
            found.push(Entry { name, kind: Kind::of(metadata.file_type()), bytes: metadata.len(), modified });
        }
        found.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(found)
    }

    /// Reads the bytes of a regular file, without following links.
    pub fn read(&self, relative: impl AsRef<Path>) -> Result<Vec<u8>, Refusal> {
        let (folder, name) = self.parent(relative.as_ref(), false)?;
        folder.read_within(name, MAX_BYTES, "shorten it, or split it into several files")
    }

    /// Reads a file like [`Folder::read`], and decodes it as UTF-8.
    pub fn text(&self, relative: impl AsRef<Path>) -> Result<String, Refusal> {
        let bytes = self.read(relative.as_ref())?;
        text(&self.path.join(relative), bytes)
    }

    /// Reads a file like [`Folder::read`]. The file was written by this tool, so it may exceed the limit for inputs.
    pub fn own(&self, relative: impl AsRef<Path>) -> Result<Vec<u8>, Refusal> {
        let (folder, name) = self.parent(relative.as_ref(), false)?;
        folder.read_within(name, MAX_TOTAL_BYTES, "restore or remove it, and run the command again")
    }

    /// Reads a file like [`Folder::own`], and decodes it as UTF-8.
    pub fn own_text(&self, relative: impl AsRef<Path>) -> Result<String, Refusal> {
        let bytes = self.own(relative.as_ref())?;
        text(&self.path.join(relative), bytes)
    }

    /// Reads a file like [`Folder::text`]; `None` if the file does not exist.
    pub fn text_if_there(&self, relative: impl AsRef<Path>) -> Result<Option<String>, Refusal> {
        match self.text(relative) {
            Err(refusal) if refusal.is_missing() => Ok(None),
            text => text.map(Some),
        }
    }

    /// Reads a file like [`Folder::own_text`]; `None` if the file does not exist.
    pub fn own_text_if_there(&self, relative: impl AsRef<Path>) -> Result<Option<String>, Refusal> {
        match self.own_text(relative) {
            Err(refusal) if refusal.is_missing() => Ok(None),
            text => text.map(Some),
        }
    }

    pub(super) fn read_within(&self, name: &OsStr, most: u64, help: &str) -> Result<Vec<u8>, Refusal> {
        let path = self.path.join(name);
        let file = self.plain(name, OpenOptions::new().read(true))?;
        let mut bytes = Vec::new();
        // Reads one byte more than allowed, because the size that the file reports may be wrong.
        file.take(most + 1).read_to_end(&mut bytes).map_err(|error| Refusal::io(&path, &error))?;
        match bytes.len() as u64 > most {
            true => Err(Refusal::too_large(&path, most, help)),
            false => Ok(bytes),
        }
    }

    /// Opens a file in this folder, which must be a regular file. This is checked before and after opening, because
    /// opening some devices has side effects, and the file may be replaced in between.
    pub(super) fn plain(&self, name: &OsStr, options: &mut OpenOptions) -> Result<File, Refusal> {
        let path = self.path.join(name);
        let is_plain = |metadata: Metadata| match Kind::of(metadata.file_type()) {
            Kind::File => Ok(()),
            kind => Err(Refusal::kind(&path, kind, Kind::File)),
        };
        is_plain(self.metadata(name)?)?;
        let opened = self.dir.open_with(name, options.follow(FollowSymlinks::No).nonblock(true));
        let file = opened.map_err(|error| Refusal::io(&path, &error))?;
        is_plain(file.metadata().map_err(|error| Refusal::io(&path, &error))?)?;
        Ok(file)
    }
}
/// Decodes the contents of the file at this path as UTF-8. Fails if they are not valid UTF-8.
pub fn text(path: &Path, bytes: Vec<u8>) -> Result<String, Refusal> {
    String::from_utf8(bytes).map_err(|_| Refusal::new(path, "is not valid UTF-8", "save it as UTF-8"))
}
