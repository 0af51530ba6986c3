//! Checks which spec a command uses, where it writes its output, and in which repository it looks up revisions.

use std::fs;
use std::path::Path;
use std::process::Command;

use xtask::revision::git;

use super::{Ran, commit, program, spec, temporary, write, xtask};

/// Changes a lifetime in a spec.
fn edit(folder: &Path) {
    let path = folder.join("timing.yaml");
    let text = fs::read_to_string(&path).expect("`timing.yaml` should be readable");
    assert!(text.contains("default: 45m"), "{text}");
    fs::write(path, text.replace("default: 45m", "default: 30m")).expect("the folder should be writable");
}

#[test]
fn a_program_works_on_the_checkout_that_it_runs_in() {
    // Simulates `cp -r`: the program was built in this checkout, and the spec in the copy has changed since.
    let (_folder, copy) = temporary();
    spec(&copy.join("spec"), "only_in_the_copy");
    for folder in [&copy, &copy.join("spec"), &copy.join("spec/workflows")] {
        let drawn = xtask(folder, &["graph", "only_in_the_copy"]).fine();
        assert!(drawn.contains("legibility"), "{drawn}");
    }
    let told = xtask(&copy.join("spec/rules"), &["generate"]).fine();
    assert!(told.starts_with("generated: "), "{told}");
    let page = copy.join("generated/docs/workflows/only_in_the_copy.md");
    assert!(page.is_file());
    xtask(&copy, &["generate", "--check"]).fine();
    fs::write(&page, "edited").expect("the folder should be writable");
    let found = xtask(&copy, &["generate", "--check"]);
    assert_eq!(found.code, Some(1));
    assert!(found.out.contains("edited   generated/docs/workflows/only_in_the_copy.md"), "{}", found.out);
    xtask(&copy, &["generate", "--force"]).fine();
    let site = xtask(&copy.join("spec"), &["docs"]).fine();
    assert!(site.starts_with("target/site: ") && copy.join("target/site/index.html").is_file(), "{site}");
}

#[test]
fn a_spec_of_another_name_is_a_root_and_has_its_own_output() {
    let (_folder, top) = temporary();
    spec(&top.join("acme"), "by_acme");
    spec(&top.join("harbor"), "by_harbor");
    for name in ["acme", "harbor"] {
        let told = xtask(&top.join(name).join("rules"), &["generate"]).fine();
        let out = top.join(format!("{name}-generated"));
        assert!(told.starts_with(&format!("{}: ", out.display())), "{told}");
        assert!(out.join(format!("docs/workflows/by_{name}.md")).is_file());
    }
    let option = top.join("acme");
    let named = xtask(&top, &["generate", "--check", "--spec", &option.to_string_lossy()]).fine();
    assert!(named.contains("acme-generated: "), "`--spec` must also determine the output folder: {named}");
    let found = xtask(&option, &["fmt", "--check"]);
    assert!(found.out.lines().all(|line| !line.starts_with('/')), "paths must be relative to the spec: {}", found.out);
}

#[test]
fn without_a_root_a_command_says_what_was_searched() {
    let (_folder, nowhere) = temporary();
    write(&nowhere.join("spec/workflows/a.yaml"), "");
    for command in [&["lint"][..], &["generate"], &["fmt"], &["docs"], &["release"], &["diff", "v1", "v2"]] {
        let ran = xtask(&nowhere, command);
        assert_eq!(ran.code, Some(2), "{command:?}: {}{}", ran.out, ran.err);
        assert!(ran.err.contains(&format!("neither {} nor any folder above it", nowhere.display())), "{}", ran.err);
        assert!(ran.err.contains("--spec DIR"), "{}", ran.err);
    }
    let left: Vec<_> = fs::read_dir(&nowhere).expect("a folder").flatten().map(|entry| entry.file_name()).collect();
    assert_eq!(left, ["spec"], "the command must not write any files");
}

#[test]
fn only_what_needs_the_checkout_of_the_toolkit_looks_for_it() {
    let (_folder, away) = temporary();
    let moved = away.join("xtask");
    fs::copy(env!("CARGO_BIN_EXE_xtask"), &moved).expect("copying the program should succeed");
    spec(&away.join("project/spec"), "elsewhere");
    write(&away.join("project/CHANGELOG.md"), "# Changes of the project\n");
    for command in ["tidy", "ci"] {
        let ran = program(&moved, &away.join("project"), &[command]);
        assert_eq!(ran.code, Some(2), "{command}: {}{}", ran.out, ran.err);
        assert!(ran.err.contains("needs a checkout of Verispec"), "{}", ran.err);
        assert!(ran.err.contains(&away.join("project").display().to_string()), "{}", ran.err);
    }
    program(&moved, &away.join("project"), &["vendor", "../copy"]).fine();
    let changelog = fs::read_to_string(away.join("copy/CHANGELOG.md")).expect("the copy should contain the changelog");
    assert_eq!(changelog, "# Changes of the project\n");
    assert!(away.join("copy/LICENSE-MIT").is_file());
}

#[test]
fn revisions_are_those_of_the_repository_that_the_spec_is_in() {
    let (_folder, top) = temporary();
    let layouts = [("at the top", ""), ("in spec", "spec"), ("deeper", "parts/kyc/spec"), ("of another name", "acme")];
    for (name, path) in layouts {
        let (repository, folder) = (top.join(name), top.join(name).join(path));
        spec(&folder, "mine");
        commit(&repository);
        edit(&folder);
        let shown = folder.to_string_lossy().into_owned();
        // Runs in the checkout of the toolkit, whose own HEAD contains another spec.
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        for (old, new, breaking) in [("HEAD", shown.as_str(), 1), (shown.as_str(), "HEAD", 1)] {
            let ran = xtask(here, &["diff", old, new]);
            let count = ran.out.matches("breaking[").count();
            assert_eq!(count, breaking, "{name}: {}{}", ran.out, ran.err);
            assert!(ran.out.contains("lifetime-changed"), "{name}: {}", ran.out);
        }
        xtask(&folder, &["diff", "HEAD", "HEAD"]).fine();
    }
}

#[test]
fn a_folder_outside_of_every_repository_has_no_revisions() {
    let (_folder, top) = temporary();
    spec(&top.join("spec"), "mine");
    let ran = xtask(Path::new(env!("CARGO_MANIFEST_DIR")), &["diff", "HEAD", &top.join("spec").to_string_lossy()]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("is not in a git repository; pass folders instead of revisions"), "{}", ran.err);
}

#[test]
fn a_hook_of_one_repository_can_look_at_another() {
    let (_folder, top) = temporary();
    for name in ["one", "other"] {
        spec(&top.join(name).join("spec"), name);
        commit(&top.join(name));
    }
    let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(["diff", "HEAD", "spec"])
        .current_dir(top.join("one"))
        .env("GIT_DIR", top.join("other/.git"))
        .output();
    let told = Ran::of(&output.expect("the program should start")).fine();
    assert!(told.contains("0 breaking"), "{told}");
}

#[test]
fn a_release_is_one_of_the_spec_that_is_named() {
    let (_folder, top) = temporary();
    spec(&top.join("spec"), "mine");
    write(&top.join("CHANGELOG.md"), "# Changelog\n\n## [Unreleased]\n");
    commit(&top);
    git(&top, &["tag", "v0.1.0"], b"").expect("git runs");
    edit(&top.join("spec"));
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let shown = xtask(here, &["release", "--dry-run", "--spec", &top.join("spec").to_string_lossy()]).fine();
    for part in ["version 0.1.0 (v0.1.0) -> 0.2.0", "\nspec/provider.yaml\n", "\nCHANGELOG.md\n", "missing  generated/"]
    {
        assert!(shown.contains(part), "{part:?} is missing from:\n{shown}");
    }
}

#[test]
fn a_copy_of_a_revision_stays_current_when_the_spec_changes() {
    let (_folder, top) = temporary();
    let top = top.join("project");
    spec(&top.join("spec"), "mine");
    let released = "# Changelog\n\n## [Unreleased]\n\n## [0.1.0] - 2026-11-25\n\n- A bell.\n";
    write(&top.join("CHANGELOG.md"), released);
    xtask(&top, &["generate"]).fine();
    commit(&top);
    git(&top, &["tag", "v0.1.0"], b"").expect("git runs");
    xtask(&top, &["vendor", "../copy", "--spec", "v0.1.0"]).fine();
    edit(&top.join("spec"));
    write(&top.join("CHANGELOG.md"), &released.replace("## [0.1.0]", "- Another bell.\n\n## [0.1.0]"));
    xtask(&top, &["generate"]).fine();
    commit(&top);
    let outdated = xtask(&top, &["vendor", "../copy", "--check"]);
    assert_eq!(outdated.code, Some(1), "{}{}", outdated.out, outdated.err);
    for arguments in [&["--spec", "v0.1.0"][..], &["--spec", "HEAD~1"], &["--spec", "v0.1.0", "--regenerate"]] {
        xtask(&top, &[&["vendor", "../copy", "--check"][..], arguments].concat()).fine();
    }
    xtask(&top, &["vendor", "../copy", "--verify"]).fine();
    let readme = fs::read_to_string(top.join("../copy/README.md")).expect("it exists");
    let tagged = git(&top, &["rev-parse", "v0.1.0"], b"").expect("git runs");
    assert!(readme.contains(String::from_utf8_lossy(&tagged).trim()), "{readme}");
    let changelog =
        fs::read_to_string(top.join("../copy/CHANGELOG.md")).expect("the copy should contain the changelog");
    assert_eq!(changelog, released.replace("## [Unreleased]\n\n", ""));
    // The crate is copied as it is checked in at the revision, even if an older generator generated it.
    let lib = top.join("generated/harbour-flows/src/lib.rs");
    let text = fs::read_to_string(&lib).expect("it exists");
    write(&lib, &format!("{text}// Of an older generator.\n"));
    commit(&top);
    xtask(&top, &["vendor", "../other", "--spec", "HEAD"]).fine();
    let copied = fs::read_to_string(top.join("../other/src/lib.rs")).expect("it exists");
    assert!(copied.ends_with("// Of an older generator.\n"));
    let differs = xtask(&top, &["vendor", "../other", "--spec", "HEAD", "--regenerate", "--check"]);
    assert_eq!(differs.code, Some(1));
    assert!(differs.out.contains("/src/lib.rs\n") && !differs.out.contains("README.md"), "{}", differs.out);
    let unknown = xtask(&top, &["vendor", "../copy", "--check", "--spec", "v9"]);
    assert_eq!(unknown.code, Some(2));
    assert!(unknown.err.contains("has no revision `v9`"), "{}", unknown.err);
}

#[test]
fn a_copy_has_the_changelog_of_its_own_provider() {
    let (_folder, top) = temporary();
    for name in ["spec", "acme"] {
        spec(&top.join(name), name);
    }
    write(&top.join("CHANGELOG.md"), "# Changes of another one\n");
    xtask(&top, &["vendor", "copy", "--spec", "acme"]).fine();
    assert!(!top.join("copy/CHANGELOG.md").exists());
    write(&top.join("acme-CHANGELOG.md"), "# Changes of Acme\n");
    xtask(&top, &["vendor", "copy", "--spec", "acme"]).fine();
    let changelog = fs::read_to_string(top.join("copy/CHANGELOG.md")).expect("the copy should contain the changelog");
    assert_eq!(changelog, "# Changes of Acme\n");
}
