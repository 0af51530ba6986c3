//! Reports unreadable parts of the document as findings.

use super::Auditor;
use super::finding::Finding;
use crate::document::{Unread, UnreadKind, normal};
use verispec_model::finding as kind;
use verispec_text::source::Span;

impl Auditor<'_> {
    /// Returns the spans that the layout excludes from reading. Reports exclusions that do not match any text.
    fn accepted(&mut self) -> Vec<Span> {
        let mut accepted = Vec::new();
        for words in self.layout.tables.iter().flat_map(|tables| &tables.not_read) {
            let fits = |unread: &&Unread| normal(&self.words(unread.span)) == normal(&words.value);
            let found: Vec<Span> = self.document.unread.iter().filter(fits).map(|unread| unread.span).collect();
            if found.is_empty() {
                let message = format!("the layout excludes `{}`, which the document does not contain", words.value);
                self.push(Finding::new(&kind::UNUSED_ENTRY, words.span, message).against(&words.value));
            }
            accepted.extend(found);
        }
        accepted
    }

    pub(super) fn unread(&mut self) {
        let accepted = self.accepted();
        for unread in self.document.unread.iter().filter(|unread| !accepted.contains(&unread.span)) {
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
