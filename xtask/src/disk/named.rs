//! Files and folders by the paths that people name: takes a path, follows it to its end, and reads or writes there.

use std::fs;
use std::path::{Path, PathBuf};

use super::folder::text;
use super::{Folder, Refusal};

/// The bytes of a file that somebody named.
pub fn read_file(path: &Path) -> Result<Vec<u8>, Refusal> {
    let (folder, name) = followed(path)?;
    folder.read(&name).map_err(|refusal| refusal.at(path))
}

/// Like [`read_file`], of a file that must be text.
pub fn text_file(path: &Path) -> Result<String, Refusal> {
    text(path, read_file(path)?)
}

/// Like [`text_file`], of a file that this tool has written, which the limit of inputs is not meant for.
pub fn own_text_file(path: &Path) -> Result<String, Refusal> {
    let (folder, name) = followed(path)?;
    folder.own_text(&name)
}

/// The text of a file that belongs to something that somebody named, such as the changelog beside a spec: a link is refused.
pub fn text_beside(path: &Path) -> Result<String, Refusal> {
    let (folder, name) = unfollowed(path)?;
    folder.text(&name)
}

/// Writes a file that somebody named. If it is a link, the file behind it changes.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<(), Refusal> {
    let (folder, name) = match fs::symlink_metadata(path) {
        Ok(_) => followed(path)?,
        Err(_) => unfollowed(path)?,
    };
    folder.write(&name, bytes)
}

/// Writes such a file as [`text_beside`] reads.
pub fn replace_beside(path: &Path, bytes: &[u8]) -> Result<(), Refusal> {
    let (folder, name) = unfollowed(path)?;
    folder.write(&name, bytes)
}

/// Removes such a file as [`replace_beside`] writes.
pub fn remove_beside(path: &Path) -> Result<(), Refusal> {
    let (folder, name) = unfollowed(path)?;
    folder.remove_file(&name)
}

/// The path without links as far as it exists.
pub fn real(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    match (path.canonicalize(), path.parent(), path.file_name()) {
        (Ok(real), _, _) => real,
        (Err(_), Some(parent), Some(name)) => real(parent).join(name),
        _ => path,
    }
}

/// Whether something is at this path, be it a link that leads nowhere.
pub fn exists(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// Whether there is a plain file behind this path.
pub fn is_file(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|metadata| metadata.is_file())
}

/// Whether there is a folder behind this path.
pub fn is_folder(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|metadata| metadata.is_dir())
}

/// A folder that nobody named, since it has its place beside the spec: no link may lead somewhere else from there.
pub fn inside(path: PathBuf) -> Result<PathBuf, Refusal> {
    let around = path.parent().map(real).unwrap_or_default();
    match real(&path).starts_with(around) {
        true => Ok(path),
        false => {
            let reason = "is a symbolic link that leads out of the folder around it";
            Err(Refusal::new(&path, reason, "pass the folder itself, or replace the link with it"))
        }
    }
}

/// The folder and the name at the end of all links.
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
