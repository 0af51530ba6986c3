//! Reads the public items of the crates of two specs, or returns the reason why they are unknown.

use verispec_codegen::check::Valid;
use verispec_codegen::diff::{Api, Crate};
use verispec_codegen::ir::Model;
use verispec_codegen::{File, render};

use crate::kept::Kept;
use crate::loaded::{Known, Loaded};

/// The public items of the crate that is checked in with a spec, and of the crate that is generated from the spec now.
#[derive(Debug)]
pub struct Apis {
    kept: Api,
    made: Api,
}

impl Apis {
    /// The crate that programs use: the crate that is checked in with the spec, or otherwise the one that would be
    /// generated now.
    pub fn kept(&self) -> &Api {
        &self.kept
    }

    /// Returns both crates as an input of the comparison.
    pub fn as_ref(&self) -> Crate<'_> {
        Crate { kept: &self.kept, made: &self.made }
    }
}

/// Reads the crates of two specs. Fails with the reason why they cannot be compared. Nothing is rendered unless both
/// can be read.
pub fn both(old: &Loaded, new: &Loaded) -> Result<[Apis; 2], String> {
    let (old, new) = (Source::of(old, "OLD")?, Source::of(new, "NEW")?);
    std::thread::scope(|scope| {
        let read = scope.spawn(|| old.read());
        let new = new.read()?;
        let old = read.join().unwrap_or_else(|_| Err("reading the crate of OLD failed".to_owned()))?;
        Ok([old, new])
    })
}

/// A spec whose crates can be read, and its name in messages.
#[derive(Debug, Clone, Copy)]
struct Source<'a> {
    model: &'a Valid<Model>,
    /// The crate that is checked in, and its location; `None` if it is the crate that would be generated now.
    kept: Option<(&'a str, &'a [File])>,
    what: &'a str,
}

impl<'a> Source<'a> {
    fn of(spec: &'a Loaded, what: &'a str) -> Result<Self, String> {
        let Known::Sound(model) = &spec.model else {
            return Err(format!("{what} has errors, so no crate can be generated from it"));
        };
        let kept = match &spec.kept {
            Kept::AsMade => None,
            Kept::Files(place, files) => Some((place.as_str(), files.as_slice())),
            Kept::Missing(place) => return Err(format!("{what} has no crate at {place}")),
        };
        Ok(Self { model, kept, what })
    }

    fn read(self) -> Result<Apis, String> {
        let what = self.what;
        let made =
            Api::read(&render::crate_files(self.model)).map_err(|error| format!("the crate of {what}: {error}"))?;
        let kept = match self.kept {
            None => made.clone(),
            Some((place, files)) => {
                Api::read(files).map_err(|error| format!("the crate of {what} at {place}: {error}"))?
            }
        };
        Ok(Apis { kept, made })
    }
}
