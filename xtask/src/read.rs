//! Implements the first stage: reads the YAML files of a spec folder into a source map, without parsing them.

use std::path::Path;

use anyhow::{Result, bail};
use verispec_codegen::source::{SourceFile, SourceMap};

use crate::disk::{Folder, Kind, Refusal, Wanted, Why, collect};
use crate::shown;

/// Reads every `.yaml` file of the folder and its subfolders. `README.md` and hidden files other than YAML are ignored,
/// because they are meant for people and tools. Any other file is rejected, because a misspelled extension would
/// otherwise silently drop a part of the spec.
pub fn read(folder: &Path) -> Result<SourceMap> {
    let (files, refusals) = match open(folder) {
        Ok(opened) => {
            let found = collect(&opened, Wanted { skip: &is_beside, refuse: &is_other });
            (found.files, found.refusals)
        }
        Err(refusal) => (Vec::new(), vec![refusal]),
    };
    let nothing = || Refusal::new(folder, "has no .yaml file", "pass the spec folder with --spec DIR");
    let refusals = if files.is_empty() && refusals.is_empty() { vec![nothing()] } else { refusals };
    if !refusals.is_empty() {
        let lines: Vec<String> = refusals.iter().map(|refusal| format!("  {refusal}")).collect();
        bail!("the spec cannot be read\n{}", lines.join("\n"));
    }
    let files = files.into_iter().map(|(path, bytes)| SourceFile { path, bytes }).collect();
    Ok(SourceMap::new(files).below(&shown(folder)))
}

fn open(folder: &Path) -> Result<Folder, Refusal> {
    Folder::open(folder).map_err(|refusal| {
        let missing = refusal.is_missing();
        refusal.or(if missing {
            "create it, or pass another folder with --spec DIR"
        } else {
            "pass a folder with --spec DIR"
        })
    })
}

/// Folders in which version control keeps its own data.
const OF_VERSION_CONTROL: &[&str] = &[".git", ".hg", ".jj", ".svn"];

/// Returns whether a file is one that people and tools keep next to a spec, such as an editor lock (its name begins
/// with `.#`) or the data of a version control system. Hidden YAML is not ignored, because hiding a file or a folder
/// would silently drop a part of the spec.
pub(crate) fn is_beside(path: &str, kind: Kind) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    match kind {
        _ if path.split('/').any(|part| OF_VERSION_CONTROL.contains(&part)) => true,
        // Hidden folders are searched; each file in them that must not be skipped is reported.
        Kind::Folder => false,
        _ => name == "README.md" || name.starts_with(".#") || is_hidden(path) && !is_yaml(name),
    }
}

/// Returns whether a file, or a folder that contains it, is hidden.
fn is_hidden(path: &str) -> bool {
    path.split('/').any(|part| part.starts_with('.'))
}

fn is_yaml(name: &str) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    ["yaml", "yml"].iter().any(|yaml| ending.eq_ignore_ascii_case(yaml))
}

fn is_other(path: &str, kind: Kind) -> Why {
    match path {
        // A folder with the name of a spec file is probably a mistake, which would not be noticed because most files
        // are optional.
        _ if kind == Kind::Folder => is_yaml(path)
            .then_some(("is a folder, but has the name of a spec file", "replace it with a file, or rename it")),
        _ if is_hidden(path) => Some((
            "is hidden or in a hidden folder, so it would not be read",
            "rename the hidden file or folder, or move it out of the spec folder",
        )),
        _ if path.ends_with(".yaml") => None,
        _ if path.ends_with(".yml") => Some(("is not a .yaml file", "rename it to .yaml")),
        _ => Some(("is not a .yaml file", "move it out of the spec folder")),
    }
}
