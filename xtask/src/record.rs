//! Reads and writes the record of an output folder, which is stored in its marker file.

use std::collections::{BTreeMap, BTreeSet};

use crate::digest;

/// The comment above the record.
const HEADER: &str = "# The files that this tool has written here, each with its SHA-256. It replaces and removes them as long as they are \
                      unchanged, and nothing else without --force.\n";

/// The first words of markers in the old format, which did not list files.
const OLD: &str = "This folder is written by ";

/// What a marker says about the files in its folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Record {
    /// There is no marker, so this tool has not written any file in the folder.
    None,
    /// The folder was written by this tool, but the marker does not list the files. The files that this run writes
    /// therefore count as written earlier.
    Unlisted,
    /// This tool has written these files, each with its checksums. A file may have several checksums after a merge.
    Listed(BTreeMap<String, BTreeSet<String>>),
}

impl Record {
    /// Parses a marker. A marker with merge conflicts lists the files of both sides.
    pub(crate) fn parse(text: &str) -> Self {
        if text.trim().is_empty() || text.starts_with(OLD) {
            return Self::Unlisted;
        }
        let mut listed: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let lines = text.lines().map(str::trim_end);
        for line in lines.filter(|line| !line.is_empty() && !line.starts_with('#') && !is_of_a_conflict(line)) {
            let (sum, path) = digest::line(line).map_or((None, line), |(sum, path)| (Some(sum), path));
            listed.entry(path.to_owned()).or_default().extend(sum.map(str::to_owned));
        }
        Self::Listed(listed)
    }

    /// Returns whether a file was written by an earlier run. `wanted` states whether this run also writes it.
    pub(crate) fn has(&self, path: &str, wanted: bool) -> bool {
        match self {
            Self::None => false,
            Self::Unlisted => wanted,
            Self::Listed(paths) => paths.contains_key(path),
        }
    }

    /// Returns the checksums of the file as it was written, if known.
    pub(crate) fn sums(&self, path: &str) -> Option<&BTreeSet<String>> {
        match self {
            Self::None | Self::Unlisted => None,
            Self::Listed(paths) => paths.get(path).filter(|sums| !sums.is_empty()),
        }
    }
}

/// Returns whether this line is a conflict marker of git.
fn is_of_a_conflict(line: &str) -> bool {
    ["<<<<<<<", "|||||||", "=======", ">>>>>>>"].iter().any(|mark| {
        let rest = line.strip_prefix(mark);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    })
}

/// Returns whether the file has unresolved merge conflicts.
pub(crate) fn has_a_conflict(text: &str) -> bool {
    text.lines().filter(|line| is_of_a_conflict(line.trim_end())).count() > 2
}

/// Returns the contents of the marker for a folder with these files. They are the same on every machine.
pub(crate) fn text<'a>(files: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    files.fold(HEADER.to_owned(), |text, (path, sum)| text + sum + "  " + path + "\n")
}

#[cfg(test)]
mod tests {
    use super::{Record, has_a_conflict, text};
    use crate::digest::sum;

    #[test]
    fn a_marker_says_what_was_written() {
        let (one, two) = (sum(b"1"), sum(b"2"));
        let files = [("a/b.rs", one.as_str()), ("c.md", two.as_str())];
        let record = Record::parse(&text(files.into_iter()).replace('\n', "\r\n"));
        assert!(record.has("a/b.rs", false) && record.has("c.md", false));
        assert!(!record.has("a", true) && !record.has("notes.txt", true));
        assert_eq!(record.sums("c.md"), Some(&[two].into()));
        assert_eq!(record.sums("notes.txt"), None);
        assert_eq!(Record::parse(&text([].into_iter())), Record::Listed([].into()));
    }

    #[test]
    fn a_marker_without_checksums_still_says_what_was_written() {
        let record = Record::parse("# The files that this tool has written here.\na/b.rs\nc.md\n");
        assert!(record.has("a/b.rs", false) && !record.has("notes.txt", true));
        assert_eq!(record.sums("a/b.rs"), None);
    }

    #[test]
    fn a_marker_that_was_not_merged_lists_both_sides() {
        let (one, two) = (sum(b"1"), sum(b"2"));
        let merged = format!("# Files\n<<<<<<< HEAD\n{one}  a\n=======\n{two}  a\n{two}  b\n>>>>>>> other\n{one}  c\n");
        let record = Record::parse(&merged);
        assert_eq!(record.sums("a"), Some(&[one.clone(), two.clone()].into()));
        assert_eq!((record.sums("b"), record.sums("c")), (Some(&[two].into()), Some(&[one].into())));
        assert!(has_a_conflict(&merged) && !has_a_conflict("A title\n=======\n"));
        assert!(matches!(record, Record::Listed(files) if files.len() == 3));
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
