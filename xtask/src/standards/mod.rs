//! `cargo xtask standards`: validates the generated standards documents with third-party tools.

mod arazzo;
mod clients;
mod hosts;
mod mock;
mod table;
mod tools;
mod validate;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::ValueEnum;
use verispec_codegen::render::standards::{self, Version};

use crate::disk::{Folder, Kind};
use crate::generate::Built;
use crate::root::Root;
use crate::{Console, Outcome, generate, shown};
use table::Table;
use tools::Tools;

/// The arguments of `cargo xtask standards`.
#[derive(Debug, Default, Clone, clap::Args)]
pub struct Options {
    /// Install missing tools under `target/` from npm and PyPI.
    #[arg(long)]
    pub install: bool,
    /// Run the workflows against a mock server of the operations.
    #[arg(long)]
    pub mock: bool,
    /// Generate clients with third-party generators, compile them, and check that each operation reaches the host of its service.
    #[arg(long)]
    pub clients: bool,
    /// The version of Arazzo to write and validate.
    #[arg(long, value_enum, default_value_t, value_name = "VERSION")]
    pub arazzo: Arazzo,
    /// The spec folder [default: the nearest spec in the current folder or its parents]
    #[arg(long, value_name = "DIR")]
    pub spec: Option<PathBuf>,
}

impl Options {
    /// Returns the option that selects the tools.
    fn mode(&self) -> &'static str {
        match (self.mock, self.clients) {
            (true, _) => " --mock",
            (_, true) => " --clients",
            _ => "",
        }
    }
}

/// A version of Arazzo.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Arazzo {
    /// Supported by most tools
    #[default]
    #[value(name = "1.0.1")]
    V1_0_1,
    /// Includes callbacks in addition to operations
    #[value(name = "1.1.0")]
    V1_1_0,
}

/// Writes the documents of a spec, runs every installed tool on them, and prints a table.
pub fn run(options: &Options, console: &mut Console<'_>) -> Result<Outcome> {
    let root = Root::of_option(options.spec.as_deref())?;
    let work = root.target().join("standards");
    let Some(built) = generate::built(root.spec(), console)? else {
        return Ok(Outcome::Findings);
    };
    let documents = write_documents(options, &built, &work, console)?;
    let tools = Tools::new(&work);
    if options.install {
        tools.install(options, console)?;
    }
    let mut table = Table::default();
    if options.mock {
        mock::run(&tools, &documents, &mut table, console)?;
    } else if options.clients {
        clients::run(&tools, &documents, &mut table, console)?;
        hosts::run(&tools, &documents, &built.model, &mut table, console)?;
    } else {
        validate::run(&tools, &documents, options.arazzo, &mut table, console)?;
    }
    table.write(console.out)?;
    if table.ran() == 0 {
        let mode = options.mode();
        writeln!(
            console.out,
            "\nNo tool was run. Install the tools under target/ with `cargo xtask standards{mode} --install`."
        )?;
        return Ok(Outcome::Findings);
    }
    Ok(if table.failed() { Outcome::Findings } else { Outcome::Fine })
}

/// Returns whether a generated file is a document for the tools.
fn is_document(path: &str) -> bool {
    path.ends_with(".yaml") && (!path.contains('/') || path.starts_with("openapi/"))
}

/// Writes the documents to the folder in which the tools find them, and removes the documents of an earlier run.
fn write_documents(options: &Options, built: &Built, work: &Path, console: &mut Console<'_>) -> Result<PathBuf> {
    let folder = work.join("documents");
    let opened = Folder::open_or_make(work)?.make("documents")?;
    let arazzo = match options.arazzo {
        Arazzo::V1_0_1 => None,
        Arazzo::V1_1_0 => standards::arazzo(&built.model, Version::V1_1_0),
    };
    let mut written = BTreeSet::new();
    for (name, generated) in built.tree.iter().filter(|(name, _)| is_document(name)) {
        let contents =
            arazzo.as_ref().filter(|file| file.path == name).map_or(generated, |file| file.contents.as_str());
        opened.write(name, contents.as_bytes())?;
        written.insert(name);
    }
    for prefix in ["", "openapi/"] {
        if !prefix.is_empty() && opened.kind(prefix)?.is_none() {
            continue;
        }
        for entry in opened.folder(prefix)?.entries()? {
            let name = format!("{prefix}{}", entry.name.to_string_lossy());
            if entry.kind == Kind::File && is_document(&name) && !written.contains(name.as_str()) {
                writeln!(console.out, "removed  {}", shown(&folder.join(&name)))?;
                opened.remove_file(&name)?;
            }
        }
    }
    Ok(folder)
}
