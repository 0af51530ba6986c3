//! Implements the last stage: compares a tree of files with the output folder, and makes the folder equal to the tree.
//!
//! A marker in the folder lists the written files with checksums. Files that are no longer generated are removed.
//! Edited files and files that this tool did not write are only replaced or removed on request, and each one is listed.

mod listing;
mod sides;
mod swap;

pub use swap::work_folder;

use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::disk::{Folder, OutputPlace, Refusal};
use crate::{shown, tree::Tree};
use listing::{Listing, State};
use sides::Sides;
use swap::Work;

/// The differences between an output folder and the tree that it should contain. Paths are relative to the folder.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Differences {
    /// Unedited files of an earlier run whose new content is different.
    pub outdated: Vec<String>,
    /// Files of earlier runs that git merged, so they do not match the output of any run.
    pub merged: Vec<String>,
    /// Files of earlier runs that were edited after those runs.
    pub edited: Vec<String>,
    /// Files that do not exist in the folder.
    pub missing: Vec<String>,
    /// Files of an earlier run, and empty folders with a trailing `/`, that are no longer generated.
    pub stray: Vec<String>,
    /// Files, links and other entries that this tool did not write, in place of a file or in addition.
    pub foreign: Vec<String>,
    /// Git repositories below the output folder, with a trailing `/`.
    pub repositories: Vec<String>,
}

impl Differences {
    /// Returns whether the folder contains exactly the tree.
    pub fn is_empty(&self) -> bool {
        self.iter().next().is_none()
    }

    /// Returns whether a run needs confirmation, because it would remove or replace files that this tool did not write.
    pub fn is_refused(&self) -> bool {
        self.has_foreign() || !self.edited.is_empty()
    }

    /// Returns whether the folder contains entries that this tool did not write.
    pub fn has_foreign(&self) -> bool {
        !self.foreign.is_empty() || !self.repositories.is_empty()
    }

    /// Returns every difference in the order of the paths, with the name of its kind.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let ours = [("outdated", &self.outdated), ("merged", &self.merged), ("missing", &self.missing)];
        sorted(ours.into_iter().chain([("stray", &self.stray)]).chain(self.not_ours()))
    }

    /// Returns foreign and edited entries in the order of the paths, with the name of their kind.
    fn refused(&self) -> impl Iterator<Item = (&'static str, &str)> {
        sorted(self.not_ours().into_iter())
    }

    fn not_ours(&self) -> [(&'static str, &Vec<String>); 3] {
        [("edited", &self.edited), ("foreign", &self.foreign), ("repository", &self.repositories)]
    }
}

fn sorted<'a>(
    kinds: impl Iterator<Item = (&'static str, &'a Vec<String>)>,
) -> impl Iterator<Item = (&'static str, &'a str)> {
    let mut all: Vec<_> = kinds.flat_map(|(kind, paths)| paths.iter().map(move |path| (kind, path.as_str()))).collect();
    all.sort_by_key(|(_, path)| *path);
    all.into_iter()
}

/// Compares the folder with the tree without changing anything.
pub fn check(tree: &Tree, out: &Path) -> Result<Differences> {
    let place = place(out)?;
    Ok(compare(tree, &place, Listing::of(place.folder()?, tree)?)?.1)
}

/// Makes the folder equal to the tree atomically, and returns the differences. Prints what it is about to remove. If
/// the folder has foreign or edited files, it fails unless `force` is set; with `force`, they are replaced or removed.
///
/// **Invariant:** if the run is interrupted or fails, the folder is complete, either in its old or in its new state.
/// **Invariant:** a run that reports an error changes nothing, not even the remains of an interrupted run.
pub fn write(tree: &Tree, out: &Path, force: bool, console: &mut dyn Write) -> Result<Differences> {
    let place = place(out)?;
    // The folder is checked twice: before anything is created next to it, and after other runs are locked out.
    let (_, differences) = compare(tree, &place, Listing::of(place.folder()?, tree)?)?;
    refuse(&place, &differences, force)?;
    let mut work = Work::begin(&place)?;
    let (listing, differences) = compare(tree, &place, Listing::of(work.current()?, tree)?)?;
    refuse(&place, &differences, force)?;
    tell(&place, tree, &differences, console)?;
    work.recover().with_context(|| format!("cannot restore {} after an interrupted run", shown(out)))?;
    if !differences.is_empty() {
        work.stage(tree, &listing, &differences)
            .with_context(|| format!("cannot write next to {}, which is unchanged", shown(out)))?;
        work.swap(&listing).with_context(|| {
            format!("cannot replace {0}, which is unchanged; remove it and run the command again", shown(out))
        })?;
    }
    Ok(differences)
}

/// Returns all entries of a folder in order, except the files of a tree and the files of cargo and git. Links are not
/// followed.
pub(crate) fn others(folder: Folder, tree: &Tree) -> Result<Vec<String>, Refusal> {
    let listing = Listing::of(Some(folder), tree)?;
    let repositories = listing.repositories.iter().filter(|path| !path.is_empty()).map(|path| format!("{path}.git"));
    let files = listing.files.keys().filter(|path| tree.get(path).is_none()).cloned();
    let mut others: Vec<String> = files.chain(repositories).collect();
    others.sort();
    Ok(others)
}

fn place(out: &Path) -> Result<OutputPlace> {
    let place = OutputPlace::find(out)?;
    let Some(folder) = place.folder()? else { return Ok(place) };
    if folder.kind(".git")?.is_some() {
        bail!("{} is a git repository and would be removed; use a folder inside it", shown(place.path()));
    }
    Ok(place)
}

fn compare(tree: &Tree, place: &OutputPlace, mut listing: Listing) -> Result<(Listing, Differences)> {
    let differences = differences(tree, &listing)?;
    if !differences.is_refused() {
        return Ok((listing, differences));
    }
    // Git only runs if necessary: a file that seems to be edited may be the result of a merge.
    listing.sides = Sides::of(&place.real());
    let differences = self::differences(tree, &listing)?;
    Ok((listing, differences))
}

fn differences(tree: &Tree, listing: &Listing) -> Result<Differences> {
    let mut differences = Differences::default();
    for (path, contents) in tree.iter() {
        match listing.files.get(path) {
            None => differences.missing.push(path.to_owned()),
            Some(_) if listing.holds(path, contents)? => {}
            Some(entry) if !listing.is_ours(path, entry, true, tree.marker()) => {
                differences.foreign.push(path.to_owned());
            }
            Some(entry) => match listing.state(path, entry)? {
                State::Written => differences.outdated.push(path.to_owned()),
                State::Merged => differences.merged.push(path.to_owned()),
                State::Edited => differences.edited.push(path.to_owned()),
            },
        }
    }
    for (path, entry) in listing.files.iter().filter(|(path, _)| tree.get(path).is_none()) {
        match listing.is_ours(path, entry, false, tree.marker()) {
            true if listing.state(path, entry)? == State::Edited => differences.edited.push(path.clone()),
            true => differences.stray.push(path.clone()),
            false => differences.foreign.push(path.clone()),
        }
    }
    differences.foreign.sort();
    differences.edited.sort();
    differences.stray.extend(listing.empty.iter().cloned());
    differences.repositories = listing.repositories.clone();
    Ok(differences)
}

fn refuse(place: &OutputPlace, differences: &Differences, force: bool) -> Result<()> {
    if force || !differences.is_refused() {
        return Ok(());
    }
    let out = shown(place.path());
    let lines: Vec<String> = differences.refused().map(|(kind, path)| format!("  {kind:<8} {out}/{path}")).collect();
    bail!(
        "{out} has files that this tool did not write or that were edited since; nothing was changed. Move them away (make \
         edits in their source instead), or add --force to replace or remove them\n{}",
        lines.join("\n")
    );
}

/// Prints the files that a run removes, and the files that it replaces although no run wrote them.
fn tell(place: &OutputPlace, tree: &Tree, differences: &Differences, to: &mut dyn Write) -> Result<()> {
    let out = shown(place.path());
    let removed = differences.iter().filter(|(kind, _)| !matches!(*kind, "outdated" | "missing"));
    for (kind, path) in removed {
        let word = if tree.get(path).is_some() { "replaced" } else { "removed" };
        let note = if kind == "repository" { ".git" } else { "" };
        writeln!(to, "{word:<8} {out}/{path}{note}")?;
    }
    to.flush()?;
    Ok(())
}
