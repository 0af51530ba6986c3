//! Provides steps that several commands share: finds the spec folder, and builds the model from its files.

use std::io;
use std::path::{Path, PathBuf};

use anyhow::Result;
use verispec_codegen::check::Valid;
use verispec_codegen::diagnostics::Diagnostics;
use verispec_codegen::ir::Model;
use verispec_codegen::load;
use verispec_codegen::source::SourceMap;

use crate::Console;
use crate::root::Root;

/// Returns the folder that the user named, or else the nearest spec at or above the current folder.
pub fn folder(named: Option<&Path>) -> Result<PathBuf> {
    Ok(Root::of_option(named)?.spec().to_path_buf())
}

/// Returns all findings in a spec, including warnings.
pub fn findings(sources: &SourceMap) -> Diagnostics {
    match load(sources) {
        Ok((_, warnings)) => warnings,
        Err(found) => found,
    }
}

/// Returns the model of a spec without errors; `None` if there are errors, which are printed.
pub fn sound(sources: &SourceMap, console: &mut Console<'_>) -> io::Result<Option<Valid<Model>>> {
    match load(sources) {
        Ok((model, _)) => Ok(Some(model)),
        Err(found) => {
            tell(&found, sources, console)?;
            Ok(None)
        }
    }
}

/// Prints findings for people.
pub fn tell(found: &Diagnostics, sources: &SourceMap, console: &mut Console<'_>) -> io::Result<()> {
    writeln!(console.err, "{}", found.render(sources, console.color).trim_end())
}
