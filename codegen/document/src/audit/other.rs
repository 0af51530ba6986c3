//! Recognizes documents that a layout does not describe, so that one line says so instead of a finding for each difference.

use std::collections::BTreeSet;

use super::finding::Finding;
use super::{Audit, tables};
use crate::document::{Document, UnreadKind, kept};
use verispec_model::finding as kind;
use verispec_model::ir::{self, Layout, Model};
use verispec_text::source::Span;

/// Counts the sections of a document that a layout describes. If there are none, the layout belongs to another
/// document.
pub fn fits(layout: &Layout, document: &Document) -> usize {
    layout.tables.as_ref().map_or(document.workflows.len(), |tables| tables::headed(tables, document))
}

/// Returns the audit of a document that does not contain any section of the layout, because it cannot be compared.
pub(super) fn without_sections(layout: &Layout, document: &Document) -> Audit {
    let has_bytes = document.unread.iter().any(|unread| unread.kind == UnreadKind::Bytes);
    let what = match (document.text.trim().is_empty(), has_bytes) {
        (true, _) => "the document is empty",
        (false, true) => "the document is not UTF-8 text",
        (false, false) => "this is another document, or its layout has changed",
    };
    let form = match &layout.tables {
        Some(_) => "it lacks most of the headings that the layout names".to_owned(),
        None => format!("no heading has the form `{}`", layout.workflow),
    };
    not_compared(document, format!("{what}: {form}, so nothing was compared"))
}

/// Returns the audit of a document that somebody has not said to be of this layout, if most of its headings and most of its lines
/// are not in the edition that the spec follows.
pub fn not_an_edition(model: &Model, layout: &Layout, document: &Document) -> Option<Audit> {
    let known: BTreeSet<&str> = kept(layout.edition.as_deref()?).iter().map(|line| line.digest).collect();
    let is_heading = |span: Span| document.headings.iter().any(|heading| heading.text.span.start == span.start);
    let lines: BTreeSet<&str> = document.lines.iter().map(|line| line.digest.as_str()).collect();
    let headings = document.lines.iter().filter(|line| is_heading(line.span));
    let headings: BTreeSet<&str> = headings.map(|line| line.digest.as_str()).collect();
    let most_are_new = |own: &BTreeSet<&str>| 2 * own.intersection(&known).count() < own.len();
    if fits(layout, document) == 0 || !most_are_new(&headings) || !most_are_new(&lines) {
        return None;
    }
    let of = |own: &BTreeSet<&str>| format!("{} of its {}", own.intersection(&known).count(), own.len());
    let ir::Document { name, title, .. } = &model[layout.document];
    Some(not_compared(
        document,
        format!(
            "this is not an edition of {title}: {} headings and {} lines are in the edition that the spec follows, so nothing was \
             compared; give it a layout of its own, or select this one with --document {}",
            of(&headings),
            of(&lines),
            name.wire
        ),
    ))
}

/// Returns the audit of a document that is named like one of the spec without a layout.
pub fn without_layout(known: &ir::Document, document: &Document) -> Audit {
    not_compared(
        document,
        format!(
            "this is named like `{}`, {}, for which the spec has no layout, so nothing was compared; add a layout in layouts/ or \
             tables/, or select another with --document",
            known.name.wire, known.title
        ),
    )
}

fn not_compared(document: &Document, message: String) -> Audit {
    let place = Span { file: document.file, start: 0, end: 0 };
    let finding = Finding::new(&kind::OTHER_DOCUMENT, place, message);
    Audit { facts: Vec::new(), findings: vec![finding], echoes: Vec::new() }
}
