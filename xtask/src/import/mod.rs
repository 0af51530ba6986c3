//! `cargo xtask import`: turns a document of the provider into a spec, or proposes changes to an existing spec from a
//! document or from shapes of received payloads.

mod folder;
mod known;
mod observed;
mod report;

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use similar::TextDiff;
use verispec_codegen::import::{self, Changed, Imported};
use verispec_codegen::source::{SourceFile, SourceMap};

use crate::{Console, Outcome, disk, fmt, shown, spec};

/// The arguments of `cargo xtask import`.
#[derive(Debug, Clone, clap::Args)]
#[command(
    after_help = "Exit codes:\n  0  the folder was written, or the spec in it matches the document or the observed payloads, and every difference is\n     decided\n  1  the spec in the folder differs and the patch shows how, the folder was written with placeholders to fill in,\n     there are open decisions, or something could not be compared\n  2  the document, the shapes, the spec or the layout cannot be read, or the arguments are wrong\n\nThe folder is written completely or not at all, and an existing spec is never changed. The patch goes to\nstandard output and everything else to standard error, unless --patch names a file."
)]
pub struct Options {
    /// The document, in Markdown.
    #[arg(value_name = "FILE", required_unless_present = "observed")]
    pub document: Option<PathBuf>,
    /// The folder for the new spec; if it already contains a spec, a patch is proposed instead.
    #[arg(long, value_name = "DIR", required_unless_present = "observed")]
    pub out: Option<PathBuf>,
    /// Shapes of received payloads, as printed by the crate's command `observe`. A patch for the spec is proposed.
    #[arg(long, value_name = "SHAPES", num_args = 1.., conflicts_with_all = ["document", "out", "layout", "document_id"])]
    pub observed: Vec<PathBuf>,
    /// The spec folder with the layout and the names in the document, or the spec to compare observed payloads with
    /// [default: the nearest spec in the current folder or its parents]
    #[arg(long, value_name = "DIR")]
    pub spec: Option<PathBuf>,
    /// A layout file, for a provider without a spec.
    #[arg(long, value_name = "FILE", conflicts_with = "spec")]
    pub layout: Option<PathBuf>,
    /// The id of the document, if the spec has several layouts.
    #[arg(long = "document", value_name = "ID")]
    pub document_id: Option<String>,
    /// The file to write the patch to [default: standard output]
    #[arg(long, value_name = "FILE")]
    pub patch: Option<PathBuf>,
}

/// Imports into an empty folder, or proposes a patch for the spec in the folder.
pub fn run(options: &Options, console: &mut Console<'_>) -> Result<Outcome> {
    if !options.observed.is_empty() {
        return observed::run(options, console);
    }
    let (Some(path), Some(out)) = (&options.document, &options.out) else {
        bail!("pass a document with --out FOLDER, or shapes with --observed");
    };
    let imports = Imports { options, path, out };
    let document = document(path)?;
    let is_there = folder::holds_something(out)?;
    let (sources, facts) = if is_there { (known::beside(&imports)?, true) } else { known::alone(options)? };
    let (sources, file) = sources.with(document);
    let Some(model) = spec::sound(&sources, console)? else {
        bail!("the spec to compare with has errors; fix them first");
    };
    let layout = known::layout(&model, options.document_id.as_deref())?;
    if layout.tables.is_some() && !is_there {
        bail!(
            "the layout of {} maps tables to the facts of an existing spec, so the document cannot become a new spec; pass the folder of the spec with --out",
            shown(path)
        );
    }
    let imported = import::import(import::Known { sources: &sources, model: &model, layout, facts, is_there }, file);
    if imported.workflows == 0 && layout.tables.is_none() {
        bail!(
            "{} has no section about a workflow; the layout says that its heading is `{}`",
            shown(path),
            layout.workflow
        );
    }
    match is_there {
        true => propose(&imports, &sources, &imported, console),
        false => write(&imports, imported, console),
    }
}

/// The inputs of an import from a document.
#[derive(Clone, Copy)]
struct Imports<'a> {
    options: &'a Options,
    /// The document.
    path: &'a Path,
    out: &'a Path,
}

fn document(path: &Path) -> Result<SourceFile> {
    let bytes = disk::read_file(path).map_err(|refusal| refusal.or("pass a Markdown file"))?;
    Ok(SourceFile { path: shown(path), bytes })
}

fn write(imports: &Imports<'_>, mut imported: Imported, console: &mut Console<'_>) -> Result<Outcome> {
    for file in &mut imported.files {
        // If a file cannot be formatted, it is written as it is. Formatting changes neither data nor comments.
        if let Ok(text) = fmt::layout(&file.contents) {
            file.contents = text;
        }
    }
    let blanks = report::blanks(&imported);
    folder::write(imports.out, &imported.files)?;
    report::written(imports, &imported, &blanks, console)?;
    Ok(if blanks.is_empty() && imported.open == 0 { Outcome::Fine } else { Outcome::Findings })
}

/// Compares the document with the spec, and proposes a patch.
fn propose(
    imports: &Imports<'_>,
    sources: &SourceMap,
    imported: &Imported,
    console: &mut Console<'_>,
) -> Result<Outcome> {
    let options = imports.options;
    let patch = patch(imports.out, &imported.changed);
    match &options.patch {
        Some(file) => disk::write_file(file, patch.as_bytes())?,
        None => write!(console.out, "{patch}")?,
    }
    let to = if options.patch.is_some() { &mut *console.out } else { &mut *console.err };
    report::proposed(imports, sources, imported, to)?;
    let broken = report::broken(imports, sources, imported, to)?;
    let differs = imported.differences.iter().any(|difference| difference.decided.is_empty());
    Ok(if differs || broken || imported.open > 0 { Outcome::Findings } else { Outcome::Fine })
}

/// Returns a unified diff of files. Its paths are relative to the current folder, or to the spec folder if that is
/// outside the current folder.
fn patch(out: &Path, changed: &[Changed]) -> String {
    let prefix = prefix(out);
    let mut patch = String::new();
    for file in changed {
        let before = file.before.as_deref().unwrap_or_default();
        let after = fmt::kept(before, &file.after);
        let old = if file.before.is_some() { format!("a/{prefix}{}", file.path) } else { "/dev/null".to_owned() };
        let new = format!("b/{prefix}{}", file.path);
        patch.push_str(&TextDiff::from_lines(before, &after).unified_diff().header(&old, &new).to_string());
    }
    patch
}

/// Returns the prefix of paths in a patch, which ends in `/` unless it is empty.
fn prefix(out: &Path) -> String {
    let folder = shown(out);
    let folder = folder.trim_start_matches("./").trim_end_matches('/');
    let far = Path::new(folder).is_absolute() || folder.split('/').any(|part| part == "..");
    if far || folder.is_empty() || folder == "." { String::new() } else { format!("{folder}/") }
}
