//! Tests of the `check` command with files that are not regular: each of them is rejected immediately, with its name
//! and the reason.

use std::fs;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use super::cli::{Folder, GOOD, run};

/// Returns the output of `check` for the folder; asserts that it returns promptly.
fn checked(folder: &Folder) -> (u8, String, String) {
    let start = Instant::now();
    let said = run(&["check", folder.path()], Some(folder));
    assert!(start.elapsed() < Duration::from_secs(5), "it took {:?}", start.elapsed());
    said
}

/// Asserts that an odd file, which `spoil` creates next to a valid case, is reported and that the case is still judged.
fn refused(name: &str, path: &str, words: &str, spoil: impl Fn(&Path)) {
    let folder = Folder::new(name).with("good.json", GOOD);
    spoil(&folder.0.join(path));
    let (code, out, err) = checked(&folder);
    assert!(err.starts_with(&format!("acme: FOLDER/{path}: ")) && err.contains(words), "{words}: {err}");
    assert_eq!((code, err.lines().count()), (2, 1), "{err}");
    assert!(out.starts_with("ok: good (FOLDER/good.json)\n1 case: 1 ok, 0 not ok; 1 could not be read"), "{out}");

    // The file must also be rejected if it is passed directly.
    let alone = folder.0.join(path);
    let (code, out, err) = run(&["check", alone.to_str().unwrap(), "--format", "json"], Some(&folder));
    let reaches_a_case = words.contains("outside");
    assert_eq!((code == 2, out.is_empty()), (!reaches_a_case, !reaches_a_case), "{out}{err}");
}

fn link(target: &str) -> impl Fn(&Path) {
    move |path| symlink(target, path).unwrap()
}

fn pipe(path: &Path) {
    let made = Command::new("mkfifo").arg(path).status();
    assert!(made.is_ok_and(|status| status.success()), "`mkfifo` should be installed and succeed");
}

#[test]
fn what_is_not_a_plain_file_is_refused_at_once() {
    refused("pipe", "x.json", "a pipe, socket or device", pipe);
    refused("inner-pipe", "inner/x.json", "a pipe, socket or device", pipe);
    refused("socket", "x.json", "a pipe, socket or device", |path| drop(UnixListener::bind(path).unwrap()));
    refused("loop", "x.json", "", link("x.json"));
    refused("dangling", "x.json", "a symbolic link to `gone.json`, which does not exist", link("gone.json"));
    refused("dangling-folder", "x", "a symbolic link to `gone`, which does not exist", link("gone"));
    refused("large", "x.json", "larger than 2097152 bytes", |path| fs::write(path, vec![b' '; (2 << 20) + 1]).unwrap());
    refused("binary", "x.json", "not UTF-8", |path| fs::write(path, b"\xff").unwrap());
}

#[test]
fn a_device_is_refused_by_name_and_behind_a_link() {
    let (code, out, err) = run(&["check", "/dev/zero"], None);
    assert_eq!(
        (code, err.as_str()),
        (2, "acme: /dev/zero: a pipe, socket or device, not a case file; pass a file or folder\n")
    );
    assert!(out.starts_with("0 cases"), "{out}");
    let folder = Folder::new("device");
    symlink("/dev/zero", folder.0.join("x.json")).unwrap();
    let (code, _, err) = checked(&folder);
    assert!(err.contains("x.json: a symbolic link to a target outside the folder"), "{err}");
    assert_eq!(code, 2);
}

#[test]
fn links_are_followed_inside_the_folder_and_every_folder_once() {
    let folder = Folder::new("links").with("inner/good.json", GOOD);
    for (link, target) in [("again", "."), ("inner/up", ".."), ("twice", "inner"), ("linked.json", "inner/good.json")] {
        symlink(target, folder.0.join(link)).unwrap();
    }
    let (code, out, err) = checked(&folder);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.ends_with("2 cases: 2 ok, 0 not ok; 0 could not be read\n"), "{out}");
    // The folder that is passed to the command may itself be a link.
    let named = folder.0.join("twice");
    assert_eq!(
        run(&["check", named.to_str().unwrap()], None).0,
        2,
        "a folder should be rejected if it contains a link to a target outside it"
    );
    fs::remove_file(folder.0.join("inner/up")).unwrap();
    assert_eq!(run(&["check", named.to_str().unwrap()], None).0, 0);
}

#[test]
fn links_that_lead_out_are_refused() {
    let elsewhere = Folder::new("elsewhere").with("good.json", GOOD);
    for (name, target) in [("out.json", elsewhere.0.join("good.json")), ("out", elsewhere.0.clone())] {
        refused(&format!("out-{name}"), name, "outside the folder", |path| symlink(&target, path).unwrap());
    }
}
