//! Writes files of a spec, each with a mapping below the line that states its schema.

pub(super) use verispec_text::yaml::draft::{Entry, Item, Yaml};
pub(super) use verispec_text::yaml::write::{block, block_list, item};

/// Returns the text of a file with this mapping.
pub(super) fn file(path: &str, kind: &str, entries: &[Entry]) -> String {
    let up = "../".repeat(path.matches('/').count() + 1);
    format!("# yaml-language-server: $schema={up}generated/schema/{kind}.json\n{}", block(entries, 0))
}
