//! Loads a spec to compare with another one. The spec may violate rules that concern more than one file.

use anyhow::{Result, bail};
use verispec_codegen::check::Valid;
use verispec_codegen::diagnostics::Severity;
use verispec_codegen::diff::Spec;
use verispec_codegen::ir::Model;
use verispec_codegen::older::lifted;
use verispec_codegen::source::SourceMap;
use verispec_codegen::{load, resolve};

use crate::kept::Kept;

/// A spec that was read and checked.
#[derive(Debug)]
pub struct Loaded {
    /// The files of the spec.
    pub sources: SourceMap,
    /// The model, which may be incomplete if the spec has errors.
    pub model: Known,
    /// The crate that is checked in next to the spec.
    pub kept: Kept,
}

/// The model of a spec with or without errors.
#[derive(Debug)]
pub enum Known {
    /// The spec has no errors.
    Sound(Box<Valid<Model>>),
    /// All names can be resolved, but later rules report this number of errors.
    Resolved(Box<Model>, usize),
}

impl Loaded {
    /// Returns the spec as an input of the comparison.
    pub fn spec(&self) -> Spec<'_> {
        let model = match &self.model {
            Known::Sound(model) => model,
            Known::Resolved(model, _) => model.as_ref(),
        };
        Spec { model, sources: &self.sources }
    }

    /// Returns the spec, or fails if it has errors.
    pub fn sound(self, what: &str) -> Result<Self> {
        match &self.model {
            Known::Sound(_) => Ok(self),
            Known::Resolved(_, errors) => {
                bail!("{what} has errors ({errors}); fix the errors that `cargo xtask lint` lists")
            }
        }
    }
}

/// Checks a spec that was read.
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
