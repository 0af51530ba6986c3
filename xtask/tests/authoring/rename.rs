//! Tests `rename`: it changes a name wherever the name is used and nothing else, and rejects invalid names.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use xtask::rename::{Kind, Options};
use xtask::{Outcome, lint, rename};

use super::{Said, copy, harbor, said, sources};

fn renamed(spec: &Path, kind: Kind, old: &str, new: &str) -> Said {
    let cases = Some(spec.with_file_name("cases"));
    let options = Options { kind, old: old.to_owned(), new: new.to_owned(), spec: Some(spec.to_path_buf()), cases };
    said(|console| rename::run(&options, console))
}

/// Returns a copy of the harbor's spec with a payload case next to it.
fn project() -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let spec = folder.path().join("spec");
    fs::rename(copy(&harbor()).keep(), &spec).expect("both folders should be on the same file system");
    fs::create_dir(folder.path().join("cases")).expect("a new folder");
    let case =
        r#"{"name": "MANIFEST", "expect": "error at /papers/TIDY", "body": {"paper": "MANIFEST", "way": "CARRIER"}}"#;
    fs::write(folder.path().join("cases/a.json"), case).expect("a new file");
    (folder, spec)
}

fn texts(spec: &Path) -> BTreeMap<String, String> {
    let files = sources(spec);
    files.iter().map(|(id, file)| (file.path.clone(), files.text(id).into_owned())).collect()
}

const RENAMED: [(Kind, &str, &str); 6] = [
    (Kind::Workflow, "first_call", "maiden_call"),
    (Kind::Operation, "apply", "ask"),
    (Kind::Capability, "weighedCargo", "scaledCargo"),
    (Kind::Channel, "CARRIER", "SHIPPER"),
    (Kind::Credential, "MANIFEST", "LADING"),
    (Kind::Label, "TIDY", "NEAT"),
];

#[test]
fn a_name_changes_wherever_it_is_used_and_nothing_else_does() {
    for (kind, old, new) in RENAMED {
        let (folder, spec) = project();
        let (before, case) = (texts(&spec), fs::read_to_string(folder.path().join("cases/a.json")).expect("it exists"));
        let told = renamed(&spec, kind, old, new);
        assert_eq!(told.outcome, Ok(Outcome::Fine), "{old}: {}{}", told.out, told.err);
        let after = texts(&spec);
        assert_ne!(before, after, "{old}");
        let options = lint::Options { format: lint::Format::Text, spec: Some(spec.clone()) };
        let linted = said(|console| lint::run(&options, console));
        assert_eq!((linted.outcome, linted.err.as_str()), (Ok(Outcome::Fine), ""), "{old}");
        // The only remaining occurrences are mentions in prose, which the command prints.
        for (path, text) in &after {
            let whole =
                |line: &str| line.split(|c: char| !c.is_alphanumeric() && !"_-".contains(c)).any(|word| word == old);
            for (number, line) in text.lines().enumerate().filter(|(_, line)| whole(line)) {
                let place = format!("{path}:{}: ", number + 1);
                assert!(
                    told.out.contains(&place) || line.trim_start().starts_with('#'),
                    "{old} still occurs at {place}{line}"
                );
            }
        }
        // Renaming back restores the original.
        assert_eq!(renamed(&spec, kind, new, old).outcome, Ok(Outcome::Fine), "{new}");
        assert_eq!(texts(&spec), before, "{old}");
        assert_eq!(fs::read_to_string(folder.path().join("cases/a.json")).expect("it exists"), case);
    }
}

#[test]
fn cases_are_renamed_with_the_spec() {
    let (folder, spec) = project();
    for (kind, old, new) in RENAMED {
        assert_eq!(renamed(&spec, kind, old, new).outcome, Ok(Outcome::Fine), "{old}");
    }
    let case = fs::read_to_string(folder.path().join("cases/a.json")).expect("it exists");
    let wanted =
        r#"{"name": "LADING", "expect": "error at /papers/NEAT", "body": {"paper": "LADING", "way": "SHIPPER"}}"#;
    assert_eq!(case, wanted);
}

#[test]
fn what_is_not_one_thing_is_not_renamed() {
    let (_folder, spec) = project();
    let before = texts(&spec);
    for (kind, old, new, part) in [
        (Kind::Channel, "CARRIERS", "SHIPPER", "no channel `CARRIERS`; did you mean `CARRIER`?"),
        (Kind::Credential, "CARRIER", "SHIPPER", "the spec has no credential category `CARRIER`"),
        (Kind::Channel, "CARRIER", "GANGWAY", "`GANGWAY` is already the name of a channel"),
        (Kind::Channel, "CARRIER", "MANIFEST", "`MANIFEST` is already the name of a credential category"),
    ] {
        let refused = renamed(&spec, kind, old, new).outcome.expect_err(part);
        assert!(refused.contains(part), "{refused}");
    }
    // The rules of the language report invalid names.
    let told = renamed(&spec, Kind::Workflow, "first_call", "First Call");
    assert_eq!(told.outcome, Ok(Outcome::Findings), "{}", told.err);
    assert!(told.err.contains("nothing was written"), "{}", told.err);
    assert_eq!(texts(&spec), before);
}
