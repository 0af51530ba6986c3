//! Tests `new`: the written files, the rejected names, the output, and that a file is valid once its placeholders are
//! filled in.

use std::fs;
use std::path::Path;
use std::process::Command;

use xtask::{Outcome, fmt, generate, new};

use super::{Said, copy, harbor, replace, said};

fn begin(spec: &Path, kind: new::Kind, name: &str) -> Said {
    let options = new::Options { kind, name: name.to_owned(), spec: Some(spec.to_path_buf()) };
    said(|console| new::run(&options, console))
}

/// Replacements for each placeholder, as an author would write them.
const WORKFLOW: &[(&str, &str)] = &[
    ("TODO its name as documented", "Third Call"),
    ("TODO what it does in one sentence", "Clears a ship that has been here twice."),
    ("TODO the categories that it needs", "MANIFEST"),
    ("[TODO the categories that it stores; none may be right]", "[MANIFEST]"),
    ("TODO the channels that it can be run over", "GANGWAY"),
    ("TODO the category of the first credential of an execution", "MANIFEST"),
    ("TODO the channels that it can be acquired over", "GANGWAY"),
    ("TODO what must be in place; ids from prerequisites.yaml; none may be right", "line-registered"),
    ("TODO the capabilities that run; from left to right", "legiblePapers, weighedCargo, auditedCargo"),
    ("TODO the document and the section; written as document: section", "almanac: First calls"),
    ("TODO the id of an operation that is documented for it", "apply"),
];

const RULE: &[(&str, &str)] = &[
    ("TODO what the rules of this file watch over", "Whether the tide allows what is applied for."),
    ("TODO why the rule exists", "Ships of the dangerous kind tell how many are aboard."),
    ("TODO the operations whose payloads it judges", "apply"),
    ("TODO the value that decides whether it applies; without it remove all of when", "body.dangerous"),
    ("TODO the member that must be there; or replace require by forbid or check", "body.captain"),
    ("TODO what to tell and what to do about it", "Tell how many people are aboard."),
    ("TODO the document and the section; written as document: section", "almanac: First calls"),
];

const CAPABILITY: &[(&str, &str)] = &[
    ("TODO what it finds out in one sentence", "Whether the hull is sound."),
    ("TODO the capabilities that it depends on; none may be right", "legiblePapers"),
    ("TODO a type of decision", "SEAWORTHY"),
    ("TODO the labels of this decision", "TIDY"),
    ("TODO the schema of one result", "PlainVerdict"),
    ("TODO the document and the section; written as document: section", "almanac: Inspections"),
];

/// The field with the results of the new capability. Its name is derived from the name of the capability.
const RESULTS: &str =
    "      soundedHull: {description: Is it sound?, type: array, items: {$ref: \"#/$defs/PlainVerdict\"}}\n";

fn fill(spec: &Path, path: &str, blanks: &[(&str, &str)]) {
    for (blank, words) in blanks {
        replace(spec, path, blank, words);
    }
}

#[test]
fn a_new_workflow_lints_clean_but_for_the_blanks_that_are_named() {
    let folder = copy(&harbor());
    let said = begin(folder.path(), new::Kind::Workflow, "third_call");
    assert_eq!(said.outcome, Ok(Outcome::Fine), "{}", said.err);
    assert!(
        said.out
            .contains("third_call.yaml: written, with these placeholders:\n  line 3: write its name as documented\n")
    );
    let Err(found) = verispec_codegen::load(&super::sources(folder.path())) else {
        panic!("unfilled placeholders must be errors")
    };
    assert!(found.iter().all(|finding| finding.rule.id == "blank"), "{}", found.len());
    assert_eq!(said.out.lines().filter(|line| line.starts_with("  line ")).count(), found.len(), "{}", said.out);
    assert_eq!(found.len(), WORKFLOW.len());
    let text = fs::read_to_string(folder.path().join("workflows/third_call.yaml"))
        .expect("the workflow file should have been written");
    assert!(text.contains("\nkey: 702\n"), "the new key must be one above 701, the highest existing key: {text}");
}

#[test]
fn files_begin_formatted() {
    let folder = copy(&harbor());
    for (kind, name) in [(new::Kind::Workflow, "a"), (new::Kind::Capability, "b_c"), (new::Kind::Rule, "d_e")] {
        assert_eq!(begin(folder.path(), kind, name).outcome, Ok(Outcome::Fine));
    }
    let options = fmt::Options { check: true, spec: Some(folder.path().into()) };
    let said = said(|console| fmt::run(&options, console));
    assert_eq!(said.outcome, Ok(Outcome::Fine), "{}", said.out);
}

#[test]
fn with_its_blanks_filled_everything_is_generated_without_a_warning_and_compiles() {
    let folder = copy(&harbor());
    let kinds =
        [(new::Kind::Workflow, "third_call"), (new::Kind::Rule, "tide_rules"), (new::Kind::Capability, "sounded_hull")];
    for (kind, name) in kinds {
        assert_eq!(begin(folder.path(), kind, name).outcome, Ok(Outcome::Fine));
    }
    fill(folder.path(), "workflows/third_call.yaml", WORKFLOW);
    fill(folder.path(), "rules/tide_rules.yaml", RULE);
    fill(folder.path(), "capabilities/sounded_hull.yaml", CAPABILITY);
    replace(folder.path(), "workflows/third_call.yaml", "auditedCargo]", "auditedCargo, soundedHull]");
    let next = "      weighedCargo: {";
    replace(folder.path(), "schemas/log.yaml", next, &format!("{RESULTS}{next}"));
    let mut tree = None;
    let said = said(|console| {
        tree = generate::build(folder.path(), console)?;
        Ok(Outcome::Fine)
    });
    assert_eq!(
        (said.outcome, said.err.as_str()),
        (Ok(Outcome::Fine), ""),
        "the command must succeed without warnings, including those of rustfmt"
    );
    let tree = tree.expect("the spec should have no errors");
    let module = tree.get("harbor-clearance/src/workflows/third_call.rs").expect("the workflow should have a module");
    assert!(module.contains("Third Call"), "{module}");
    let page = tree.get("docs/workflows/third_call.md").expect("the workflow should have a page");
    assert!(page.contains("# 702 Third Call"), "{page}");
    assert!(page.contains("tide-rules"), "the page must list the new rule: {page}");
    assert!(page.contains("soundedHull"), "the page must list the new capability: {page}");
    compile(folder.path());
}

/// Checks that the output for a spec compiles without warnings. Works offline, because the workspace has the same
/// dependencies.
fn compile(spec: &Path) {
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("filled");
    // Removes the folder of an earlier run, because that run edited the manifest as below.
    let options = generate::Options {
        spec: Some(spec.to_path_buf()),
        out: Some(out.clone()),
        force: true,
        ..generate::Options::default()
    };
    let said = said(|console| generate::run(&options, console));
    assert_eq!(said.outcome, Ok(Outcome::Fine), "{}", said.err);
    let manifest = out.join("harbor-clearance/Cargo.toml");
    let text = fs::read_to_string(&manifest).expect("the crate should have a manifest");
    fs::write(&manifest, format!("{text}\n[workspace]\n")).expect("the folder should be writable");
    let checked = Command::new(env!("CARGO"))
        .args(["check", "--offline", "--quiet", "--all-features"])
        .current_dir(out.join("harbor-clearance"))
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("filled-target"))
        .env("RUSTFLAGS", "-Dwarnings")
        .output()
        .expect("cargo should be available, because it runs the tests");
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stderr));
}

#[test]
fn nothing_is_replaced_and_no_bad_name_is_taken() {
    let folder = copy(&harbor());
    let there = begin(folder.path(), new::Kind::Workflow, "first_call");
    assert!(there.outcome.is_err_and(|error| error.ends_with("already exists; choose another name, or edit the file")));
    for name in ["../../x", "CON", "con", "self", "two words", ""] {
        let said = begin(folder.path(), new::Kind::Capability, name);
        assert!(said.outcome.is_err(), "{name:?} was accepted");
    }
    let untouched = super::sources(folder.path());
    assert_eq!(
        untouched.iter().count(),
        super::sources(&harbor()).iter().count(),
        "the command must not write any files"
    );
}
