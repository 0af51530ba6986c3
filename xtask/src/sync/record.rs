//! The record in an output folder: takes what a run writes, gives the text of the marker file, and back.

use std::collections::BTreeSet;

/// The line above the record.
const HEADER: &str =
    "# The files that this tool has written here. It replaces and removes them, and nothing else without --force.\n";

/// The beginning of markers from before they listed files.
const OLD: &str = "This folder is written by ";

/// What a marker says of the files in its folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Record {
    /// There is no marker: nothing in the folder is ours.
    None,
    /// The folder is ours, and nothing more is known. So the files that are to be written now are, too.
    Unlisted,
    /// These files are ours.
    Listed(BTreeSet<String>),
}

impl Record {
    /// Reads a marker.
    pub(super) fn parse(text: &str) -> Self {
        if text.trim().is_empty() || text.starts_with(OLD) {
            return Self::Unlisted;
        }
        let lines = text.lines().map(str::trim_end).filter(|line| !line.is_empty() && !line.starts_with('#'));
        Self::Listed(lines.map(str::to_owned).collect())
    }

    /// Whether a file was written by an earlier run; `wanted` is whether this run writes it, too.
    pub(super) fn has(&self, path: &str, wanted: bool) -> bool {
        match self {
            Self::None => false,
            Self::Unlisted => wanted,
            Self::Listed(paths) => paths.contains(path),
        }
    }
}

/// The text of the marker of a folder with these files: the same on every machine.
pub(crate) fn text<'a>(paths: impl Iterator<Item = &'a str>) -> String {
    paths.fold(HEADER.to_owned(), |text, path| text + path + "\n")
}

#[cfg(test)]
mod tests {
    use super::{Record, text};

    #[test]
    fn a_marker_says_what_was_written() {
        let record = Record::parse(&text(["a/b.rs", "c.md"].into_iter()).replace('\n', "\r\n"));
        assert!(record.has("a/b.rs", false) && record.has("c.md", false));
        assert!(!record.has("a", true) && !record.has("notes.txt", true));
        assert_eq!(Record::parse(&text([].into_iter())), Record::Listed([].into()));
    }

    #[test]
    fn an_old_marker_covers_what_is_written_now() {
        for old in
            ["", "\n", "This folder is written by `cargo xtask generate`, which removes whatever else is put here.\n"]
        {
            assert_eq!(Record::parse(old), Record::Unlisted);
        }
        assert!(Record::Unlisted.has("a", true) && !Record::Unlisted.has("a", false));
        assert!(!Record::None.has("a", true));
    }
}
