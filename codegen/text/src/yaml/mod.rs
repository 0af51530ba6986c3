//! The YAML subset of specs: parses a file into a tree with spans, and deserializes it.

mod data;
mod de;
pub mod draft;
pub mod rules;
mod tree;
pub mod write;

pub use data::{data, texts};
pub use de::*;
pub use tree::{Key, Node, Value};

use crate::diagnostics::Diagnostics;
use crate::source::{FileId, SourceMap, Span};
use rules::NOT_UTF8;

/// The maximum number of findings per file, because nobody reads more from a single run.
pub const MOST: usize = 1000;

/// Parses a file into a tree, if it is UTF-8 and YAML that the spec language supports.
pub fn tree(file: FileId, sources: &SourceMap, diagnostics: &mut Diagnostics) -> Option<tree::Node> {
    let bytes = &sources.file(file).bytes;
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let at = error.valid_up_to() as u32;
            let span = Span { file, start: at, end: at + 1 };
            let message = "these bytes are not valid UTF-8";
            diagnostics.push(NOT_UTF8.at(span, message).help("save the file as UTF-8"));
            return None;
        }
    };
    tree::parse(file, text, diagnostics)
}
