//! Checks that the working tree is clean before a release, and returns the commands that commit the result.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::revision::Repository;
use crate::root::Root;
use crate::{disk, shown, sync};

/// Rejects uncommitted changes that a release would mix with its own. The output may differ, because it is replaced
/// completely, and edits in it are rejected at that point.
pub(super) fn refuse_uncommitted(repository: &Repository, root: &Root) -> Result<()> {
    let output = [disk::real(&root.generated()), disk::real(&sync::work_folder(&root.generated()))];
    let mut changed = changed(repository)?;
    changed.retain(|(_, path)| !output.iter().any(|folder| path.starts_with(folder)));
    if changed.is_empty() {
        return Ok(());
    }
    let some: Vec<String> = changed.iter().take(5).map(|(state, path)| format!("{state} {}", shown(path))).collect();
    bail!("there are uncommitted changes; commit or stash them first, or use --dry-run\n{}", some.join("\n"))
}

/// Returns the command that adds exactly the files that a release has written, including new files.
pub(super) fn to_commit(repository: &Repository, root: &Root, files: &[&Path]) -> Result<Git> {
    let changed = changed(repository)?;
    let generated = root.generated();
    let candidates = [root.spec(), &generated].into_iter().chain(files.iter().copied());
    let mut paths: Vec<PathBuf> = Vec::new();
    for path in candidates.map(disk::real) {
        // Files that git ignores, such as output that a team does not check in, cannot be added.
        if changed.iter().any(|(_, changed)| changed.starts_with(&path)) && !paths.iter().any(|p| path.starts_with(p)) {
            paths.push(path);
        }
    }
    let top = top(repository)?;
    let below = |path: &PathBuf| path.strip_prefix(&top).unwrap_or(path).to_path_buf();
    let at = std::env::current_dir().map(|current| disk::real(&current)).ok().filter(|current| *current == top);
    Ok(Git { elsewhere: if at.is_some() { None } else { Some(top.clone()) }, paths: paths.iter().map(below).collect() })
}

/// The git commands for the written files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Git {
    /// The top folder of the repository, if it is not the current folder.
    elsewhere: Option<PathBuf>,
    paths: Vec<PathBuf>,
}

impl Git {
    /// Returns the commands that commit the release and tag it, one per line.
    pub fn commands(&self, version: &str) -> Vec<String> {
        let git = match &self.elsewhere {
            Some(top) => format!("git -C {}", quoted(top)),
            None => "git".to_owned(),
        };
        let paths: Vec<String> = self.paths.iter().map(|path| quoted(path)).collect();
        vec![
            format!("{git} add -- {}", paths.join(" ")),
            format!("{git} commit --message \"Release {version}\""),
            format!("{git} tag v{version}"),
        ]
    }
}

/// Quotes a path for the shell.
fn quoted(path: &Path) -> String {
    let text = path.display().to_string();
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "/._-+".contains(c);
    if text.chars().all(is_plain) { text } else { format!("'{}'", text.replace('\'', "'\\''")) }
}

/// Returns the top folder of the working tree.
fn top(repository: &Repository) -> Result<PathBuf> {
    let top = repository.git(&["rev-parse", "--show-toplevel"])?;
    let top = String::from_utf8(top).context("the path of the repository is not UTF-8")?;
    Ok(disk::real(Path::new(top.trim_end_matches('\n'))))
}

/// Returns all files that differ from the last commit, each with git's status.
fn changed(repository: &Repository) -> Result<Vec<(String, PathBuf)>> {
    let top = top(repository)?;
    let status = repository.git(&["status", "--porcelain", "-z", "--untracked-files=all", "--no-renames"])?;
    let status = String::from_utf8_lossy(&status).into_owned();
    let entries = status.split('\0').filter(|entry| !entry.is_empty());
    Ok(entries.filter_map(|entry| Some((entry.get(..2)?.to_owned(), top.join(entry.get(3..)?)))).collect())
}
