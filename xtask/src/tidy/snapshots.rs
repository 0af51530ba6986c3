//! Finds orphaned snapshots, whose test or input no longer exists.

use std::path::{Path, PathBuf};

use super::{Finding, SourceText};
use crate::disk::{self, Folder};

pub(super) fn check(root: &Path, file: &SourceText, findings: &mut Vec<Finding>) {
    let Some(stem) = file.name().strip_suffix(".snap") else {
        return;
    };
    let named: Vec<(usize, &str)> = file
        .lines()
        .skip(1)
        .take_while(|(_, text)| *text != "---")
        .filter_map(|(line, text)| {
            let (key, value) = text.split_once(": ")?;
            matches!(key, "source" | "input_file").then(|| (line, value.trim_matches('"')))
        })
        .collect();
    if named.is_empty() && !has_sibling(root, file, stem) {
        findings.push(file.finding(1, "this snapshot has no input next to it; remove the snapshot"));
    }
    for (line, path) in named {
        if !exists(root, file, path) {
            findings.push(file.finding(
                line,
                format!(
                    "the input `{path}` of this snapshot does not exist; remove the \
                snapshot"
                ),
            ));
        }
    }
}

/// Returns whether a file in a snapshot's header exists. insta writes paths relative to the workspace or to the
/// package.
fn exists(root: &Path, file: &SourceText, path: &str) -> bool {
    let there = |folder: &Path| disk::exists(&root.join(folder).join(path));
    there(Path::new("")) || Path::new(&file.path).ancestors().any(there)
}

fn has_sibling(root: &Path, file: &SourceText, stem: &str) -> bool {
    let path = root.join(&file.path);
    let siblings = path.parent().and_then(|folder| Folder::open(folder).ok()?.entries().ok());
    siblings.into_iter().flatten().map(|entry| PathBuf::from(entry.name)).any(|other| {
        other.file_stem().is_some_and(|other| other == stem) && other.extension().is_some_and(|ending| ending != "snap")
    })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::super::SourceText;
    use super::check;

    #[test]
    fn a_snapshot_needs_what_it_was_taken_of() {
        let root = tempfile::tempdir().expect("a temporary folder");
        fs::create_dir_all(root.path().join("tests/cases")).expect("the folder is writable");
        for path in ["tests/cases/a.yaml", "tests/cases/b.snap", "tests/render.rs"] {
            fs::write(root.path().join(path), "").expect("the folder is writable");
        }
        let found = |name: &str, text: &str| {
            let file = SourceText { path: format!("tests/cases/{name}"), text: text.into() };
            let mut findings = Vec::new();
            check(root.path(), &file, &mut findings);
            findings.into_iter().map(|finding| finding.line).collect::<Vec<_>>()
        };
        assert!(found("a.yaml", "").is_empty());
        assert!(found("a.snap", "plain text").is_empty());
        assert_eq!(found("b.snap", "plain text"), [1]);
        assert!(found("x.snap", "---\nsource: tests/render.rs\ninput_file: tests/cases/a.yaml\n---\n").is_empty());
        assert!(
            found("x.snap", "---\nsource: render.rs\n---\ntext").is_empty(),
            "a path relative to the package is accepted"
        );
        assert_eq!(found("x.snap", "---\nsource: tests/render.rs\ninput_file: tests/cases/b.yaml\n---\n"), [3]);
        assert_eq!(found("x.snap", "---\nsource: tests/gone.rs\n---\n"), [2]);
    }
}
