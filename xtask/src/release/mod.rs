//! `cargo xtask release`: compares a spec with the last released one, and writes its version, changelog and output.
//!
//! Everything is computed and checked in memory and in a temporary folder first, so that errors are reported before
//! anything is written. If a run is killed while it writes, the next run undoes it.

mod base;
mod changelog;
mod files;
mod generator;
mod history;
mod unfinished;
mod version;
mod working_tree;

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use verispec_codegen::diff::report::{self, WorkflowChanges};
use verispec_codegen::diff::{Allowed, Bump, Version};
use verispec_codegen::source::SourceMap;

use crate::diff::{Side, compare, day, loaded};
use crate::disk::Folder;
use crate::loaded::{Loaded, checked};
use crate::revision::Repository;
use crate::root::Root;
use crate::tree::Tree;
use crate::{Console, Outcome, disk, format, package, read, sync};
use files::Edit;
use version::{differing, released, with_version};
pub use working_tree::Git;

/// The arguments of `cargo xtask release`.
#[derive(Debug, Default, Clone, clap::Args)]
#[command(
    after_help = "Raises the version of the spec to the lowest one that covers its changes, unless it already does.
The last release is the highest version among the tags that HEAD contains, so that a branch off an older release is
continued from there. A version that has a tag is refused.
Where the spec says `next` as a version, in `since` and `history`, it gets the version of the release.
The history of each workflow that has changed gets an entry, unless it has one for this version or for `next`.
The entries under `## [Unreleased]` in CHANGELOG.md move below the new version, after the changes of the spec.
Without an earlier release, the current version of the spec is released.
If only the generator has changed, the next patch is released.
Commit and tag the result yourself; the commands are printed. A release that is interrupted is undone by the next run.

Exit codes:
  0  released, or shown, or nothing has changed
  1  the crate could not be published
  2  there are uncommitted changes, a tag is missing, or the spec has errors"
)]
pub struct Options {
    /// The spec folder [default: the nearest spec in the current folder or its parents]
    #[arg(long, value_name = "DIR")]
    pub spec: Option<PathBuf>,
    /// The last released spec: a folder, REV or REV:path [default: the highest tag `v…` that HEAD contains]
    #[arg(long, value_name = "TAG|FOLDER")]
    pub from: Option<String>,
    /// Release the version of the spec as the first one, although CHANGELOG.md lists releases that were never tagged
    #[arg(long, conflicts_with = "from")]
    pub first: bool,
    /// Show everything and write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// The date of the release [default: today, in UTC]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub today: Option<String>,
}

/// Everything that a release writes.
#[derive(Debug)]
pub struct Plan {
    /// The previous release; `None` for the first one.
    pub follows: Option<Earlier>,
    /// The version of the release.
    pub version: Version,
    /// The changelog section of the release, including its heading.
    pub entry: String,
    /// The files to write besides the output.
    edits: Vec<Edit>,
    /// The spec with its new version.
    sources: SourceMap,
    tree: Tree,
    root: Root,
    /// The repository of the spec, or the reason why there is none.
    repository: Result<Repository>,
}

/// The previous release.
#[derive(Debug)]
pub struct Earlier {
    /// The location of its spec: a folder, REV or REV:path.
    pub from: String,
    /// The version of the release.
    pub version: Version,
    /// The kind of release that the changes require; `None` if only the generator has changed.
    pub bump: Bump,
}

/// Plans the release, and performs it unless it is a dry run.
pub fn run(options: &Options, console: &mut Console<'_>) -> Result<Outcome> {
    let root = Root::of_option(options.spec.as_deref())?;
    // Comparing with a folder needs no repository, and errors in the spec are reported first.
    let repository = Repository::of(root.spec());
    if let Ok(repository) = &repository {
        undo_unfinished(repository, options.dry_run, console)?;
    }
    let Some(plan) = plan_in(repository, options, &root, console.color)? else {
        writeln!(console.out, "nothing has changed in the spec or the output since the last release")?;
        return Ok(Outcome::Fine);
    };
    if options.dry_run {
        plan.show(console)?;
        return Ok(Outcome::Fine);
    }
    working_tree::refuse_uncommitted(plan.repository()?, &root)?;
    if plan.check_package(console)? == Outcome::Findings {
        writeln!(console.out, "nothing was written")?;
        return Ok(Outcome::Findings);
    }
    plan.write(console.out)?;
    let version = plan.version.to_string();
    writeln!(console.out, "version {version} is written; review it, then run")?;
    for command in plan.to_commit()?.commands(&version) {
        writeln!(console.out, "  {command}")?;
    }
    Ok(Outcome::Fine)
}

/// Undoes a release that was killed.
pub fn undo_unfinished(repository: &Repository, dry_run: bool, console: &mut Console<'_>) -> Result<()> {
    let note = unfinished::note(repository)?;
    if !unfinished::is_there(&note) {
        return Ok(());
    }
    if dry_run {
        bail!(
            "a release was interrupted while writing; run `cargo xtask release` without --dry-run, which undoes it first"
        );
    }
    for path in unfinished::undo(&note, repository)? {
        writeln!(console.err, "note: restored {}, because a release was interrupted", crate::shown(&path))?;
    }
    Ok(())
}

/// Plans the release of a spec. Returns `None` if neither the spec nor its output has changed.
pub fn plan(options: &Options, root: &Root, color: bool) -> Result<Option<Plan>> {
    plan_in(Repository::of(root.spec()), options, root, color)
}

fn plan_in(repository: Result<Repository>, options: &Options, root: &Root, color: bool) -> Result<Option<Plan>> {
    let today = day(options.today.as_deref())?;
    let new = checked(read::read(root.spec())?, "the spec", color)?.sound("the spec")?;
    let changelog =
        disk::present_beside(&root.changelog()).context("cannot read CHANGELOG.md, which a release updates")?;
    let present = Version::parse(&new.spec().model.provider.package.version).context("the spec has no version")?;
    let tag = match (&options.from, options.first) {
        (None, false) => base::last_release(known(&repository)?)?,
        _ => None,
    };
    let Some(Wanted { follows, version, changes, by_workflow }) =
        wanted(options, tag, root, &new, changelog.as_deref(), &today, color)?
    else {
        return Ok(None);
    };
    if let Ok(repository) = &repository {
        base::refuse_existing(repository, &version, follows.as_ref())?;
    }
    let entry = format!("## [{version}] - {today}\n\n{changes}");
    let sources = released(&new, &present, &version, history::entries(&new, &by_workflow, &version))?;
    let tree = tree(&sources, color)?;
    let package = &new.spec().model.provider.package.name.wire;
    let mut edits = Vec::new();
    for (path, text) in differing(&new.sources, &sources) {
        edits.push(Edit::of(root.spec().join(path), |_| Ok(Some(text)))?);
    }
    edits.push(Edit::of(root.changelog(), |text| changelog::with_entry(text, &version, &entry).map(Some))?);
    edits.extend(files::locks(root, package, [&present, &version])?);
    Ok(Some(Plan { follows, version, entry, edits, sources, tree, root: root.clone(), repository }))
}

/// The version that a release requires, and the reason.
struct Wanted {
    follows: Option<Earlier>,
    version: Version,
    /// The section of the changelog about the changes.
    changes: String,
    /// The changes of each workflow.
    by_workflow: Vec<WorkflowChanges>,
}

/// Returns the repository, or the error from searching for it.
fn known(repository: &Result<Repository>) -> Result<&Repository> {
    repository.as_ref().map_err(|error| anyhow::anyhow!("{error:#}"))
}

/// Compares the spec with the last release; `None` if neither it nor its output has changed.
fn wanted(
    options: &Options,
    tag: Option<String>,
    root: &Root,
    new: &Loaded,
    changelog: Option<&str>,
    today: &str,
    color: bool,
) -> Result<Option<Wanted>> {
    let present = Version::parse(&new.spec().model.provider.package.version).context("the spec has no version")?;
    // A folder named like a tag must not shadow the tag.
    let Some(side) = tag.as_deref().map(Side::Revision).or(options.from.as_deref().map(Side::of)) else {
        if !options.first {
            base::refuse_missing_tags(changelog.unwrap_or_default())?;
        }
        return Ok(Some(Wanted { follows: None, version: present, changes: String::new(), by_workflow: Vec::new() }));
    };
    let old = loaded(side, Side::Folder(root.spec()), "the last release", color)?.sound("the last release")?;
    let report = compare(&old, new, &Allowed::default(), today)?;
    let Some((before, mut wanted, _)) = report.versions() else { bail!("the spec has no version") };
    let mut changes = report::markdown(&report);
    if report.changes.is_empty() {
        let output = side.output(Side::Folder(root.spec()))?;
        let now = tree(&with_version(new, &present, &before)?, color)?;
        let Some(told) = generator::changes(output.as_deref(), &now) else { return Ok(None) };
        (wanted, changes) = (Bump::Docs.after(&before), told);
    }
    let from = tag.as_ref().or(options.from.as_ref()).cloned().unwrap_or_default();
    let follows = Some(Earlier { from, version: before, bump: report.bump() });
    let by_workflow = report::by_workflow(&report);
    Ok(Some(Wanted { follows, version: wanted.max(present), changes, by_workflow }))
}

/// Returns the output that is generated from a spec.
fn tree(sources: &SourceMap, color: bool) -> Result<Tree> {
    let output = verispec_codegen::generate(sources)
        .map_err(|found| anyhow::anyhow!("{}", found.render(sources, color)))
        .context("the spec with its new version has errors")?;
    let mut tree = Tree::new(output.files.into_iter().map(|file| (file.path, file.contents)))?;
    format::format(&mut tree)?;
    Ok(tree)
}

impl Plan {
    /// Prints the files that would be written.
    pub fn show(&self, console: &mut Console<'_>) -> Result<()> {
        let version = &self.version;
        match &self.follows {
            Some(Earlier { from, version: old, bump: Bump::None }) => {
                writeln!(console.out, "version {old} ({from}) -> {version}, since only the generator has changed\n")?;
            }
            Some(Earlier { from, version: old, bump }) => {
                writeln!(console.out, "version {old} ({from}) -> {version}, since the changes are {}\n", bump.word())?;
            }
            None => {
                writeln!(console.out, "version {version}, the first release: HEAD contains no tag such as v1.2.3\n")?;
            }
        }
        for Edit { path, before, after } in self.edits.iter().filter(|edit| edit.changes()) {
            let name = path.strip_prefix(self.root.folder()).unwrap_or(path).display();
            let [before, after] = [before, after].map(|text| text.as_deref().unwrap_or_default());
            let (removed, added) = lines_between(before, after);
            writeln!(console.out, "{name}")?;
            removed.iter().try_for_each(|line| writeln!(console.out, "- {line}"))?;
            added.iter().try_for_each(|line| writeln!(console.out, "+ {line}"))?;
            writeln!(console.out)?;
        }
        let generated = self.root.generated();
        let name = generated.strip_prefix(self.root.folder()).unwrap_or(&generated).display();
        for (kind, path) in sync::check(&self.tree, &generated)?.iter() {
            writeln!(console.out, "{kind:<8} {name}/{path}")?;
        }
        writeln!(
            console.out,
            "\nnothing was written; without --dry-run, the package is checked before anything is written"
        )?;
        Ok(())
    }

    /// Checks on a copy that the crate could be published.
    fn check_package(&self, console: &mut Console<'_>) -> Result<Outcome> {
        let folder = tempfile::tempdir().context("cannot create a temporary folder")?;
        let copy = Folder::open(folder.path())?;
        for (_, file) in self.sources.iter() {
            copy.write(&file.path, &file.bytes)?;
        }
        package::run(&package::Options { spec: Some(folder.path().to_path_buf()) }, console)
    }

    /// Records what [`Plan::write`] is about to write, so that a killed run can be undone.
    pub fn begin(&self) -> Result<()> {
        match &self.repository {
            Ok(repository) => unfinished::begin(&unfinished::note(repository)?, repository, &self.edits),
            // Without a repository, there is no location for the record.
            Err(_) => Ok(()),
        }
    }

    /// Writes everything. If a file cannot be written, restores the files that were already written.
    pub fn write(&self, console: &mut dyn Write) -> Result<()> {
        files::refuse_changed(&self.edits)?;
        self.begin()?;
        let written = self.write_all(console);
        if written.as_ref().err().is_none_or(|error| !files::is_half(error)) {
            self.end()?;
        }
        written
    }

    fn write_all(&self, console: &mut dyn Write) -> Result<()> {
        files::write(&self.edits)?;
        let mut generate = || -> Result<sync::Differences> {
            let out = disk::inside(self.root.generated())?;
            sync::write(&self.tree, &out, false, console)
                .context("cannot write the output; fix this with `cargo xtask generate` and commit the result first")
        };
        generate().map(|_| ()).map_err(|error| files::put_back(&self.edits, error))
    }

    fn end(&self) -> Result<()> {
        match &self.repository {
            Ok(repository) => unfinished::end(&unfinished::note(repository)?),
            Err(_) => Ok(()),
        }
    }

    /// Returns the commands that commit and tag the result, including new files.
    pub fn to_commit(&self) -> Result<Git> {
        let files: Vec<&Path> = self.edits.iter().map(|edit| edit.path.as_path()).collect();
        working_tree::to_commit(self.repository()?, &self.root, &files)
    }

    fn repository(&self) -> Result<&Repository> {
        known(&self.repository)
    }
}

/// Returns the lines that differ between two strings, without their common start and end.
fn lines_between<'a>(before: &'a str, after: &'a str) -> (Vec<&'a str>, Vec<&'a str>) {
    let (before, after): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let start = before.iter().zip(&after).take_while(|(a, b)| a == b).count();
    let most = before.len().min(after.len()) - start;
    let end = before.iter().rev().zip(after.iter().rev()).take(most).take_while(|(a, b)| a == b).count();
    (before[start..before.len() - end].to_vec(), after[start..after.len() - end].to_vec())
}
