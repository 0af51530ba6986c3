//! Creates a new folder with all of its files or none, at a location that does not exist or is empty.

use std::ffi::OsString;
use std::path::Path;

use super::{Folder, OutputPlace, Refusal};

/// Writes files next to the target, and moves them there in one step. Fails if the target is not empty.
pub fn place_new<'f>(out: &Path, files: impl IntoIterator<Item = (&'f str, &'f [u8])>) -> Result<(), Refusal> {
    let place = OutputPlace::find(out)?;
    let parent = place.make_parent()?;
    let staged = Staged::make(&parent, &place)?;
    let folder = parent.folder(&staged.name)?;
    for (path, bytes) in files {
        folder.put(path, bytes, None)?;
    }
    if parent.kind(place.name())?.is_some() {
        // Removing a folder only succeeds if it is empty.
        parent.remove_empty(place.name())?;
    }
    parent.rename(&staged.name, &parent, place.name())
}

/// A folder that is built next to its target. It is removed when dropped, unless it was renamed.
struct Staged<'a> {
    parent: &'a Folder,
    name: OsString,
}

impl<'a> Staged<'a> {
    fn make(parent: &'a Folder, place: &OutputPlace) -> Result<Self, Refusal> {
        let mut name = OsString::from(".");
        name.push(place.name());
        name.push(format!(".{}.new", std::process::id()));
        if parent.kind(&name)?.is_some() {
            let path = parent.path().join(&name);
            return Err(Refusal::new(&path, "already exists, possibly from an interrupted run", "remove it"));
        }
        parent.make(&name)?;
        Ok(Self { parent, name })
    }
}

impl Drop for Staged<'_> {
    fn drop(&mut self) {
        // The folder no longer exists if it was renamed.
        let _ = self.parent.remove_folder(&self.name);
    }
}
