//! Creates a project with all files that commands need, and every kind of odd file in it.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::sync::contents;

/// The time limit of a run, which is sufficient on a busy machine.
pub(crate) const TIME: Duration = Duration::from_secs(60);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Odd {
    LinkInside,
    LinkOutside,
    Dangling,
    Loop,
    Pipe,
    Device,
    Socket,
    Folder,
    Unreadable,
    ReadOnly,
    Huge,
    Name,
}

pub(crate) use Odd::{
    Dangling, Device, Folder, Huge, LinkInside, LinkOutside, Loop, Name, Pipe, ReadOnly, Socket, Unreadable,
};

pub(crate) const ALL: &[Odd] =
    &[LinkInside, LinkOutside, Dangling, Loop, Pipe, Device, Socket, Folder, Unreadable, ReadOnly, Huge, Name];

/// Odd files that are never accepted, even on the command line.
pub(crate) const NEVER: &[Odd] = &[Dangling, Loop, Pipe, Device, Socket];

/// A project with all files that commands need, and files next to it that they must not change.
pub(crate) struct World {
    _folder: tempfile::TempDir,
    pub(crate) project: PathBuf,
    pub(crate) outside: PathBuf,
}

/// Shapes of a response that agrees with the spec.
const SHAPES: &str =
    r#"{"shapes": 1, "observers": [], "not_read": 0, "answers": {"Permit": {"operations": [], "fields": {}}}}"#;

impl World {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (project, outside) = (folder.path().join("project"), folder.path().join("outside"));
        for path in ["pages", "other", "codegen/runtime", "xtask/launcher", "copy/src", "out", "site"] {
            fs::create_dir_all(project.join(path)).expect("the folder should be writable");
        }
        let cases = crate::toolkit().join("tests/cases");
        for spec in ["spec", "other"] {
            copy(&cases.join("specs/harbor"), &project.join(spec));
        }
        let files = [
            ("almanac.md", fs::read_to_string(cases.join("documents/almanac.md")).expect("it exists")),
            ("CHANGELOG.md", "# Changelog\n\n## [Unreleased]\n".to_owned()),
            ("spec/layouts/almanac.yaml", fs::read_to_string(cases.join("documents/layout.yaml")).expect("it exists")),
            ("allow.yaml", "[]\n".to_owned()),
            ("shapes.json", SHAPES.to_owned()),
            ("pages/index.md", "# Start\n\n[a](a.md)\n".to_owned()),
            ("pages/a.md", "# A\n".to_owned()),
            ("xtask/launcher/Cargo.toml", String::new()),
            ("codegen/runtime/Cargo.toml", String::new()),
        ];
        for (path, text) in files {
            let path = project.join(path);
            fs::create_dir_all(path.parent().expect("the path should have a parent folder"))
                .expect("the folder should be writable");
            fs::write(path, text).expect("the folder should be writable");
        }
        fs::create_dir_all(outside.join("new")).expect("the folder should be writable");
        for path in ["precious.yaml", "precious.md", "new/precious"] {
            fs::write(outside.join(path), "precious\n").expect("the folder should be writable");
        }
        Self { _folder: folder, project, outside }
    }

    /// Creates an odd file at a path or next to it, and returns its path.
    pub(crate) fn spoil(&self, odd: Odd, place: &Path) -> PathBuf {
        if odd == Name {
            let beside = place.with_file_name(OsStr::from_bytes(b"odd-\xff.yaml"));
            fs::create_dir_all(beside.parent().expect("the path should have a parent folder"))
                .expect("the folder should be writable");
            fs::write(&beside, "a").expect("the file system should accept names that are not UTF-8");
            return beside;
        }
        let _ = fs::remove_file(place);
        let _ = fs::remove_dir_all(place);
        fs::create_dir_all(place.parent().expect("the path should have a parent folder"))
            .expect("the folder should be writable");
        let is_folder = place.ends_with(".out.sync")
            || place.extension().is_none() && !place.ends_with("lock") && !place.ends_with("CHECKSUMS");
        let (inside, outside) = match is_folder {
            true => (self.project.join("xtask"), self.outside.clone()),
            false => (self.project.join("allow.yaml"), self.outside.join("precious.yaml")),
        };
        let done = match odd {
            LinkInside => symlink(inside, place),
            LinkOutside => symlink(outside, place),
            Dangling => symlink("nowhere", place),
            Loop => symlink(place.file_name().expect("the path should have a file name"), place),
            Pipe | Device => {
                let arguments: &[&str] = if odd == Pipe { &["p"] } else { &["c", "1", "5"] };
                let made = Command::new("mknod").arg(place).args(arguments).stderr(Stdio::null()).status();
                match made.is_ok_and(|status| status.success()) {
                    true => Ok(()),
                    // Creating a device needs permissions, so the test falls back to a link to an existing device.
                    false => symlink("/dev/zero", place),
                }
            }
            Socket => bind(place),
            Folder => fs::create_dir(place),
            Unreadable => {
                fs::write(place, "a: b\n").and_then(|()| fs::set_permissions(place, fs::Permissions::from_mode(0o0)))
            }
            ReadOnly => fs::write(place, "a:   b\n")
                .and_then(|()| fs::set_permissions(place, fs::Permissions::from_mode(0o444))),
            Huge => fs::File::create(place).and_then(|file| file.set_len(1 << 40)),
            Name => Ok(()),
        };
        done.unwrap_or_else(|error| panic!("{odd:?} at {}: {error}", place.display()));
        place.to_path_buf()
    }
}

/// Creates a socket in a temporary folder and moves it, because the path of a socket must be short.
fn bind(place: &Path) -> std::io::Result<()> {
    let folder = tempfile::tempdir()?;
    drop(UnixListener::bind(folder.path().join("s"))?);
    fs::rename(folder.path().join("s"), place)
}

pub(crate) fn copy(from: &Path, to: &Path) {
    for (path, text) in contents(from) {
        let path = to.join(path);
        fs::create_dir_all(path.parent().expect("the path should have a parent folder"))
            .expect("the folder should be writable");
        fs::write(path, text).expect("the folder should be writable");
    }
}

/// Runs a command, and returns whether it succeeded and its output.
pub(crate) fn run(world: &World, arguments: &[&str]) -> Result<(bool, String), String> {
    let said = world.project.with_file_name("said");
    let to = || {
        Stdio::from(fs::File::options().create(true).append(true).open(&said).expect("the folder should be writable"))
    };
    let mut child = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(arguments)
        .current_dir(&world.project)
        // Skips formatting, which these tests do not need.
        .env("RUSTFMT", "true")
        .env_remove("CARGO_MANIFEST_DIR")
        .stdin(Stdio::null())
        .stdout(to())
        .stderr(to())
        .spawn()
        .expect("the command should start");
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait().expect("waiting for the command should succeed") {
            let text = fs::read(&said).expect("the output should be readable");
            fs::remove_file(&said).expect("removing the output should succeed");
            return Ok((status.success(), String::from_utf8_lossy(&text).into_owned()));
        }
        if start.elapsed() > TIME {
            let _ = child.kill();
            let _ = child.wait();
            return Err("it waits".to_owned());
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}
