//! `unused-document`: a document that no fact comes from.

use super::{Rule, Stage, replace};
use crate::diagnostics::{Diagnostics, Severity};
use crate::ir::{DocumentId, Model};

pub(crate) static RULE: Rule = Rule {
    id: "unused-document",
    severity: Severity::Warning,
    stage: Stage::Check(check),
    what: "A document that no fact comes from.",
    why: "Sources may name the wrong document.",
    way_out: "Name it as the source of what it says, or remove it.",
    example: &[replace("provider.yaml", "documents:\n", "documents:\n  ⟦rumours⟧: {title: Rumours of the Quay}\n")],
};

fn check(model: &Model, diagnostics: &mut Diagnostics) {
    for (index, document) in model.documents.iter().enumerate() {
        let id = DocumentId(index);
        let used = model.used_documents.contains(&id);
        if !used {
            let name = &document.name;
            diagnostics.push(RULE.at(name.span, format!("no fact comes from the document `{}`", name.wire)).way_out());
        }
    }
}
