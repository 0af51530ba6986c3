//! Tests every command with every kind of odd file at every location that it reads or writes. Each run must end
//! immediately, report the file, and not change files outside.
//!
//! Commands and options are read from the definition of the command line, so the test fails for a new option without a
//! row.

use std::any::TypeId;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::os::unix::fs::FileTypeExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;

use clap::CommandFactory;
use xtask::arguments::Arguments;

use crate::sync::contents;
use crate::world::{ALL, Folder, Huge, LinkInside, LinkOutside, NEVER, Name, Odd, ReadOnly, Unreadable, World, run};

/// A path that a command uses.
struct Row {
    command: &'static str,
    /// The option or argument for the path. Empty if the path is not on the command line.
    option: &'static str,
    /// The arguments of the command, with paths relative to the project.
    arguments: &'static [&'static str],
    /// The file that is replaced with an odd one.
    place: &'static str,
    /// The kinds of odd file that the command must reject with an error that contains the path.
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

/// A path below a folder, at which there may be a file or a folder.
const BELOW: &[&[Odd]] = &[NEVER, &[LinkOutside, Huge, Name]];
/// A path below a folder, at which there must be a file.
const READ: &[&[Odd]] = &[NEVER, &[LinkOutside, Folder, Huge, Name]];
/// A file on the command line, which may be a link to any location.
const NAMED: &[&[Odd]] = &[NEVER, &[Folder, Huge]];
/// A path below a folder to which a file is written. It must not be a link.
const WRITTEN: &[&[Odd]] = &[NEVER, &[LinkInside, LinkOutside]];
/// A folder on the command line, which must be a folder or a link to one.
const FOLDER: &[&[Odd]] = &[NEVER, &[Huge]];

const ROWS: &[Row] = &[
    row("lint", "spec", &["lint", "--spec", "spec"], "spec/timing.yaml", READ),
    row("lint", "spec", &["lint", "--spec", "named"], "named", FOLDER),
    row("graph", "spec", &["graph", "first_call", "--spec", "spec"], "spec/timing.yaml", READ),
    row("fmt", "spec", &["fmt", "--spec", "spec"], "spec/timing.yaml", &[NEVER, &[LinkOutside, Huge, Name, ReadOnly]]),
    row("fmt", "spec", &["fmt", "--spec", "spec"], "spec/.drafts/a.yaml", BELOW),
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
    row("import", "observed", &["import", "--observed", "shapes.json", "--spec", "spec"], "shapes.json", NAMED),
    row("diff", "old", &["diff", "spec", "other"], "spec/timing.yaml", BELOW),
    row("diff", "new", &["diff", "other", "spec"], "spec/timing.yaml", BELOW),
    row("diff", "allow", &["diff", "spec", "other", "--allow", "allow.yaml"], "allow.yaml", NAMED),
    row("rename", "spec", &["rename", "channel", "CARRIER", "SHIPPER", "--spec", "spec"], "spec/timing.yaml", READ),
    row("rename", "spec", &["rename", "label", "TIDY", "NEAT", "--spec", "spec"], "spec/schemas/words.yaml", WRITTEN),
    row(
        "rename",
        "cases",
        &["rename", "channel", "CARRIER", "SHIPPER", "--spec", "spec", "--cases", "pages"],
        "pages/odd.json",
        &[NEVER, &[LinkOutside, Huge]],
    ),
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
    row("docs", "versions", &["docs", "--docs", "pages", "--versions", "site"], "site", FOLDER),
    row(
        "docs",
        "versions",
        &["docs", "--docs", "pages", "--versions", "site"],
        "site/index.html",
        &[NEVER, &[LinkInside, LinkOutside, Folder, Huge]],
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
        &["vendor", "--spec", "spec", "copy", "--check"],
        "copy/src/extra.rs",
        &[NEVER, &[LinkInside, LinkOutside, Unreadable, Huge, Name]],
    ),
    row(
        "vendor",
        "dir",
        &["vendor", "--spec", "spec", "copy", "--check"],
        "copy/.cargo",
        &[NEVER, &[LinkInside, LinkOutside, Unreadable, Huge, Name]],
    ),
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

/// Commands that do not open files.
const NO_FILES: &[&str] = &["explain", "ci"];

/// Options that are parsed like paths, but have other values.
const PATHS_AS_TEXT: &[(&str, &str)] = &[("diff", "old"), ("diff", "new")];

#[test]
fn every_command_and_every_path_has_a_row() {
    let rows: BTreeSet<(&str, &str)> = ROWS.iter().map(|row| (row.command, row.option)).collect();
    for command in Arguments::command().get_subcommands() {
        let name = command.get_name();
        assert!(
            NO_FILES.contains(&name) || rows.iter().any(|(row, _)| *row == name),
            "the command `{name}` has no row in the table"
        );
        for argument in command.get_arguments() {
            let id = argument.get_id().as_str();
            let is_path = argument.get_value_parser().type_id() == TypeId::of::<PathBuf>();
            let is_path = is_path || PATHS_AS_TEXT.contains(&(name, id));
            assert!(!is_path || rows.contains(&(name, id)), "the argument `{id}` of `{name}` has no row in the table");
        }
    }
}

/// Runs a command with an odd file, and returns an error if it behaves incorrectly.
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
    // An output on the command line may be a link, so writing to its target is correct.
    let is_named = row.arguments.contains(&row.place) && odd == LinkOutside;
    if contents(&world.outside) != before && !is_named {
        return Err(format!("a file outside the project was changed; output: {said}"));
    }
    let around: Vec<_> = fs::read_dir(world.project.parent().expect("the project should have a parent folder"))
        .expect("the folder should be readable")
        .collect();
    if around.len() != 2 {
        return Err(format!("a file was written next to the project; output: {said}"));
    }
    if odd != Folder && kind(&place) != kind_before {
        return Err(format!("the odd file was removed or replaced; output: {said}"));
    }
    if said.contains("panicked") {
        return Err(format!("the command panicked: {said}"));
    }
    match wanted {
        true if succeeded => Err(format!("the command succeeded; output: {said}")),
        true if !said.contains(&*name) => Err(format!("the output does not mention `{name}`: {said}")),
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
    assert!(found.is_empty(), "{} runs failed:\n{}", found.len(), found.join("\n"));
}

/// Checks runs with a limit on the size of files, which interrupts writes like a full disk.
#[test]
fn a_run_that_cannot_write_leaves_no_half() {
    let limited = |world: &World, arguments: &[&str]| {
        let output = Command::new("sh")
            .args(["-c", "trap '' XFSZ; ulimit -f 1; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_xtask")])
            .args(arguments)
            .current_dir(&world.project)
            .env("RUSTFMT", "true")
            // The limit also applies to temporary files for formatting, which are not output.
            .env("TMPDIR", world.project.parent().expect("the project should have a parent folder"))
            .output()
            .expect("`sh` should start");
        assert!(
            !output.status.success(),
            "{arguments:?} must fail if a file cannot be written completely: {}",
            String::from_utf8_lossy(&output.stdout)
        );
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
    // In foreign folders, files are written individually. Each write is atomic, and the next run finishes the rest.
    let arguments = ["vendor", "--spec", "spec", "copy"];
    limited(&world, &arguments);
    let left = contents(&world.project.join("copy"));
    assert!(left.keys().all(|path| !path.contains(".new")), "{left:?}");
    let (succeeded, said) = run(&world, &arguments).expect("it ends");
    assert!(succeeded, "{said}");
}
