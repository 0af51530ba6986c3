//! `cargo xtask audit`: compares a document of the provider with the spec and with itself.

use std::path::PathBuf;
use std::time::SystemTime;

use anyhow::{Result, bail};
use clap::ValueEnum;
use verispec_codegen::audit::report::{Shown, json, markdown, text};
use verispec_codegen::audit::{Moment, audit, fits, not_an_edition, without_layout};
use verispec_codegen::document::{self, Document};
use verispec_codegen::ir::{Document as Known, Layout, Model};
use verispec_codegen::source::SourceFile;

use crate::{Console, Outcome, disk, read, shown, spec};

/// The arguments of `cargo xtask audit`.
#[derive(Debug, Default, Clone, clap::Args)]
#[command(
    after_help = "Exit codes:\n  0  no open findings\n  1  open findings, which no decision in the spec settles\n  2  the document or the spec cannot be read, or the arguments are wrong"
)]
pub struct Options {
    /// The document, as Markdown
    #[arg(value_name = "DOC.md")]
    pub path: PathBuf,
    /// The spec folder [default: the nearest spec in the current folder or its parents]
    #[arg(long, value_name = "DIR")]
    pub spec: Option<PathBuf>,
    /// The id of the document in provider.yaml [default: the one whose layout fits]
    #[arg(long, value_name = "ID")]
    pub document: Option<String>,
    /// The time from which ages in examples are computed, such as 2026-01-31T00:00:00.000Z [default: now]
    #[arg(long, value_name = "TIME")]
    pub now: Option<Moment>,
    /// Also show the findings that decisions settle; by default, the text format only counts them. The other formats
    /// always include them
    #[arg(long)]
    pub all: bool,
    /// The format of the findings on standard output
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: Format,
}

/// The output formats of `cargo xtask audit`.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people, with quotations of the contradicting text
    #[default]
    Text,
    /// One JSON object with every fact and every finding
    Json,
    /// A report to send to the provider
    Markdown,
}

/// Compares a document with the spec, and writes the findings.
pub fn run(options: &Options, console: &mut Console<'_>) -> Result<Outcome> {
    let sources = read::read(&spec::folder(options.spec.as_deref())?)?;
    let Some(model) = spec::sound(&sources, console)? else {
        bail!("the spec has errors, so nothing can be compared with it; fix the errors that `cargo xtask lint` lists");
    };
    let now = options.now.unwrap_or_else(|| SystemTime::now().into());
    let bytes = disk::read_file(&options.path).map_err(|refusal| refusal.or("pass a Markdown file"))?;
    let (sources, file) = sources.with(SourceFile { path: shown(&options.path), bytes });
    let read = |layout: &Layout| document::read(&model, layout, file, &sources.file(file).bytes);
    let named = named(&model, options);
    let id =
        options.document.as_deref().or(named.map(|known| known.name.wire.as_str()).filter(|id| has_layout(&model, id)));
    let (layout, document) = layout(&model, id, read)?;
    let other = match named.filter(|known| options.document.is_none() && !has_layout(&model, &known.name.wire)) {
        Some(known) => Some(without_layout(known, &document)),
        None if options.document.is_none() => not_an_edition(&model, layout, &document),
        None => None,
    };
    if other.is_none() && options.document.is_none() && fits(layout, &document) > 0 && model.layouts.len() > 1 {
        let known = &model[layout.document];
        let path = shown(&options.path);
        writeln!(
            console.err,
            "{path}: compared as `{}`, {}; use --document to select another layout",
            known.name.wire, known.title
        )?;
    }
    let audit = other.unwrap_or_else(|| audit(&model, layout, &document, Some(now)));
    let title = &model[layout.document].title;
    let told = Shown { audit: &audit, model: &model, sources: &sources, document: file, title, all: options.all };
    match options.format {
        Format::Text => write!(console.out, "{}", text(&told, console.color))?,
        Format::Json => write!(console.out, "{}", json(&told))?,
        Format::Markdown => write!(console.out, "{}", markdown(&told))?,
    }
    Ok(if audit.open().next().is_some() { Outcome::Findings } else { Outcome::Fine })
}

/// Returns the document of the spec whose id is the name of the file, in any spelling.
fn named<'m>(model: &'m Model, options: &Options) -> Option<&'m Known> {
    let plain = |name: &str| name.to_lowercase().replace(['-', ' '], "_");
    let stem = plain(options.path.file_stem()?.to_str()?);
    model.documents.iter().find(|known| plain(&known.name.wire) == stem)
}

fn has_layout(model: &Model, id: &str) -> bool {
    model.layouts.iter().any(|layout| model[layout.document].name.wire == id)
}

/// Returns the layout of a document, and the document parsed with it. Without a name, it selects the first workflow
/// layout that has a section in the document, or otherwise the layout that lists most of its headings. If no layout
/// matches, it uses the first.
fn layout<'m>(
    model: &'m Model,
    id: Option<&str>,
    read: impl Fn(&Layout) -> Document,
) -> Result<(&'m Layout, Document)> {
    let name = |layout: &Layout| model[layout.document].name.wire.clone();
    let known: Vec<String> = model.layouts.iter().map(name).collect();
    let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
    match (id, model.layouts.as_slice()) {
        (Some(id), layouts) => match layouts.iter().find(|layout| name(layout) == id) {
            Some(layout) => Ok((layout, read(layout))),
            None => bail!(
                "the spec has no layout for a document `{id}`; add a file to layouts/ or tables/, or use one of these: {known}"
            ),
        },
        (None, []) => bail!("the spec has no layout for its documents; add a file to layouts/ or tables/"),
        (None, [first, others @ ..]) => {
            let mut best = (first, read(first));
            for layout in others {
                let (has_workflows, most) = (!best.1.workflows.is_empty(), fits(best.0, &best.1));
                if has_workflows {
                    break;
                }
                let document = read(layout);
                if layout.tables.is_none() && !document.workflows.is_empty() || fits(layout, &document) > most {
                    best = (layout, document);
                }
            }
            Ok(best)
        }
    }
}
