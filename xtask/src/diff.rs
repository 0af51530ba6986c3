//! `cargo xtask diff`: compares two specs, and reports the changes, which of them are breaking, and the version they
//! require.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::{Context, Result, anyhow, bail};
use clap::ValueEnum;
use verispec_codegen::diff::{self, Allowed, Bump, is_date, report};
use verispec_codegen::source::{SourceFile, SourceMap};

use crate::apis::{self, Apis};
use crate::kept::{self, Kept};
use crate::loaded::{Known, Loaded, checked};
use crate::revision::{self, Repository};
use crate::root::Root;
use crate::tree::MARKER;
use crate::{Console, Outcome, disk, read};

/// The arguments of `cargo xtask diff`.
#[derive(Debug, Default, Clone, clap::Args)]
#[command(
    after_help = "OLD and NEW are spec folders or git revisions: `REV` is the spec at that revision, `REV:path` is the spec in another\nfolder at that revision. If only one of them is a folder, the other is a revision in that folder's repository. If both\nare revisions, they belong to the repository of the spec around the current folder. A folder takes precedence over a\nrevision with the same name.\n\nExit codes:\n  0  no breaking changes, or all are allowed; with --require-bump: the version of NEW covers the changes\n  1  breaking changes; with --require-bump: the version of NEW is too low\n  2  a spec cannot be read or has unresolved names, or the arguments or the list of allowed changes are invalid\n\nThe list of allowed changes is YAML: a list of {change, what, reason, until}, with the id and the location from the\nreport, the reason, and the last day on which the change is allowed. Allowed changes do not require a new version. An\nentry that has expired or that matches no change is an error."
)]
pub struct Options {
    /// The older spec
    #[arg(value_name = "OLD")]
    pub old: String,
    /// The newer spec
    #[arg(value_name = "NEW")]
    pub new: String,
    /// The output format
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: Format,
    /// Exit with 1 if the version of NEW is too low for the changes, and with 0 otherwise
    #[arg(long)]
    pub require_bump: bool,
    /// A list of temporarily allowed changes
    #[arg(long, value_name = "FILE")]
    pub allow: Option<PathBuf>,
    /// The date for which the expiry of allowed changes is checked [default: today, in UTC]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub today: Option<String>,
}

/// The output formats of `cargo xtask diff`.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people, with the text of both sides
    #[default]
    Text,
    /// One JSON document for programs
    Json,
    /// A changelog for integrators: by workflow, with the versions and their dates
    Markdown,
    /// The edits that programs need: by workflow, with the old and the new signatures
    Migration,
}

/// Compares two specs, each read on its own thread, and writes the changes.
pub fn run(options: &Options, console: &mut Console<'_>) -> Result<Outcome> {
    let today = day(options.today.as_deref())?;
    let allowed = options.allow.as_deref().map(read_allowed).transpose()?.unwrap_or_default();
    let sides = [Side::of(&options.old), Side::of(&options.new)];
    let (old, new) = std::thread::scope(|scope| {
        let old = scope.spawn(|| loaded(sides[0], sides[1], "OLD", console.color));
        let new = loaded(sides[1], sides[0], "NEW", console.color);
        // The crate of a folder is the one that would be generated now, even if it does not exist yet.
        let new =
            new.map(|new| if matches!(sides[1], Side::Folder(_)) { Loaded { kept: Kept::AsMade, ..new } } else { new });
        let old = old.join().unwrap_or_else(|_| Err(anyhow!("reading {} failed", options.old)));
        Ok::<_, anyhow::Error>((old?, new?))
    })?;
    for (spec, what) in [(&old, "OLD"), (&new, "NEW")] {
        if let Known::Resolved(_, errors) = &spec.model {
            writeln!(
                console.err,
                "note: {what} is compared despite its errors ({errors}); `cargo xtask lint` lists them"
            )?;
        }
    }
    let apis = apis::both(&old, &new);
    let report = report_of([&old, &new], &apis, &allowed, &today)?;
    match options.format {
        Format::Text => write!(console.out, "{}", report::text(&report, console.color))?,
        Format::Json => write!(console.out, "{}", report::json(&report))?,
        Format::Migration => {
            let crates = apis.as_ref().ok().map(|[old, new]| [old.kept(), new.kept()]);
            write!(console.out, "{}", report::migration(&report, crates))?;
        }
        Format::Markdown => {
            let date = |side: Side<'_>, other| side.date(other).transpose();
            let new = matches!(sides[1], Side::Folder(_)).then_some(today);
            let dates =
                report::Dates { old: date(sides[0], sides[1])?, new: new.map_or(date(sides[1], sides[0])?, Some) };
            write!(console.out, "{}", report::changelog(&report, &dates))?;
        }
    }
    if options.require_bump {
        return Ok(carried(&report, console)?);
    }
    Ok(if report.bump() == Bump::Breaking { Outcome::Findings } else { Outcome::Fine })
}

fn carried(report: &report::Report<'_>, console: &mut Console<'_>) -> std::io::Result<Outcome> {
    if report.is_carried() {
        return Ok(Outcome::Fine);
    }
    if let Some((old, wanted, new)) = report.versions() {
        writeln!(
            console.err,
            "the version {new} does not cover the changes since {old}; set package.version in provider.yaml to {wanted} or higher",
        )?;
    }
    Ok(Outcome::Findings)
}

/// Compares two specs and their crates. `today` is the date for which the expiry of allowed changes is checked.
pub fn compare<'m>(old: &'m Loaded, new: &'m Loaded, allowed: &Allowed, today: &str) -> Result<report::Report<'m>> {
    report_of([old, new], &apis::both(old, new), allowed, today)
}

/// Returns the report of the changes between two specs and between their crates.
fn report_of<'m>(
    [old, new]: [&'m Loaded; 2],
    apis: &Result<[Apis; 2], String>,
    allowed: &Allowed,
    today: &str,
) -> Result<report::Report<'m>> {
    let changes = diff::diff(old.spec(), new.spec());
    let (changes, not_compared) = match apis {
        Ok([old, new]) => (diff::with_crates(changes, old.as_ref(), new.as_ref()), None),
        Err(reason) => (changes, Some(reason.clone())),
    };
    let allowances = allowed
        .apply(&changes, today)
        .map_err(|problems| anyhow!("the list of allowed changes is invalid\n{problems}"))?;
    Ok(report::Report { old: old.spec(), new: new.spec(), changes, allowances, not_compared })
}

/// The location of a spec, from an argument.
#[derive(Debug, Clone, Copy)]
pub enum Side<'a> {
    /// A spec in a folder.
    Folder(&'a Path),
    /// A spec in a revision, such as `REV` or `REV:path`.
    Revision(&'a str),
}

impl<'a> Side<'a> {
    /// Parses the location of a spec. If a folder and a revision have the same name, it is the folder.
    pub fn of(name: &'a str) -> Self {
        let folder = Path::new(name);
        if disk::is_folder(folder) { Side::Folder(folder) } else { Side::Revision(name) }
    }

    /// Reads the files of a spec. A revision is looked up in the repository of the other spec, or otherwise in the
    /// repository of the current folder.
    fn read(self, other: Side<'_>) -> Result<SourceMap> {
        match self {
            Side::Folder(folder) => read::read(folder),
            Side::Revision(name) => revision::read(name, &other.repository()?),
        }
    }

    /// Returns the repository of a spec in a folder, or otherwise the repository that contains the current folder.
    fn repository(self) -> Result<Repository> {
        match self {
            Side::Folder(spec) => Repository::of(spec),
            Side::Revision(_) => Repository::of(Root::find()?.spec()),
        }
    }

    /// Returns the day on which a revision was committed; `None` for a folder.
    fn date(self, other: Side<'_>) -> Option<Result<String>> {
        match self {
            Side::Folder(_) => None,
            Side::Revision(name) => Some(other.repository().and_then(|repository| revision::date(name, &repository))),
        }
    }

    /// Returns the record of the output that is stored next to the spec, if there is one.
    pub fn output(self, other: Side<'_>) -> Result<Option<String>> {
        match self {
            Side::Folder(folder) => {
                let record = Root::of(folder).generated().join(MARKER);
                Ok(if disk::is_file(&record) { Some(disk::own_text_file(&record)?) } else { None })
            }
            Side::Revision(name) => Ok(revision::output_file(name, &other.repository()?, MARKER)),
        }
    }

    /// Returns the crate that is checked in next to the spec.
    fn kept(self, other: Side<'_>, spec: &Loaded) -> Result<Kept> {
        let package = &spec.spec().model.provider.package.name.wire;
        match self {
            Side::Folder(folder) => kept::in_folder(&Root::of(folder).generated().join(package)),
            Side::Revision(name) => revision::kept(name, &other.repository()?, package),
        }
    }
}

/// Reads and checks one of two specs.
pub fn loaded(side: Side<'_>, other: Side<'_>, what: &str, color: bool) -> Result<Loaded> {
    let loaded = checked(side.read(other).with_context(|| format!("{what} cannot be read"))?, what, color)?;
    let kept = side.kept(other, &loaded).with_context(|| format!("the crate of {what} cannot be read"))?;
    Ok(Loaded { kept, ..loaded })
}

fn read_allowed(path: &Path) -> Result<Allowed> {
    let bytes = disk::read_file(path).map_err(|refusal| refusal.or("pass a file with --allow FILE"))?;
    let sources = SourceMap::new(vec![SourceFile { path: crate::shown(path), bytes }]);
    Allowed::read(sources).map_err(|problem| anyhow!("the list of allowed changes is invalid\n{problem}"))
}

/// Returns the day from the argument, or today.
pub fn day(given: Option<&str>) -> Result<String> {
    match given {
        Some(day) if is_date(day) => Ok(day.to_owned()),
        Some(day) => bail!("`{day}` is not a valid date; use the form YYYY-MM-DD, such as 2030-12-31"),
        None => Ok(today()),
    }
}

/// Returns today's date in UTC.
fn today() -> String {
    let now = humantime::format_rfc3339_seconds(SystemTime::now()).to_string();
    now.split('T').next().unwrap_or(&now).to_owned()
}
