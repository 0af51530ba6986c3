//! Reads the Rust files of crates that are checked in next to their specs, from a folder or a revision.

use std::path::Path;

use anyhow::Result;
use verispec_codegen::File;

use crate::disk::{Folder, Kind, Wanted, collect};
use crate::shown;

/// The crate that is checked in next to a spec.
#[derive(Debug)]
pub enum Kept {
    /// The crate is the one that would be generated now.
    AsMade,
    /// The files of the crate, and where they were found.
    Files(String, Vec<File>),
    /// There is no crate at this location.
    Missing(String),
}

impl Kept {
    /// Returns the Rust files at a location, or that there is no crate if the list is empty.
    pub fn of(place: String, files: Vec<(String, Vec<u8>)>) -> Self {
        if files.is_empty() {
            return Self::Missing(place);
        }
        let file =
            |(path, bytes): (String, Vec<u8>)| File { path, contents: String::from_utf8_lossy(&bytes).into_owned() };
        Self::Files(place, files.into_iter().map(file).collect())
    }
}

/// Reads the crate in a folder, which may not exist.
pub fn in_folder(folder: &Path) -> Result<Kept> {
    let place = shown(&folder.join("src"));
    let Some(opened) = Folder::open_if_there(&folder.join("src"))? else { return Ok(Kept::Missing(place)) };
    let wanted = Wanted { skip: &|path, kind| kind == Kind::File && !path.ends_with(".rs"), refuse: &|_, _| None };
    let files = collect(&opened, wanted).whole()?;
    Ok(Kept::of(place, files.into_iter().map(|(path, bytes)| (format!("src/{path}"), bytes)).collect()))
}
