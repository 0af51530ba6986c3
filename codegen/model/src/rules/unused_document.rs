//! `unused-document`: a document that is not the source of any fact.

use crate::ir::{DocumentId, Model};
use verispec_text::diagnostics::{Diagnostics, Severity};
use verispec_text::rule::{Excuse, Rests, Rule, Stage, replace};

pub(crate) static RULE: Rule = Rule {
    id: "unused-document",
    severity: Severity::Warning,
    stage: Stage::Check,
    what: "No fact has the document as its source.",
    why: "A source may name the wrong document.",
    way_out: "Name the document as the source of a fact, or remove it.",
    example: &[replace("provider.yaml", "documents:\n", "documents:\n  ⟦rumours⟧: {title: Rumours of the Quay}\n")],
    excuse: Excuse::Comment,
    rests_on: &[Rests::Everything],
};

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    for (index, document) in model.documents.iter().enumerate() {
        let id = DocumentId(index);
        let used = model.used_documents.contains(&id);
        if !used {
            let name = &document.name;
            diagnostics
                .push(RULE.at(name.span, format!("no fact has the document `{}` as its source", name.wire)).way_out());
        }
    }
}
