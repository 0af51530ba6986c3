//! Tests reading a spec folder: checks which files are read and which are rejected in realistic folders.

use std::fs;
use std::path::Path;

use tempfile::TempDir;
use xtask::disk::MAX_BYTES;
use xtask::read::read;

fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (path, contents) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("the path should have a parent folder"))
            .expect("the folder should be writable");
        fs::write(path, contents).expect("the folder should be writable");
    }
    folder
}

fn refusal(folder: &Path) -> String {
    format!("{:#}", read(folder).expect_err("reading the folder should fail"))
}

#[test]
fn yaml_files_are_read_in_the_order_of_their_paths() {
    let folder = folder(&[
        ("workflows/b.yaml", b"b"),
        ("workflows/a.yaml", b"\xff"),
        ("provider.yaml", b"p"),
        ("README.md", b"r"),
        ("workflows/README.md", b"r"),
        (".editor/x.json", b"x"),
        ("workflows/.b.yaml.swp", b"x"),
    ]);
    let sources = read(folder.path()).expect("the folder should be readable");
    let files: Vec<_> = sources.iter().map(|(_, file)| (file.path.as_str(), file.bytes.as_slice())).collect();
    assert_eq!(files, [("provider.yaml", &b"p"[..]), ("workflows/a.yaml", b"\xff"), ("workflows/b.yaml", b"b")]);
}

#[test]
fn everything_wrong_is_told_in_one_run_with_a_way_out() {
    let large = vec![b'#'; MAX_BYTES as usize + 1];
    let folder = folder(&[
        ("a.yaml", b"a"),
        ("b.yml", b"b"),
        ("c.json", b"c"),
        ("d.yaml", large.as_slice()),
        ("e.yaml", &large[1..]),
    ]);
    let message = refusal(folder.path());
    for expected in
        ["b.yml: is not a .yaml file; rename", "c.json: is not a .yaml file; move", "d.yaml: is larger than"]
    {
        assert!(message.contains(expected), "{expected}: {message}");
    }
    assert_eq!(message.lines().count(), 4, "{message}");
}

#[test]
fn yaml_that_is_hidden_is_refused_wherever_it_is() {
    for hidden in
        [".a.yaml", "a/.b.yml", ".drafts/a.yaml", "a/.drafts/b/c.yaml", ".drafts/.old/a.YML", ".git-not/a.yaml"]
    {
        let folder = folder(&[("a.yaml", b"a"), (hidden, b"b")]);
        let message = refusal(folder.path());
        assert!(message.contains(&format!("{hidden}: is hidden or in a hidden folder")), "{hidden}: {message}");
    }
    // Files that belong to tools are not part of the spec.
    let beside =
        [".git/a.yaml", "a/.git", ".vscode/settings.json", ".hg/b/c.yaml", ".#a.yaml", ".a.yaml.swp", ".idea/x/y"];
    for path in beside {
        let folder = folder(&[("b.yaml", b"a"), (path, b"b")]);
        assert_eq!(read(folder.path()).expect("the folder should be readable").iter().count(), 1, "{path}");
    }
}

#[test]
fn folders_that_hold_no_spec_are_refused() {
    let folder = folder(&[("README.md", b"r"), ("file", b"f")]);
    assert!(refusal(&folder.path().join("gone")).contains("--spec DIR"));
    assert!(refusal(&folder.path().join("file")).contains("--spec DIR"));
    fs::remove_file(folder.path().join("file")).expect("the folder should be writable");
    assert!(refusal(folder.path()).contains("has no .yaml file"));
}

#[cfg(unix)]
#[test]
fn links_are_followed_inside_the_folder_but_not_in_circles() {
    use std::os::unix::fs::symlink;
    let elsewhere = folder(&[("shared.yaml", b"s")]);
    let folder = folder(&[("a/a.yaml", b"a"), ("shared/s.yaml", b"s")]);
    symlink("../shared/s.yaml", folder.path().join("a/relative.yaml")).expect("the folder should be writable");
    symlink(folder.path().join("shared"), folder.path().join("absolute")).expect("the folder should be writable");
    let sources = read(folder.path()).expect("the folder should be readable");
    let paths: Vec<_> = sources.iter().map(|(_, file)| file.path.as_str()).collect();
    assert_eq!(paths, ["a/a.yaml", "a/relative.yaml", "absolute/s.yaml", "shared/s.yaml"]);

    for (link, target) in
        [("b", elsewhere.path()), ("c.yaml", &elsewhere.path().join("shared.yaml")), ("d", Path::new(".."))]
    {
        symlink(target, folder.path().join(link)).expect("the folder should be writable");
        let message = refusal(folder.path());
        assert!(message.contains(&format!("{link}: is a symbolic link that points outside the folder")), "{message}");
        fs::remove_file(folder.path().join(link)).expect("the folder should be writable");
    }

    symlink(folder.path(), folder.path().join("a/up")).expect("the folder should be writable");
    assert!(refusal(folder.path()).contains("a/up: is a symbolic link to a folder that contains it"));
    fs::remove_file(folder.path().join("a/up")).expect("the folder should be writable");

    symlink("self.yaml", folder.path().join("self.yaml")).expect("the folder should be writable");
    symlink("gone.yaml", folder.path().join("dangling.yaml")).expect("the folder should be writable");
    symlink("/dev/null", folder.path().join("device.yaml")).expect("the folder should be writable");
    let message = refusal(folder.path());
    assert!(message.contains("self.yaml: "), "{message}");
    assert!(message.contains("dangling.yaml: is a symbolic link to `gone.yaml`, which does not exist"), "{message}");
    assert!(message.contains("device.yaml: is a symbolic link that points outside the folder"), "{message}");
}

#[cfg(unix)]
#[test]
fn links_that_multiply_come_to_an_end() {
    use std::os::unix::fs::symlink;
    let folder = folder(&[("d00/a.yaml", b"a"), ("a.yaml", b"a")]);
    for level in 1..40 {
        let of = folder.path().join(format!("d{level:02}"));
        fs::create_dir(&of).expect("the folder should be writable");
        for name in ["one", "two"] {
            symlink(format!("../d{:02}", level - 1), of.join(name)).expect("the folder should be writable");
        }
    }
    symlink("d39", folder.path().join("bomb")).expect("the folder should be writable");
    let message = refusal(folder.path());
    assert!(message.contains("exceeds the limit of 100 links to folders"), "{message:.2000}");
    assert!(message.lines().count() < 200, "{}", message.lines().count());
}

#[cfg(unix)]
#[test]
fn files_that_cannot_be_read_are_named() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder(&[("a.yaml", b"a")]);
    let path = folder.path().join("a.yaml");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).expect("changing the permissions should succeed");
    // The superuser can read every file.
    if fs::File::open(&path).is_err() {
        let message = refusal(folder.path());
        assert!(message.contains("a.yaml: ") && message.contains("make it readable"), "{message}");
    }
}
