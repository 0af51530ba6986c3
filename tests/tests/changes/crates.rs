//! Checks that changes caused by the generator are found by comparing two crates of one spec, and that each is reported
//! once, with the shortest path, in agreement with the compiler.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde::Deserialize;
use verispec_codegen::diff::{self, Api, Area, Change, Crate, Effect, report};
use verispec_codegen::{File, generate};
use verispec_tests::change_case::{ChangeCase, Loaded};
use verispec_tests::folder;

/// The contents of a case file, whose name begins with the kind of change.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    /// The source of the older crate.
    old: String,
    /// The source of the newer crate.
    new: String,
    /// The location of the change.
    what: String,
    /// Other kinds of change that occur together with it.
    #[serde(default)]
    also: Vec<String>,
    /// Statements that refer to the crate as `c`. They compile with the older crate, and with the newer one unless the
    /// change breaks programs.
    program: Option<String>,
    /// Statements that compile only with the newer crate.
    gained: Option<String>,
}

fn cases() -> Vec<(String, Case)> {
    let read =
        |path: &Path| serde_yaml::from_str(&folder::text(path)).unwrap_or_else(|error| panic!("{path:?}: {error}"));
    let name = |path: &Path| path.file_stem().expect("a file").to_string_lossy().into_owned();
    let files = folder::files(&folder::cases("diff_crates"), ".yaml");
    files.iter().map(|path| (name(path), read(path))).collect()
}

fn api(library: &str) -> Api {
    let file = File { path: "src/lib.rs".to_owned(), contents: library.to_owned() };
    Api::read(&[file]).unwrap_or_else(|error| panic!("{error}\n{library}"))
}

/// Returns the differences if an earlier generator generated `old` for a spec and the current one generates `new`.
fn by_the_generator(old: &Api, new: &Api) -> Vec<Change> {
    diff::with_crates(Vec::new(), Crate { kept: old, made: new }, Crate { kept: new, made: new })
}

fn kind_of(name: &str) -> &str {
    name.split('.').next().unwrap_or_default()
}

#[test]
fn every_kind_is_found_where_it_is_and_nothing_else() {
    let mut covered = BTreeSet::new();
    for (name, case) in cases() {
        covered.insert(kind_of(&name).to_owned());
        let changes = by_the_generator(&api(&case.old), &api(&case.new));
        let told: Vec<String> =
            changes.iter().map(|change| format!("{} {}: {}", change.kind.id, change.what(), change.message)).collect();
        let mut found: Vec<&str> = changes.iter().map(|change| change.kind.id).collect();
        let mut expected: Vec<&str> = case.also.iter().map(String::as_str).chain([kind_of(&name)]).collect();
        found.sort_unstable();
        expected.sort_unstable();
        assert_eq!(found, expected, "{name}: {told:#?}");
        let is_there = changes.iter().any(|change| change.kind.id == kind_of(&name) && change.what() == case.what);
        assert!(is_there, "{name}: {told:#?}");
    }
    let kinds = diff::kinds().filter(|kind| kind.area == Area::Crate).map(|kind| kind.id.to_owned());
    assert_eq!(
        kinds.collect::<BTreeSet<_>>(),
        covered,
        "every kind of change to the crate should have a case in tests/cases/diff_crates, and every case a kind"
    );
}

/// Checks that nothing is reported if the current generator generates both crates, because the changes to the spec
/// already cover the differences.
#[test]
fn what_follows_from_the_specs_is_not_told_again() {
    for (name, case) in cases() {
        let (old, new) = (api(&case.old), api(&case.new));
        let changes = diff::with_crates(Vec::new(), Crate { kept: &old, made: &old }, Crate { kept: &new, made: &new });
        assert!(changes.is_empty(), "{name}: {changes:#?}");
        assert!(by_the_generator(&new, &new).is_empty(), "{name}");
        assert!(!by_the_generator(&new, &old).is_empty(), "{name}: the reverse comparison should also report a change");
    }
}

#[test]
fn a_generated_crate_is_read_as_it_is_whatever_its_layout() {
    let spec = folder::spec(&folder::workspace("spec"));
    let made = generate(&spec).unwrap_or_else(|found| panic!("{}", found.render(&spec, false)));
    let package = &folder::shipped().provider.package.name.wire;
    let inside = |path: &str| {
        let path = path.strip_prefix(package.as_str())?.strip_prefix('/')?;
        path.ends_with(".rs").then(|| path.to_owned())
    };
    let raw: Vec<File> = made
        .files
        .into_iter()
        .filter_map(|file| Some(File { path: inside(&file.path)?, contents: file.contents }))
        .collect();
    let laid_out = raw.iter().map(|file| File {
        path: file.path.clone(),
        contents: folder::text(&folder::workspace(&format!("generated/{package}/{}", file.path))),
    });
    let (laid_out, made) = (Api::read(&laid_out.collect::<Vec<_>>()), Api::read(&raw));
    let (laid_out, made) = (
        laid_out.expect("the checked-in crate is valid Rust"),
        made.expect("the generated crate should be valid Rust"),
    );
    assert_eq!(by_the_generator(&laid_out, &made).len(), 0);
    let all = by_the_generator(&Api::default(), &made);
    println!("{} modules have public items", all.len());
    assert!(all.len() > 40 && all.iter().all(|change| change.kind.id == "crate-item-added"));
    let told = |name: &str| all.iter().any(|change| change.message.contains(&format!("`{name}`")));
    for name in ["Context", "Validated", "url"] {
        assert!(told(name), "{name} should be found as a public item");
    }
}

/// Checks that a change to a function because of the spec is reported only if the checked-in crate contains it.
#[test]
fn a_function_that_is_as_it_was_has_no_other_arguments() {
    let case = ChangeCase::all().iter().find(|case| case.name == "constructor-arguments-changed").expect("the case");
    let change = case.changes().into_iter().find(|change| change.kind == case.kind).expect("its change");
    let module = change.what().split([':', '/']).nth(1).expect("the workflow").to_owned();
    let function = change.message.split('`').nth(1).expect("the function").to_owned();
    let library = |arguments: &str| {
        api(&format!("pub mod workflows {{ pub mod {module} {{ pub fn {function}({arguments}) {{}} }} }}"))
    };
    let (plain, other) = (library("name: String"), library("name: String, wind: u8"));
    let told = |old: &Api, new: &Api| {
        let changes = diff::with_crates(
            vec![change.clone()],
            Crate { kept: old, made: &plain },
            Crate { kept: new, made: &other },
        );
        changes.iter().map(|change| change.kind.id).collect::<Vec<_>>()
    };
    assert_eq!(told(&plain, &other), ["constructor-arguments-changed"]);
    assert_eq!(told(&other, &other), Vec::<&str>::new());
    assert_eq!(told(&library("wind: u8"), &other), ["crate-item-changed"]);
}

#[test]
fn crates_that_were_not_compared_are_never_nothing() {
    let harbor = Loaded::harbor();
    let report = |not_compared: Option<&str>| report::Report {
        old: harbor.spec(),
        new: harbor.spec(),
        changes: Vec::new(),
        allowances: Vec::new(),
        not_compared: not_compared.map(str::to_owned),
    };
    let (known, unknown) = (report(None), report(Some("OLD has no crate at quay/src")));
    assert_eq!(report::markdown(&known), "Nothing has changed.\n");
    for told in [report::markdown(&unknown), report::text(&unknown, false)] {
        assert!(told.contains("the crates are not compared, because OLD has no crate at"), "{told}");
        assert!(!told.contains("Nothing has changed.\n"), "{told}");
    }
    let compared = |report: &report::Report<'_>| {
        let document: serde_json::Value = serde_json::from_str(&report::json(report)).expect("JSON");
        document["crate"]["compared"].clone()
    };
    assert_eq!((compared(&known), compared(&unknown)), (true.into(), false.into()));
}

/// Compiles a library or a program, and returns whether it compiles.
fn compiles(folder: &Path, name: &str, text: &str, library: Option<&Path>) -> bool {
    let path = folder.join(format!("{name}.rs"));
    fs::write(&path, text).expect("a writable folder");
    let mut command = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    command
        .args(["--edition", "2024", "--emit", "metadata", "--cap-lints", "allow", "--out-dir"])
        .arg(folder)
        .arg(&path);
    match library {
        None => command.args(["--crate-type", "lib"]),
        Some(library) => command.arg("--extern").arg(format!("c={}", library.display())),
    };
    command.output().expect("the compiler should be available, because cargo runs the tests").status.success()
}

#[test]
fn the_compiler_agrees() {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("crate-changes");
    for (name, case) in cases() {
        let breaks = diff::find(kind_of(&name)).expect("a kind").rust == Effect::Breaking;
        let stem = name.replace(['-', '.'], "_");
        for (side, text) in [("old", &case.old), ("new", &case.new)] {
            let folder = root.join(format!("{stem}_{side}"));
            fs::create_dir_all(&folder).expect("a writable folder");
            assert!(compiles(&folder, "c", text, None), "{name}: the {side} crate does not compile");
            let library = folder.join("libc.rmeta");
            for (what, statements, expected) in
                [("program", &case.program, side == "old" || !breaks), ("gained", &case.gained, side == "new")]
            {
                let Some(statements) = statements else { continue };
                let compiled = compiles(&folder, what, &format!("fn main() {{ {statements} }}"), Some(&library));
                assert_eq!(compiled, expected, "{name}: unexpected result of compiling `{what}` with the {side} crate");
            }
        }
        assert!(case.program.is_some() || case.gained.is_some(), "{name} has neither a `program` nor a `gained`");
    }
}
