//! Files and folders that the user names: resolves links in the path, and reads or writes the target.

use std::fs;
use std::path::{Path, PathBuf};

use super::folder::text;
use super::{Folder, Refusal};

/// Reads the bytes of a file that the user named.
pub fn read_file(path: &Path) -> Result<Vec<u8>, Refusal> {
    let (folder, name) = followed(path)?;
    folder.read(&name).map_err(|refusal| refusal.at(path))
}

/// Reads a file like [`read_file`], and decodes it as UTF-8.
pub fn text_file(path: &Path) -> Result<String, Refusal> {
    text(path, read_file(path)?)
}

/// Reads a file like [`text_file`]. The file was written by this tool, so it may exceed the limit for inputs.
pub fn own_text_file(path: &Path) -> Result<String, Refusal> {
    let (folder, name) = followed(path)?;
    folder.own_text(&name)
}

/// Reads the contents of a file that accompanies a named path, such as the changelog next to a spec. A link is
/// rejected.
pub fn text_beside(path: &Path) -> Result<String, Refusal> {
    let (folder, name) = unfollowed(path)?;
    folder.text(&name)
}

/// Reads a file like [`text_beside`]; `None` if the file does not exist.
pub fn present_beside(path: &Path) -> Result<Option<String>, Refusal> {
    if exists(path) { text_beside(path).map(Some) } else { Ok(None) }
}

/// Writes a file that the user named. If it is a link, its target is written.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<(), Refusal> {
    let (folder, name) = match fs::symlink_metadata(path) {
        Ok(_) => followed(path)?,
        Err(_) => unfollowed(path)?,
    };
    folder.write(&name, bytes)
}

/// Writes a file that [`text_beside`] can read.
pub fn replace_beside(path: &Path, bytes: &[u8]) -> Result<(), Refusal> {
    let (folder, name) = unfollowed(path)?;
    folder.write(&name, bytes)
}

/// Removes a file that [`replace_beside`] can write.
pub fn remove_beside(path: &Path) -> Result<(), Refusal> {
    let (folder, name) = unfollowed(path)?;
    folder.remove_file(&name)
}

/// Resolves links, as far as the path exists.
pub fn real(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    match (path.canonicalize(), path.parent(), path.file_name()) {
        (Ok(real), _, _) => real,
        (Err(_), Some(parent), Some(name)) => real(parent).join(name),
        _ => path,
    }
}

/// Returns whether an entry exists at this path, including a dangling link.
pub fn exists(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// Returns whether the path resolves to a regular file.
pub fn is_file(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|metadata| metadata.is_file())
}

/// Returns whether the path resolves to a folder.
pub fn is_folder(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|metadata| metadata.is_dir())
}

/// Returns a folder next to the spec that the user did not name. It must not be a link out of its parent.
pub fn inside(path: PathBuf) -> Result<PathBuf, Refusal> {
    let around = path.parent().map(real).unwrap_or_default();
    match real(&path).starts_with(around) {
        true => Ok(path),
        false => {
            let reason = "is a symbolic link that leads out of its parent folder";
            Err(Refusal::new(&path, reason, "pass the folder itself, or replace the link with it"))
        }
    }
}

/// Returns the folder and the file name after resolving all links.
fn followed(path: &Path) -> Result<(Folder, PathBuf), Refusal> {
    let real = fs::canonicalize(path).map_err(|error| Refusal::io(path, &error))?;
    unfollowed(&real)
}

fn unfollowed(path: &Path) -> Result<(Folder, PathBuf), Refusal> {
    let absolute = std::path::absolute(path).map_err(|error| Refusal::io(path, &error))?;
    let (Some(parent), Some(name)) = (absolute.parent(), absolute.file_name()) else {
        return Err(Refusal::new(path, "is a folder, not a file", "use a file"));
    };
    Ok((Folder::open(parent)?, name.into()))
}
