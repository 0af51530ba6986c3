//! A spec to compare with another one: turns its files into what they say, even if rules about the whole find errors.

use anyhow::{Result, bail};
use verispec_codegen::check::Valid;
use verispec_codegen::diagnostics::Severity;
use verispec_codegen::diff::Spec;
use verispec_codegen::ir::Model;
use verispec_codegen::older::lifted;
use verispec_codegen::source::SourceMap;
use verispec_codegen::{load, resolve};

use crate::kept::Kept;

/// A spec that has been read and checked.
#[derive(Debug)]
pub struct Loaded {
    /// Its files.
    pub sources: SourceMap,
    /// What they say.
    pub model: Known,
    /// The crate that is kept with it.
    pub kept: Kept,
}

/// What is known of a spec.
#[derive(Debug)]
pub enum Known {
    /// It is sound.
    Sound(Box<Valid<Model>>),
    /// Its names lead somewhere, and rules about the whole find so many errors.
    Resolved(Box<Model>, usize),
}

impl Loaded {
    /// The spec as the comparison takes it.
    pub fn spec(&self) -> Spec<'_> {
        let model = match &self.model {
            Known::Sound(model) => model,
            Known::Resolved(model, _) => model.as_ref(),
        };
        Spec { model, sources: &self.sources }
    }

    /// Refuses a spec with errors.
    pub fn sound(self, what: &str) -> Result<Self> {
        match &self.model {
            Known::Sound(_) => Ok(self),
            Known::Resolved(_, errors) => {
                bail!("{what} has errors ({errors}); fix the errors that `cargo xtask lint` lists")
            }
        }
    }
}

/// Checks a spec that has been read.
pub fn checked(sources: SourceMap, what: &str, color: bool) -> Result<Loaded> {
    match load(&sources) {
        Ok((model, _)) => Ok(Loaded { sources, model: Known::Sound(Box::new(model)), kept: Kept::AsMade }),
        Err(found) => match resolve(&sources).or_else(|| resolve(&lifted(&sources)?)) {
            Some(model) => {
                let errors = found.iter().filter(|finding| finding.severity == Severity::Error).count();
                Ok(Loaded { sources, model: Known::Resolved(Box::new(model), errors), kept: Kept::AsMade })
            }
            None => {
                let told = found.render(&sources, color);
                bail!("{what} has errors and cannot be compared; fix them first\n{}", told.trim_end())
            }
        },
    }
}
