//! Cases: takes files that hold payloads with what is known around them, gives the cases one by one.

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::{Context, Direction};

/// A payload with everything that is needed to judge it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// Its name.
    pub name: String,
    /// The id of the operation.
    pub operation: String,
    /// Which way the payload goes.
    pub direction: Direction,
    /// What the author expects; it does not matter for the check.
    #[serde(default)]
    pub expect: Option<Value>,
    /// Why the author expects it; it does not matter for the check.
    #[serde(default)]
    pub why: Option<Value>,
    /// What the payload alone cannot tell.
    #[serde(default)]
    pub context: Context,
    /// The payload exactly as it stands in the file, so that nothing in it is lost before it is judged.
    #[serde(default)]
    pub body: Option<Box<RawValue>>,
}

/// Without the payload: as JSON, nothing in it is known to be personal.
impl fmt::Debug for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Case");
        shown.field("name", &self.name).field("operation", &self.operation).field("direction", &self.direction);
        shown.field("context", &self.context).finish_non_exhaustive()
    }
}

impl Case {
    /// The bytes of the payload; nothing if there is no payload or it is `null`.
    pub fn body(&self) -> Option<&[u8]> {
        self.body.as_ref().map(|body| body.get().as_bytes())
    }

    fn read(text: &str) -> Result<Self, String> {
        serde_json::from_str(text).map_err(|error| error.to_string())
    }
}

/// Reads a file with one case or an array of cases. Each case is read on its own: one that is none spoils no other.
pub(super) fn read(file: &Path) -> Vec<Result<Case, String>> {
    let text = match fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) => return vec![Err(error.to_string())],
    };
    if !text.trim_start().starts_with('[') {
        return vec![Case::read(&text)];
    }
    match serde_json::from_str::<Vec<&RawValue>>(&text) {
        Ok(cases) => {
            let numbered = |(index, case): (usize, &&RawValue)| {
                Case::read(case.get()).map_err(|error| format!("case {} of the array: {error}", index + 1))
            };
            cases.iter().enumerate().map(numbered).collect()
        }
        Err(error) => vec![Err(error.to_string())],
    }
}

/// The files that a path stands for: the file itself, or every `*.json` file in the folder and its folders, sorted.
pub(super) fn files(path: &Path) -> Result<Vec<PathBuf>, (PathBuf, String)> {
    let fail = |path: &Path, error: io::Error| (path.to_owned(), error.to_string());
    if !fs::metadata(path).map_err(|error| fail(path, error))?.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut found = Vec::new();
    let mut folders = vec![path.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).map_err(|error| fail(&folder, error))? {
            let entry = entry.map_err(|error| fail(&folder, error))?;
            let (path, kind) = (entry.path(), entry.file_type().map_err(|error| fail(&folder, error))?);
            // Linked folders are left out, because they may lead in circles; linked files are not.
            if kind.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "json") && !path.is_dir() {
                found.push(path);
            }
        }
    }
    if found.is_empty() {
        return Err((path.to_owned(), "no *.json file in this folder".to_owned()));
    }
    found.sort();
    Ok(found)
}
