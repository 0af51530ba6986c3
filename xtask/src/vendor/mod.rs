//! `cargo xtask vendor`: copies the generated crate into a folder of another project.
//!
//! The copy is self-contained: its manifest does not inherit from a workspace, and it includes licenses, changelog and
//! provenance. The file `CHECKSUMS`, which `sha256sum --check` also reads, records the written files, so that files
//! edited by hand are detected and never overwritten.

pub(crate) mod changelog;
mod checksums;
mod contents;
mod provenance;
mod sbom;
mod target;
mod verify;

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use verispec_codegen::diff::Version;

use crate::{Console, Outcome, disk, shown};
pub(crate) use contents::Copy;
use target::Target;

/// The arguments of `cargo xtask vendor`.
#[derive(Debug, Default, Clone, clap::Args)]
#[command(
    after_help = "Exit codes:\n  0  copied, up to date, or verified\n  1  the spec has errors, or files block the copy; with --check or --verify: a file differs\n  2  the spec or the copy cannot be read\n\n--check compares the copy byte for byte with what would be written, ignoring line endings. --verify needs neither a\nspec nor a network: it compares the copy with the checksums that it contains, and lists every file that they do not list."
)]
pub struct Options {
    /// The folder for the copy, which may be a symbolic link and is created if missing. Other files in it are
    /// listed and left unchanged.
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
    /// Write nothing; list every file that is out of date or not part of the copy, and exit with 1 if there is one.
    #[arg(long)]
    pub check: bool,
    /// Write nothing and read only the copy; list every file that was changed or is not part of the copy.
    #[arg(long, conflicts_with_all = ["check", "spec", "regenerate"])]
    pub verify: bool,
    /// The spec folder, or a revision of the repository that the current folder is in: REV or REV:path. For a revision,
    /// the crate that is checked in there is used. [default: the nearest spec in the current folder or its parents]
    #[arg(long, value_name = "DIR|REV")]
    pub spec: Option<PathBuf>,
    /// Generate the crate of a revision instead of using the one that is checked in there
    #[arg(long, requires = "spec")]
    pub regenerate: bool,
}

/// Copies the crate, compares an existing copy with it, or verifies a copy on its own.
pub fn run(options: &Options, console: &mut Console<'_>) -> Result<Outcome> {
    if options.verify {
        return verify::run(options, console);
    }
    refuse_generated(&options.dir)?;
    // If another commit of the generator writes the same crate, the copy is not outdated.
    let recorded = if options.check { Target::maker(&options.dir)? } else { None };
    let Some(copy) = Copy::build(options, recorded, console)? else {
        return Ok(Outcome::Findings);
    };
    let target = Target::read(&options.dir, &copy)?;
    if options.check { check(options, &target, &copy, console) } else { write(options, &target, &copy, console) }
}

/// Returns the version in a manifest, if it has one.
fn version_in(manifest: &str) -> Option<&str> {
    manifest.lines().find_map(|line| line.strip_prefix("version = \"")?.strip_suffix('"'))
}

/// Returns the version of the copy in a folder, if it is newer than the version to write.
fn newer<'t>(target: &'t Target, copy: &Copy) -> Option<&'t str> {
    let present = target.version()?;
    let version = |text: &str| Version::parse(text).ok();
    (version(present)? > version(&copy.version)?).then_some(present)
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
            "nothing was written; move your changes elsewhere or into the spec, and remove these files first"
        )?;
        return Ok(Outcome::Findings);
    }
    if let Some(newer) = newer(target, copy) {
        let dir = shown(&options.dir);
        writeln!(
            console.err,
            "note: {dir} had version {newer}, which is newer than the {} that replaces it",
            copy.version
        )?;
    }
    let (count, removed) = target.write(&options.dir, copy)?;
    for path in removed {
        writeln!(console.out, "removed  {}", shown(&options.dir.join(path)))?;
    }
    for path in target.others() {
        let path = shown(&options.dir.join(path));
        writeln!(console.err, "note: {path} is not part of the copy, but cargo may use it; move it out of the folder")?;
    }
    writeln!(
        console.out,
        "{}: {} {} with {} files, {count} written; license {}",
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
    if let Some(newer) = newer(target, copy) {
        writeln!(console.out, "newer    the copy has version {newer}, the spec has version {}", copy.version)?;
    }
    let in_the_way = differences.iter().any(|(kind, _)| matches!(*kind, "edited" | "foreign"));
    let first = if in_the_way { "move foreign and edited files out of the folder, and " } else { "" };
    writeln!(console.out, "not current; {first}run `cargo xtask vendor {}`", options.dir.display())?;
    Ok(Outcome::Findings)
}

/// Rejects the output folder of `generate`, because that command removes files that it did not write.
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
