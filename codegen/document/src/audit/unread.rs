//! What could not be read, as findings.

use super::Auditor;
use super::finding::Finding;
use crate::document::UnreadKind;
use verispec_model::finding as kind;

impl Auditor<'_> {
    pub(super) fn unread(&mut self) {
        for unread in &self.document.unread {
            let kind = match unread.kind {
                UnreadKind::Bytes => &kind::BYTES,
                UnreadKind::Fence => &kind::FENCE,
                UnreadKind::Quote => &kind::QUOTE,
                UnreadKind::Json => &kind::JSON,
                UnreadKind::Command => &kind::COMMAND,
                UnreadKind::Heading => &kind::UNKNOWN_HEADING,
                UnreadKind::Missing => &kind::MISSING,
                UnreadKind::Text => &kind::UNREAD,
            };
            self.push(Finding::new(kind, unread.span, unread.what.clone()));
        }
    }
}
