//! Resolves the layouts of documents.

use super::names::Table;
use super::{Lower, strings};
use crate::ir;
use verispec_spec::syntax::{self, Map, Text};
use verispec_text::diagnostics::Diagnostics;

impl Lower<'_> {
    pub(super) fn layout(&mut self, layout: &syntax::Layout) -> Option<ir::Layout> {
        let sections = &layout.sections;
        let document = self.document_names.resolve(&layout.document, self.diagnostics);
        let credentials = resolved(&layout.credentials, &self.credential_names, self.diagnostics);
        let claims = resolved(&layout.claims, &self.capability_names, self.diagnostics);
        Some(ir::Layout {
            credentials: credentials.into_iter().map(|(words, id)| (words.value, id)).collect(),
            prerequisites: resolved(&layout.prerequisites, &self.prerequisite_names, self.diagnostics),
            operations: resolved(&layout.operations, &self.operation_names, self.diagnostics),
            claims: claims.into_iter().map(|(words, id)| (words.value, id)).collect(),
            document: document?,
            span: layout.document.span,
            workflow: layout.workflow.value.clone(),
            contents: strings(&layout.contents),
            required_credentials: strings(&sections.required_credentials),
            stored_credentials: strings(&sections.stored_credentials),
            prerequisite_sections: strings(&sections.prerequisites),
            capabilities: strings(&sections.capabilities),
            operation_sections: strings(&sections.operations),
            arrows: strings(&layout.arrows),
            capability_links: strings(&layout.capability_links),
            channels: strings(&layout.channels),
            method: strings(&layout.method),
            url: strings(&layout.url),
            region: layout.region.as_ref().map(super::string),
            request: strings(&layout.request),
            response: strings(&layout.response),
            parameters: strings(&layout.parameters),
            parameter_items: strings(&layout.parameter_items),
            on_file: strings(&layout.on_file),
            elsewhere: strings(&layout.elsewhere),
            ignored: strings(&layout.ignored),
            placeholders: strings(&layout.placeholders),
            edition: layout.edition.as_ref().map(super::string),
            no_edition: layout.no_edition.clone(),
            sentences: layout.sentences.iter().map(sentence).collect(),
            tables: None,
            id_forms: layout.id_forms.iter().map(|(words, form)| (words.value.clone(), *form)).collect(),
        })
    }
}

pub(super) fn sentence(sentence: &syntax::Sentence) -> ir::Sentence {
    ir::Sentence {
        text: sentence.text.clone(),
        links: strings(&sentence.links),
        supports: sentence.supports.clone(),
        reason: sentence.reason.as_ref().map(super::string),
    }
}

/// Resolves the items that the words of a document refer to.
fn resolved<Id: Copy>(words: &Map<Text>, table: &Table<Id>, diagnostics: &mut Diagnostics) -> Vec<(Text, Id)> {
    words.iter().filter_map(|(words, name)| Some((words.clone(), table.resolve(name, diagnostics)?))).collect()
}
