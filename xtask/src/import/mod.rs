//! `cargo xtask import`: takes a document of the provider, writes the spec that it makes, or proposes what it changes in one.

mod folder;
mod known;
mod report;

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use similar::TextDiff;
use verispec_codegen::import::{self, Changed, Imported};
use verispec_codegen::source::{SourceFile, SourceMap};

use crate::{Console, Outcome, disk, fmt, shown, spec};

/// What to import, and where to.
#[derive(Debug, Clone, clap::Args)]
#[command(after_help = "Exit codes:
  0  the folder was written, or the spec in it matches the document, and every contradiction is decided
  1  the spec in the folder differs and the patch shows how, the folder was written with placeholders to fill in, or
     there are contradictions that nobody has decided
  2  the document, the spec or the layout cannot be read, or the arguments are wrong

The folder is written completely or not at all, and an existing spec is never changed. The patch goes to
standard output and everything else to standard error, unless --patch names a file.")]
pub struct Options {
    /// The document, in Markdown.
    #[arg(value_name = "FILE")]
    pub document: PathBuf,
    /// The folder for the new spec; if it already contains a spec, a patch is proposed instead.
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// The spec folder with the layout and the names of the document [default: the nearest spec in the current folder or its parents]
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

/// Imports into a folder that is empty, or proposes a patch for the spec that is in it.
pub fn run(options: &Options, console: &mut Console<'_>) -> Result<Outcome> {
    let document = document(&options.document)?;
    let is_there = folder::holds_something(&options.out)?;
    let (sources, facts) = if is_there { (known::beside(options)?, true) } else { known::alone(options)? };
    let (sources, file) = sources.with(document);
    let Some(model) = spec::sound(&sources, console)? else {
        bail!("the spec to compare with has errors; fix them first");
    };
    let layout = known::layout(&model, options.document_id.as_deref())?;
    if layout.tables.is_some() && !is_there {
        bail!(
            "the layout of {} says what its tables are held against, and no spec can be made of them; name the folder of the spec in --out",
            shown(&options.document)
        );
    }
    let imported = import::import(import::Known { sources: &sources, model: &model, layout, facts, is_there }, file);
    if imported.workflows == 0 && layout.tables.is_none() {
        bail!(
            "{} has no section about a workflow; the layout says that its heading is `{}`",
            shown(&options.document),
            layout.workflow
        );
    }
    match is_there {
        true => propose(options, &sources, &imported, console),
        false => write(options, imported, console),
    }
}

/// Reads the document.
fn document(path: &Path) -> Result<SourceFile> {
    let bytes = disk::read_file(path).map_err(|refusal| refusal.or("name a document in Markdown"))?;
    Ok(SourceFile { path: shown(path), bytes })
}

/// Writes a new spec.
fn write(options: &Options, mut imported: Imported, console: &mut Console<'_>) -> Result<Outcome> {
    for file in &mut imported.files {
        // The writer's own layout is the same, except for what only the formatter knows.
        if let Ok(text) = fmt::layout(&file.contents) {
            file.contents = text;
        }
    }
    let blanks = report::blanks(&imported);
    folder::write(&options.out, &imported.files)?;
    report::written(options, &imported, &blanks, console)?;
    Ok(if blanks.is_empty() && imported.open == 0 { Outcome::Fine } else { Outcome::Findings })
}

/// Tells what the document says otherwise, and how the spec would say it too.
fn propose(options: &Options, sources: &SourceMap, imported: &Imported, console: &mut Console<'_>) -> Result<Outcome> {
    let patch = patch(&options.out, &imported.changed);
    match &options.patch {
        Some(file) => disk::write_file(file, patch.as_bytes())?,
        None => write!(console.out, "{patch}")?,
    }
    let to = if options.patch.is_some() { &mut *console.out } else { &mut *console.err };
    report::proposed(options, sources, imported, to)?;
    let broken = report::broken(options, sources, imported, to)?;
    let differs = imported.differences.iter().any(|difference| difference.decided.is_empty());
    Ok(if differs || broken || imported.open > 0 { Outcome::Findings } else { Outcome::Fine })
}

/// A unified diff of files; their paths are those that people write, or those below the folder if it is far away.
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

/// What stands in front of paths in a patch, with a `/` at its end if it is not empty.
fn prefix(out: &Path) -> String {
    let folder = shown(out);
    let folder = folder.trim_start_matches("./").trim_end_matches('/');
    let far = Path::new(folder).is_absolute() || folder.split('/').any(|part| part == "..");
    if far || folder.is_empty() || folder == "." { String::new() } else { format!("{folder}/") }
}
