//! Reads the records of a merged output folder from git: the records of both sides and of their common ancestor.
//!
//! The record in the folder was itself merged by git, or taken from one side, so it may not describe the files.

use std::collections::BTreeSet;
use std::path::Path;

use crate::record::Record;
use crate::revision::git;
use crate::tree::MARKER;

/// The references to the commits that git is merging into HEAD.
const MERGING: [&str; 4] = ["MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "REBASE_HEAD"];

/// The records on the sides of a merge; empty if there is no merge.
#[derive(Debug, Default)]
pub(super) struct Sides {
    sides: Vec<Record>,
    base: Option<Record>,
}

impl Sides {
    /// Returns the records for a merge in progress in the repository of a folder, or for HEAD if it is a merge.
    pub(super) fn of(out: &Path) -> Self {
        Self::find(out).unwrap_or_default()
    }

    fn find(out: &Path) -> Option<Self> {
        let (around, name) = (out.parent()?, out.file_name()?.to_str()?);
        let ask = |arguments: &[&str]| {
            let said = git(around, arguments, b"").ok()?;
            String::from_utf8(said).ok()
        };
        let commits = |name: &str| -> Vec<String> {
            let said = ask(&["rev-parse", "--verify", "--quiet", name]).unwrap_or_default();
            said.lines().map(str::to_owned).collect()
        };
        let mut sides: Vec<String> = MERGING.iter().flat_map(|name| commits(name)).collect();
        match sides.is_empty() {
            false => sides.insert(0, "HEAD".to_owned()),
            true => sides = ask(&["rev-parse", "--quiet", "HEAD^@"])?.lines().map(str::to_owned).collect(),
        }
        if sides.len() < 2 {
            return None;
        }
        let prefix = ask(&["rev-parse", "--show-prefix"])?;
        let path = format!("{}{name}/{MARKER}", prefix.trim_end_matches('\n'));
        let record = |commit: &str| Some(Record::parse(&ask(&["cat-file", "blob", &format!("{commit}:{path}")])?));
        let base = ask(&["merge-base", &sides[0], &sides[1]]);
        let base = base.and_then(|base| record(base.trim()));
        Some(Self { sides: sides.iter().filter_map(|side| record(side)).collect(), base })
    }

    /// Returns whether a run wrote the file on one of the sides.
    pub(super) fn has(&self, path: &str) -> bool {
        self.sides.iter().any(|side| side.has(path, false))
    }

    /// Returns whether a run wrote this content on one of the sides.
    pub(super) fn wrote(&self, path: &str, sum: &str) -> bool {
        self.sides.iter().chain(&self.base).filter_map(|side| side.sums(path)).any(|sums| sums.contains(sum))
    }

    /// Returns whether runs wrote different contents on both sides, so that git had to merge the file.
    pub(super) fn differ(&self, path: &str) -> bool {
        let base = self.base.as_ref().and_then(|base| base.sums(path));
        let sums: BTreeSet<&String> = self.sides.iter().filter_map(|side| side.sums(path)).flatten().collect();
        sums.into_iter().filter(|sum| base.is_none_or(|base| !base.contains(*sum))).count() > 1
    }
}
