//! Crates that are kept with their specs: takes files of a folder or a revision, gives the public items, or says why they are
//! not known.

use std::path::Path;

use anyhow::Result;
use verispec_codegen::diff::{Api, Crate};
use verispec_codegen::{File, render};

use crate::diff::{Known, Loaded};
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

/// The public items of the crate that is kept with a spec, and of the one that would be generated of it now.
#[derive(Debug)]
pub struct Apis {
    kept: Api,
    made: Api,
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

impl Apis {
    /// As the comparison takes it.
    pub fn as_ref(&self) -> Crate<'_> {
        Crate { kept: &self.kept, made: &self.made }
    }
}

/// The crate in a folder, which need not exist.
pub fn in_folder(folder: &Path) -> Result<Kept> {
    let place = shown(&folder.join("src"));
    let Some(opened) = Folder::open_if_there(&folder.join("src"))? else { return Ok(Kept::Missing(place)) };
    let wanted = Wanted { skip: &|path, kind| kind == Kind::File && !path.ends_with(".rs"), refuse: &|_| None };
    let files = collect(&opened, wanted).whole()?;
    Ok(Kept::of(place, files.into_iter().map(|(path, bytes)| (format!("src/{path}"), bytes)).collect()))
}

/// The crates of two specs; or why they cannot be compared.
pub fn both(old: &Loaded, new: &Loaded) -> Result<[Apis; 2], String> {
    std::thread::scope(|scope| {
        let old = scope.spawn(|| apis(old, "OLD"));
        let new = apis(new, "NEW")?;
        let old = old.join().unwrap_or_else(|_| Err("reading the crate of OLD failed".to_owned()))?;
        Ok([old, new])
    })
}

fn apis(spec: &Loaded, what: &str) -> Result<Apis, String> {
    let Known::Sound(model) = &spec.model else {
        return Err(format!("{what} has mistakes, so that no crate can be generated of it"));
    };
    let package = format!("{}/", model.provider.package.name.wire);
    let files = render::render(model).into_iter().filter_map(|file| {
        let path = file.path.strip_prefix(&package)?.to_owned();
        path.ends_with(".rs").then_some(File { path, contents: file.contents })
    });
    let made = Api::read(&files.collect::<Vec<_>>()).map_err(|error| format!("the crate of {what}: {error}"))?;
    let kept = match &spec.kept {
        Kept::AsMade => made.clone(),
        Kept::Files(place, files) => {
            Api::read(files).map_err(|error| format!("the crate of {what} at {place}: {error}"))?
        }
        Kept::Missing(place) => return Err(format!("{what} has no crate at {place}")),
    };
    Ok(Apis { kept, made })
}
