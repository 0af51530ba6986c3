//! Describes a release whose changes come only from the generator: compares the output of the last release with the
//! current output.

use std::collections::BTreeSet;

use crate::record::Record;
use crate::tree::Tree;

/// The maximum number of files that an entry lists.
const MOST_NAMED: usize = 10;

/// Returns the changelog entry for a release with an unchanged spec but a different output; `None` if the output is the
/// same, or if the last release has no output to compare with. Both outputs must have the same version.
pub(super) fn changes(record: Option<&str>, tree: &Tree) -> Option<String> {
    let (Record::Listed(earlier), Record::Listed(now)) =
        (Record::parse(record?), Record::parse(tree.get(tree.marker())?))
    else {
        return None;
    };
    let paths: BTreeSet<&String> = earlier.keys().chain(now.keys()).collect();
    let differing: Vec<&String> = paths.into_iter().filter(|path| earlier.get(*path) != now.get(*path)).collect();
    if differing.is_empty() {
        return None;
    }
    let named: Vec<String> = differing.iter().take(MOST_NAMED).map(|path| format!("`{path}`")).collect();
    let more = match differing.len() - named.len() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let files = if differing.len() == 1 { "file" } else { "files" };
    Some(format!(
        "### Generator\n\n- The spec has not changed. The generator writes {} {files} differently: {}{more}.\n",
        differing.len(),
        named.join(", ")
    ))
}
