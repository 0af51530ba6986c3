//! `cargo xtask docs`: takes the docs folder, writes the site, checks its links, serves it, or has a browser check it.

mod browser;
mod serve;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use verispec_codegen::endings::lf;

use crate::root::Root;
use crate::site::{self, Checked, Files};
use crate::{Console, Outcome, shown};

/// The file by which a folder is known as a site of ours, which may be written over.
const MARKER: &str = ".verispec-site";

/// What to build, and what to do with it.
#[derive(Debug, Default, Clone, clap::Args)]
pub struct Options {
    /// The folder of the Markdown pages [default: `docs` in the output folder of `generate`]
    #[arg(long, value_name = "DIR")]
    pub docs: Option<PathBuf>,
    /// The folder of the site [default: `target/site` beside the spec]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Show the site at an address of this machine, and show it anew whenever a page has changed, until Ctrl-C.
    #[arg(long, conflicts_with = "check_browser")]
    pub serve: bool,
    /// The port of that address; 0 takes a free one.
    #[arg(long, value_name = "N", default_value_t = 8000, requires = "serve")]
    pub port: u16,
    /// Open the site in headless Chromium, wide and narrow, light and dark, and check what is seen. Needs Node.js.
    #[arg(long)]
    pub check_browser: bool,
    /// Put what the check in the browser needs below `target/`, from npm.
    #[arg(long, requires = "check_browser")]
    pub install: bool,
}

/// Builds the site, and does with it what was asked for.
pub fn run(options: &Options, console: &mut Console<'_>) -> Result<Outcome> {
    let docs = match &options.docs {
        Some(docs) => docs.clone(),
        None => Root::find()?.generated().join("docs"),
    };
    let out = match &options.out {
        Some(out) => out.clone(),
        None => Root::find()?.target().join("site"),
    };
    let checked = build(&docs, &out)?;
    if !report(&checked, &out, console)? {
        return Ok(Outcome::Findings);
    }
    if options.serve {
        return serve::run(&docs, &out, options.port, console);
    }
    if options.check_browser {
        return browser::run(&out, options.install, console);
    }
    Ok(Outcome::Fine)
}

/// Writes the site, and examines its links.
pub fn build(docs: &Path, out: &Path) -> Result<Checked> {
    let files = site::build(&read(docs)?)?;
    write(&files, out)?;
    Ok(site::check(&files))
}

/// Tells what was examined; says whether all of it holds.
fn report(checked: &Checked, out: &Path, console: &mut Console<'_>) -> Result<bool> {
    for broken in &checked.broken {
        writeln!(console.err, "error: {broken}")?;
    }
    writeln!(
        console.out,
        "{}: {} pages, {} links within, {} of them with an anchor, {} broken; {} links elsewhere, not followed",
        shown(out),
        checked.pages,
        checked.links,
        checked.anchors,
        checked.broken.len(),
        checked.external
    )?;
    if checked.broken.is_empty() && !checked.is_fine() {
        writeln!(console.err, "error: no links were found to examine, so this cannot be the site that was meant")?;
    }
    Ok(checked.is_fine())
}

/// Every file below a folder.
fn read(docs: &Path) -> Result<Files> {
    let read = |name: String| {
        let path = docs.join(&name);
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", shown(&path)))?;
        Ok((name, lf(&text).into_owned()))
    };
    list(docs)?.into_iter().map(read).collect()
}

/// The paths of all files below a folder, `/` between the parts.
fn list(docs: &Path) -> Result<Vec<String>> {
    let mut files = Vec::new();
    let mut open = vec![docs.to_path_buf()];
    while let Some(folder) = open.pop() {
        let entries = fs::read_dir(&folder)
            .with_context(|| format!("cannot read {}; run `cargo xtask generate` first", shown(&folder)))?;
        for entry in entries {
            let path = entry?.path();
            if path.is_dir() {
                open.push(path);
                continue;
            }
            files.push(path.strip_prefix(docs)?.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/"));
        }
    }
    Ok(files)
}

/// Replaces the site. A folder that holds something else is left alone.
fn write(files: &Files, out: &Path) -> Result<()> {
    let is_ours = out.join(MARKER).is_file();
    let is_empty = fs::read_dir(out).map_or(true, |mut entries| entries.next().is_none());
    if !is_ours && !is_empty {
        bail!("{} holds something else than a site; name an empty folder, or one that is not there yet", shown(out));
    }
    for (path, text) in files {
        let file = out.join(path);
        // What is as it was keeps its time, so that nothing is loaded again for it.
        if fs::read_to_string(&file).is_ok_and(|there| there == *text) {
            continue;
        }
        fs::create_dir_all(file.parent().unwrap_or(out))?;
        fs::write(&file, text).with_context(|| format!("cannot write {}", shown(&file)))?;
    }
    fs::write(out.join(MARKER), "This folder is written by `cargo xtask docs`.\n")?;
    for stray in list(out)?.iter().filter(|path| *path != MARKER && !files.contains_key(*path)) {
        fs::remove_file(out.join(stray))?;
    }
    Ok(())
}
