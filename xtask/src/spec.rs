//! What commands need of a spec before their own work: takes an option, gives the folder; takes files, gives the model.

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

/// The folder that is named, or the nearest spec upwards from the current folder.
pub fn folder(named: Option<&Path>) -> Result<PathBuf> {
    Ok(Root::of_option(named)?.spec().to_path_buf())
}

/// Everything that is found in a spec, warnings included.
pub fn findings(sources: &SourceMap) -> Diagnostics {
    match load(sources) {
        Ok((_, warnings)) => warnings,
        Err(found) => found,
    }
}

/// The model of a spec without mistakes; nothing if there are any, which are then on the console.
pub fn sound(sources: &SourceMap, console: &mut Console<'_>) -> io::Result<Option<Valid<Model>>> {
    match load(sources) {
        Ok((model, _)) => Ok(Some(model)),
        Err(found) => {
            tell(&found, sources, console)?;
            Ok(None)
        }
    }
}

/// Tells findings to people.
pub fn tell(found: &Diagnostics, sources: &SourceMap, console: &mut Console<'_>) -> io::Result<()> {
    writeln!(console.err, "{}", found.render(sources, console.color).trim_end())
}
