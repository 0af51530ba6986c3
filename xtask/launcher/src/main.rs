//! Starts xtask with the given arguments, and returns its exit code.
//!
//! The crate that `generate` writes is a member of the workspace, and cargo refuses to load a workspace with a missing
//! member. If a member is missing, the launcher writes a placeholder package while xtask is built. It removes the
//! placeholder afterwards, unless xtask has replaced it with the generated crate. Cargo does not load a manifest or a
//! lock file with merge conflicts either: conflicts are resolved to our side, which is enough to build xtask, and
//! `generate` and cargo then write the correct content.

mod disk;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::{env, io};

/// The commands that need the default features of xtask, which compile a tenth more than `generate` needs.
const WRITES_COPIES: [&str; 4] = ["ci", "package", "release", "vendor"];

fn main() -> ExitCode {
    match root().and_then(|root| run(&root)) {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

/// Returns the checkout from which cargo runs the launcher. The path is read at run time, because cargo considers a
/// launcher that was copied with its checkout up to date. A path from compile time would lead to the original checkout.
fn root() -> io::Result<PathBuf> {
    let package = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let root = package.as_deref().and_then(|package| Some(package.parent()?.parent()?.to_path_buf()));
    root.ok_or_else(|| io::Error::other("`CARGO_MANIFEST_DIR` is not set; start this with `cargo xtask`"))
}

fn run(root: &Path) -> io::Result<u8> {
    settle(root)?;
    let stand_ins = stand_ins(root)?;
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let writes_copies = env::args_os().nth(1).is_some_and(|command| WRITES_COPIES.iter().any(|name| command == *name));
    let status = Command::new(cargo)
        .args(["run", "--quiet", "--manifest-path"])
        .arg(root.join("Cargo.toml"))
        .args(["--package", "xtask"])
        .args((!writes_copies).then_some("--no-default-features"))
        .arg("--")
        .args(env::args_os().skip(1))
        .status();
    for StandIn { path, contents } in stand_ins {
        // The exit code is that of xtask, so this error is only a warning. The next run replaces the remaining
        // placeholder.
        if let Err(error) = disk::remove(root, &path, &contents) {
            eprintln!("warning: {error}");
        }
    }
    Ok(status?.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(2))
}

/// Resolves merge conflicts to our side in the lock file and the generated manifests, which cargo reads and which are
/// not edited by hand.
fn settle(root: &Path) -> io::Result<()> {
    let workspace = disk::text(root, Path::new("Cargo.toml"))?.unwrap_or_default();
    let manifests = generated_members(&workspace).map(|member| Path::new(member).join("Cargo.toml"));
    for path in manifests.chain([PathBuf::from("Cargo.lock")]) {
        let Some(text) = disk::text(root, &path)? else { continue };
        if let Some(ours) = ours(&text) {
            disk::replace(root, &path, &ours)?;
            eprintln!("note: {} had merge conflicts; our side is used until the file is written again", path.display());
        }
    }
    Ok(())
}

/// Returns the contents with our side of each conflict; `None` if there are no conflicts.
fn ours(text: &str) -> Option<String> {
    let is = |line: &str, mark: &str| {
        line.strip_prefix(mark).is_some_and(|rest| rest.trim().is_empty() || rest.starts_with(' '))
    };
    let (mut kept, mut side, mut found) = (String::new(), Side::Both, false);
    for line in text.split_inclusive('\n') {
        side = match side {
            Side::Both if is(line, "<<<<<<<") => Side::Ours,
            Side::Ours if is(line, "|||||||") || is(line, "=======") => Side::Theirs,
            Side::Theirs if is(line, ">>>>>>>") => {
                found = true;
                Side::Both
            }
            Side::Theirs => Side::Theirs,
            side => {
                kept.push_str(line);
                side
            }
        };
    }
    (found && matches!(side, Side::Both)).then_some(kept)
}

/// The side of a merge conflict to which a line belongs.
enum Side {
    Both,
    Ours,
    /// The other side of the conflict, or the common ancestor.
    Theirs,
}

/// A placeholder for a missing file, with its path in the workspace.
struct StandIn {
    path: PathBuf,
    contents: String,
}

/// Writes an empty package for each generated member that is missing.
fn stand_ins(root: &Path) -> io::Result<Vec<StandIn>> {
    let missing =
        |name: &str| io::Error::new(io::ErrorKind::NotFound, format!("{} is missing", root.join(name).display()));
    let workspace = disk::text(root, Path::new("Cargo.toml"))?.ok_or_else(|| missing("Cargo.toml"))?;
    // Git may have checked out the file with other line endings.
    let lock = disk::text(root, Path::new("Cargo.lock"))?.unwrap_or_default().replace("\r\n", "\n");
    let mut written = Vec::new();
    for member in generated_members(&workspace) {
        let folder = Path::new(member);
        if disk::kind(root, &folder.join("Cargo.toml"))?.is_some() {
            continue;
        }
        let name = member.rsplit('/').next().unwrap_or(member);
        // With this marker, `generate` recognizes the folder as generated, and the placeholders as files that it may
        // replace or remove.
        let marker = format!("# Stand-ins\n{name}/Cargo.toml\n{name}/src/lib.rs\n");
        for (path, contents) in [
            (folder.with_file_name(".verispec"), marker),
            (folder.join("Cargo.toml"), manifest(name, &lock)),
            (folder.join("src/lib.rs"), "//! A placeholder for a crate that has not been generated yet.\n".to_owned()),
        ] {
            if disk::kind(root, &path)?.is_none() {
                disk::create(root, &path, &contents)?;
                written.push(StandIn { path, contents });
            }
        }
    }
    Ok(written)
}

/// Returns the members of the workspace below `generated/`.
fn generated_members(workspace: &str) -> impl Iterator<Item = &str> {
    let members =
        workspace.lines().filter(|line| line.trim_start().starts_with("members")).flat_map(|line| line.split('"'));
    members.filter(|word| word.starts_with("generated/"))
}

/// Returns a manifest with the version and the dependencies that the lock file lists for the package, so that the lock
/// file does not change.
fn manifest(name: &str, lock: &str) -> String {
    let entry =
        lock.split("[[package]]").find(|entry| entry.contains(&format!("name = \"{name}\"\n"))).unwrap_or_default();
    let version = entry.lines().find_map(|line| line.strip_prefix("version = ")).unwrap_or("\"0.0.0\"");
    let (_, dependencies) = entry.split_once("dependencies = [").unwrap_or_default();
    let dependencies =
        dependencies.lines().filter_map(|line| line.trim().trim_end_matches(',').strip_prefix('"')?.strip_suffix('"'));
    let dependencies: String = dependencies.map(|dependency| format!("{dependency} = \"*\"\n")).collect();
    format!(
        "[package]\nname = \"{name}\"\nversion = {version}\nedition = \"2024\"\n\n[features]\ncli = []\n\n[dependencies]\n{dependencies}"
    )
}
