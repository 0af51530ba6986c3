//! Tests `cargo xtask release` in a repository with a tag: the plan, the written and unchanged files, and the errors.

use std::fs;
use std::process::Command;

use xtask::release::{Options, Plan, plan, undo_unfinished};
use xtask::revision::Repository as Revisions;
use xtask::{Console, Outcome, generate};

use super::repository::Repository;

fn options(from: Option<&str>) -> Options {
    Options { from: from.map(str::to_owned), dry_run: true, today: Some("2026-11-25".to_owned()), ..Options::default() }
}

fn planned(repository: &Repository) -> Plan {
    planned_by(&options(None), repository)
}

fn planned_by(options: &Options, repository: &Repository) -> Plan {
    let planned = plan(options, &repository.spec_root(), false).unwrap_or_else(|error| panic!("{error:#}"));
    planned.expect("there should be changes to release")
}

fn refused(repository: &Repository, from: Option<&str>) -> String {
    let refused = plan(&options(from), &repository.spec_root(), false).expect_err("planning the release should fail");
    format!("{refused:#}")
}

fn shown(plan: &Plan) -> String {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    plan.show(&mut Console { out: &mut out, err: &mut err, color: false }).expect("showing the plan should succeed");
    String::from_utf8(out).expect("the output should be UTF-8")
}

#[test]
fn a_release_has_the_version_that_its_changes_ask_for() {
    let repository = Repository::new();
    repository.git(&["tag", "v0.1.0"]);
    repository.git(&["tag", "v0.0.9"]);
    repository.git(&["tag", "very-old"]);
    repository.edit("spec/timing.yaml", "default: 45m", "default: 30m");
    repository.commit();
    let plan = planned(&repository);
    let follows = plan.follows.as_ref().expect("the plan should follow a tagged release");
    assert_eq!((follows.from.as_str(), plan.version.to_string().as_str()), ("v0.1.0", "0.2.0"));
    assert!(plan.entry.starts_with("## [0.2.0] - 2026-11-25\n\n### Breaking\n"), "{}", plan.entry);
    plan.write(&mut std::io::sink()).unwrap_or_else(|error| panic!("{error:#}"));
    assert!(repository.text("spec/provider.yaml").contains("  version: \"0.2.0\"\n"));
    let changelog = repository.text("CHANGELOG.md");
    let lifetime = changelog
        .find("The default of the lifetime `pass` is now 30 minutes.")
        .expect("the changelog should contain the change");
    let bell = changelog.find("- A bell.").expect("the changelog should keep the unreleased entries");
    assert!(changelog.contains("## [Unreleased]\n\n## [0.2.0] - 2026-11-25\n") && lifetime < bell, "{changelog}");
    assert!(repository.text("generated/harbour-flows/Cargo.toml").contains("version = \"0.2.0\""));
    repository.commit();
    repository.git(&["tag", "v0.2.0"]);
    let next = plan_of(&repository);
    assert!(next.is_none(), "a release must leave no changes to release");
}

fn plan_of(repository: &Repository) -> Option<Plan> {
    plan(&options(None), &repository.spec_root(), false).unwrap_or_else(|error| panic!("{error:#}"))
}

#[test]
fn a_plan_shows_everything_and_writes_nothing() {
    let repository = Repository::new();
    repository.git(&["tag", "v0.1.0"]);
    repository.edit("spec/lists/harbour_codes.yaml", "values: [", "values: [ZZZZ, ");
    let text = shown(&planned(&repository));
    for part in [
        "version 0.1.0 (v0.1.0) -> 0.1.1, since the changes are compatible",
        "spec/provider.yaml\n-   version: \"0.1.0\"\n+   version: \"0.1.1\"\n",
        "+ ## [0.1.1] - 2026-11-25",
        "+ - **The list `harbour_codes` now has the code ZZZZ.**",
        "missing  generated/harbour-flows/Cargo.toml",
        "nothing was written",
    ] {
        assert!(text.contains(part), "{part:?} is missing from:\n{text}");
    }
    assert!(!repository.path("generated").exists());
    assert!(repository.text("spec/provider.yaml").contains("\"0.1.0\""));
}

#[test]
fn a_version_that_is_high_enough_stays() {
    let repository = Repository::new();
    repository.git(&["tag", "v0.1.0"]);
    repository.edit("spec/timing.yaml", "default: 45m", "default: 30m");
    repository.edit("spec/provider.yaml", "\"0.1.0\"", "\"1.0.0\"");
    assert_eq!(planned(&repository).version.to_string(), "1.0.0");
}

#[test]
fn what_stands_in_the_way_is_told_with_the_way_out() {
    let repository = Repository::new();
    assert!(refused(&repository, Some("v9")).contains("has no revision `v9`"));
    repository.git(&["tag", "v0.1.0"]);
    assert!(refused(&repository, Some("v0.1.0:specs")).contains("pass it as v0.1.0:path"));
    repository.edit("spec/timing.yaml", "default: 45m", "default: 30m");
    repository.edit("CHANGELOG.md", "## [Unreleased]", "## Unreleased");
    assert!(refused(&repository, None).contains("no heading `## [Unreleased]`"));
    repository.edit("CHANGELOG.md", "## Unreleased", "## [Unreleased]\n\n## [0.2.0]");
    assert!(refused(&repository, None).contains("has an entry for 0.2.0 already"));
    repository.edit("spec/timing.yaml", "default: 30m", "default: half an hour");
    assert!(refused(&repository, None).contains("fix them first"));
}

#[test]
fn a_file_that_cannot_be_written_puts_everything_back() {
    let repository = Repository::new();
    repository.git(&["tag", "v0.1.0"]);
    repository.edit("spec/timing.yaml", "default: 45m", "default: 30m");
    let plan = planned(&repository);
    std::fs::write(repository.path("generated"), "in the way").expect("a new file");
    let error =
        plan.write(&mut std::io::sink()).expect_err("a file in place of the output folder should stop the release");
    assert!(format!("{error:#}").contains("all files are unchanged"), "{error:#}");
    assert!(repository.text("spec/provider.yaml").contains("\"0.1.0\""));
    assert!(!repository.text("CHANGELOG.md").contains("0.2.0"));
}

#[test]
fn the_first_release_has_the_version_of_the_spec() {
    let repository = Repository::new();
    let plan = planned(&repository);
    assert_eq!(plan.version.to_string(), "0.1.0");
    let text = shown(&plan);
    for part in [
        "version 0.1.0, the first release: HEAD contains no tag",
        "\n+ ## [0.1.0] - 2026-11-25\n",
        "missing  generated/",
    ] {
        assert!(text.contains(part), "{part:?} is missing from:\n{text}");
    }
    assert!(!text.contains("spec/provider.yaml"), "`spec/provider.yaml` must not change: {text}");
    plan.write(&mut std::io::sink()).unwrap_or_else(|error| panic!("{error:#}"));
    assert!(repository.text("CHANGELOG.md").contains("## [Unreleased]\n\n## [0.1.0] - 2026-11-25\n\n### Added\n"));
    // Removes the tags, as in a clone without them.
    repository.edit("spec/timing.yaml", "default: 45m", "default: 30m");
    let told = refused(&repository, None);
    assert!(told.contains("has the release 0.1.0, but no tag such as v0.1.0 is an ancestor of HEAD"), "{told}");
    assert!(told.contains("git fetch --tags") && told.contains("--first"), "{told}");
    let first = Options { first: true, ..options(None) };
    repository.edit("spec/provider.yaml", "\"0.1.0\"", "\"0.3.0\"");
    let plan = planned_by(&first, &repository);
    assert_eq!((plan.version.to_string().as_str(), plan.follows.is_none()), ("0.3.0", true));
}

#[test]
fn a_release_keeps_line_endings() {
    let repository = Repository::new();
    repository.git(&["tag", "v0.1.0"]);
    for path in ["CHANGELOG.md", "spec/provider.yaml", "spec/timing.yaml"] {
        let text = repository.text(path);
        std::fs::write(repository.path(path), text.replace('\n', "\r\n")).expect("the folder should be writable");
    }
    assert!(plan_of(&repository).is_none(), "line endings must not count as changes");
    repository.edit("spec/timing.yaml", "default: 45m", "default: 30m");
    planned(&repository).write(&mut std::io::sink()).unwrap_or_else(|error| panic!("{error:#}"));
    for path in ["CHANGELOG.md", "spec/provider.yaml"] {
        let text = repository.text(path);
        assert!(text.contains("0.2.0") && !text.replace("\r\n", "").contains('\n'), "{path}: {text:?}");
    }
}

#[test]
fn without_a_change_there_is_nothing_to_release() {
    let repository = Repository::new();
    repository.git(&["tag", "v0.1.0"]);
    assert!(plan_of(&repository).is_none());
}

/// Releases, and commits and tags the result.
fn release(repository: &Repository) -> String {
    let plan = planned(repository);
    plan.write(&mut std::io::sink()).unwrap_or_else(|error| panic!("{error:#}"));
    repository.commit();
    repository.git(&["tag", &format!("v{}", plan.version)]);
    plan.version.to_string()
}

#[test]
fn a_hotfix_follows_the_release_that_it_is_branched_off() {
    let repository = Repository::new();
    assert_eq!(release(&repository), "0.1.0");
    repository.edit("spec/timing.yaml", "default: 45m", "default: 30m");
    repository.commit();
    assert_eq!(release(&repository), "0.2.0");
    repository.git(&["checkout", "--quiet", "-b", "newest"]);
    repository.git(&["checkout", "--quiet", "-b", "hotfix", "v0.1.0"]);
    repository.edit("spec/lists/harbour_codes.yaml", "values: [", "values: [ZZZZ, ");
    repository.commit();
    let plan = planned(&repository);
    let follows = plan.follows.as_ref().expect("the plan should follow a tagged release");
    assert_eq!((follows.from.as_str(), plan.version.to_string().as_str()), ("v0.1.0", "0.1.1"));
    assert!(!plan.entry.contains("30 minutes"), "later changes must not be part of the release: {}", plan.entry);
    assert_eq!(release(&repository), "0.1.1");
    // No version is available for breaking changes between two consecutive releases.
    repository.edit("spec/timing.yaml", "default: 45m", "default: 15m");
    let told = refused(&repository, None);
    assert!(told.contains("the next version after v0.1.1 is 0.2.0, but v0.2.0 exists"), "{told}");
    assert!(told.contains("No version between v0.1.1 and v0.2.0 can carry breaking changes"), "{told}");
    repository.git(&["checkout", "--quiet", "spec"]);
    // Another branch from the same release must merge the hotfix first.
    repository.git(&["checkout", "--quiet", "-b", "another", "v0.1.0"]);
    repository.edit("spec/lists/harbour_codes.yaml", "values: [", "values: [YYYY, ");
    let told = refused(&repository, None);
    assert!(told.contains("v0.1.1 exists") && told.contains("Merge v0.1.1 and release from there"), "{told}");
    repository.git(&["checkout", "--quiet", "spec"]);
    // After the merge, the next version must be greater than both.
    repository.git(&["checkout", "--quiet", "newest"]);
    repository.git(&["merge", "--quiet", "--strategy", "ours", "--message", "A hotfix", "hotfix"]);
    repository.edit("spec/lists/harbour_codes.yaml", "values: [", "values: [ZZZZ, ");
    repository.commit();
    let plan = planned(&repository);
    assert_eq!(plan.follows.as_ref().map(|follows| follows.from.as_str()), Some("v0.2.0"));
    assert_eq!(plan.version.to_string(), "0.2.1");
}

#[test]
fn a_first_release_needs_no_changelog() {
    let repository = Repository::new();
    fs::remove_file(repository.path("CHANGELOG.md")).expect("it exists");
    repository.commit();
    assert_eq!(release(&repository), "0.1.0");
    assert_eq!(repository.text("CHANGELOG.md"), "# Changelog\n\n## [Unreleased]\n\n## [0.1.0] - 2026-11-25\n");
    repository.edit("spec/timing.yaml", "default: 45m", "default: 30m");
    repository.commit();
    assert_eq!(release(&repository), "0.2.0");
    let changelog = repository.text("CHANGELOG.md");
    let [unreleased, newer, older] =
        ["## [Unreleased]", "## [0.2.0]", "## [0.1.0]"].map(|heading| changelog.find(heading).expect("it exists"));
    assert!(unreleased < newer && newer < older, "{changelog}");
}

/// Runs, in the repository, the commands that a release prints.
fn run_commands(repository: &Repository, plan: &Plan) -> Vec<String> {
    let commands = plan.to_commit().expect("git runs").commands(&plan.version.to_string());
    for command in &commands {
        let author = ["AUTHOR", "COMMITTER"].into_iter().flat_map(|who| {
            [(format!("GIT_{who}_NAME"), "Example"), (format!("GIT_{who}_EMAIL"), "example@example.com")]
        });
        let ran = Command::new("sh").args(["-c", command]).envs(author).current_dir(repository.root()).output();
        assert!(ran.expect("a shell").status.success(), "{command}");
    }
    commands
}

#[test]
fn the_commands_that_are_told_commit_all_that_was_written() {
    let repository = Repository::new();
    let plan = planned(&repository);
    plan.write(&mut std::io::sink()).unwrap_or_else(|error| panic!("{error:#}"));
    // Edits a file that is not part of the release, before the printed commands run.
    fs::write(repository.path("notes.txt"), "mine\n").expect("a new file");
    let commands = run_commands(&repository, &plan);
    assert!(commands[0].ends_with("CHANGELOG.md") && commands[0].contains("add -- generated"), "{commands:?}");
    let clone = tempfile::tempdir().expect("a temporary folder");
    let folder = clone.path().join("clone");
    let folder_name = folder.to_string_lossy().into_owned();
    repository.git(&["clone", "--quiet", "--branch", "v0.1.0", ".", &folder_name]);
    assert!(!folder.join("notes.txt").exists(), "`notes.txt` must not be part of the release");
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let options = generate::Options { check: true, spec: Some(folder.join("spec")), ..generate::Options::default() };
    let outcome = generate::run(&options, &mut Console { out: &mut out, err: &mut err, color: false });
    assert_eq!(outcome.expect("it runs"), Outcome::Fine, "{}", String::from_utf8_lossy(&out));
}

/// Returns the paths of the files that a release of the harbor's spec changes, and of those that it creates.
fn written(repository: &Repository) -> Vec<String> {
    let git = Revisions::of(&repository.path("spec")).expect("a repository");
    let status = git.git(&["status", "--porcelain", "-z", "--untracked-files=all"]).expect("git runs");
    let status = String::from_utf8_lossy(&status).into_owned();
    status.split('\0').filter_map(|entry| Some(entry.get(3..)?.to_owned())).collect()
}

#[test]
fn a_release_that_was_killed_is_undone_and_can_be_run_again() {
    let lock = "version = 4\n\n[[package]]\nname = \"harbour-flows\"\nversion = \"0.1.0\"\n";
    let prepared = || {
        let repository = Repository::new();
        fs::write(repository.path("Cargo.lock"), lock).expect("a new file");
        fs::create_dir(repository.path("bench")).expect("a new folder");
        fs::write(repository.path("bench/Cargo.lock"), lock).expect("a new file");
        repository.commit();
        release(&repository);
        repository.edit("spec/timing.yaml", "default: 45m", "default: 30m");
        repository.commit();
        repository
    };
    let whole = prepared();
    planned(&whole).write(&mut std::io::sink()).unwrap_or_else(|error| panic!("{error:#}"));
    let files = written(&whole);
    for path in ["CHANGELOG.md", "Cargo.lock", "bench/Cargo.lock", "spec/provider.yaml", "generated/.verispec"] {
        assert!(files.iter().any(|file| file == path), "{path} is missing from {files:?}");
    }
    assert!(
        !whole.path(".git/verispec-release.json").exists(),
        "a finished release must remove `.git/verispec-release.json`"
    );
    assert!(whole.text("bench/Cargo.lock").contains("0.2.0"));
    let killed = prepared();
    let plan = planned(&killed);
    let beside: Vec<&String> = files.iter().filter(|file| !file.starts_with("generated/")).collect();
    for count in 0..=beside.len() {
        plan.begin().expect("recording the unfinished release should succeed");
        for path in &beside[..count] {
            fs::write(killed.path(path), whole.text(path)).expect("the folder should be writable");
        }
        if let Some(next) = beside.get(count) {
            // Simulates a release that was killed while it wrote this file.
            let (folder, name) = next.rsplit_once('/').unwrap_or((".", next));
            fs::write(killed.path(&format!("{folder}/.{name}.4711-0.new")), "ha").expect("a new file");
        }
        let git = Revisions::of(&killed.path("spec")).expect("a repository");
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let mut console = Console { out: &mut out, err: &mut err, color: false };
        let told =
            undo_unfinished(&git, true, &mut console).expect_err("a dry run should not undo an interrupted release");
        assert!(format!("{told:#}").contains("a release was interrupted"), "{told:#}");
        undo_unfinished(&git, false, &mut console).unwrap_or_else(|error| panic!("{error:#}"));
        assert_eq!(
            written(&killed),
            Vec::<String>::new(),
            "an interruption after {count} files must be undone completely"
        );
    }
    plan.write(&mut std::io::sink()).unwrap_or_else(|error| panic!("{error:#}"));
    for path in &files {
        assert_eq!(killed.text(path), whole.text(path), "{path}");
    }
    // The command does not discard edits made after the interruption.
    killed.commit();
    killed.git(&["tag", "v0.2.0"]);
    killed.edit("spec/timing.yaml", "default: 30m", "default: 20m");
    planned(&killed).begin().expect("recording the unfinished release should succeed");
    fs::write(killed.path("CHANGELOG.md"), "mine\n").expect("the folder should be writable");
    let git = Revisions::of(&killed.path("spec")).expect("a repository");
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut console = Console { out: &mut out, err: &mut err, color: false };
    let told = undo_unfinished(&git, false, &mut console)
        .expect_err("a file that was edited after the interruption should not be overwritten");
    assert!(format!("{told:#}").contains("CHANGELOG.md was edited since"), "{told:#}");
    assert_eq!(killed.text("CHANGELOG.md"), "mine\n");
}

#[test]
fn a_release_that_fails_leaves_the_lock_file_as_it_was() {
    let repository = Repository::new();
    let lock = "version = 4\n\n[[package]]\nname = \"harbour-flows\"\nversion = \"0.1.0\"\n";
    fs::write(repository.path("Cargo.lock"), lock).expect("a new file");
    repository.git(&["tag", "v0.1.0"]);
    repository.edit("spec/timing.yaml", "default: 45m", "default: 30m");
    let plan = planned(&repository);
    fs::write(repository.path("generated"), "in the way").expect("a new file");
    plan.write(&mut std::io::sink()).expect_err("a file in place of the output folder should stop the release");
    assert_eq!(repository.text("Cargo.lock"), lock);
    assert!(!repository.path(".git/verispec-release.json").exists());
}

#[test]
fn what_the_generator_alone_has_changed_is_released_as_a_patch() {
    let repository = Repository::new();
    release(&repository);
    assert!(plan_of(&repository).is_none(), "a release must leave no changes to release");
    // Simulates the output of an older generator.
    let record = repository.text("generated/.verispec");
    let line =
        record.lines().find(|line| line.ends_with("  docs/index.md")).expect("the record should list `docs/index.md`");
    fs::write(repository.path("generated/.verispec"), record.replace(line, &line.replace(&line[..8], "00000000")))
        .expect("the folder should be writable");
    repository.commit();
    repository.git(&["tag", "--force", "v0.1.0"]);
    let plan = planned(&repository);
    assert_eq!(plan.version.to_string(), "0.1.1");
    assert!(plan.entry.contains("The spec has not changed. The generator writes 1 file differently: `docs/index.md`."));
    assert!(shown(&plan).contains("since only the generator has changed"));
}

#[test]
fn a_release_gives_its_version_to_what_the_next_one_changes() {
    let repository = Repository::new();
    release(&repository);
    let workflow = "spec/workflows/admit_amber_anchor.yaml";
    let text = repository.text(workflow);
    let history = "history:\n  - {version: \"next\", text: The bell rings.}\n  - {version: next, text: Twice.}\n";
    let deprecated = "deprecated: {since: next, replacement: berth_amber_anchor}\n";
    let at = text.find("source:").expect("the workflow should have a source");
    let text = format!("{}{deprecated}{history}{}", &text[..at], &text[at..]);
    fs::write(repository.path(workflow), &text).expect("the folder should be writable");
    repository.commit();
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut console = Console { out: &mut out, err: &mut err, color: false };
    let options = generate::Options { spec: Some(repository.path("spec")), ..generate::Options::default() };
    assert_eq!(generate::run(&options, &mut console).expect("it runs"), Outcome::Fine);
    let page = "generated/docs/workflows/admit_amber_anchor.md";
    assert!(repository.text(page).contains("**Deprecated** since the next version"), "{}", repository.text(page));
    let module = "generated/harbour-flows/src/workflows/mod.rs";
    assert!(repository.text(module).contains("since = \"TBD\""), "{}", repository.text(module));
    repository.commit();
    assert_eq!(release(&repository), "0.1.1");
    assert_eq!(repository.text(workflow), text.replace("\"next\"", "next").replace("next", "\"0.1.1\""));
    assert!(repository.text(page).contains("**Deprecated** since 0.1.1"), "{}", repository.text(page));
    assert!(plan_of(&repository).is_none(), "a release must leave no changes to release");
}

/// Returns the history of a workflow as the spec states it, each entry as `version: text`.
fn history(repository: &Repository, workflow: &str) -> Vec<String> {
    let data: serde_json::Value =
        serde_yaml::from_str(&repository.text(workflow)).unwrap_or_else(|error| panic!("{workflow}: {error}"));
    let entries = data["history"].as_array().cloned().unwrap_or_default();
    let shown = |entry: &serde_json::Value| {
        format!("{}: {}", entry["version"].as_str().expect("a version"), entry["text"].as_str().expect("a text"))
    };
    entries.iter().map(shown).collect()
}

#[test]
fn a_release_adds_what_has_changed_to_the_histories_of_the_workflows() {
    let repository = Repository::new();
    release(&repository);
    let (workflow, other) = ("spec/workflows/admit_amber_anchor.yaml", "spec/workflows/berth_amber_anchor.yaml");
    let untouched = repository.text(other);
    // The same change is told in a file without a history, with a block list, with other line endings, and in JSON.
    repository.edit(workflow, "- sweeps-set-up\n", "");
    repository.commit();
    let first = release(&repository);
    let told =
        format!("{first}: No longer needs `sweeps-set-up`: The lists to sweep are chosen in the harbour's portal.");
    assert_eq!(history(&repository, workflow), std::slice::from_ref(&told));
    let page = "generated/docs/workflows/admit_amber_anchor.md";
    assert!(
        repository.text(page).contains(&format!("| {first} | No longer needs `sweeps-set-up`")),
        "{}",
        repository.text(page)
    );
    repository.edit(workflow, "lets visitors of", "lets every visitor of");
    repository.commit();
    let second = release(&repository);
    let reworded = format!("{second}: Reworded or extended: `summary`.");
    assert_eq!(history(&repository, workflow), [reworded.clone(), told.clone()]);
    let text = repository.text(workflow).replace('\n', "\r\n");
    fs::write(repository.path(workflow), text.replace("lets every visitor of", "lets visitors of"))
        .expect("a writable file");
    repository.commit();
    let third = release(&repository);
    assert!(!repository.text(workflow).replace("\r\n", "").contains('\n'), "{}", repository.text(workflow));
    let again = format!("{third}: Reworded or extended: `summary`.");
    assert_eq!(history(&repository, workflow), [again.clone(), reworded.clone(), told.clone()]);
    let data: serde_json::Value = serde_yaml::from_str(&repository.text(workflow)).expect("a spec file");
    fs::write(repository.path(workflow), data.to_string().replace("lets visitors of", "lets in"))
        .expect("a writable file");
    repository.commit();
    let fourth = release(&repository);
    let last = format!("{fourth}: Reworded or extended: `summary`.");
    assert_eq!(history(&repository, workflow), [last, again, reworded, told]);
    let mut without = data.clone();
    without.as_object_mut().expect("a mapping").remove("history");
    fs::write(repository.path(workflow), without.to_string()).expect("a writable file");
    repository.commit();
    let fifth = release(&repository);
    let only = format!("{fifth}: Reworded or extended: `summary`.");
    assert_eq!(history(&repository, workflow), std::slice::from_ref(&only));
    // Without entries, the list is still there.
    without["history"] = serde_json::json!([]);
    fs::write(repository.path(workflow), without.to_string().replace("lets visitors of", "lets in"))
        .expect("a writable file");
    repository.commit();
    let sixth = release(&repository);
    assert_eq!(history(&repository, workflow), [format!("{sixth}: Reworded or extended: `summary`.")]);
    assert_eq!(repository.text(other), untouched, "nothing has changed in it");
    assert!(plan_of(&repository).is_none(), "a release must leave no changes to release");
}

#[test]
fn an_entry_that_a_person_wrote_is_kept() {
    let repository = Repository::new();
    release(&repository);
    let workflow = "spec/workflows/admit_amber_anchor.yaml";
    repository.edit(workflow, "- sweeps-set-up\n", "");
    repository.edit(workflow, "source:", "history:\n- {version: next, text: No sweeps any more.}\nsource:");
    repository.commit();
    let version = release(&repository);
    assert_eq!(history(&repository, workflow), [format!("{version}: No sweeps any more.")]);
}
