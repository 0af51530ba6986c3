//! Adds a version to a folder with the sites of several versions, and refreshes the lists of versions in the others.

use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result, bail};
use verispec_codegen::diff::Version;

use super::{MARKER, Options, read};
use crate::disk::{self, Entry, Folder, Wanted, collect};
use crate::loaded::checked;
use crate::root::Root;
use crate::site::versions::{GENERATOR, Versions, connect};
use crate::site::{self, Checked, Files, changelog};
use crate::tree::Tree;
use crate::vendor::changelog::up_to;
use crate::{Console, shown, sync};

/// The start page above the versions.
const START: &str = "index.html";

/// Builds the site of a version next to those of other versions. Returns the result of checking all of them.
///
/// **Invariant:** each folder is replaced as a whole, and links only lead to versions that are already there. So a run
/// that is killed leaves a working site, in which some lists may lack the new version until the next run.
pub(super) fn add(docs: &Path, out: &Path, options: &Options, console: &mut Console<'_>) -> Result<Checked> {
    let root = Root::find()?;
    let spec = checked(crate::read::read(root.spec())?, "the spec", console.color)?.sound("the spec")?;
    let provider = &spec.spec().model.provider;
    let written = options.version.as_ref().unwrap_or(&provider.package.version);
    let version = Version::parse(written)
        .ok()
        .with_context(|| format!("`{written}` is not a version such as 1.2.3; correct --version"))?;
    let (mut pages, hidden) = read(docs)?;
    if let Some(told) = disk::present_beside(&root.changelog())? {
        pages.entry("changelog.md".to_owned()).or_insert_with(|| changelog::page(&up_to(&told, written)));
    }
    let (files, unused) = site::build_and_tell(&pages)?;
    super::tell_skipped(docs, &hidden, &unused, console.out)?;
    let mut versions = present(out, &version, console.out)?;
    versions.insert(version.clone(), files);
    let start = connect(&mut versions, &provider.name);
    refuse_foreign_start(out, options.force)?;
    let trees = versions.iter().map(|(version, files)| Ok((version, Tree::marked(MARKER, files.clone())?)));
    let trees = trees.collect::<Result<Vec<_>>>()?;
    for (own, tree) in &trees {
        let folder = out.join(own.to_string());
        if !options.force && sync::check(tree, &folder)?.is_refused() && **own != version {
            // The version itself is refused with a list of the files when it is written.
            bail!("{} has files that this tool did not write; remove them, or run with --force", shown(&folder));
        }
    }
    // The new version comes first, because the others link to it.
    let (new, others): (Vec<_>, Vec<_>) = trees.iter().partition(|(own, _)| **own == version);
    for (own, tree) in new.into_iter().chain(others) {
        sync::write(tree, &out.join(own.to_string()), options.force, console.out)?;
    }
    Folder::open_or_make(out)?.write(START, start.as_bytes())?;
    let all = versions
        .into_iter()
        .flat_map(|(version, files)| files.into_iter().map(move |(path, text)| (format!("{version}/{path}"), text)));
    Ok(site::check(&all.chain([(START.to_owned(), start)]).collect()))
}

/// Returns the sites that are already in the folder: the folders with our marker whose names are versions. Anything else
/// with such a name, except for the version to write, is listed, because pages will not link to it.
fn present(out: &Path, new: &Version, told: &mut dyn Write) -> Result<Versions> {
    let mut versions = Versions::new();
    let Some(folder) = Folder::open_if_there(out)? else { return Ok(versions) };
    for Entry { name, .. } in folder.entries()? {
        let Some(name) = name.to_str() else { continue };
        let Ok(version) = Version::parse(name) else { continue };
        let site = match folder.folder(name) {
            Ok(site) if site.kind(MARKER)?.is_some() => site,
            _ if version == *new => continue,
            _ => {
                let path = shown(&out.join(name));
                writeln!(told, "skipped {path}: it is named like a version, but is not a folder that this tool wrote")?;
                continue;
            }
        };
        let skip = |path: &str, _| path == MARKER;
        let found = collect(&site, Wanted { skip: &skip, refuse: &|_, _| None }).whole()?;
        let text = |(path, bytes): (String, Vec<u8>)| {
            let text = disk::text(&out.join(name).join(&path), bytes)?;
            Ok((path, text))
        };
        versions.insert(version, found.into_iter().map(text).collect::<Result<Files>>()?);
    }
    Ok(versions)
}

/// Refuses to replace a start page that somebody else wrote.
fn refuse_foreign_start(out: &Path, force: bool) -> Result<()> {
    let there = Folder::open_if_there(out)?.map(|folder| folder.own_text_if_there(START)).transpose()?.flatten();
    match there {
        Some(page) if !force && !page.contains(GENERATOR) => {
            bail!("{} was not written by this tool; move it, or replace it with --force", shown(&out.join(START)))
        }
        _ => Ok(()),
    }
}
