//! `cargo xtask docs`: builds the website from the docs folder, checks its links, and serves it or checks it in a
//! browser.

mod browser;
mod serve;
mod versions;

use std::cell::RefCell;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Result;
use verispec_codegen::endings::lf;

use crate::disk::{self, Folder, Kind, Wanted, collect};
use crate::root::Root;
use crate::site::{self, Checked, Files};
use crate::tree::Tree;
use crate::{Console, Outcome, generate, shown, sync};

/// The name of the file that marks a folder as a site of this tool, and lists the other files.
const MARKER: &str = ".verispec-site";

/// The arguments of `cargo xtask docs`.
#[derive(Debug, Default, Clone, clap::Args)]
#[command(after_help = "Exit codes:
  0  the site is written, and all links work
  1  a link is broken, or the browser check failed
  2  a page cannot be read, or the site folder has files that this tool did not write; they are listed and nothing is changed")]
pub struct Options {
    /// The folder with the Markdown pages [default: `docs` in the output folder of `generate`]
    #[arg(long, value_name = "DIR")]
    pub docs: Option<PathBuf>,
    /// The folder for the site, which may be a symbolic link [default: `target/site` next to the spec]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Build the site of one version into a folder of its own in this folder, next to other versions, and refresh the
    /// lists of versions in their pages
    #[arg(long, value_name = "DIR", conflicts_with_all = ["out", "serve", "check_browser"])]
    pub versions: Option<PathBuf>,
    /// The version of the docs [default: the version of the spec]
    #[arg(long, value_name = "VERSION", requires = "versions")]
    pub version: Option<String>,
    /// Replace edited files in the site folder and remove files that this tool did not write; each is
    /// listed first.
    #[arg(long)]
    pub force: bool,
    /// Serve the site locally and reload it whenever a page changes, until Ctrl-C.
    #[arg(long, conflicts_with = "check_browser")]
    pub serve: bool,
    /// The port of the server; 0 selects a free one.
    #[arg(long, value_name = "N", default_value_t = 8000, requires = "serve")]
    pub port: u16,
    /// Check the site in headless Chromium, wide and narrow, light and dark. Requires Node.js.
    #[arg(long)]
    pub check_browser: bool,
    /// Install the packages for the browser check under `target/` from npm.
    #[arg(long, requires = "check_browser")]
    pub install: bool,
}

/// Builds the site, and serves or checks it if requested.
pub fn run(options: &Options, console: &mut Console<'_>) -> Result<Outcome> {
    let docs = match &options.docs {
        Some(docs) => docs.clone(),
        None => disk::inside(disk::inside(Root::find()?.generated())?.join("docs"))?,
    };
    if let Some(out) = &options.versions {
        generate::refuse_nesting(&docs, out)?;
        let checked = versions::add(&docs, out, options, console)?;
        return Ok(if report(&checked, out, console)? { Outcome::Fine } else { Outcome::Findings });
    }
    let out = match &options.out {
        Some(out) => out.clone(),
        None => Root::find()?.target().join("site"),
    };
    generate::refuse_nesting(&docs, &out)?;
    let checked = build(&docs, &out, options.force, console.out)?;
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

/// Writes the site, and checks its links. Prints what it removes or skips.
pub fn build(docs: &Path, out: &Path, force: bool, console: &mut dyn Write) -> Result<Checked> {
    let (read, hidden) = read(docs)?;
    let (files, unused) = site::build_and_tell(&read)?;
    tell_skipped(docs, &hidden, &unused, console)?;
    let tree = Tree::marked(MARKER, files.iter().map(|(path, text)| (path.clone(), text.clone())))?;
    sync::write(&tree, out, force, console)?;
    Ok(site::check(&files))
}

/// Lists the files of the docs that are not part of the site.
fn tell_skipped(docs: &Path, hidden: &[String], unused: &[String], console: &mut dyn Write) -> Result<()> {
    for (paths, reason) in [(hidden, "it is hidden"), (unused, "it is neither a page nor an image on a page")] {
        for path in paths {
            writeln!(console, "skipped {}: {reason}", shown(&docs.join(path)))?;
        }
    }
    Ok(())
}

/// Prints a summary of the checks, and returns whether all of them passed.
fn report(checked: &Checked, out: &Path, console: &mut Console<'_>) -> Result<bool> {
    for broken in &checked.broken {
        writeln!(console.err, "error: {broken}")?;
    }
    writeln!(
        console.out,
        "{}: {} pages, {} internal links, {} of them with an anchor, {} broken; {} external links, not followed",
        shown(out),
        checked.pages,
        checked.links,
        checked.anchors,
        checked.broken.len(),
        checked.external
    )?;
    if checked.broken.is_empty() && !checked.is_fine() {
        writeln!(console.err, "error: no links were found, so this is not the site of the docs")?;
    }
    Ok(checked.is_fine())
}

/// Returns whether a file is hidden, like drafts and files that tools keep next to pages.
fn is_hidden(path: &str) -> bool {
    path.rsplit('/').next().is_some_and(|name| name.starts_with('.'))
}

/// Returns every file below a folder, and the hidden files among them.
fn read(docs: &Path) -> Result<(Files, Vec<String>)> {
    let folder = Folder::open(docs).map_err(|refusal| match refusal.is_missing() {
        true => refusal.or("run `cargo xtask generate` first"),
        false => refusal,
    })?;
    let hidden = RefCell::new(Vec::new());
    let skip = |path: &str, _: Kind| {
        let skip = is_hidden(path);
        if skip {
            hidden.borrow_mut().push(path.to_owned());
        }
        skip
    };
    let found = collect(&folder, Wanted { skip: &skip, refuse: &|_, _| None }).whole()?;
    let text = |(path, bytes): (String, Vec<u8>)| {
        let text = disk::text(&docs.join(&path), bytes)?;
        Ok((path, lf(&text).into_owned()))
    };
    Ok((found.into_iter().map(text).collect::<Result<_>>()?, hidden.into_inner()))
}
