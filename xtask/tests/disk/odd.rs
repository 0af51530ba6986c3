//! Every command against every kind of odd file, at every place that it reads or writes: each run ends at once, says which
//! file it is, and touches nothing outside.
//!
//! The commands and their options come from the command line itself, so that a new one without a row fails here.

use std::any::TypeId;
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{FileTypeExt, PermissionsExt, symlink};
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use clap::CommandFactory;
use xtask::arguments::Arguments;

use crate::sync::contents;

/// What no run may take, on a machine that is busy with everything else.
const TIME: Duration = Duration::from_secs(60);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Odd {
    LinkInside,
    LinkOutside,
    Dangling,
    Loop,
    Pipe,
    Device,
    Socket,
    Folder,
    Unreadable,
    Huge,
    Name,
}

use Odd::{Dangling, Device, Folder, Huge, LinkInside, LinkOutside, Loop, Name, Pipe, Socket, Unreadable};

const ALL: &[Odd] = &[LinkInside, LinkOutside, Dangling, Loop, Pipe, Device, Socket, Folder, Unreadable, Huge, Name];

/// What is never a file, whoever names it.
const NEVER: &[Odd] = &[Dangling, Loop, Pipe, Device, Socket];

/// A place that a command touches.
struct Row {
    command: &'static str,
    /// The option or argument by which the place is reached; empty for what nobody names.
    option: &'static str,
    /// What to run, below the project.
    arguments: &'static [&'static str],
    /// The file in whose place odd things are put.
    place: &'static str,
    /// What has to be refused there, with the name of the place.
    refused: &'static [&'static [Odd]],
}

const fn row(
    command: &'static str,
    option: &'static str,
    arguments: &'static [&'static str],
    place: &'static str,
    refused: &'static [&'static [Odd]],
) -> Row {
    Row { command, option, arguments, place, refused }
}

/// A file below a folder, if a folder in its place is a folder like others.
const BELOW: &[&[Odd]] = &[NEVER, &[LinkOutside, Huge, Name]];
/// A file below a folder that has to be there.
const READ: &[&[Odd]] = &[NEVER, &[LinkOutside, Folder, Huge, Name]];
/// A file that is named: a link may lead anywhere.
const NAMED: &[&[Odd]] = &[NEVER, &[Folder, Huge]];
/// A file below a folder that is written, where every link is in the way.
const WRITTEN: &[&[Odd]] = &[NEVER, &[LinkInside, LinkOutside]];
/// A folder that is named: nothing but a folder, or a link to one, will do.
const FOLDER: &[&[Odd]] = &[NEVER, &[Huge]];

const ROWS: &[Row] = &[
    row("lint", "spec", &["lint", "--spec", "spec"], "spec/timing.yaml", READ),
    row("lint", "spec", &["lint", "--spec", "named"], "named", FOLDER),
    row("graph", "spec", &["graph", "first_call", "--spec", "spec"], "spec/timing.yaml", READ),
    row("fmt", "spec", &["fmt", "--spec", "spec"], "spec/timing.yaml", BELOW),
    row("new", "spec", &["new", "rule", "odd", "--spec", "spec"], "spec/rules/odd.yaml", WRITTEN),
    row("audit", "path", &["audit", "almanac.md", "--spec", "spec"], "almanac.md", NAMED),
    row("audit", "spec", &["audit", "almanac.md", "--spec", "spec"], "spec/timing.yaml", READ),
    row("import", "document", &["import", "almanac.md", "--out", "new", "--spec", "spec"], "almanac.md", NAMED),
    row("import", "out", &["import", "almanac.md", "--out", "out", "--spec", "spec"], "out", FOLDER),
    row("import", "spec", &["import", "almanac.md", "--out", "new", "--spec", "spec"], "spec/timing.yaml", READ),
    row("import", "layout", &["import", "almanac.md", "--out", "new", "--layout", "one.yaml"], "one.yaml", NAMED),
    row(
        "import",
        "patch",
        &["import", "almanac.md", "--out", "spec", "--patch", "file.patch"],
        "file.patch",
        &[NEVER, &[Folder]],
    ),
    row("diff", "old", &["diff", "spec", "other"], "spec/timing.yaml", BELOW),
    row("diff", "new", &["diff", "other", "spec"], "spec/timing.yaml", BELOW),
    row("diff", "allow", &["diff", "spec", "other", "--allow", "allow.yaml"], "allow.yaml", NAMED),
    row("synth", "out", &["synth", "--workflows", "1", "--out", "out"], "out", FOLDER),
    row("generate", "spec", &["generate", "--spec", "spec", "--out", "out"], "spec/timing.yaml", READ),
    row("generate", "out", &["generate", "--spec", "spec", "--out", "out"], "out", FOLDER),
    row(
        "generate",
        "out",
        &["generate", "--spec", "spec", "--out", "out"],
        "out/catalog.json",
        &[NEVER, &[LinkInside, LinkOutside, Huge, Name]],
    ),
    row(
        "generate",
        "out",
        &["generate", "--spec", "spec", "--out", "out"],
        ".out.sync",
        &[NEVER, &[LinkInside, LinkOutside, Huge]],
    ),
    row(
        "generate",
        "out",
        &["generate", "--spec", "spec", "--out", "out"],
        ".out.sync/lock",
        &[NEVER, &[LinkInside, LinkOutside, Folder, Huge, Name]],
    ),
    row("generate", "", &["generate", "--spec", "spec"], "generated", &[NEVER, &[LinkOutside, Huge]]),
    row("docs", "docs", &["docs", "--docs", "pages", "--out", "site"], "pages/a.md", BELOW),
    row("docs", "docs", &["docs", "--docs", "named", "--out", "site"], "named", FOLDER),
    row(
        "docs",
        "out",
        &["docs", "--docs", "pages", "--out", "site"],
        "site/index.html",
        &[NEVER, &[LinkInside, LinkOutside, Huge, Name]],
    ),
    row("vendor", "spec", &["vendor", "--spec", "spec", "copy"], "spec/timing.yaml", READ),
    row("vendor", "dir", &["vendor", "--spec", "spec", "copy"], "copy", FOLDER),
    row(
        "vendor",
        "dir",
        &["vendor", "--spec", "spec", "copy"],
        "copy/src/lib.rs",
        &[NEVER, &[LinkInside, LinkOutside, Folder, Huge]],
    ),
    row("vendor", "dir", &["vendor", "--spec", "spec", "copy"], "copy/src", &[NEVER, &[LinkInside, LinkOutside, Huge]]),
    row(
        "vendor",
        "dir",
        &["vendor", "--spec", "spec", "copy"],
        "copy/CHECKSUMS",
        &[NEVER, &[LinkInside, LinkOutside, Folder, Huge]],
    ),
    row(
        "vendor",
        "",
        &["vendor", "--spec", "spec", "copy"],
        "CHANGELOG.md",
        &[NEVER, &[LinkInside, LinkOutside, Folder, Huge]],
    ),
    row("package", "spec", &["package", "--spec", "spec"], "spec/timing.yaml", READ),
    row("standards", "spec", &["standards", "--spec", "spec"], "spec/timing.yaml", READ),
    row("standards", "", &["standards", "--spec", "spec"], "target/standards/documents/openapi.yaml", WRITTEN),
    row("release", "spec", &["release", "--dry-run", "--from", "other", "--spec", "spec"], "spec/timing.yaml", BELOW),
    row(
        "release",
        "",
        &["release", "--dry-run", "--from", "other", "--spec", "spec"],
        "CHANGELOG.md",
        &[NEVER, &[LinkInside, LinkOutside, Folder, Huge]],
    ),
    row("tidy", "", &["tidy"], "codegen/odd.rs", BELOW),
];

/// Commands that open no file of theirs.
const NO_FILES: &[&str] = &["explain", "ci"];

/// Options that take something else than a path, which is a path all the same.
const PATHS_AS_TEXT: &[(&str, &str)] = &[("diff", "old"), ("diff", "new")];

#[test]
fn every_command_and_every_path_has_a_row() {
    let rows: BTreeSet<(&str, &str)> = ROWS.iter().map(|row| (row.command, row.option)).collect();
    for command in Arguments::command().get_subcommands() {
        let name = command.get_name();
        assert!(NO_FILES.contains(&name) || rows.iter().any(|(row, _)| *row == name), "`{name}` has no row");
        for argument in command.get_arguments() {
            let id = argument.get_id().as_str();
            let is_path = argument.get_value_parser().type_id() == TypeId::of::<PathBuf>();
            let is_path = is_path || PATHS_AS_TEXT.contains(&(name, id));
            assert!(!is_path || rows.contains(&(name, id)), "`{id}` of `{name}` has no row");
        }
    }
}

/// A project with everything that commands need, and beside it what they must not touch.
struct World {
    _folder: tempfile::TempDir,
    project: PathBuf,
    outside: PathBuf,
}

impl World {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (project, outside) = (folder.path().join("project"), folder.path().join("outside"));
        for path in ["pages", "other", "codegen/runtime", "xtask/launcher", "copy/src", "out", "site"] {
            fs::create_dir_all(project.join(path)).expect("it is writable");
        }
        let cases = crate::toolkit().join("tests/cases");
        for spec in ["spec", "other"] {
            copy(&cases.join("specs/harbor"), &project.join(spec));
        }
        let files = [
            ("almanac.md", fs::read_to_string(cases.join("documents/almanac.md")).expect("it is there")),
            ("CHANGELOG.md", "# Changelog\n\n## [Unreleased]\n".to_owned()),
            (
                "spec/layouts/almanac.yaml",
                fs::read_to_string(cases.join("documents/layout.yaml")).expect("it is there"),
            ),
            ("allow.yaml", "[]\n".to_owned()),
            ("pages/index.md", "# Start\n\n[a](a.md)\n".to_owned()),
            ("pages/a.md", "# A\n".to_owned()),
            ("xtask/launcher/Cargo.toml", String::new()),
            ("codegen/runtime/Cargo.toml", String::new()),
        ];
        for (path, text) in files {
            let path = project.join(path);
            fs::create_dir_all(path.parent().expect("it has one")).expect("it is writable");
            fs::write(path, text).expect("it is writable");
        }
        fs::create_dir_all(outside.join("new")).expect("it is writable");
        for path in ["precious.yaml", "precious.md", "new/precious"] {
            fs::write(outside.join(path), "precious\n").expect("it is writable");
        }
        Self { _folder: folder, project, outside }
    }

    /// Puts something odd in a place, or beside it, and gives where it is.
    fn spoil(&self, odd: Odd, place: &Path) -> PathBuf {
        if odd == Name {
            let beside = place.with_file_name(OsStr::from_bytes(b"odd-\xff.yaml"));
            fs::create_dir_all(beside.parent().expect("it is in the project")).expect("it is writable");
            fs::write(&beside, "a").expect("this system takes such names");
            return beside;
        }
        let _ = fs::remove_file(place);
        let _ = fs::remove_dir_all(place);
        fs::create_dir_all(place.parent().expect("it is in the project")).expect("it is writable");
        let is_folder = place.ends_with(".out.sync")
            || place.extension().is_none() && !place.ends_with("lock") && !place.ends_with("CHECKSUMS");
        let (inside, outside) = match is_folder {
            true => (self.project.join("xtask"), self.outside.clone()),
            false => (self.project.join("allow.yaml"), self.outside.join("precious.yaml")),
        };
        let done = match odd {
            LinkInside => symlink(inside, place),
            LinkOutside => symlink(outside, place),
            Dangling => symlink("nowhere", place),
            Loop => symlink(place.file_name().expect("it has a name"), place),
            Pipe | Device => {
                let arguments: &[&str] = if odd == Pipe { &["p"] } else { &["c", "1", "5"] };
                let made = Command::new("mknod").arg(place).args(arguments).stderr(Stdio::null()).status();
                match made.is_ok_and(|status| status.success()) {
                    true => Ok(()),
                    // Not everybody may make a device, but everybody has some.
                    false => symlink("/dev/zero", place),
                }
            }
            Socket => bind(place),
            Folder => fs::create_dir(place),
            Unreadable => {
                fs::write(place, "a: b\n").and_then(|()| fs::set_permissions(place, fs::Permissions::from_mode(0o0)))
            }
            Huge => fs::File::create(place).and_then(|file| file.set_len(1 << 40)),
            Name => Ok(()),
        };
        done.unwrap_or_else(|error| panic!("{odd:?} at {}: {error}", place.display()));
        place.to_path_buf()
    }
}

/// The path of a socket must be short.
fn bind(place: &Path) -> std::io::Result<()> {
    let folder = tempfile::tempdir()?;
    drop(UnixListener::bind(folder.path().join("s"))?);
    fs::rename(folder.path().join("s"), place)
}

fn copy(from: &Path, to: &Path) {
    for (path, text) in contents(from) {
        let path = to.join(path);
        fs::create_dir_all(path.parent().expect("it has one")).expect("it is writable");
        fs::write(path, text).expect("it is writable");
    }
}

/// How a run ended, and all that it said.
fn run(world: &World, arguments: &[&str]) -> Result<(bool, String), String> {
    let said = world.project.with_file_name("said");
    let to = || Stdio::from(fs::File::options().create(true).append(true).open(&said).expect("it is writable"));
    let mut child = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(arguments)
        .current_dir(&world.project)
        // What is generated need not be laid out here.
        .env("RUSTFMT", "true")
        .env_remove("CARGO_MANIFEST_DIR")
        .stdin(Stdio::null())
        .stdout(to())
        .stderr(to())
        .spawn()
        .expect("the command runs");
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait().expect("it can be waited for") {
            let text = fs::read(&said).expect("it was written");
            fs::remove_file(&said).expect("it is ours");
            return Ok((status.success(), String::from_utf8_lossy(&text).into_owned()));
        }
        if start.elapsed() > TIME {
            let _ = child.kill();
            let _ = child.wait();
            return Err("it waits".to_owned());
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// What is wrong with a run, if anything is.
fn judged(row: &Row, odd: Odd) -> Result<(), String> {
    let world = World::new();
    let place = world.spoil(odd, &world.project.join(row.place));
    let name = if odd == Name { "odd-".into() } else { place.file_name().unwrap_or_default().to_string_lossy() };
    let before: BTreeMap<String, String> = contents(&world.outside);
    let kind = |path: &Path| {
        let kind = fs::symlink_metadata(path).ok()?.file_type();
        Some((kind.is_symlink(), kind.is_fifo(), kind.is_socket(), kind.is_char_device(), kind.is_dir()))
    };
    let kind_before = kind(&place);
    let (succeeded, said) = run(&world, row.arguments)?;
    let wanted = row.refused.iter().any(|odds| odds.contains(&odd));
    // What somebody names to write to may be a link, so that what is behind it is meant.
    let is_named = row.arguments.contains(&row.place) && odd == LinkOutside;
    if contents(&world.outside) != before && !is_named {
        return Err(format!("something outside was touched; it said: {said}"));
    }
    let around: Vec<_> = fs::read_dir(world.project.parent().expect("it has one")).expect("it is readable").collect();
    if around.len() != 2 {
        return Err(format!("something was written beside the project; it said: {said}"));
    }
    if odd != Folder && kind(&place) != kind_before {
        return Err(format!("the odd file is gone or another; it said: {said}"));
    }
    if said.contains("panicked") {
        return Err(format!("it panicked: {said}"));
    }
    match wanted {
        true if succeeded => Err(format!("it succeeded; it said: {said}")),
        true if !said.contains(&*name) => Err(format!("`{name}` is not named; it said: {said}")),
        _ => Ok(()),
    }
}

#[test]
fn odd_files_are_refused_by_name_and_nothing_outside_is_touched() {
    let wanted = std::env::var("VERISPEC_ODD").unwrap_or_default();
    let all = ROWS.iter().flat_map(|row| ALL.iter().map(move |odd| (row, *odd)));
    let runs = Mutex::new(all.filter(|(row, odd)| format!("{} {} {odd:?}", row.command, row.place).contains(&wanted)));
    let found = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                loop {
                    let Some((row, odd)) = runs.lock().expect("nobody panics").next() else { return };
                    if let Err(reason) = judged(row, odd) {
                        let told = format!("{} ({odd:?} at {}): {reason:.600}", row.arguments.join(" "), row.place);
                        found.lock().expect("nobody panics").push(told);
                    }
                }
            });
        }
    });
    let found = found.into_inner().expect("nobody panics");
    assert!(found.is_empty(), "{} runs went wrong\n{}", found.len(), found.join("\n"));
}

/// With a limit on the size of files, which stops a write in the middle as a full disk does.
#[test]
fn a_run_that_cannot_write_leaves_no_half() {
    let limited = |world: &World, arguments: &[&str]| {
        let output = Command::new("sh")
            .args(["-c", "trap '' XFSZ; ulimit -f 1; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_xtask")])
            .args(arguments)
            .current_dir(&world.project)
            .env("RUSTFMT", "true")
            // What is made to be laid out is no output.
            .env("TMPDIR", world.project.parent().expect("it has one"))
            .output()
            .expect("there is a shell");
        assert!(!output.status.success(), "{arguments:?} had room: {}", String::from_utf8_lossy(&output.stdout));
    };
    let world = World::new();
    let before = contents(&world.project);
    for arguments in [
        &["generate", "--spec", "spec", "--out", "out"][..],
        &["docs", "--docs", "pages", "--out", "site"],
        &["import", "almanac.md", "--out", "new", "--spec", "spec"],
        &["synth", "--workflows", "1", "--out", "new"],
    ] {
        limited(&world, arguments);
        assert_eq!(contents(&world.project), before, "{arguments:?}");
    }
    // Files go to a folder of others one by one, but each of them whole, and the next run takes over what is there.
    let arguments = ["vendor", "--spec", "spec", "copy"];
    limited(&world, &arguments);
    let left = contents(&world.project.join("copy"));
    assert!(left.keys().all(|path| !path.contains(".new")), "{left:?}");
    let (succeeded, said) = run(&world, &arguments).expect("it ends");
    assert!(succeeded, "{said}");
}
