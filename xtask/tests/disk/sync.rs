//! Checks that writing the output folder produces a complete and current folder, whatever its initial state.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

use tempfile::TempDir;
use xtask::sync::{self, Differences, check, work_folder};
use xtask::tree::Tree;

pub(crate) fn tree(files: &[(&str, &str)]) -> Tree {
    Tree::new(files.iter().map(|(path, contents)| ((*path).to_owned(), (*contents).to_owned())))
        .expect("the paths should be safe")
}

/// Writes the tree to the folder. Fails if the folder contains foreign files.
pub(crate) fn write(tree: &Tree, out: &Path) -> anyhow::Result<Differences> {
    sync::write(tree, out, false, &mut std::io::sink())
}

/// Writes the tree to the folder with `--force`, and returns the output.
pub(crate) fn forced(tree: &Tree, out: &Path) -> String {
    let mut told = Vec::new();
    sync::write(tree, out, true, &mut told).expect("no foreign file should block the run");
    String::from_utf8_lossy(&told).into_owned()
}

/// Creates the files that an interrupted run leaves next to the folder.
pub(crate) fn interrupted(out: &Path) {
    fs::create_dir_all(work_folder(out)).expect("the folder should be writable");
    let signature = "The lock of `cargo xtask`, which removes this folder when it is done.\n";
    fs::write(work_folder(out).join("lock"), signature).expect("the folder should be writable");
}

/// Returns a tree of three files, and a folder with the same content.
pub(crate) fn written() -> (Tree, TempDir, std::path::PathBuf) {
    let tree = tree(&[("a/src/lib.rs", "//! a\n"), ("catalog.json", "{}\n"), ("docs/index.md", "# Docs\n")]);
    let parent = tempfile::tempdir().expect("a temporary folder");
    let out = parent.path().join("out");
    write(&tree, &out).expect("no foreign file should block the run");
    (tree, parent, out)
}

/// Returns all files, links and empty folders below a folder, with their contents. Links are not followed, and pipes
/// are not opened.
pub(crate) fn contents(folder: &Path) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(path) = open.pop() {
        let name = path.strip_prefix(folder).expect("the path should be inside the folder").display().to_string();
        let kind = fs::symlink_metadata(&path).expect("it exists").file_type();
        if kind.is_dir() {
            let entries: Vec<_> =
                fs::read_dir(&path).expect("the folder should be readable").flatten().map(|e| e.path()).collect();
            if entries.is_empty() {
                all.insert(name, "empty folder".into());
            }
            open.extend(entries);
        } else if kind.is_symlink() {
            all.insert(name, format!("-> {}", fs::read_link(&path).expect("the link should be readable").display()));
        } else if kind.is_file() {
            all.insert(name, String::from_utf8_lossy(&fs::read(&path).expect("the file can be read")).into_owned());
        } else {
            all.insert(name, "neither file nor folder".into());
        }
    }
    all
}

pub(crate) fn expected(tree: &Tree) -> BTreeMap<String, String> {
    tree.iter().map(|(path, contents)| (path.to_owned(), contents.to_owned())).collect()
}

pub(crate) fn assert_whole(tree: &Tree, out: &Path) {
    assert_eq!(contents(out), expected(tree));
    assert!(!work_folder(out).exists(), "the work folder must be removed");
    assert_eq!(check(tree, out).expect("the folder should be readable"), Differences::default());
}

fn modified(path: &Path) -> SystemTime {
    fs::metadata(path).and_then(|metadata| metadata.modified()).expect("it exists")
}

fn set_old(path: &Path) -> SystemTime {
    let time = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    let file = fs::File::options().write(true).open(path).expect("it exists");
    file.set_modified(time).expect("the modification time can be set");
    time
}

#[test]
fn a_first_run_writes_everything() {
    let (tree, _parent, out) = written();
    assert_whole(&tree, &out);
}

#[test]
fn missing_parents_are_made() {
    let (tree, parent, _) = written();
    let out = parent.path().join("x/y/z");
    write(&tree, &out).expect("no foreign file should block the run");
    assert_whole(&tree, &out);
}

#[test]
fn a_check_lists_every_difference_and_changes_nothing() {
    let (tree, _parent, out) = written();
    fs::write(out.join("docs/index.md"), "# Dogs\n").expect("the folder should be writable");
    fs::remove_file(out.join("catalog.json")).expect("the folder should be writable");
    fs::write(out.join("a/stray.rs"), "").expect("the folder should be writable");
    fs::write(out.join("a/Cargo.lock"), "").expect("the folder should be writable");
    fs::create_dir_all(out.join("empty/inner")).expect("the folder should be writable");
    let before = contents(&out);
    let differences = check(&tree, &out).expect("the folder should be readable");
    let listed: Vec<_> = differences.iter().collect();
    let all = [
        ("foreign", "a/Cargo.lock"),
        ("foreign", "a/stray.rs"),
        ("missing", "catalog.json"),
        ("edited", "docs/index.md"),
        ("stray", "empty/inner/"),
    ];
    assert_eq!(listed, all);
    assert_eq!(contents(&out), before);
    let told = forced(&tree, &out);
    assert!(told.contains("a/stray.rs") && told.contains("empty/inner/") && !told.contains("catalog.json"), "{told}");
    assert!(told.lines().any(|line| line.starts_with("replaced ") && line.ends_with("docs/index.md")), "{told}");
    assert_whole(&tree, &out);
}

#[test]
fn a_check_of_a_folder_that_is_not_there_makes_none() {
    let (tree, parent, _) = written();
    let out = parent.path().join("x/y");
    assert_eq!(check(&tree, &out).expect("the folder should be readable").missing.len(), 4);
    assert!(!parent.path().join("x").exists());
}

#[test]
fn a_current_folder_is_not_touched() {
    let (tree, parent, out) = written();
    let time = set_old(&out.join("catalog.json"));
    let folder = modified(&out);
    assert!(write(&tree, &out).expect("writing the tree should succeed").is_empty());
    assert_eq!((modified(&out.join("catalog.json")), modified(&out)), (time, folder));
    assert_eq!(fs::read_dir(parent.path()).expect("the folder should be readable").count(), 1);
}

#[test]
fn files_that_do_not_change_keep_their_time() {
    let (_, _parent, out) = written();
    let time = set_old(&out.join("a/src/lib.rs"));
    set_old(&out.join("docs/index.md"));
    let tree = tree(&[("a/src/lib.rs", "//! a\n"), ("docs/index.md", "# Dogs\n")]);
    write(&tree, &out).expect("writing the tree should succeed");
    assert_eq!(modified(&out.join("a/src/lib.rs")), time);
    assert!(modified(&out.join("docs/index.md")) > time);
    assert_whole(&tree, &out);
}

#[test]
fn files_and_folders_change_places() {
    let (_, _parent, out) = written();
    let tree = tree(&[("a", "a file\n"), ("docs/index.md/x", "a folder\n")]);
    write(&tree, &out).expect("writing the tree should succeed");
    assert_whole(&tree, &out);
}

#[test]
fn a_run_killed_while_staging_leaves_nothing_behind() {
    let (tree, _parent, out) = written();
    interrupted(&out);
    fs::create_dir_all(work_folder(&out).join("new/docs")).expect("the folder should be writable");
    fs::write(work_folder(&out).join("new/docs/half.md"), "").expect("the folder should be writable");
    assert!(check(&tree, &out).expect("the folder should be readable").is_empty());
    write(&tree, &out).expect("writing the tree should succeed");
    assert_whole(&tree, &out);
}

#[test]
fn a_run_killed_between_the_steps_of_a_swap_is_undone() {
    let (tree, _parent, out) = written();
    let time = set_old(&out.join("catalog.json"));
    fs::create_dir_all(work_folder(&out).join("new")).expect("the folder should be writable");
    interrupted(&out);
    fs::rename(&out, work_folder(&out).join("old")).expect("the folder should be writable");
    assert!(write(&tree, &out).expect("writing the tree should succeed").is_empty());
    assert_eq!(modified(&out.join("catalog.json")), time);
    assert_whole(&tree, &out);
}

#[test]
fn a_run_killed_after_a_swap_leaves_nothing_behind() {
    let (tree, _parent, out) = written();
    interrupted(&out);
    fs::create_dir_all(work_folder(&out).join("old")).expect("the folder should be writable");
    fs::write(work_folder(&out).join("old/previous.md"), "").expect("the folder should be writable");
    write(&tree, &out).expect("writing the tree should succeed");
    assert_whole(&tree, &out);
}

#[test]
fn a_run_that_fails_leaves_the_previous_output() {
    let (old, _parent, out) = written();
    fs::write(work_folder(&out), "in the way").expect("the folder should be writable");
    write(&tree(&[("new", "")]), &out).expect_err("a blocked work folder should stop the run");
    fs::remove_file(work_folder(&out)).expect("the folder should be writable");
    assert_whole(&old, &out);
}

#[test]
fn two_runs_cannot_write_one_folder() {
    let (old, _parent, out) = written();
    fs::create_dir(work_folder(&out)).expect("the folder should be writable");
    let lock = fs::File::create(work_folder(&out).join("lock")).expect("the folder should be writable");
    lock.lock().expect("the lock should be free");
    let error = write(&tree(&[("new", "")]), &out).expect_err("a locked folder should stop the run");
    assert!(error.to_string().contains("another run"), "{error}");
    assert_eq!(contents(&out), expected(&old));
    drop(lock);
    write(&old, &out).expect("the lock should be free");
    assert_whole(&old, &out);
}

#[test]
fn folders_of_others_are_refused() {
    let (tree, parent, _) = written();
    for files in [&["notes.txt"][..], &["catalog.json", "docs/index.md"], &["target/CACHEDIR.TAG", "x"]] {
        let out = parent.path().join(files.join("-").replace('/', "-"));
        for file in files {
            fs::create_dir_all(out.join(file).parent().expect("the path should have a parent folder"))
                .expect("the folder should be writable");
            fs::write(out.join(file), "precious").expect("the folder should be writable");
        }
        let before = contents(&out);
        let error = write(&tree, &out).expect_err("files without a record should block the run");
        assert!(error.to_string().contains("this tool did not write"), "{error}");
        assert!(check(&tree, &out).expect("the folder should be readable").has_foreign());
        assert_eq!(contents(&out), before);
        assert!(!work_folder(&out).exists());
    }
}

#[test]
fn a_lost_marker_is_written_again() {
    let (tree, _parent, out) = written();
    fs::remove_file(out.join(".verispec")).expect("the folder should be writable");
    assert_eq!(check(&tree, &out).expect("the folder should be readable").missing, [".verispec"]);
    write(&tree, &out).expect("no foreign file should block the run");
    assert_whole(&tree, &out);
}

#[test]
fn empty_folders_are_taken() {
    let (tree, parent, _) = written();
    let out = parent.path().join("empty");
    fs::create_dir(&out).expect("the folder should be writable");
    write(&tree, &out).expect("an empty folder should be accepted");
    assert_whole(&tree, &out);
}

#[test]
fn places_that_are_no_folder_of_their_own_are_refused() {
    let (tree, parent, out) = written();
    write(&tree, Path::new("/")).expect_err("the root folder should be rejected");
    write(&tree, &out.join("catalog.json")).expect_err("a file should be rejected");
    write(&tree, &parent.path().join("..")).expect_err("a path without a name should be rejected");
    fs::create_dir(out.join(".git")).expect("the folder should be writable");
    let error = write(&tree, &out).expect_err("a repository should be rejected");
    assert!(error.to_string().contains("git repository"), "{error}");
}

#[test]
fn what_cargo_leaves_in_a_crate_is_neither_stray_nor_lost() {
    let before = tree(&[("a/Cargo.toml", "[package]\n"), ("a/src/lib.rs", "//! a\n")]);
    let parent = tempfile::tempdir().expect("a temporary folder");
    let out = parent.path().join("out");
    write(&before, &out).expect("no foreign file should block the run");
    fs::create_dir_all(out.join("a/target/debug")).expect("the folder should be writable");
    fs::write(out.join("a/target/CACHEDIR.TAG"), "Signature").expect("the folder should be writable");
    fs::write(out.join("a/Cargo.lock"), "version = 4\n").expect("the folder should be writable");
    assert!(check(&before, &out).expect("the folder should be readable").is_empty());
    let after = tree(&[("a/Cargo.toml", "[package]\n"), ("a/src/lib.rs", "//! b\n")]);
    write(&after, &out).expect("writing the tree should succeed");
    assert!(out.join("a/target/CACHEDIR.TAG").is_file() && out.join("a/target/debug").is_dir());
    assert_eq!(fs::read_to_string(out.join("a/Cargo.lock")).expect("the file should have been kept"), "version = 4\n");

    // A `target` folder belongs to cargo only if it contains cargo's tag and a crate is next to it.
    fs::create_dir_all(out.join("a/src/target/debug")).expect("the folder should be writable");
    fs::write(out.join("a/src/target/CACHEDIR.TAG"), "Signature").expect("the folder should be writable");
    let differences = check(&after, &out).expect("the folder should be readable");
    assert_eq!(differences.foreign, ["a/src/target/CACHEDIR.TAG"]);
    fs::remove_dir_all(out.join("a/src/target")).expect("the folder should be writable");
    fs::remove_file(out.join("a/target/CACHEDIR.TAG")).expect("the folder should be writable");
    fs::write(out.join("a/target/mine"), "precious").expect("the folder should be writable");
    write(&before, &out).expect_err("a folder without cargo's tag should block the run");
    assert_eq!(fs::read_to_string(out.join("a/target/mine")).expect("the file should have been kept"), "precious");
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_is_told_and_kept() {
    use std::os::unix::fs::PermissionsExt;
    let (old, parent, out) = written();
    let mode = |mode| {
        fs::set_permissions(parent.path(), fs::Permissions::from_mode(mode)).expect("the permissions can be changed")
    };
    mode(0o555);
    // The superuser can write everywhere.
    if fs::write(parent.path().join("probe"), "").is_err() {
        write(&tree(&[("new", "")]), &out).expect_err("a read-only folder should stop the run");
    }
    mode(0o755);
    let _ = fs::remove_file(parent.path().join("probe"));
    assert_whole(&old, &out);
}
