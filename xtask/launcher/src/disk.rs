//! Accesses files for the launcher: reads regular files below the workspace and writes new ones, never through a link.
//!
//! The launcher is built first and without dependencies, so it cannot use `xtask::disk`.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Component, Path};

/// The maximum size in bytes of a file to read, as in `xtask::disk`.
const MAX_BYTES: u64 = 2 * 1024 * 1024;

/// Returns the contents of a regular file; `None` if it does not exist.
pub(crate) fn text(root: &Path, relative: &Path) -> io::Result<Option<String>> {
    let path = root.join(relative);
    match kind(root, relative)? {
        None => return Ok(None),
        Some(kind) if kind.is_file() => {}
        Some(_) => return Err(refused(&path, "is not a regular file")),
    }
    let mut text = String::new();
    let read = File::open(&path).and_then(|file| file.take(MAX_BYTES + 1).read_to_string(&mut text));
    read.map_err(|error| refused(&path, &error.to_string()))?;
    match text.len() as u64 > MAX_BYTES {
        true => Err(refused(&path, &format!("is larger than {MAX_BYTES} bytes"))),
        false => Ok(Some(text)),
    }
}

/// Returns the entry at a path; `None` if it does not exist. Links are rejected, both on the path and at its end.
pub(crate) fn kind(root: &Path, relative: &Path) -> io::Result<Option<fs::FileType>> {
    let mut path = root.to_path_buf();
    let mut found = None;
    for part in relative.components() {
        let Component::Normal(name) = part else {
            return Err(refused(&root.join(relative), "points outside the workspace"));
        };
        path.push(name);
        found = match fs::symlink_metadata(&path) {
            Ok(metadata) if metadata.is_symlink() => {
                return Err(refused(&path, "is a symbolic link, and links are not followed"));
            }
            Ok(metadata) => Some(metadata.file_type()),
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(refused(&path, &error.to_string())),
        };
    }
    Ok(found)
}

/// Writes a new file, and creates missing folders.
pub(crate) fn create(root: &Path, relative: &Path, contents: &str) -> io::Result<()> {
    kind(root, relative)?;
    let path = root.join(relative);
    let write = || {
        fs::create_dir_all(path.parent().unwrap_or(root))?;
        File::create_new(&path)?.write_all(contents.as_bytes())
    };
    write().map_err(|error| refused(&path, &error.to_string()))
}

/// Replaces the contents of a regular file atomically.
pub(crate) fn replace(root: &Path, relative: &Path, contents: &str) -> io::Result<()> {
    let path = root.join(relative);
    if !kind(root, relative)?.is_some_and(|kind| kind.is_file()) {
        return Err(refused(&path, "is not a regular file"));
    }
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(".settled");
    let beside = path.with_file_name(name);
    let write = || {
        File::create_new(&beside)?.write_all(contents.as_bytes())?;
        fs::rename(&beside, &path)
    };
    write().map_err(|error| refused(&beside, &error.to_string()))
}

/// Removes a file if its content is unchanged, and then the empty parent folders below the root.
pub(crate) fn remove(root: &Path, relative: &Path, contents: &str) -> io::Result<()> {
    if text(root, relative)?.is_none_or(|now| now != contents) {
        return Ok(());
    }
    fs::remove_file(root.join(relative))?;
    let folders = relative.ancestors().skip(1).take_while(|folder| !folder.as_os_str().is_empty());
    for folder in folders {
        // If a folder has other contents, it is kept, and so are its parents.
        if fs::remove_dir(root.join(folder)).is_err() {
            break;
        }
    }
    Ok(())
}

fn refused(path: &Path, reason: &str) -> io::Error {
    io::Error::other(format!("{}: {reason}; repair or remove it", path.display()))
}
