//! `cargo xtask synth`: writes the spec of a fictional provider with a given number of workflows.
//!
//! The vocabulary shared by all workflows is in `template/`. Every fourth workflow adds a capability with its own
//! schemas, so that payloads also grow with the spec. The output is deterministic, and a larger spec starts with the
//! workflows of a smaller one.

mod capability;
mod example;
mod template;
mod words;
mod workflow;
mod yaml;

use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::disk::{Folder, place_new};
use crate::{Console, Outcome, shown};

/// The arguments of `cargo xtask synth`.
#[derive(Debug, Clone, clap::Args)]
pub struct Options {
    /// The number of workflows in the spec.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub workflows: u32,
    /// The output folder, which may be a symbolic link; it must be empty or not exist.
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
}

/// Writes the spec.
pub fn run(options: &Options, console: &mut Console<'_>) -> Result<Outcome> {
    let out = &options.out;
    if let Some(folder) = Folder::open_if_there(out)?
        && !folder.entries()?.is_empty()
    {
        bail!("{} is not empty; use another folder", shown(out));
    }
    let files = spec(options.workflows)?;
    place_new(out, files.iter().map(|(path, text)| (path.as_str(), text.as_bytes())))?;
    writeln!(console.out, "{}: {} files, {} workflows", shown(out), files.len(), options.workflows)?;
    Ok(Outcome::Fine)
}

/// Returns the files of a spec with this number of workflows: their contents, by their paths relative to the spec
/// folder.
pub fn spec(workflows: u32) -> Result<Vec<(String, String)>> {
    let mut capabilities = template::capabilities()?;
    let mut files: Vec<_> =
        template::FILES.iter().map(|(path, text)| ((*path).to_owned(), text.text().to_owned())).collect();
    for number in 0..workflows / workflow::PER_CAPABILITY {
        let further = capability::further(number, &capabilities);
        files.extend(further.files()?);
        capabilities.push(further.capability);
    }
    files.push(capability::findings(&capabilities)?);
    for number in 0..workflows {
        files.push(workflow::workflow(number, &capabilities)?);
    }
    Ok(files)
}
