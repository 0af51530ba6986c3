//! Tests generated files that changed after they were written: edits, merges by git, and old records. Checks that no
//! edit is lost without `--force`, and that every state can be resolved.

use std::fs;

use xtask::sync::check;
use xtask::tree::MARKER;

use crate::sync::{assert_whole, contents, forced, tree, write, written};

/// Converts the record of a folder to the old format without checksums.
fn without_sums(record: &str) -> String {
    let path = |line: &str| line.split_once("  ").map_or(line.to_owned(), |(_, path)| path.to_owned());
    record.lines().map(|line| path(line) + "\n").collect()
}

#[test]
fn an_edited_file_is_named_and_stays_unless_forced() {
    // Tests edits of a file that the run would replace or remove.
    let same = tree(&[("a/src/lib.rs", "//! a\n"), ("catalog.json", "{}\n"), ("docs/index.md", "# Docs\n")]);
    let other = tree(&[("a/src/lib.rs", "//! b\n"), ("catalog.json", "{}\n"), ("docs/index.md", "# Dogs\n")]);
    let fewer = tree(&[("catalog.json", "{}\n")]);
    for (wanted, word) in [(&same, "replaced "), (&other, "replaced "), (&fewer, "removed  ")] {
        for edit in ["", "precious", "# Docs\nprecious\n", "# Docs\n\n", "\r# Docs\n"] {
            let (_, parent, out) = written();
            fs::write(out.join("docs/index.md"), edit).expect("the folder should be writable");
            let before = contents(parent.path());
            assert_eq!(
                check(wanted, &out).expect("the folder should be readable").edited,
                ["docs/index.md"],
                "{edit:?}"
            );
            let error = format!("{:#}", write(wanted, &out).expect_err("an edited file should not be overwritten"));
            assert!(error.contains("edited   ") && error.contains("out/docs/index.md"), "{error}");
            assert!(error.contains("--force") && !error.contains("catalog.json"), "{error}");
            assert_eq!(contents(parent.path()), before);
            let told = forced(wanted, &out);
            assert!(told.lines().any(|line| line.starts_with(word) && line.ends_with("out/docs/index.md")), "{told}");
            assert_whole(wanted, &out);
        }
    }
}

#[test]
fn an_edit_that_is_what_is_to_be_written_is_none() {
    let (_, _parent, out) = written();
    let next = tree(&[("a/src/lib.rs", "//! a\n"), ("catalog.json", "[]\n"), ("docs/index.md", "# Docs\n")]);
    fs::write(out.join("catalog.json"), "[]\n").expect("the folder should be writable");
    write(&next, &out).expect("an edit that matches the new contents must not block the run");
    assert_whole(&next, &out);
}

#[test]
fn line_endings_are_no_edit() {
    let (_, _parent, out) = written();
    for path in ["docs/index.md", MARKER] {
        let text = fs::read_to_string(out.join(path)).expect("it exists");
        fs::write(out.join(path), text.replace('\n', "\r\n")).expect("the folder should be writable");
    }
    let next = tree(&[("a/src/lib.rs", "//! a\n"), ("catalog.json", "{}\n"), ("docs/index.md", "# Dogs\n")]);
    assert_eq!(check(&next, &out).expect("the folder should be readable").edited, [""; 0]);
    write(&next, &out).expect("line endings should not block the run");
    assert_eq!(fs::read_to_string(out.join("docs/index.md")).expect("it exists"), "# Dogs\r\n");
}

#[test]
fn a_record_without_checksums_still_says_what_is_ours() {
    let (tree, _parent, out) = written();
    let record = fs::read_to_string(out.join(MARKER)).expect("it exists");
    fs::write(out.join(MARKER), without_sums(&record)).expect("the folder should be writable");
    fs::write(out.join("docs/index.md"), "# Old\n").expect("the folder should be writable");
    fs::write(out.join("notes.txt"), "precious").expect("the folder should be writable");
    let error = format!("{:#}", write(&tree, &out).expect_err("a foreign file should block the run"));
    assert!(error.contains("notes.txt") && !error.contains("index.md"), "{error}");
    fs::remove_file(out.join("notes.txt")).expect("the folder should be writable");
    write(&tree, &out).expect("no foreign file should block the run");
    assert_whole(&tree, &out);
}

/// Checks merges in which both branches changed the same file. The first two values are git's result for the record and
/// the file.
#[test]
fn what_git_could_not_merge_is_written_again_by_name() {
    let record =
        |text: &str| tree(&[("docs/index.md", text)]).get(MARKER).expect("the tree should have a record").to_owned();
    let line = |text: &str| record(text).lines().last().expect("a file").to_owned();
    let conflict = |ours: &str, theirs: &str| format!("<<<<<<< HEAD\n{ours}\n=======\n{theirs}\n>>>>>>> other\n");
    let both = format!("# Files\n{}", conflict(&line("# Dogs\n"), &line("# Cats\n")));
    let in_conflict = conflict("# Dogs", "# Cats");
    for (merged_record, file) in [
        // The user did not resolve the conflicts.
        (both.as_str(), in_conflict.as_str()),
        // Git merged the file without conflicts, but not the record.
        (&both, "# Dogs\n\n# Cats\n"),
        // The user kept the record of one side.
        (&record("# Dogs\n"), &in_conflict),
        // The record contains the lines of both sides.
        (&format!("# Files\n{}\n{}\n", line("# Dogs\n"), line("# Cats\n")), "# Dogs and cats\n"),
    ] {
        let parent = tempfile::tempdir().expect("a temporary folder");
        let out = parent.path().join("out");
        let wanted = tree(&[("docs/index.md", "# Dogs, cats\n")]);
        write(&tree(&[("docs/index.md", "# Dogs\n")]), &out).expect("no foreign file should block the run");
        fs::write(out.join(MARKER), merged_record).expect("the folder should be writable");
        fs::write(out.join("docs/index.md"), file).expect("the folder should be writable");
        assert_eq!(
            check(&wanted, &out).expect("the folder should be readable").merged,
            ["docs/index.md"],
            "{merged_record}\n{file}"
        );
        let mut told = Vec::new();
        xtask::sync::write(&wanted, &out, false, &mut told).expect("generating should resolve the merge");
        let told = String::from_utf8_lossy(&told).into_owned();
        assert!(told.starts_with("replaced ") && told.ends_with("docs/index.md\n"), "{told}");
        assert_whole(&wanted, &out);
    }
}

/// Checks that an edited file that is larger than any output is listed without reading it.
#[cfg(unix)]
#[test]
fn an_edited_file_may_have_any_size() {
    let (tree, _parent, out) = written();
    let file = fs::File::create(out.join("docs/index.md")).expect("the folder should be writable");
    file.set_len(20 << 30).expect("the file system should support sparse files");
    drop(file);
    let error = format!("{:#}", write(&tree, &out).expect_err("an edited file should not be overwritten"));
    assert!(error.contains("edited   ") && error.contains("index.md") && error.contains("--force"), "{error}");
    forced(&tree, &out);
    assert_whole(&tree, &out);
}

/// Checks that following the advice for a record that is too large works. The record is the only file that must always
/// be read.
#[cfg(unix)]
#[test]
fn a_record_of_any_size_has_a_way_out() {
    let (tree, _parent, out) = written();
    let file = fs::File::create(out.join(MARKER)).expect("the folder should be writable");
    file.set_len(20 << 30).expect("the file system should support sparse files");
    drop(file);
    let error = format!("{:#}", write(&tree, &out).expect_err("a record that is too large should stop the run"));
    assert!(error.contains(MARKER) && error.contains("restore or remove it"), "{error}");
    fs::remove_file(out.join(MARKER)).expect("the folder should be writable");
    write(&tree, &out).expect("files that already have the new contents should not block the run");
    assert_whole(&tree, &out);
}
