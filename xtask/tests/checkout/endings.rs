//! Tests a checkout with CRLF, as Git for Windows creates it: line endings must not cause differences, writes or
//! errors.

use std::fs;
use std::path::{Path, PathBuf};

use xtask::revision::git;
use xtask::root::toolkit;

use super::{commit, copy, temporary, write, xtask};

/// Clones a repository with CRLF line endings, as on Windows.
fn clone(from: &Path, to: &Path) {
    let (from, to) = (from.to_string_lossy(), to.to_string_lossy());
    git(Path::new("."), &["clone", "--quiet", "--config", "core.autocrlf=true", &from, &to], b"").expect("git runs");
}

fn has_crlf(path: &Path) -> bool {
    fs::read_to_string(path).expect("a text").contains("\r\n")
}

/// Returns a repository with this checkout's spec and output, and a clone of it with CRLF.
fn checkout(top: &Path, attributes: bool) -> PathBuf {
    let here = toolkit().expect("this checkout");
    for name in ["spec", "generated", "CHANGELOG.md", ".gitattributes"] {
        if attributes || name != ".gitattributes" {
            copy(&here.join(name), &top.join("origin").join(name));
        }
    }
    commit(&top.join("origin"));
    clone(&top.join("origin"), &top.join("clone"));
    top.join("clone")
}

#[test]
fn the_attributes_of_this_repository_keep_lf() {
    let (_folder, top) = temporary();
    let clone = checkout(&top, true);
    assert!(!has_crlf(&clone.join("spec/provider.yaml")) && !has_crlf(&clone.join("generated/docs/index.md")));
}

#[test]
fn a_checkout_with_crlf_is_as_good_as_any() {
    let (_folder, top) = temporary();
    let clone = checkout(&top, false);
    let page = clone.join("generated/docs/index.md");
    assert!(has_crlf(&page) && has_crlf(&clone.join("spec/provider.yaml")) && has_crlf(&clone.join("CHANGELOG.md")));
    xtask(&clone, &["generate", "--check"]).fine();
    let told = xtask(&clone, &["generate"]).fine();
    assert!(told.contains(" 0 written, 0 removed"), "{told}");
    xtask(&clone, &["fmt", "--check"]).fine();
    let told = xtask(&clone, &["diff", "HEAD", "spec"]).fine();
    assert!(told.contains("0 breaking, 0 compatible, 0 docs only"), "{told}");
    for (folder, site) in [(&clone, "crlf"), (&top.join("origin"), "lf")] {
        xtask(folder, &["docs", "--out", &top.join(site).to_string_lossy()]).fine();
    }
    for page in ["index.html", "search-index.js", "rules.html"] {
        let read = |site: &str| fs::read(top.join(site).join(page)).expect("a page");
        assert_eq!(read("crlf"), read("lf"), "{page}");
    }
    let text = fs::read_to_string(&page).expect("a page");
    for (what, edited) in [
        ("a word", text.replacen("workflow", "work-flow", 1)),
        ("a stray carriage return", text.replacen("\r\n", "\r\r\n", 1)),
        ("a carriage return in a line", text.replacen("# ", "#\r ", 1)),
        ("a line", format!("{text}\r\n")),
    ] {
        fs::write(&page, edited).expect("the folder should be writable");
        let found = xtask(&clone, &["generate", "--check"]);
        assert!(found.out.starts_with("edited   generated/docs/index.md\nnot up to date"), "{what}: {}", found.out);
    }
    let refused = xtask(&clone, &["generate"]);
    assert!(refused.code == Some(2) && refused.err.contains("edited   generated/docs/index.md\n"), "{}", refused.err);
    let told = xtask(&clone, &["generate", "--force"]).fine();
    assert!(told.starts_with("replaced generated/docs/index.md\n"), "{told}");
    xtask(&clone, &["generate", "--check"]).fine();
    let status = git(&clone, &["status", "--porcelain"], b"").expect("git runs");
    assert_eq!(String::from_utf8_lossy(&status), "", "git must not see a change");
}

#[test]
fn a_copy_of_the_crate_with_crlf_is_current() {
    let (_folder, top) = temporary();
    let clone_of_spec = checkout(&top, false);
    let (project, copy) = (top.join("project"), top.join("project/vendor/bindings"));
    // The copy is written from a spec with CRLF, and compared with a spec with LF.
    xtask(&clone_of_spec, &["vendor", &copy.to_string_lossy()]).fine();
    assert!(!has_crlf(&copy.join("README.md")) && !has_crlf(&copy.join("CHANGELOG.md")));
    let check = |folder: &Path, copy: &Path| xtask(folder, &["vendor", "--check", &copy.to_string_lossy()]);
    check(&top.join("origin"), &copy).fine();
    commit(&project);
    clone(&project, &top.join("project-crlf"));
    let copy = top.join("project-crlf/vendor/bindings");
    assert!(has_crlf(&copy.join("src/lib.rs")) && has_crlf(&copy.join("CHECKSUMS")));
    check(&top.join("origin"), &copy).fine();
    let told = xtask(&top.join("origin"), &["vendor", &copy.to_string_lossy()]).fine();
    assert!(told.contains(" files, 0 written;"), "{told}");
    let source = copy.join("src/lib.rs");
    let text = fs::read_to_string(&source).expect("it exists");
    fs::write(&source, format!("{text}// mine\r\n")).expect("the folder should be writable");
    let found = check(&top.join("origin"), &copy);
    assert!(found.out.starts_with("edited   ") && found.out.contains("src/lib.rs"), "{}", found.out);
}

#[test]
fn a_spec_that_is_laid_out_anew_keeps_its_line_endings() {
    let (_folder, top) = temporary();
    let clone = checkout(&top, false);
    let path = clone.join("spec/timing.yaml");
    let text = fs::read_to_string(&path).expect("a file");
    let (first, rest) = text.split_once("\r\n").expect("several lines");
    fs::write(&path, format!("{first}   \r\n{rest}")).expect("the folder should be writable");
    let found = xtask(&clone, &["fmt", "--check"]);
    assert!(found.out.starts_with("spec/timing.yaml:1: not formatted\n"), "{}", found.out);
    let told = xtask(&clone, &["fmt"]).fine();
    assert!(told.contains(": 1 files changed"), "{told}");
    assert_eq!(fs::read_to_string(&path).expect("a file"), text);
}

#[test]
fn a_patch_for_a_spec_with_crlf_adds_lines_with_crlf() {
    let (_folder, top) = temporary();
    let cases = toolkit().expect("this checkout").join("tests/cases");
    copy(&cases.join("specs/harbor"), &top.join("origin/spec"));
    copy(&cases.join("documents/layout.yaml"), &top.join("origin/spec/layouts/almanac.yaml"));
    let almanac = fs::read_to_string(cases.join("documents/almanac.md")).expect("a document");
    assert!(almanac.contains("- Flag\n"));
    write(&top.join("origin/almanac.md"), &almanac.replace("- Flag\n", "- Flag\n- Ensign\n"));
    commit(&top.join("origin"));
    clone(&top.join("origin"), &top.join("clone"));
    let patch = |folder: &str| {
        let ran = xtask(&top.join(folder), &["import", "almanac.md", "--out", "spec"]);
        assert_eq!(ran.code, Some(1), "{}", ran.err);
        ran.out
    };
    let (lf, crlf) = (patch("origin"), patch("clone"));
    assert!(!lf.contains('\r') && crlf.contains("\n+"), "{crlf}");
    assert_eq!(crlf.replace("\r\n", "\n"), lf);
    // Checks the lines below the two header lines of each file. A new file has no line endings to preserve.
    let edited = crlf.split("--- a/").skip(1).flat_map(|file| file.split('\n').skip(2));
    let lines: Vec<&str> = edited.filter(|line| line.starts_with(['+', '-', ' '])).collect();
    assert!(lines.len() > 10 && lines.iter().all(|line| line.ends_with('\r')), "{crlf:?}");
}
