//! `cargo xtask vendor`: takes a spec folder, puts the generated crate into a folder of another project.
//!
//! The copy stands alone: its manifest inherits nothing, and licences, changelog and provenance come along. The file
//! `CHECKSUMS`, which `sha256sum --check` reads too, records what was written, so that a file that was edited by hand
//! is found and never overwritten.

mod checksums;
mod contents;
mod target;

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::{Console, Outcome, disk, shown, spec};
pub(crate) use contents::Copy;
use target::Target;

/// What to copy, and where to.
#[derive(Debug, Clone, clap::Args)]
pub struct Options {
    /// The folder for the copy, which may be a symbolic link and is created if missing. Other files in it are
    /// listed and left unchanged.
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
    /// Write nothing; list every file that is out of date or not part of the copy, and exit with 1 if there is one.
    #[arg(long)]
    pub check: bool,
    /// The spec folder [default: the nearest spec in the current folder or its parents]
    #[arg(long, value_name = "DIR")]
    pub spec: Option<PathBuf>,
}

/// Copies the crate, or compares a copy with it.
pub fn run(options: &Options, console: &mut Console<'_>) -> Result<Outcome> {
    let spec = spec::folder(options.spec.as_deref())?;
    refuse_generated(&options.dir)?;
    let Some(copy) = Copy::build(&spec, console)? else {
        return Ok(Outcome::Findings);
    };
    let target = Target::read(&options.dir, &copy)?;
    if options.check { check(options, &target, &copy, console) } else { write(options, &target, &copy, console) }
}

fn write(options: &Options, target: &Target, copy: &Copy, console: &mut Console<'_>) -> Result<Outcome> {
    let (edited, foreign) = (target.edited(), target.foreign(copy));
    if !edited.is_empty() || !foreign.is_empty() {
        for path in edited {
            writeln!(console.out, "edited   {}", shown(&options.dir.join(path)))?;
        }
        for path in foreign {
            writeln!(console.out, "foreign  {}", shown(&options.dir.join(path)))?;
        }
        writeln!(
            console.out,
            "nothing was written; move the changes elsewhere, or into the spec, and remove these files first"
        )?;
        return Ok(Outcome::Findings);
    }
    let (count, removed) = target.write(&options.dir, copy)?;
    for path in removed {
        writeln!(console.out, "removed  {}", shown(&options.dir.join(path)))?;
    }
    for path in target.others() {
        let path = shown(&options.dir.join(path));
        writeln!(console.err, "note: {path} is not of the copy, though cargo may use it; move it out of the folder")?;
    }
    writeln!(
        console.out,
        "{}: {} {} with {} files, {count} written; licence {}",
        shown(&options.dir),
        copy.name,
        copy.version,
        copy.files.len(),
        copy.license
    )?;
    Ok(Outcome::Fine)
}

fn check(options: &Options, target: &Target, copy: &Copy, console: &mut Console<'_>) -> Result<Outcome> {
    let differences = target.differences(copy);
    if differences.is_empty() {
        writeln!(console.out, "{}: {} files, all current", shown(&options.dir), copy.files.len())?;
        return Ok(Outcome::Fine);
    }
    for (kind, path) in &differences {
        writeln!(console.out, "{kind:<8} {}", shown(&options.dir.join(path)))?;
    }
    let in_the_way = differences.iter().any(|(kind, _)| matches!(*kind, "edited" | "foreign"));
    let first = if in_the_way { "move what is foreign or edited out of the folder, and " } else { "" };
    writeln!(console.out, "not as it was copied; {first}run `cargo xtask vendor {}`", options.dir.display())?;
    Ok(Outcome::Findings)
}

/// The output folder has its own command, and removes what is not its own.
fn refuse_generated(dir: &Path) -> Result<()> {
    let dir = std::path::absolute(dir)?;
    if dir.ancestors().any(|folder| disk::exists(&folder.join(crate::tree::MARKER))) {
        bail!(
            "{} is the output of `cargo xtask generate`; use a folder of the project that uses the crate",
            shown(&dir)
        );
    }
    Ok(())
}
