//! Recovers from an interrupted release: records the planned edits in the repository, and undoes them in the next run.
//!
//! The record is in the `.git` folder, where it does not affect the working tree. It contains the contents of the files
//! before and after the release, so that later edits can be distinguished from the edits of the release.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use super::files::Edit;
use crate::disk::{self, Folder, Kind};
use crate::revision::Repository;
use crate::shown;

const NOTE: &str = "verispec-release.json";

/// Returns the location of the record in a repository.
pub(super) fn note(repository: &Repository) -> Result<PathBuf> {
    let folder = repository.git(&["rev-parse", "--absolute-git-dir"])?;
    let folder = String::from_utf8(folder).context("the path of the repository is not UTF-8")?;
    Ok(Path::new(folder.trim_end_matches('\n')).join(NOTE))
}

/// Records the planned edits before they are written.
pub(super) fn begin(note: &Path, repository: &Repository, edits: &[Edit]) -> Result<()> {
    let noted = |edit: &Edit| {
        let path = std::path::absolute(&edit.path)?;
        let path = path.to_str().context("the path of the spec is not UTF-8")?;
        Ok(json!({ "path": path, "before": edit.before, "after": edit.after }))
    };
    let edits: Vec<Value> = edits.iter().map(noted).collect::<Result<_>>()?;
    let text = json!({ "head": repository.head(), "edits": edits }).to_string();
    Ok(disk::replace_beside(note, text.as_bytes())?)
}

/// Removes the record, after either all edits or none of them were written.
pub(super) fn end(note: &Path) -> Result<()> {
    Ok(disk::remove_beside(note)?)
}

/// Returns whether a release was interrupted.
pub(super) fn is_there(note: &Path) -> bool {
    disk::exists(note)
}

/// Restores the files that an interrupted release wrote, and returns them. The output is not among them, because it is
/// replaced atomically and the next run writes it again.
pub(super) fn undo(note: &Path, repository: &Repository) -> Result<Vec<PathBuf>> {
    let (head, edits) = read(note)?;
    if head != repository.head() {
        // The written files have been committed or reverted since. Any remaining difference is an uncommitted change.
        end(note)?;
        return Ok(Vec::new());
    }
    for edit in &edits {
        let present = disk::present_beside(&edit.path)?;
        if present != edit.before && present != edit.after {
            bail!(
                "a release was interrupted, and {} was edited since; restore it with git, and run the command again. If none of the changes of that release remain, remove {}",
                shown(&edit.path),
                note.display()
            );
        }
    }
    let mut undone = Vec::new();
    for edit in edits {
        remove_halves(&edit.path)?;
        if disk::present_beside(&edit.path)? != edit.before {
            edit.put(edit.before.as_ref())?;
            undone.push(edit.path);
        }
    }
    end(note)?;
    Ok(undone)
}

/// Returns the commit at the start of the release, and its edits.
fn read(note: &Path) -> Result<(Option<String>, Vec<Edit>)> {
    let text = disk::own_text_file(note)?;
    let read = || {
        let parsed = serde_json::from_str::<Value>(&text).ok()?;
        let edits = parsed.get("edits")?.as_array()?.iter().map(edit).collect::<Option<_>>()?;
        Some((parsed.get("head")?.as_str().map(str::to_owned), edits))
    };
    read().with_context(|| {
        format!("{} is not the record of a release; restore the files with git, and remove it", note.display())
    })
}

fn edit(value: &Value) -> Option<Edit> {
    let text = |key: &str| match value.get(key)? {
        Value::Null => Some(None),
        text => Some(Some(text.as_str()?.to_owned())),
    };
    Some(Edit { path: value.get("path")?.as_str()?.into(), before: text("before")?, after: text("after")? })
}

/// Removes temporary files. A file is written next to its target and then renamed, so the temporary file remains if the
/// run is killed in between.
fn remove_halves(path: &Path) -> Result<()> {
    let (Some(parent), Some(name)) = (path.parent(), path.file_name().and_then(|name| name.to_str())) else {
        return Ok(());
    };
    let folder = Folder::open(parent)?;
    for entry in folder.entries()? {
        let middle =
            entry.name.to_str().and_then(|entry| entry.strip_prefix('.')?.strip_prefix(name)?.strip_prefix('.'));
        let number = middle.and_then(|middle| middle.strip_suffix(".new")?.split_once('-'));
        let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if entry.kind == Kind::File && number.is_some_and(|(process, count)| is_number(process) && is_number(count)) {
            folder.remove_file(&entry.name)?;
        }
    }
    Ok(())
}
