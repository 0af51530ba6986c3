//! `cargo xtask generate`: writes the output folder for a spec, or reports which files are out of date.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Result, bail};
use verispec_codegen::check::Valid;
use verispec_codegen::ir::Model;
use verispec_codegen::render::render;
use verispec_codegen::source::SourceMap;

use crate::root::Root;
use crate::sync::Differences;
use crate::tree::Tree;
use crate::{Console, Outcome, disk, format, read, shown, spec, sync, watch};

/// The arguments of `cargo xtask generate`.
#[derive(Debug, Default, Clone, clap::Args)]
#[command(after_help = "Exit codes:
  0  generated, or up to date
  1  the spec has errors; with --check: a file is out of date
  2  the spec cannot be read, or the output folder has files that this tool did not write or that were edited since; they
     are listed and nothing is changed

The file `.verispec` in the output folder lists the generated files with their checksums. A run lists the files
that it removes before it removes them.
The output folder may be a symbolic link; nothing is written or removed through a link below it.")]
pub struct Options {
    /// Write nothing; list every file that is out of date or does not belong there, and exit with 1 if there is one.
    #[arg(long)]
    pub check: bool,
    /// Generate again whenever the spec changes, until Ctrl-C.
    #[arg(long, conflicts_with = "check")]
    pub watch: bool,
    /// Replace edited files in the output folder and remove files that this tool did not write, including nested git
    /// repositories; each is listed first.
    #[arg(long, conflicts_with = "check")]
    pub force: bool,
    /// The spec folder [default: the nearest spec in the current folder or its parents]
    #[arg(long, value_name = "DIR")]
    pub spec: Option<PathBuf>,
    /// The output folder [default: `generated` next to the spec; `NAME-generated` if the spec folder is named NAME instead of spec]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}

/// Generates once, or with `--watch` after every change.
pub fn run(options: &Options, console: &mut Console<'_>) -> Result<Outcome> {
    if options.watch {
        let spec = spec::folder(options.spec.as_deref())?;
        return watch::run(&|console| once(options, console), &spec, std::io::stderr().is_terminal(), console);
    }
    once(options, console)
}

/// Runs the stages one after the other: read, generate, format, sync.
pub fn once(options: &Options, console: &mut Console<'_>) -> Result<Outcome> {
    let start = Instant::now();
    let root = Root::of_option(options.spec.as_deref())?;
    let out = match &options.out {
        Some(out) => out.clone(),
        None => disk::inside(root.generated())?,
    };
    refuse_nesting(root.spec(), &out)?;
    let Some(tree) = build(root.spec(), console)? else {
        return Ok(Outcome::Findings);
    };
    if options.check {
        return report(options, &out, &sync::check(&tree, &out)?, &tree, console);
    }
    let inside = is_inside(&out);
    let differences = sync::write(&tree, &out, options.force, console.out)?;
    let (written, removed): (Vec<_>, Vec<_>) = differences.iter().partition(|(_, path)| tree.get(path).is_some());
    writeln!(
        console.out,
        "{}: {} files, {} written, {} removed, in {:.1} s",
        shown(&out),
        tree.count(),
        written.len(),
        removed.len(),
        start.elapsed().as_secs_f64(),
    )?;
    if inside && !differences.is_empty() {
        writeln!(console.err, "note: the current folder was replaced; run `cd .` to enter the new one")?;
    }
    Ok(Outcome::Fine)
}

/// The generated output, with the spec that it was generated from.
pub(crate) struct Built {
    /// The files of the spec.
    pub(crate) sources: SourceMap,
    /// The model of the spec.
    pub(crate) model: Valid<Model>,
    /// The files of the output.
    pub(crate) tree: Tree,
}

/// Reads a spec and generates from it; `None` if the spec has errors, which have then been printed.
pub fn build(spec: &Path, console: &mut Console<'_>) -> Result<Option<Tree>> {
    Ok(built(spec, console)?.map(|built| built.tree))
}

/// Generates from a spec like [`build`], for callers that need more than the output.
pub(crate) fn built(spec: &Path, console: &mut Console<'_>) -> Result<Option<Built>> {
    let built = built_from(read::read(spec)?, console)?;
    if built.is_none() {
        writeln!(console.err, "\n{}: nothing was generated", shown(spec))?;
    }
    Ok(built)
}

/// Generates like [`built`], from files that have already been read.
pub(crate) fn built_from(sources: SourceMap, console: &mut Console<'_>) -> Result<Option<Built>> {
    let (model, warnings) = match verispec_codegen::load(&sources) {
        Ok(loaded) => loaded,
        Err(found) => {
            spec::tell(&found, &sources, console)?;
            return Ok(None);
        }
    };
    if !warnings.is_empty() {
        spec::tell(&warnings, &sources, console)?;
        writeln!(console.err)?;
    }
    let mut tree = Tree::new(render(&model).into_iter().map(|file| (file.path, file.contents)))?;
    format::format(&mut tree)?;
    Ok(Some(Built { sources, model, tree }))
}

/// Prints the differences, and the command that resolves them.
fn report(
    options: &Options,
    out: &Path,
    differences: &Differences,
    tree: &Tree,
    console: &mut Console<'_>,
) -> Result<Outcome> {
    if differences.is_empty() {
        writeln!(console.out, "{}: {} files, all current", shown(out), tree.count())?;
        return Ok(Outcome::Fine);
    }
    for (kind, path) in differences.iter() {
        writeln!(console.out, "{kind:<8} {}/{path}", shown(out))?;
    }
    let mut command = "cargo xtask generate".to_owned();
    for (name, folder) in [("--spec", &options.spec), ("--out", &options.out)] {
        if let Some(folder) = folder {
            command.push_str(&format!(" {name} {}", folder.display()));
        }
    }
    let first = if differences.is_refused() { "move foreign and edited files away, and " } else { "" };
    writeln!(console.out, "not up to date with the spec; {first}run `{command}`")?;
    Ok(Outcome::Findings)
}

/// Rejects overlapping input and output folders. Input inside the output folder would be removed as stray, and output
/// inside the input folder would be read.
pub(crate) fn refuse_nesting(spec: &Path, out: &Path) -> Result<()> {
    let spec = disk::real(spec);
    let out = disk::real(out);
    if spec.starts_with(&out) || out.starts_with(&spec) {
        bail!("{} and {} overlap; use two separate folders", shown(&spec), shown(&out));
    }
    Ok(())
}

fn is_inside(out: &Path) -> bool {
    std::env::current_dir().is_ok_and(|current| current.starts_with(disk::real(out)))
}
