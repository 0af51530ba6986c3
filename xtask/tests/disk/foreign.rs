//! Checks that foreign files, links and repositories in and next to an output folder are preserved.

use std::fs;
use std::path::Path;

use xtask::sync::{check, work_folder};
use xtask::tree::MARKER;

use crate::sync::{assert_whole, contents, forced, interrupted, tree, write, written};

#[test]
fn files_of_others_are_named_and_stay_unless_forced() {
    let (tree, parent, out) = written();
    fs::create_dir_all(out.join("mine/repository/.git/objects")).expect("the folder should be writable");
    fs::write(out.join("mine/repository/.git/HEAD"), "ref").expect("the folder should be writable");
    fs::write(out.join("mine/repository/f"), "x").expect("the folder should be writable");
    fs::write(out.join("mine/notes.txt"), "precious").expect("the folder should be writable");
    fs::write(out.join("docs/index.md"), "# Dogs\n").expect("the folder should be writable");
    let before = contents(parent.path());
    let error = format!("{:#}", write(&tree, &out).expect_err("a foreign file should block the run"));
    for named in
        ["foreign  ", "out/mine/notes.txt", "out/mine/repository/f", "repository ", "edited ", "index.md", "--force"]
    {
        assert!(error.contains(named), "{named}: {error}");
    }
    assert!(!error.contains("catalog.json") && !error.contains("objects"), "{error}");
    assert_eq!(contents(parent.path()), before);
    let differences = check(&tree, &out).expect("the folder should be readable");
    assert_eq!(differences.edited, ["docs/index.md"]);
    assert_eq!(differences.foreign, ["mine/notes.txt", "mine/repository/f"]);
    assert_eq!(differences.repositories, ["mine/repository/"]);
    assert_eq!(contents(parent.path()), before);

    let told = forced(&tree, &out);
    let lines: Vec<&str> = told.lines().filter_map(|line| line.split_once("/out/")).map(|(_, path)| path).collect();
    assert_eq!(lines, ["docs/index.md", "mine/notes.txt", "mine/repository/.git", "mine/repository/f"]);
    let words: Vec<&str> = told.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert_eq!(words, ["replaced", "removed", "removed", "removed"], "{told}");
    assert_whole(&tree, &out);
}

#[test]
fn what_an_earlier_run_wrote_goes_by_name() {
    let (_, _parent, out) = written();
    let fewer = tree(&[("catalog.json", "{}\n")]);
    let mut told = Vec::new();
    xtask::sync::write(&fewer, &out, false, &mut told).expect("no foreign file should block the run");
    let told = String::from_utf8_lossy(&told).into_owned();
    let mut lines: Vec<&str> = told.lines().filter_map(|line| line.strip_prefix("removed  ")).collect();
    lines.iter_mut().for_each(|line| *line = line.rsplit("out/").next().unwrap_or_default());
    assert_eq!(lines, ["a/src/lib.rs", "docs/index.md"]);
    assert_whole(&fewer, &out);
}

#[test]
fn a_marker_without_a_list_covers_what_is_written_now() {
    for old in ["", "This folder is written by `cargo xtask generate`, which removes whatever else is put here.\n"] {
        let (tree, _parent, out) = written();
        fs::write(out.join(MARKER), old).expect("the folder should be writable");
        fs::write(out.join("catalog.json"), "{\"old\": 1}\n").expect("the folder should be writable");
        fs::write(out.join("notes.txt"), "precious").expect("the folder should be writable");
        let error = format!("{:#}", write(&tree, &out).expect_err("a foreign file should block the run"));
        assert!(error.contains("out/notes.txt") && !error.contains("catalog.json"), "{error}");
        fs::remove_file(out.join("notes.txt")).expect("the folder should be writable");
        write(&tree, &out).expect("no foreign file should block the run");
        assert_whole(&tree, &out);
    }
}

#[test]
fn without_a_marker_nothing_is_overwritten() {
    let (tree, _parent, out) = written();
    fs::remove_file(out.join(MARKER)).expect("the folder should be writable");
    fs::write(out.join("catalog.json"), "precious").expect("the folder should be writable");
    let before = contents(&out);
    let error =
        format!("{:#}", write(&tree, &out).expect_err("without a record, an existing file should block the run"));
    assert!(
        error.contains("foreign  ") && error.contains("out/catalog.json") && !error.contains("index.md"),
        "{error}"
    );
    assert_eq!(contents(&out), before);
    let told = forced(&tree, &out);
    assert!(told.starts_with("replaced ") && told.contains("out/catalog.json"), "{told}");
    assert_whole(&tree, &out);
}

#[test]
fn the_place_of_a_file_may_be_taken_by_a_folder() {
    let (tree, _parent, out) = written();
    fs::remove_file(out.join("catalog.json")).expect("the folder should be writable");
    fs::create_dir_all(out.join("catalog.json")).expect("the folder should be writable");
    write(&tree, &out).expect("an empty folder should not block the run");
    assert_whole(&tree, &out);
    fs::remove_file(out.join("catalog.json")).expect("the folder should be writable");
    fs::create_dir_all(out.join("catalog.json")).expect("the folder should be writable");
    fs::write(out.join("catalog.json/x"), "precious").expect("the folder should be writable");
    let error = format!("{:#}", write(&tree, &out).expect_err("a foreign file should block the run"));
    assert!(error.contains("out/catalog.json/x"), "{error}");
}

/// Checks that a folder next to the output folder is rejected if it only looks like a work folder. `spoil` creates it.
fn refused(spoil: impl Fn(&Path, &Path)) {
    let (_, parent, out) = written();
    fs::create_dir_all(parent.path().join("project/new")).expect("the folder should be writable");
    fs::create_dir_all(parent.path().join("project/old")).expect("the folder should be writable");
    fs::write(parent.path().join("project/new/a"), "precious").expect("the folder should be writable");
    fs::write(parent.path().join("project/old/b"), "precious").expect("the folder should be writable");
    fs::write(parent.path().join("precious.txt"), "precious").expect("the folder should be writable");
    spoil(parent.path(), &work_folder(&out));
    let before = contents(parent.path());
    for out in [out.clone(), parent.path().join("gone")] {
        // Repeats the check for an output folder that does not exist.
        if out.ends_with("gone") {
            fs::rename(work_folder(&parent.path().join("out")), work_folder(&out))
                .expect("the folder should be writable");
        }
        let error = write(&tree(&[("new", "")]), &out).expect_err("a foreign work folder should block the run");
        let error = format!("{error:#}");
        assert!(error.contains(".sync"), "{error}");
        if out.ends_with("gone") {
            assert!(!out.exists());
            fs::rename(work_folder(&out), work_folder(&parent.path().join("out")))
                .expect("the folder should be writable");
        }
        assert_eq!(contents(parent.path()), before, "{error}");
    }
}

#[test]
fn a_work_folder_of_others_is_refused_as_it_is() {
    refused(|_, work| {
        fs::create_dir_all(work.join("new")).expect("the folder should be writable");
        fs::write(work.join("new/x"), "precious").expect("the folder should be writable");
    });
    refused(|_, work| {
        fs::create_dir_all(work.join("old")).expect("the folder should be writable");
        fs::write(work.join("lock"), "").expect("the folder should be writable");
    });
    refused(|_, work| {
        fs::create_dir(work).expect("the folder should be writable");
        fs::write(work.join("lock"), "precious").expect("the folder should be writable");
    });
    refused(|parent, work| {
        interrupted(&parent.join("out"));
        fs::write(work.join("notes.txt"), "precious").expect("the folder should be writable");
    });
    refused(|_, work| fs::write(work, "precious").expect("the folder should be writable"));
    refused(|_, work| fs::create_dir_all(work.join("lock")).expect("the folder should be writable"));
}

#[cfg(unix)]
mod unix {
    use std::fs;
    use std::os::unix::fs::symlink;
    use std::process::Command;

    use xtask::sync::{check, work_folder};

    use super::refused;
    use crate::sync::{assert_whole, contents, forced, interrupted, tree, write, written};

    #[test]
    fn a_work_folder_behind_links_is_refused_as_it_is() {
        refused(|_, work| symlink("project", work).expect("the folder should be writable"));
        refused(|_, work| symlink("gone-too", work).expect("the folder should be writable"));
        for target in ["../precious.txt", "../gone-too", "lock"] {
            refused(|_, work| {
                fs::create_dir(work).expect("the folder should be writable");
                symlink(target, work.join("lock")).expect("the folder should be writable");
            });
        }
        for name in ["new", "old"] {
            refused(|parent, work| {
                interrupted(&parent.join("out"));
                symlink("../project/new", work.join(name)).expect("the folder should be writable");
            });
        }
        refused(|_, work| {
            fs::create_dir(work).expect("the folder should be writable");
            let made = Command::new("mkfifo").arg(work.join("lock")).status();
            assert!(made.is_ok_and(|status| status.success()), "`mkfifo` failed, or is not installed on this system");
        });
    }

    #[test]
    fn a_refused_run_does_not_even_restore() {
        let (tree, parent, out) = written();
        fs::write(out.join("notes.txt"), "precious").expect("the folder should be writable");
        interrupted(&out);
        fs::rename(&out, work_folder(&out).join("old")).expect("both folders should be on the same file system");
        fs::create_dir(work_folder(&out).join("new")).expect("the folder should be writable");
        let before = contents(parent.path());
        let error = format!("{:#}", write(&tree, &out).expect_err("a foreign file should block the run"));
        assert!(error.contains("notes.txt"), "{error}");
        assert_eq!(contents(parent.path()), before);
    }

    #[test]
    fn links_in_the_folder_are_neither_followed_nor_removed() {
        let (tree, parent, out) = written();
        let precious = parent.path().join("precious");
        fs::create_dir(&precious).expect("the folder should be writable");
        fs::write(precious.join("index.md"), "# Docs\n").expect("the folder should be writable");
        fs::remove_dir_all(out.join("docs")).expect("the folder should be writable");
        symlink(&precious, out.join("docs")).expect("the folder should be writable");
        fs::remove_file(out.join("catalog.json")).expect("the folder should be writable");
        symlink(precious.join("index.md"), out.join("catalog.json")).expect("the folder should be writable");
        symlink("gone", out.join("dangling")).expect("the folder should be writable");
        let made = Command::new("mkfifo").arg(out.join("pipe")).status();
        assert!(made.is_ok_and(|status| status.success()), "`mkfifo` failed, or is not installed on this system");

        let listed = check(&tree, &out).expect("the folder should be readable");
        assert_eq!(listed.foreign, ["catalog.json", "dangling", "docs", "pipe"]);
        assert_eq!(listed.missing, ["docs/index.md"]);
        write(&tree, &out).expect_err("links in the folder should block the run");
        assert!(out.join("docs").is_symlink() && out.join("dangling").is_symlink());
        let told = forced(&tree, &out);
        assert_eq!(told.lines().count(), 4, "{told}");
        assert_eq!(fs::read_to_string(precious.join("index.md")).expect("it exists"), "# Docs\n");
        assert_whole(&tree, &out);
    }

    #[test]
    fn the_folder_itself_may_be_a_link() {
        let (tree, parent, out) = written();
        fs::remove_file(out.join("docs/index.md")).expect("the folder should be writable");
        let link = parent.path().join("link");
        symlink("out", &link).expect("the folder should be writable");
        write(&tree, &link).expect("an output folder behind a link should not block the run");
        assert!(link.is_symlink());
        assert_whole(&tree, &out);
        symlink("nowhere", parent.path().join("dangling")).expect("the folder should be writable");
        let error = format!(
            "{:#}",
            write(&tree, &parent.path().join("dangling")).expect_err("a dangling link should stop the run")
        );
        assert!(error.contains("dangling: is a symbolic link to `nowhere`, which does not exist"), "{error}");
        assert!(!parent.path().join("nowhere").exists());
    }

    /// Checks a full disk, if the system allows the test to create one. Tests in `odd` stop writes in another way,
    /// which works on any system.
    #[test]
    fn a_run_that_cannot_write_leaves_the_previous_output() {
        let (old, parent, _) = written();
        let before = contents(parent.path());
        let large = tree(&[("catalog.json", "{}\n"), ("docs/large.md", &"a".repeat(300_000))]);
        let probe = parent.path().join("full");
        fs::create_dir(&probe).expect("the folder should be writable");
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", "size=64k", "tmpfs"]).arg(&probe).output();
        if mounted.is_ok_and(|output| output.status.success()) {
            let place = probe.join("out");
            write(&old, &place).expect("the file system should have enough space");
            let error = write(&large, &place).map(drop);
            let kept = contents(&place);
            let left = work_folder(&place).exists();
            let unmounted = Command::new("umount").arg(&probe).status();
            assert!(unmounted.is_ok_and(|status| status.success()), "the file system could not be unmounted");
            let error = format!("{:#}", error.expect_err("a full disk should stop the run"));
            assert!(error.contains("which is unchanged"), "{error}");
            assert_eq!(kept, crate::sync::expected(&old));
            assert!(!left, "the work folder must be removed");
        }
        fs::remove_dir(&probe).expect("the folder should be empty");
        assert_eq!(contents(parent.path()), before);
    }
}
