//! Tests merges of branches that changed the same workflow: after a person has resolved the spec, `generate` resolves
//! all generated files.

use std::fs;

use xtask::revision::git;
use xtask::{Console, Outcome, generate};

use super::repository::Repository;

fn generated(repository: &Repository, check: bool) -> Result<(Outcome, String), String> {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut console = Console { out: &mut out, err: &mut err, color: false };
    let options = generate::Options { check, spec: Some(repository.path("spec")), ..generate::Options::default() };
    let outcome = generate::run(&options, &mut console).map_err(|error| format!("{error:#}"))?;
    Ok((outcome, String::from_utf8_lossy(&out).into_owned()))
}

/// Changes the spec on a new branch, generates the output and commits everything.
fn branch(repository: &Repository, name: &str, change: &dyn Fn(&Repository)) {
    repository.git(&["checkout", "--quiet", "-b", name, "start"]);
    change(repository);
    assert_eq!(generated(repository, false).expect("no foreign file should block the run").0, Outcome::Fine);
    repository.commit();
}

const WORKFLOW: &str = "spec/workflows/admit_amber_anchor.yaml";
const OTHER: &str = "spec/workflows/berth_amber_anchor.yaml";

/// Adds a note to the workflow.
fn note(repository: &Repository, text: &str) {
    let workflow = repository.text(WORKFLOW);
    let at = workflow.find("source:").expect("the workflow should have a source");
    let noted = format!("{}notes: [{text}]\n{}", &workflow[..at], &workflow[at..]);
    fs::write(repository.path(WORKFLOW), noted).expect("the folder should be writable");
}

#[test]
fn after_a_merge_only_the_spec_has_to_be_resolved() {
    let repository = Repository::new();
    assert_eq!(generated(&repository, false).expect("no foreign file should block the run").0, Outcome::Fine);
    repository.commit();
    repository.git(&["branch", "start"]);
    branch(&repository, "ours", &|repository| {
        note(repository, "The bell rings once.");
        repository.edit("spec/timing.yaml", "default: 45m", "default: 30m");
    });
    branch(&repository, "theirs", &|repository| {
        note(repository, "The bell rings twice.");
        // One side removes the page of a workflow and adds another one.
        let other = repository.text(OTHER);
        fs::remove_file(repository.path(OTHER)).expect("it exists");
        let key =
            other.lines().find(|line| line.starts_with("key: ")).expect("the workflow should have a key").to_owned();
        let moved = other.replace(&key, "key: 4711");
        fs::write(repository.path("spec/workflows/moor_amber_anchor.yaml"), moved).expect("a new file");
    });
    let settings = ["-c", "user.name=Example", "-c", "user.email=example@example.com", "-c", "commit.gpgsign=false"];
    // The output of `generate` for the resolved spec, which must not depend on the initial state.
    let mut wanted: Option<String> = None;
    for (into, from) in [("ours", "theirs"), ("theirs", "ours")] {
        for (strategy, state) in [
            (&[][..], "as git left it"),
            (&[], "without record"),
            (&["-X", "ours"], "record of theirs"),
            (&["-X", "theirs"], "record of ours"),
            (&["-X", "ours"], "committed"),
            (&["-s", "ours"], "record of theirs"),
        ] {
            let what = format!("{from} into {into}, {strategy:?}, {state}");
            repository.git(&["checkout", "--quiet", "--force", "-B", "merged", into]);
            repository.git(&["clean", "--quiet", "-fd"]);
            // The merge fails if there are conflicts.
            let merge = [&settings[..], &["merge", "--no-commit", "--quiet"], strategy, &[from]].concat();
            let _ = git(repository.root(), &merge, b"");
            let record = |side: &str| {
                let text = git(repository.root(), &["cat-file", "blob", &format!("{side}:generated/.verispec")], b"");
                fs::write(repository.path("generated/.verispec"), text.expect("it exists"))
                    .expect("the folder should be writable");
            };
            match state {
                "record of ours" => record("HEAD"),
                "record of theirs" => record("MERGE_HEAD"),
                "without record" => fs::remove_file(repository.path("generated/.verispec")).expect("it exists"),
                _ => {}
            }
            // Resolves the spec as a person would: keeps one side, and combines the notes of both.
            repository.git(&["checkout", "--quiet", "theirs", "--", "spec"]);
            if repository.path(OTHER).exists() {
                fs::remove_file(repository.path(OTHER)).expect("it exists");
            }
            repository.edit(WORKFLOW, "rings twice", "rings once or twice");
            if state == "committed" {
                repository.commit();
            }
            let (outcome, told) = generated(&repository, false).unwrap_or_else(|error| panic!("{what}: {error}"));
            assert_eq!(outcome, Outcome::Fine, "{what}: {told}");
            repository.git(&["add", "--all"]);
            let made = git(repository.root(), &["write-tree", "--prefix=generated/"], b"")
                .expect("all conflicts should be resolved");
            let made = String::from_utf8_lossy(&made).into_owned();
            if wanted.is_none() {
                assert_eq!(generated(&repository, true).expect("it runs").0, Outcome::Fine, "{what}");
                assert!(!repository.path("generated/docs/workflows/berth_amber_anchor.md").exists(), "{what}");
            }
            assert_eq!(*wanted.get_or_insert(made.clone()), made, "{what}");
            repository.commit();
        }
    }
}

#[test]
fn an_edit_is_not_taken_for_a_merge() {
    let repository = Repository::new();
    assert_eq!(generated(&repository, false).expect("no foreign file should block the run").0, Outcome::Fine);
    repository.commit();
    repository.git(&["branch", "start"]);
    branch(&repository, "ours", &|repository| note(repository, "The bell rings once."));
    branch(&repository, "theirs", &|repository| repository.edit("spec/timing.yaml", "default: 45m", "default: 30m"));
    repository.git(&["merge", "--quiet", "--strategy", "ours", "--message", "Both", "ours"]);
    // Edits a page that was changed on only one side, so git merged it without a conflict.
    let page = "generated/docs/workflows/admit_amber_anchor.md";
    fs::write(repository.path(page), format!("{}\nMine.\n", repository.text(page)))
        .expect("the folder should be writable");
    let refused = generated(&repository, false).expect_err("an edited file should not be overwritten");
    assert!(refused.contains("edited ") && refused.contains("admit_amber_anchor.md"), "{refused}");
}
