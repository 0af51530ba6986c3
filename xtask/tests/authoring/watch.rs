//! Tests `generate --watch`: checks the generated files and the output for a spec that changes while it is watched.

use std::fs;
use std::path::{Path, PathBuf};

use xtask::{generate, watch};

use super::{Said, copy, harbor, replace, said};

/// A change to the spec folder, or a check of the output folder.
type Step<'a> = &'a dyn Fn(&Path, &Path);

/// Watches a copy of the harbor's spec. Executes one step at each pause, and ends after the last one.
fn watched(steps: &[Step<'_>], clear: bool) -> Said {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (spec, out) = (folder.path().join("spec"), folder.path().join("out"));
    fs::rename(copy(&harbor()).keep(), &spec).expect("both folders should be on the same file system");
    let options =
        generate::Options { watch: true, spec: Some(spec.clone()), out: Some(out.clone()), ..Default::default() };
    let mut steps = steps.iter();
    let pause = || steps.next().map(|step| step(&spec, &out)).is_some();
    said(|console| watch::until(&|console| xtask::generate::once(&options, console), &spec, clear, console, pause))
}

fn nothing(_: &Path, _: &Path) {}

fn rounds(said: &Said) -> usize {
    said.err.matches("press Ctrl-C to stop").count()
}

fn page(out: &Path) -> PathBuf {
    out.join("docs/workflows/first_call.md")
}

#[test]
fn a_change_is_generated_once_it_has_settled() {
    let edit = |spec: &Path, _: &Path| replace(spec, "workflows/first_call.yaml", "never been here", "not been here");
    let look = |_: &Path, out: &Path| {
        let text = fs::read_to_string(page(out)).expect("the page should have been generated");
        assert!(text.contains("not been here"), "{text}");
    };
    let said = watched(&[&nothing, &edit, &nothing, &look, &nothing], false);
    assert_eq!(rounds(&said), 2, "{}", said.err);
}

#[test]
fn a_file_that_is_half_written_is_waited_for() {
    let half = |spec: &Path, _: &Path| replace(spec, "workflows/first_call.yaml", "name: First Call\n", "name: [\n");
    let whole = |spec: &Path, _: &Path| replace(spec, "workflows/first_call.yaml", "name: [\n", "name: Maiden Call\n");
    let said = watched(&[&half, &whole, &nothing, &nothing], false);
    assert!(!said.err.contains("error"), "{}", said.err);
    assert_eq!(rounds(&said), 2, "{}", said.err);
}

#[test]
fn mistakes_are_told_in_place_and_the_output_stays_until_they_are_mended() {
    let harm = |spec: &Path, _: &Path| replace(spec, "workflows/first_call.yaml", "weighedCargo", "weighedCarg");
    let look = |_: &Path, out: &Path| assert!(page(out).exists(), "the output must not be removed");
    let mend = |spec: &Path, _: &Path| replace(spec, "workflows/first_call.yaml", "weighedCarg,", "weighedCargo,");
    let said = watched(&[&harm, &nothing, &look, &mend, &nothing, &nothing], true);
    assert_eq!(rounds(&said), 3, "{}", said.err);
    let screens: Vec<&str> = said.err.split("\x1b[2J\x1b[H").skip(1).collect();
    assert_eq!(screens.len(), 3);
    assert_eq!(
        screens.iter().map(|screen| screen.contains("error[unknown-capability]")).collect::<Vec<_>>(),
        [false, true, false]
    );
}

#[test]
fn a_folder_that_is_removed_and_comes_back_is_survived() {
    let away = |spec: &Path, _: &Path| fs::rename(spec, spec.with_extension("away")).expect("it exists");
    let back = |spec: &Path, _: &Path| fs::rename(spec.with_extension("away"), spec).expect("it exists");
    let said = watched(&[&away, &nothing, &nothing, &back, &nothing, &nothing], false);
    assert_eq!(rounds(&said), 3, "{}", said.err);
    assert!(said.err.contains("error: the spec cannot be read"), "{}", said.err);
}
