//! `cargo xtask tidy`: reports every violation of a style rule in the repository's handwritten files.

mod allowed;
mod files;
mod layout;
mod rust;
mod snapshots;
mod vocabulary;

use std::fmt;
use std::path::Path;

use anyhow::Result;

use crate::disk::{self, Folder, Kind, Wanted, collect};
use crate::root::toolkit;
use crate::{Console, Outcome};
use vocabulary::Vocabulary;

/// The folders with handwritten code. `generated/` and `spec/` are checked by the generator and its tests.
const FOLDERS: &[&str] = &["codegen", "xtask", "tests"];

/// A violation of a style rule.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// The path relative to the repository, with `/` as separator.
    pub path: String,
    /// The one-based line number.
    pub line: usize,
    /// The reason why it is a violation, and how to fix it.
    pub reason: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.path, self.line, self.reason)
    }
}

/// A file with its path relative to the repository. Invalid UTF-8 is shown as replacement characters.
struct SourceText {
    path: String,
    text: String,
}

impl SourceText {
    fn name(&self) -> &str {
        self.path.rsplit_once('/').map_or(self.path.as_str(), |(_, name)| name)
    }

    fn finding(&self, line: usize, reason: impl Into<String>) -> Finding {
        Finding { path: self.path.clone(), line, reason: reason.into() }
    }

    /// Returns lines with their one-based numbers.
    fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        (1..).zip(self.text.lines())
    }
}

/// Prints every violation.
pub fn run(console: &mut Console<'_>) -> Result<Outcome> {
    let findings = check(&toolkit()?)?;
    for finding in &findings {
        writeln!(console.out, "{finding}")?;
    }
    if findings.is_empty() {
        writeln!(console.out, "tidy: no findings")?;
        return Ok(Outcome::Fine);
    }
    Ok(Outcome::Findings)
}

/// Returns every violation in the repository at this folder, in the order of the paths.
pub fn check(root: &Path) -> Result<Vec<Finding>> {
    let mut files = Vec::new();
    for name in FOLDERS {
        let Some(folder) = Folder::open_if_there(&disk::inside(root.join(name))?)? else { continue };
        let found = collect(&folder, Wanted { skip: &is_beside, refuse: &|_, _| None }).whole()?;
        files.extend(found.into_iter().map(|(path, bytes)| SourceText {
            path: format!("{name}/{path}"),
            text: String::from_utf8_lossy(&bytes).into_owned(),
        }));
    }
    let vocabulary = Vocabulary::read(root)?;
    let mut findings = Vec::new();
    for file in &files {
        files::check(file, &mut findings);
        rust::check(file, &mut findings);
        snapshots::check(root, file, &mut findings);
        vocabulary.check(file, &mut findings);
    }
    vocabulary.check_exceptions(&files, &mut findings);
    layout::check(&files, &mut findings)?;
    findings.sort();
    Ok(findings)
}

/// Returns whether a file is one that tools keep next to the code.
fn is_beside(path: &str, _: Kind) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.starts_with('.') || name == "target"
}
