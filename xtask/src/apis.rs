//! Reads the public items of the crates of two specs, or says why they are unknown.

use verispec_codegen::diff::{Api, Crate};
use verispec_codegen::{File, render};

use crate::kept::Kept;
use crate::loaded::{Known, Loaded};

/// The public items of the crate that is checked in with a spec, and of the one that would be generated from it now.
#[derive(Debug)]
pub struct Apis {
    kept: Api,
    made: Api,
}

impl Apis {
    /// The crate that programs use.
    pub fn kept(&self) -> &Api {
        &self.kept
    }

    /// The input of the comparison.
    pub fn as_ref(&self) -> Crate<'_> {
        Crate { kept: &self.kept, made: &self.made }
    }
}

/// Reads the crates of two specs; the error says why they cannot be compared.
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
        return Err(format!("{what} has errors, so no crate can be generated from it"));
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
