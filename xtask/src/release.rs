//! `cargo xtask release`: compares a spec with the last released one, and writes its version, changelog and output.
//!
//! Everything is worked out and checked in memory and in a temporary folder first, so that what is wrong is told before
//! anything is written.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use verispec_codegen::diff::{Allowed, Bump, Version, report, version_place};
use verispec_codegen::endings::{lf, like};
use verispec_codegen::source::{SourceFile, SourceMap};

use crate::diff::{Side, compare, day, loaded};
use crate::disk::Folder;
use crate::loaded::{Loaded, checked};
use crate::revision::Repository;
use crate::root::Root;
use crate::tree::Tree;
use crate::{Console, Outcome, disk, format, package, read, sync};

/// What to release.
#[derive(Debug, Default, Clone, clap::Args)]
#[command(
    after_help = "Raises the version of the spec to the lowest one that covers its changes, unless it already does.
The entries under `## [Unreleased]` in CHANGELOG.md move below the new version, after the changes of the spec.
Without an earlier release, the current version of the spec is released.
Commit and tag the result yourself.

Exit codes:
  0  released, or shown, or nothing has changed
  1  the crate could not be published
  2  there are uncommitted changes, a tag is missing, or the spec has errors"
)]
pub struct Options {
    /// The spec folder [default: the nearest spec in the current folder or its parents]
    #[arg(long, value_name = "DIR")]
    pub spec: Option<PathBuf>,
    /// The last released spec: a folder, REV or REV:path [default: the newest tag `v…` of the spec's repository]
    #[arg(long, value_name = "TAG|FOLDER")]
    pub from: Option<String>,
    /// Show everything and write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// The date of the release [default: today, in UTC]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub today: Option<String>,
}

/// Everything that a release writes, ready to be written.
#[derive(Debug)]
pub struct Plan {
    /// The release that it follows; nothing for the first one.
    pub follows: Option<Earlier>,
    /// The version of the release.
    pub version: Version,
    /// What the changelog says of the release, its heading included.
    pub entry: String,
    /// The files to write, by path in the repository, each with what it holds now.
    files: Vec<(PathBuf, String, String)>,
    /// The spec with its new version.
    sources: SourceMap,
    tree: Tree,
    root: Root,
}

/// A release that another one follows.
#[derive(Debug)]
pub struct Earlier {
    /// Where its spec was taken from.
    pub from: String,
    /// Its version.
    pub version: Version,
    /// The kind of the changes since.
    pub bump: Bump,
}

/// Plans the release, and carries it out unless it is only to be shown.
pub fn run(options: &Options, console: &mut Console<'_>) -> Result<Outcome> {
    let root = Root::of_option(options.spec.as_deref())?;
    let Some(plan) = plan(options, &root, console.color)? else {
        writeln!(console.out, "nothing has changed in the spec since the last release")?;
        return Ok(Outcome::Fine);
    };
    if options.dry_run {
        plan.show(console)?;
        return Ok(Outcome::Fine);
    }
    refuse_uncommitted(&Repository::of(root.spec())?)?;
    if plan.check_package(console)? == Outcome::Findings {
        writeln!(console.out, "nothing was written")?;
        return Ok(Outcome::Findings);
    }
    plan.write(console.out)?;
    let version = &plan.version;
    writeln!(console.out, "version {version} is written; look at it, then")?;
    writeln!(console.out, "  git commit --all --message \"Release {version}\"\n  git tag v{version}")?;
    Ok(Outcome::Fine)
}

/// Works out a release of a spec; nothing if it has not changed.
pub fn plan(options: &Options, root: &Root, color: bool) -> Result<Option<Plan>> {
    let today = day(options.today.as_deref())?;
    let from = match &options.from {
        Some(from) => Some(from.clone()),
        None => newest_tag(&Repository::of(root.spec())?)?,
    };
    let new = checked(read::read(root.spec())?, "the spec", color)?.sound("the spec")?;
    let changelog_path = root.changelog();
    let changelog = disk::text_beside(&changelog_path).context("cannot read CHANGELOG.md, which a release updates")?;
    let present = Version::parse(&new.spec().model.provider.package.version).context("the spec has no version")?;
    let (follows, version, changes) = match from {
        Some(from) => {
            let side = Side::of(&from);
            let old = loaded(side, Side::Folder(root.spec()), "the last release", color)?.sound("the last release")?;
            let report = compare(&old, &new, &Allowed::default(), &today)?;
            if report.changes.is_empty() {
                return Ok(None);
            }
            let Some((before, wanted, _)) = report.versions() else { bail!("the spec has no version") };
            let version = if report.is_carried() { present.clone() } else { wanted };
            let (bump, changes) = (report.bump(), report::markdown(&report));
            (Some(Earlier { from, version: before, bump }), version, changes)
        }
        None => {
            refuse_missing_tags(&changelog)?;
            (None, present.clone(), String::new())
        }
    };
    let provider = with_version(&new, &present, &version)?;
    let entry = format!("## [{version}] - {today}\n\n{changes}");
    let new_changelog = with_entry(&changelog, &version, &entry)?;
    let sources = replaced(&new.sources, &provider);
    let output = verispec_codegen::generate(&sources)
        .map_err(|found| anyhow::anyhow!("{}", found.render(&sources, color)))
        .context("the spec with its new version has errors")?;
    let mut tree = Tree::new(output.files.into_iter().map(|file| (file.path, file.contents)))?;
    format::format(&mut tree)?;
    let old_provider = text_of(&new.sources);
    let files =
        vec![(root.spec().join("provider.yaml"), old_provider, provider), (changelog_path, changelog, new_changelog)];
    Ok(Some(Plan { follows, version, entry, files, sources, tree, root: root.clone() }))
}

impl Plan {
    /// Tells what would be written.
    pub fn show(&self, console: &mut Console<'_>) -> Result<()> {
        let version = &self.version;
        match &self.follows {
            Some(Earlier { from, version: old, bump }) => {
                writeln!(console.out, "version {old} ({from}) -> {version}, since the changes are {}\n", bump.word())?;
            }
            None => {
                writeln!(
                    console.out,
                    "version {version}, the first release: the repository has no tag such as v1.2.3\n"
                )?;
            }
        }
        for (path, before, after) in self.files.iter().filter(|(_, before, after)| before != after) {
            let name = path.strip_prefix(self.root.folder()).unwrap_or(path).display();
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
        writeln!(console.out, "\nnothing was written; without --dry-run, the package is checked before anything is")?;
        Ok(())
    }

    /// Proves on a copy that the crate could be published.
    fn check_package(&self, console: &mut Console<'_>) -> Result<Outcome> {
        let folder = tempfile::tempdir().context("cannot make a temporary folder")?;
        let copy = Folder::open(folder.path())?;
        for (_, file) in self.sources.iter() {
            copy.write(&file.path, &file.bytes)?;
        }
        package::run(&package::Options { spec: Some(folder.path().to_path_buf()) }, console)
    }

    /// Writes everything; if a file cannot be written, those that have been are put back.
    pub fn write(&self, console: &mut dyn Write) -> Result<()> {
        let has_lock = self.has_lock()?;
        for (path, before, _) in &self.files {
            if disk::text_beside(path).context("nothing was released")? != *before {
                bail!("nothing was released: {} changed during the run; run the command again", crate::shown(path));
            }
        }
        for (index, (path, _, after)) in self.files.iter().enumerate() {
            if let Err(refusal) = disk::replace_beside(path, after.as_bytes()) {
                return Err(self.put_back(index, refusal.into()));
            }
        }
        let mut generate = || -> Result<sync::Differences> {
            let out = disk::inside(self.root.generated())?;
            sync::write(&self.tree, &out, false, console)
                .context("cannot write the output; fix this with `cargo xtask generate` and commit the result first")
        };
        if let Err(error) = generate() {
            return Err(self.put_back(self.files.len(), error));
        }
        if !has_lock {
            return Ok(());
        }
        self.lock().context("the release is written except for Cargo.lock; run `cargo update --workspace`")
    }

    /// Puts back the first files, and says so beside what was wrong.
    fn put_back(&self, count: usize, error: anyhow::Error) -> anyhow::Error {
        let failed: Vec<String> = self.files[..count]
            .iter()
            .filter(|(path, before, _)| disk::replace_beside(path, before.as_bytes()).is_err())
            .map(|(path, ..)| crate::shown(path))
            .collect();
        match failed.is_empty() {
            true => error.context("nothing was released; all files are unchanged"),
            false => {
                error.context(format!("nothing was released; restore these files with git: {}", failed.join(", ")))
            }
        }
    }

    /// Whether there is a lock file, which cargo writes: it follows links, so they are refused here.
    fn has_lock(&self) -> Result<bool> {
        const LOCK: &str = "Cargo.lock";
        let folder = Folder::open(self.root.folder())?;
        if folder.kind(LOCK)?.is_none() {
            return Ok(false);
        }
        folder.writable(LOCK).and_then(|()| folder.own(LOCK)).context("nothing was released")?;
        Ok(true)
    }

    /// The lock file of the workspace names the version of the crate, too.
    fn lock(&self) -> Result<()> {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut command = Command::new(cargo);
        command
            .args(["update", "--workspace", "--offline", "--quiet"])
            .current_dir(self.root.folder())
            .stdin(Stdio::null());
        let status = command.status().context("cannot run cargo")?;
        if status.success() { Ok(()) } else { bail!("cargo update failed") }
    }
}

/// The newest tag of a release; nothing before the first one.
fn newest_tag(repository: &Repository) -> Result<Option<String>> {
    let tags = repository.git(&["tag", "--list", "v[0-9]*"])?;
    let tags = String::from_utf8_lossy(&tags).into_owned();
    let version = |tag: &str| tag.strip_prefix('v').and_then(|version| Version::parse(version).ok());
    Ok(tags.lines().filter_map(|tag| Some((version(tag)?, tag))).max().map(|(_, tag)| tag.to_owned()))
}

/// A clone without tags must not release a later version as if it were the first.
fn refuse_missing_tags(changelog: &str) -> Result<()> {
    let headings = changelog.lines().filter_map(|line| line.strip_prefix("## [")?.split_once(']'));
    match headings.map(|(name, _)| name).find(|name| Version::parse(name).is_ok()) {
        None => Ok(()),
        Some(earlier) => bail!(
            "CHANGELOG.md has the release {earlier}, but the repository has no tag such as v{earlier}; fetch the tags with \
             `git fetch --tags`, or name the last release with --from TAG|FOLDER"
        ),
    }
}

fn refuse_uncommitted(repository: &Repository) -> Result<()> {
    let status = repository.git(&["status", "--porcelain"])?;
    let status = String::from_utf8_lossy(&status).into_owned();
    if status.is_empty() {
        return Ok(());
    }
    let some: Vec<&str> = status.lines().take(5).collect();
    bail!("there are uncommitted changes; commit or stash them first, or use --dry-run\n{}", some.join("\n"))
}

/// The text of `provider.yaml` with another version, and everything else as it is.
fn with_version(spec: &Loaded, present: &Version, version: &Version) -> Result<String> {
    let span = version_place(&spec.sources).context("provider.yaml has no version")?;
    let text = text_of(&spec.sources);
    let (start, end) = (span.start as usize, span.end as usize);
    let written = text.get(start..end).context("provider.yaml is not valid UTF-8")?;
    let raised = written.replacen(&present.to_string(), &version.to_string(), 1);
    if present != version && raised == written {
        bail!("provider.yaml writes its version as `{written}`; write it as \"{present}\"");
    }
    Ok(format!("{}{raised}{}", &text[..start], &text[end..]))
}

/// The changelog with an entry for a version, which takes in what was not released before.
fn with_entry(changelog: &str, version: &Version, entry: &str) -> Result<String> {
    const HEADING: &str = "## [Unreleased]\n";
    let (written, changelog) = (changelog, lf(changelog));
    if changelog.contains(&format!("\n## [{version}]")) {
        bail!(
            "CHANGELOG.md has an entry for {version} already; raise package.version in spec/provider.yaml, or remove it"
        );
    }
    let Some((before, after)) = changelog.split_once(HEADING) else {
        bail!("CHANGELOG.md has no heading `{}`; add it above the newest version", HEADING.trim_end());
    };
    let text = format!("{before}{HEADING}\n{}\n\n{}", entry.trim_end(), after.trim_start());
    Ok(like(&text, written).into_owned())
}

fn text_of(sources: &SourceMap) -> String {
    let provider = sources.iter().find(|(_, file)| file.path == "provider.yaml");
    provider.map(|(id, _)| sources.text(id).into_owned()).unwrap_or_default()
}

fn replaced(sources: &SourceMap, provider: &str) -> SourceMap {
    let file = |file: &SourceFile| match file.path.as_str() {
        "provider.yaml" => SourceFile { path: file.path.clone(), bytes: provider.as_bytes().to_vec() },
        _ => file.clone(),
    };
    SourceMap::new(sources.iter().map(|(_, source)| file(source)).collect())
}

/// The lines that differ in the middle of two texts.
fn lines_between<'a>(before: &'a str, after: &'a str) -> (Vec<&'a str>, Vec<&'a str>) {
    let (before, after): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let start = before.iter().zip(&after).take_while(|(a, b)| a == b).count();
    let most = before.len().min(after.len()) - start;
    let end = before.iter().rev().zip(after.iter().rev()).take(most).take_while(|(a, b)| a == b).count();
    (before[start..before.len() - end].to_vec(), after[start..after.len() - end].to_vec())
}
