//! Represents the files that a run produces: a set of relative paths and contents that is safe to write below a folder.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Result, bail};

use crate::digest::sum;
use crate::record;

/// The name of the file that marks an output folder as written by this tool.
pub const MARKER: &str = ".verispec";

/// Files by their path relative to the output folder, with `/` as separator. The marker, which lists the other files,
/// is included.
///
/// **Invariant:** every path stays inside the folder, and no two paths collide on any file system.
#[derive(Debug, Clone)]
pub struct Tree {
    files: BTreeMap<String, String>,
    /// The checksum of every file except the marker.
    sums: BTreeMap<String, String>,
    marker: &'static str,
}

impl Tree {
    /// Builds a tree, and rejects paths that cannot be written safely on every machine.
    pub fn new(files: impl IntoIterator<Item = (String, String)>) -> Result<Self> {
        Self::marked(MARKER, files)
    }

    /// Builds a tree like [`Tree::new`], but with the given marker.
    pub fn marked(marker: &'static str, files: impl IntoIterator<Item = (String, String)>) -> Result<Self> {
        let mut tree = BTreeMap::from([(marker.to_owned(), String::new())]);
        for (path, contents) in files {
            check_path(&path)?;
            if tree.contains_key(&path) {
                bail!("the generator wrote `{path}` twice");
            }
            tree.insert(path, contents);
        }
        check_collisions(tree.keys())?;
        let others = tree.iter().filter(|(path, _)| *path != marker);
        let sums = others.map(|(path, contents)| (path.clone(), sum(contents.as_bytes()))).collect();
        let mut tree = Self { files: tree, sums, marker };
        tree.record();
        Ok(tree)
    }

    /// Returns the name of the file that marks the tree's folder as written by this tool.
    pub fn marker(&self) -> &'static str {
        self.marker
    }

    /// Returns paths and contents in the order of the paths.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().map(|(path, contents)| (path.as_str(), contents.as_str()))
    }

    /// Returns the contents of a file; `None` if the tree does not contain it.
    pub fn get(&self, path: &str) -> Option<&str> {
        self.files.get(path).map(String::as_str)
    }

    /// Replaces the contents of files in the tree, but never their paths.
    pub fn replace(&mut self, files: impl IntoIterator<Item = (String, String)>) {
        for (path, contents) in files {
            if let (Some(old), Some(old_sum)) = (self.files.get_mut(&path), self.sums.get_mut(&path)) {
                *old_sum = sum(contents.as_bytes());
                *old = contents;
            }
        }
        self.record();
    }

    /// Updates the marker with the current files.
    fn record(&mut self) {
        let record = record::text(self.sums.iter().map(|(path, sum)| (path.as_str(), sum.as_str())));
        self.files.insert(self.marker.to_owned(), record);
    }

    /// Returns the number of files, including the marker.
    pub fn count(&self) -> usize {
        self.files.len()
    }
}

fn check_path(path: &str) -> Result<()> {
    let bad = |part: &str| {
        part.is_empty()
            || part.chars().all(|c| c == '.')
            || part.contains(|c: char| c.is_control() || "\\:*?\"<>|".contains(c))
    };
    if path.split('/').any(bad) {
        bail!("the generator wrote the path `{}`, which is not safe inside a folder", path.escape_debug());
    }
    Ok(())
}

/// Rejects paths that collide. macOS and Windows treat `A` and `a` as the same file, and no system allows a file and a
/// folder with the same name.
fn check_collisions<'a>(paths: impl Iterator<Item = &'a String>) -> Result<()> {
    let mut files = BTreeSet::new();
    let mut folders = BTreeSet::new();
    for path in paths {
        let folded = path.to_lowercase();
        folders.extend(folded.match_indices('/').map(|(end, _)| folded[..end].to_owned()));
        if !files.insert(folded) {
            bail!("the generator wrote `{path}` and a path that differs only in case");
        }
    }
    if let Some(path) = files.intersection(&folders).next() {
        bail!("the generator wrote `{path}` both as a file and as a folder");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::Tree;

    fn refuses(paths: &[&str]) -> bool {
        Tree::new(paths.iter().map(|path| ((*path).to_owned(), String::new()))).is_err()
    }

    #[test]
    fn the_marker_follows_the_contents() {
        let tree = |text: &str| Tree::new([("a".to_owned(), text.to_owned())]).expect("the path should be safe");
        let mut replaced = tree("one\n");
        replaced.replace([("a".to_owned(), "two\n".to_owned())]);
        assert_eq!(replaced.get(".verispec"), tree("two\n").get(".verispec"));
        assert_ne!(replaced.get(".verispec"), tree("one\n").get(".verispec"));
    }

    #[test]
    fn paths_that_leave_the_folder_are_refused() {
        for path in ["", "/etc/x", "../x", "a/../../x", "a//b", "./a", "a/", "a\\b", "C:/x", "a/\0", "a/\n"] {
            assert!(refuses(&[path]), "{path:?}");
        }
    }

    #[test]
    fn paths_that_meet_are_refused() {
        assert!(refuses(&["a", "a"]));
        assert!(refuses(&["docs/A.md", "docs/a.md"]));
        assert!(refuses(&["a", "a/b"]));
        assert!(refuses(&[".verispec"]));
        assert!(!refuses(&["a.b", "a/b", "a-b"]));
    }
}
