//! The location of an output folder: splits the path that the user named into the parent folder and the name.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};

use super::{Folder, Refusal};

/// The location of an output folder, which may not exist.
#[derive(Debug, Clone)]
pub struct OutputPlace {
    parent: PathBuf,
    name: OsString,
    path: PathBuf,
}

impl OutputPlace {
    /// Finds the location. A link is resolved, so that its target is replaced and not the link.
    pub fn find(path: &Path) -> Result<Self, Refusal> {
        let absolute = std::path::absolute(path).map_err(|_| Refusal::new(path, "is not a folder", "use a folder"))?;
        let place = match fs::symlink_metadata(&absolute) {
            Ok(metadata) if metadata.is_symlink() => {
                fs::canonicalize(&absolute).map_err(|error| Refusal::io(&absolute, &error))?
            }
            _ => absolute.clone(),
        };
        match (place.parent(), place.file_name()) {
            (Some(parent), Some(name)) => {
                Ok(Self { parent: parent.to_path_buf(), name: name.to_os_string(), path: absolute })
            }
            _ => Err(Refusal::new(path, "cannot be the output folder", "use a separate folder")),
        }
    }

    /// Returns the path after resolving a link at its end.
    pub fn real(&self) -> PathBuf {
        self.parent.join(&self.name)
    }

    /// Returns the path that the user named.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns the name within the parent folder.
    pub fn name(&self) -> &OsStr {
        &self.name
    }

    /// Returns the parent folder, if it exists.
    pub fn parent(&self) -> Result<Option<Folder>, Refusal> {
        Folder::open_if_there(&self.parent)
    }

    /// Returns the parent folder, and creates it if it does not exist.
    pub fn make_parent(&self) -> Result<Folder, Refusal> {
        Folder::open_or_make(&self.parent)
    }

    /// Returns the folder itself, if it exists.
    pub fn folder(&self) -> Result<Option<Folder>, Refusal> {
        let Some(parent) = self.parent()? else { return Ok(None) };
        match parent.folder(&self.name) {
            Err(refusal) if refusal.is_missing() => Ok(None),
            Err(refusal) => Err(refusal.at(&self.path)),
            Ok(folder) => Ok(Some(Folder { path: self.path.clone(), ..folder })),
        }
    }
}
