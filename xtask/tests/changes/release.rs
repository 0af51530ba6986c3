//! `cargo xtask release`: takes a repository with a tag, holds what is planned, written, refused and left alone.

use xtask::Console;
use xtask::release::{Options, Plan, plan};

use super::repository::Repository;

fn options(from: Option<&str>) -> Options {
    Options { from: from.map(str::to_owned), dry_run: true, today: Some("2026-11-25".to_owned()), ..Options::default() }
}

fn planned(repository: &Repository) -> Plan {
    let planned = plan(&options(None), &repository.spec_root(), false).unwrap_or_else(|error| panic!("{error:#}"));
    planned.expect("something has changed")
}

fn refused(repository: &Repository, from: Option<&str>) -> String {
    let refused = plan(&options(from), &repository.spec_root(), false).expect_err("it cannot be released");
    format!("{refused:#}")
}

fn shown(plan: &Plan) -> String {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    plan.show(&mut Console { out: &mut out, err: &mut err, color: false }).expect("it can be shown");
    String::from_utf8(out).expect("it writes text")
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
    let follows = plan.follows.as_ref().expect("there is a tag");
    assert_eq!((follows.from.as_str(), plan.version.to_string().as_str()), ("v0.1.0", "0.2.0"));
    assert!(plan.entry.starts_with("## [0.2.0] - 2026-11-25\n\n### Breaking\n"), "{}", plan.entry);
    plan.write(&mut std::io::sink()).unwrap_or_else(|error| panic!("{error:#}"));
    assert!(repository.text("spec/provider.yaml").contains("  version: \"0.2.0\"\n"));
    let changelog = repository.text("CHANGELOG.md");
    let lifetime = changelog.find("The default of the lifetime `pass` is now 30 minutes.").expect("the change is told");
    let bell = changelog.find("- A bell.").expect("what was unreleased is kept");
    assert!(changelog.contains("## [Unreleased]\n\n## [0.2.0] - 2026-11-25\n") && lifetime < bell, "{changelog}");
    assert!(repository.text("generated/harbour-flows/Cargo.toml").contains("version = \"0.2.0\""));
    repository.commit();
    repository.git(&["tag", "v0.2.0"]);
    let next = plan_of(&repository);
    assert!(next.is_none(), "a release changes nothing by itself");
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
        assert!(text.contains(part), "{part:?} is missing in\n{text}");
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
    let error = plan.write(&mut std::io::sink()).expect_err("a file is in the way");
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
    for part in ["version 0.1.0, the first release: ", "\n+ ## [0.1.0] - 2026-11-25\n", "missing  generated/"] {
        assert!(text.contains(part), "{part:?} is missing in\n{text}");
    }
    assert!(!text.contains("spec/provider.yaml"), "nothing changes in it: {text}");
    plan.write(&mut std::io::sink()).unwrap_or_else(|error| panic!("{error:#}"));
    assert!(repository.text("CHANGELOG.md").contains("## [Unreleased]\n\n## [0.1.0] - 2026-11-25\n\n### Added\n"));
    // As a clone without tags sees it.
    repository.edit("spec/timing.yaml", "default: 45m", "default: 30m");
    let told = refused(&repository, None);
    assert!(told.contains("has the release 0.1.0, but the repository has no tag such as v0.1.0"), "{told}");
}

#[test]
fn a_release_keeps_line_endings() {
    let repository = Repository::new();
    repository.git(&["tag", "v0.1.0"]);
    for path in ["CHANGELOG.md", "spec/provider.yaml", "spec/timing.yaml"] {
        let text = repository.text(path);
        std::fs::write(repository.path(path), text.replace('\n', "\r\n")).expect("it is writable");
    }
    assert!(plan_of(&repository).is_none(), "line endings are no change");
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
