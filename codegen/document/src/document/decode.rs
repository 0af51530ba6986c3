//! Decodes bytes to text of the same length, so that offsets in the text are also offsets in the file.

use super::{Unread, UnreadKind};
use verispec_text::source::{FileId, Span};

/// Decodes bytes. Each invalid byte is reported and replaced by a question mark.
pub(super) fn decode(file: FileId, bytes: &[u8], unread: &mut Vec<Unread>) -> String {
    let mut text = String::with_capacity(bytes.len());
    // A byte order mark would keep the first heading from being recognized.
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
            let what = "these bytes are not valid UTF-8, so text is missing here".to_owned();
            unread.push(Unread { span: Span { file, start, end: text.len() as u32 }, kind: UnreadKind::Bytes, what });
        }
    }
    text
}
