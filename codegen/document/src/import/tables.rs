//! Imports a document that consists of tables. Because it does not describe workflows, an import only adopts its
//! edition, and adds an open decision about each difference from the spec.

use super::settled::Settled;
use super::write::with_edition;
use super::{Changed, Difference, Imported, Known, open_in_spec};
use crate::audit::audit;
use crate::document::{Document, compared_before, kept};
use verispec_model::ir::Layout;
use verispec_text::place::Lines as Places;

/// Computes the changes that a document of tables makes to an existing spec.
pub(super) fn import(known: Known<'_>, document: &Document) -> Imported {
    let Known { sources, model, layout, .. } = known;
    let audit = audit(model, layout, document, None);
    let settled = Settled::new(model, &audit);
    let (mut differences, mut changed) = (Vec::new(), Vec::new());
    let sentences = document.sentences().into_iter().cloned().collect::<Vec<_>>();
    // Only a person can decide that fewer facts are compared than before, so an import never lowers the number of a
    // line.
    let before = layout.edition.as_ref().map(|edition| compared_before(edition, &document.lines)).unwrap_or_default();
    let before = before.into_iter().chain(std::iter::repeat(0));
    let facts: Vec<usize> = audit.per_line(document).into_iter().zip(before).map(|(now, was)| now.max(was)).collect();
    let edition = document.edition(&facts);
    if !follows(layout, &edition, &sentences) {
        let path = sources.file(layout.span.file).path.clone();
        let text = sources.text(layout.span.file).into_owned();
        let line = Places::new(sources, layout.span.file).position(layout.span.start).0;
        let after = with_edition(&text, layout, &edition, &sentences);
        let told = "the document is not the edition that the spec follows".to_owned();
        differences.push(Difference { file: path.clone(), line, text: told, decided: Vec::new(), by_hand: false });
        changed.push(Changed { path, before: Some(text), after });
    }
    let name = &model[layout.document].name.wire;
    let file = sources.file(document.file).clone();
    let open = open_in_spec(sources, file, name, &settled.texts(), &mut differences, &mut changed);
    Imported {
        files: Vec::new(),
        differences,
        changed,
        workflows: document.workflows.len(),
        contradictions: Vec::new(),
        unread: Vec::new(),
        open,
    }
}

/// Returns whether the layout follows the edition of the document, or gives a reason for not following one.
fn follows(layout: &Layout, edition: &str, sentences: &[crate::document::Sentence]) -> bool {
    let Some(held) = &layout.edition else { return layout.no_edition.is_some() };
    let known = layout.sentences.iter().map(|old| (&old.text.value, &old.links));
    kept(held) == kept(edition) && known.eq(sentences.iter().map(|sentence| (&sentence.text, &sentence.links)))
}
