//! Edits of a string: replaces individual spans and leaves everything else unchanged.

use std::ops::Range;

/// The replacement of a range of bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The bytes to remove.
    pub at: Range<usize>,
    /// The string to insert instead.
    pub words: String,
}

/// Applies all edits, in any order; `None` if two of them overlap.
pub fn apply(text: &str, mut edits: Vec<Edit>) -> Option<String> {
    edits.sort_by_key(|edit| (edit.at.start, edit.at.end));
    let mut out = String::with_capacity(text.len());
    let mut end = 0;
    for edit in edits {
        out.push_str(text.get(end..edit.at.start)?);
        out.push_str(&edit.words);
        end = edit.at.end;
    }
    out.push_str(text.get(end..)?);
    Some(out)
}
