//! Finds content that moved to another file: renamed files, and single types and rules that moved between files.

use std::collections::BTreeMap;

use super::pairing::pair;
use super::place::SpecPlace;
use super::{Differ, payload, rule, workflow};
use verispec_model::ir::Model;

/// The locations of files, types and rules that have moved between the two specs.
#[derive(Debug, Default)]
pub(super) struct Moved {
    /// The older name of each renamed file, by its newer name without the extension.
    files: BTreeMap<String, String>,
    /// The older and newer location of each type and rule.
    pub(super) parts: Vec<[SpecPlace; 2]>,
}

impl Moved {
    /// Returns the name of a file in the older spec.
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
