//! Crates that are kept with their specs: turns a folder or files of a revision into the Rust files, or says that there are none.

use std::path::Path;

use anyhow::Result;
use verispec_codegen::File;

use crate::disk::{Folder, Kind, Wanted, collect};
use crate::shown;

/// The crate that is kept with a spec.
#[derive(Debug)]
pub enum Kept {
    /// It is the one that would be generated now.
    AsMade,
    /// Its files, and where they were found.
    Files(String, Vec<File>),
    /// There is none at this place.
    Missing(String),
}

impl Kept {
    /// The Rust files at a place, if there are any.
    pub fn of(place: String, files: Vec<(String, Vec<u8>)>) -> Self {
        if files.is_empty() {
            return Self::Missing(place);
        }
        let file =
            |(path, bytes): (String, Vec<u8>)| File { path, contents: String::from_utf8_lossy(&bytes).into_owned() };
        Self::Files(place, files.into_iter().map(file).collect())
    }
}

/// The crate in a folder, which need not exist.
pub fn in_folder(folder: &Path) -> Result<Kept> {
    let place = shown(&folder.join("src"));
    let Some(opened) = Folder::open_if_there(&folder.join("src"))? else { return Ok(Kept::Missing(place)) };
    let wanted = Wanted { skip: &|path, kind| kind == Kind::File && !path.ends_with(".rs"), refuse: &|_, _| None };
    let files = collect(&opened, wanted).whole()?;
    Ok(Kept::of(place, files.into_iter().map(|(path, bytes)| (format!("src/{path}"), bytes)).collect()))
}
