//! Finds content that moved to another file: renamed files, and single types and rules that moved between files.

use std::collections::BTreeMap;

use super::pairing::pair;
use super::place::SpecPlace;
use super::{Differ, payload, rule, workflow};
use verispec_model::ir::Model;

/// Where both specs describe the same.
#[derive(Debug, Default)]
pub(super) struct Moved {
    /// Files by their newer name without its ending, with the older one, where the two differ.
    files: BTreeMap<String, String>,
    /// Types and rules, which may have moved to another file.
    pub(super) parts: Vec<[SpecPlace; 2]>,
}

impl Moved {
    /// The name that a file had before.
    pub(super) fn older<'a>(&'a self, newer: &'a str) -> &'a str {
        self.files.get(newer).map_or(newer, String::as_str)
    }
}

impl Differ<'_> {
    pub(super) fn moved(&self) -> Moved {
        let (old, new) = (self.old, self.new);
        let mut files = BTreeMap::new();
        let mut file = |folder: &str, was: &str, is: &str| {
            if was != is {
                files.insert(format!("{folder}/{is}"), format!("{folder}/{was}"));
            }
        };
        for (was, is) in workflow::paired(old, new).both {
            file("workflows", &was.name.wire, &is.name.wire);
        }
        for (was, is) in pair(&old.capabilities, &new.capabilities, |known| known.name.wire.as_str()).both {
            file("capabilities", &was.stem, &is.stem);
        }
        for (was, is) in pair(&old.credentials, &new.credentials, |known| known.name.wire.as_str()).both {
            file("credentials", &was.stem, &is.stem);
        }
        for (was, is) in self.paired_operations().0.both {
            file("operations", &was.name.wire, &is.name.wire);
        }
        Moved { files, parts: [types(old, new), rule::places(old, new)].concat() }
    }
}

fn types(old: &Model, new: &Model) -> Vec<[SpecPlace; 2]> {
    let both = payload::paired(old, new).0.both;
    both.into_iter().map(|(was, is)| [was, is].map(payload::place)).collect()
}
