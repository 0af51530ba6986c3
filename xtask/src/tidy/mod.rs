//! `cargo xtask tidy`: takes the repository's hand-written files, gives every place that breaks a house rule.

mod layout;
mod rust;
mod snapshots;
mod vocabulary;

use std::fmt;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::root::toolkit;
use crate::{Console, Outcome};

/// Where hand-written code lives; `generated/` is judged by the generator's own tests, `spec/` by the generator.
const FOLDERS: &[&str] = &["codegen", "xtask", "tests"];

/// A place that breaks a house rule.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// Path relative to the repository.
    pub path: String,
    /// One-based.
    pub line: usize,
    /// What is wrong and what to do.
    pub reason: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.path, self.line, self.reason)
    }
}

/// A file with its path relative to the repository. Bytes that are not text show as replacement characters.
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

    /// Lines with their one-based numbers.
    fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        (1..).zip(self.text.lines())
    }
}

/// Lists every finding on the console.
pub fn run(console: &mut Console<'_>) -> Result<Outcome> {
    let findings = check(&toolkit()?)?;
    for finding in &findings {
        writeln!(console.out, "{finding}")?;
    }
    if findings.is_empty() {
        writeln!(console.out, "tidy: nothing found")?;
        return Ok(Outcome::Fine);
    }
    Ok(Outcome::Findings)
}

/// Every finding in the repository at this folder, in the order of the paths.
pub fn check(root: &Path) -> Result<Vec<Finding>> {
    let mut files = Vec::new();
    for folder in FOLDERS {
        if root.join(folder).is_dir() {
            collect(root, folder, &mut files).with_context(|| format!("cannot read {folder}"))?;
        }
    }
    let name = vocabulary::provider(root)?;
    let mut findings = Vec::new();
    for file in &files {
        rust::check(file, &mut findings);
        snapshots::check(root, file, &mut findings);
        vocabulary::check(name.as_deref(), file, &mut findings);
    }
    layout::check(&files, &mut findings)?;
    findings.sort();
    Ok(findings)
}

fn collect(root: &Path, folder: &str, files: &mut Vec<SourceText>) -> Result<()> {
    let mut entries = fs::read_dir(root.join(folder))?.collect::<Result<Vec<_>, _>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{folder}/{name}");
        let kind = entry.file_type()?;
        if kind.is_dir() && !name.starts_with('.') && name != "target" {
            collect(root, &path, files)?;
        } else if kind.is_file() {
            let text = String::from_utf8_lossy(&fs::read(entry.path())?).into_owned();
            files.push(SourceText { path, text });
        }
    }
    Ok(())
}
