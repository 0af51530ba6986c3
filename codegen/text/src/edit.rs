//! Edits of a text: other words for single places, so that everything else stays as it is.

use std::ops::Range;

/// Other words for a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The bytes that go.
    pub at: Range<usize>,
    /// What comes in their place.
    pub words: String,
}

/// The text with all edits made, in whatever order they are given; nothing if two of them are about one place.
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
