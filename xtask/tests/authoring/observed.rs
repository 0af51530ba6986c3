//! Tests `import --observed`: the proposed changes to the spec, the remaining differences after applying them, and the
//! exit codes.

use std::fs;
use std::path::Path;
use std::process::Command;

use clap::Parser;
use xtask::arguments::{Arguments, Command as Asked};
use xtask::{Outcome, import};

use super::{Said, harbor, said};

/// Shapes of three responses that differ from the spec in each possible way.
const SHAPES: &str = r#"{"shapes": 1, "observers": ["harbor 1.0.0"], "not_read": 0, "answers": {"Log": {
    "operations": ["read_log"],
    "fields": {
        "": {"present": 3, "absent": 0, "null": 0, "types": {"object": 3}},
        "/call": {"present": 2, "absent": 1, "null": 0, "types": {"string": 2}},
        "/procedure": {"present": 3, "absent": 0, "null": 0, "types": {"integer": 3}},
        "/lamp": {"present": 3, "absent": 0, "null": 0, "types": {"string": 3}, "unknown_values": {"VIOLET": 1}},
        "/remarks": {"present": 3, "absent": 0, "null": 0, "types": {"array": 3}},
        "/remarks/*": {"present": 4, "absent": 0, "null": 1, "types": {"string": 4}},
        "/tide": {"present": 2, "absent": 1, "null": 0, "types": {"number": 2}, "undocumented": true},
        "/entries": {"present": 1, "absent": 2, "null": 0, "types": {"object": 1}},
        "/entries/weighedCargo": {"present": 1, "absent": 0, "null": 0, "types": {"array": 1}},
        "/entries/weighedCargo/*": {"present": 1, "absent": 0, "null": 0, "types": {"object": 1}},
        "/entries/weighedCargo/*/verdict": {"present": 1, "absent": 0, "null": 0, "types": {"string": 1}},
        "/entries/weighedCargo/*/remark": {"present": 1, "absent": 0, "null": 0, "types": {"string": 1}},
        "/entries/weighedCargo/*/tons": {"present": 1, "absent": 0, "null": 0, "types": {"string-of-digits": 1}},
        "/entries/weighedCargo/*/certified": {"present": 0, "absent": 1, "null": 0, "types": {}}
    }}}}"#;

/// Shapes of a response that agrees with the spec.
const AGREES: &str = r#"{"shapes": 1, "observers": ["harbor 1.0.0"], "not_read": 0, "answers": {"Log": {
    "operations": ["read_log"],
    "fields": {
        "": {"present": 1, "absent": 0, "null": 0, "types": {"object": 1}},
        "/call": {"present": 1, "absent": 0, "null": 0, "types": {"string": 1}},
        "/procedure": {"present": 1, "absent": 0, "null": 0, "types": {"string": 1}},
        "/lamp": {"present": 1, "absent": 0, "null": 0, "types": {"string": 1}},
        "/entries": {"present": 0, "absent": 0, "null": 1, "types": {}}
    }}}}"#;

fn project(shapes: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::rename(super::copy(&harbor()).keep(), folder.path().join("spec"))
        .expect("both folders should be on the same file system");
    fs::write(folder.path().join("shapes.json"), shapes).expect("a new file");
    folder
}

fn run(folder: &Path, more: &[&str]) -> Said {
    let path = |name: &str| folder.join(name).display().to_string();
    let (shapes, spec, patch) = (path("shapes.json"), path("spec"), path("observed.patch"));
    let arguments = ["xtask", "import", "--observed", &shapes, "--spec", &spec, "--patch", &patch];
    let Asked::Import(options) = Arguments::parse_from(arguments.iter().chain(more)).command else { unreachable!() };
    let mut told = said(|console| import::run(&options, console));
    told.out = told.out.replace(&spec, "SPEC").replace(&folder.display().to_string(), "FOLDER");
    told
}

fn take(folder: &Path) {
    let patched =
        Command::new("patch").args(["-s", "-p1", "-d", "spec", "-i", "../observed.patch"]).current_dir(folder).output();
    let patched = patched.expect("`patch` should be installed");
    assert!(patched.status.success(), "{}", String::from_utf8_lossy(&patched.stdout));
}

#[test]
fn what_agrees_is_told_as_such() {
    let folder = project(AGREES);
    let told = run(folder.path(), &[]);
    assert_eq!(told.outcome, Ok(Outcome::Fine), "{}{}", told.out, told.err);
    assert_eq!(told.out, "SPEC: 1 observed payload compared; nothing to change, the patch is empty\n");
    assert_eq!(
        fs::read_to_string(folder.path().join("observed.patch")).expect("the patch should have been written"),
        ""
    );
}

#[test]
fn what_differs_is_proposed_decided_and_then_left_alone() {
    let folder = project(SHAPES);
    let first = run(folder.path(), &[]);
    assert_eq!(first.outcome, Ok(Outcome::Findings), "{}", first.err);
    let told: Vec<&str> =
        first.out.lines().filter_map(|line| Some(line.strip_prefix("  SPEC/")?.split_once(": ")?.1)).collect();
    assert_eq!(
        told,
        [
            "`Log` has no field `tide`, which occurred in 2 of 3 observed objects: number",
            "`Log.call` is required, but was absent in 1 of 3 observed objects",
            "`Log.remarks[]` has the type string, but 1 of 5 observed values are of another type: null; the spec language cannot describe items that are `null`; change it by hand",
            "`WeighingVerdict.tons` has the type integer, but 1 of 1 observed value is of another type: string-of-digits",
            "`Lamp` has no value `VIOLET`, which occurred once; other files of the spec define its values; change it by hand",
        ],
        "{}",
        first.out
    );
    assert!(first.out.contains("5 decisions about observed payloads to make: write `decision` in decisions.yaml"));
    take(folder.path());
    let log = fs::read_to_string(folder.path().join("spec/schemas/log.yaml")).expect("the schema file can be read");
    assert!(log.contains("x-or-text: true"), "{log}");
    assert!(log.contains("    required: [procedure, lamp]"), "{log}");
    assert!(log.contains("      tide:\n        type: number\n"), "{log}");
    // The new decisions have not been made yet.
    let second = run(folder.path(), &[]);
    assert_eq!(second.outcome, Ok(Outcome::Findings), "{}{}", second.out, second.err);
    assert!(!second.out.contains("differ from the spec:"), "{}", second.out);
    assert!(second.out.contains("; decided by open-observed-value-lamp-violet"), "{}", second.out);
    assert_eq!(
        fs::read_to_string(folder.path().join("observed.patch")).expect("the patch should have been written"),
        ""
    );
    let decisions = folder.path().join("spec/decisions.yaml");
    let text = fs::read_to_string(&decisions).expect("the file should be readable");
    let decided = text.replace(
        "    settles:\n      - finding: observed-",
        "    decision: It holds.\n    settles:\n      - finding: observed-",
    );
    fs::write(&decisions, decided).expect("the file should be writable");
    let third = run(folder.path(), &[]);
    assert_eq!(third.outcome, Ok(Outcome::Fine), "{}{}", third.out, third.err);
    // The decisions do not settle other values, so those are open differences.
    fs::write(folder.path().join("shapes.json"), SHAPES.replace("VIOLET", "PURPLE"))
        .expect("the file should be writable");
    let fourth = run(folder.path(), &[]);
    assert_eq!(fourth.outcome, Ok(Outcome::Findings));
    assert!(fourth.out.contains("`Lamp` has no value `PURPLE`"), "{}", fourth.out);
}

#[test]
fn what_was_withheld_or_not_compared_is_told() {
    let folder =
        project(&SHAPES.replace(r#""types": {"object": 3}"#, r#""types": {"object": 3}, "withheld_fields": 2"#));
    let told = run(folder.path(), &[]);
    assert!(
        told.out.contains("fields that `Log` does not have occurred 2 times; the shapes withhold them"),
        "{}",
        told.out
    );
    let other = SHAPES.replace("\"not_read\": 0", "\"not_read\": 2").replace("\"Log\"", "\"Tide\"");
    fs::write(folder.path().join("shapes.json"), other).expect("the file should be writable");
    let told = run(folder.path(), &[]);
    assert_eq!(told.outcome, Ok(Outcome::Findings));
    assert!(told.out.contains("Not compared: 2 files or payloads could not be read"), "{}", told.out);
    assert!(
        told.out.contains("Not compared: 3 responses have the schema Tide, which no response in the spec has"),
        "{}",
        told.out
    );
}

#[test]
fn what_is_no_shapes_is_refused() {
    for (shapes, reason) in [
        ("{}", "not a file of shapes: missing field `shapes`"),
        (&SHAPES.replace("\"present\": 2", "\"present\": 1") as &str, "do not add up"),
        (r#"{"shapes": 1, "observers": [], "not_read": 0, "answers": {}}"#, "the shapes contain no payloads"),
        (
            r#"{"shapes": 1, "observers": [], "not_read": 0, "answers": {"Tide": {"operations": [], "fields": {}}}}"#,
            "the shapes contain no payloads",
        ),
    ] {
        let folder = project(shapes);
        let told = run(folder.path(), &[]);
        assert!(told.outcome.as_ref().is_err_and(|error| error.contains(reason)), "{:?}", told.outcome);
    }
    let both = Arguments::try_parse_from(["xtask", "import", "a.md", "--out", "b", "--observed", "c"]);
    assert!(both.is_err());
    assert!(Arguments::try_parse_from(["xtask", "import"]).is_err());
}
