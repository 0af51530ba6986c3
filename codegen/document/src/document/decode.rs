//! Bytes to text of the same length, so that places in the text are places in the file.

use super::{Unread, UnreadKind};
use verispec_text::source::{FileId, Span};

/// The text; each byte that is none is replaced by a question mark, and told.
pub(super) fn decode(file: FileId, bytes: &[u8], unread: &mut Vec<Unread>) -> String {
    let mut text = String::with_capacity(bytes.len());
    // A byte order mark would hide the heading that it stands in front of.
    let bytes = match bytes.strip_prefix(b"\xEF\xBB\xBF") {
        Some(rest) => {
            text.push_str("   ");
            rest
        }
        None => bytes,
    };
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        let start = text.len() as u32;
        for _ in chunk.invalid() {
            text.push('?');
        }
        if !chunk.invalid().is_empty() {
            let what = "these bytes are not UTF-8 text, so something is missing here".to_owned();
            unread.push(Unread { span: Span { file, start, end: text.len() as u32 }, kind: UnreadKind::Bytes, what });
        }
    }
    text
}
