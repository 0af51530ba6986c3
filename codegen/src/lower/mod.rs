//! [`syntax`] to [`ir::Model`]: names become ids, orders are decided, values are read.
//!
//! Reports every name that leads nowhere and every order that has no start; looks at no YAML text and renders nothing.

mod contract;
mod graph;
mod names;
mod operation;
mod path;
mod payload;
mod predicate;
mod provider;
mod rule;
mod workflow;

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::ir::{self, Model};
use crate::source::{FileId, Span, Spanned};
use crate::syntax::{self, Map, Spec, Text};
use names::Table;

/// Resolves a spec. Without findings of severity error there is a model.
pub fn lower(spec: &Spec, diagnostics: &mut Diagnostics) -> Option<Model> {
    let provider = required(&spec.provider, "provider.yaml", diagnostics)?;
    let timing = required(&spec.timing, "timing.yaml", diagnostics)?;
    let mut lower = Lower::new(spec, &provider.content, diagnostics);
    let model = Model {
        documents: lower.documents(&provider.content.documents),
        services: lower.services(&provider.content.services),
        regions: lower.regions(&provider.content.regions),
        channels: lower.channels(&provider.content.channels),
        auth: lower.auth(&provider.content.auth),
        timing: lower.timing(&timing.content),
        files: lower.files(spec.files.as_ref().map(|file| &file.content.files)),
        decisions: lower.decisions(spec.decisions.as_ref().map(|file| &file.content.decisions)),
        credentials: spec.credentials.iter().filter_map(|file| lower.credential(file)).collect(),
        capabilities: lower.capabilities(&spec.capabilities),
        prerequisites: lower.prerequisites(spec.prerequisites.as_ref().map(|file| &file.content.prerequisites)),
        lists: spec.lists.iter().filter_map(|file| lower.list(file)).collect(),
        types: lower.types(spec),
        schema_files: lower.schema_files(&spec.schemas),
        operations: spec.operations.iter().filter_map(|file| lower.operation(file)).collect(),
        rule_files: Vec::new(),
        workflows: lower.workflows(&spec.workflows),
        redirect: spec.redirect.as_ref().and_then(|file| lower.redirect(&file.content)),
        provider: lower.provider(&provider.content)?,
    };
    if lower.diagnostics.has_errors() {
        return None;
    }
    let mut model = payload::with_directions(model);
    // Rules look at members of payloads, so they come last.
    model.rule_files = lower.rule_files(&spec.rules, &model);
    (!lower.diagnostics.has_errors()).then_some(model)
}

fn required<'a, T>(file: &'a Option<T>, path: &str, diagnostics: &mut Diagnostics) -> Option<&'a T> {
    if file.is_none() && !diagnostics.has_errors() {
        let span = Span { file: FileId(0), start: 0, end: 0 };
        let message = format!("the spec has no `{path}`");
        diagnostics.push(
            Diagnostic::error("missing-file", span, message)
                .help(format!("add `{path}` at the top of the spec folder")),
        );
    }
    file.as_ref()
}

/// The tables that names are looked up in, and where findings go.
struct Lower<'a> {
    diagnostics: &'a mut Diagnostics,
    document_names: Table<ir::DocumentId>,
    service_names: Table<ir::ServiceId>,
    channel_names: Table<ir::ChannelId>,
    auth_names: Table<ir::AuthId>,
    file_names: Table<ir::FileKindId>,
    decision_names: Table<ir::DecisionId>,
    credential_names: Table<ir::CredentialId>,
    capability_names: Table<ir::CapabilityId>,
    /// The capability files in topological order.
    capability_order: Vec<usize>,
    prerequisite_names: Table<ir::PrerequisiteId>,
    list_names: Table<ir::ListId>,
    type_names: Table<ir::TypeId>,
    operation_names: Table<ir::OperationId>,
    workflow_names: Table<ir::WorkflowId>,
    /// The workflow files in the order of their keys.
    workflow_order: Vec<usize>,
    part_names: Vec<String>,
}

impl<'a> Lower<'a> {
    fn new(spec: &Spec, provider: &syntax::Provider, diagnostics: &'a mut Diagnostics) -> Self {
        let capability_order = graph::topological(&spec.capabilities, diagnostics);
        let workflow_order = workflow::by_key(&spec.workflows, diagnostics);
        let d = &mut *diagnostics;
        fn keys<T>(map: Option<&Map<T>>) -> impl Iterator<Item = &Text> {
            map.into_iter().flat_map(|map| map.keys())
        }
        let parts = spec.credentials.iter().flat_map(|file| file.content.parts.keys());
        let part_names = parts.map(|name| name.value.clone()).collect();
        Self {
            document_names: Table::new(
                ("document", "unknown-document", "duplicate-document"),
                provider.documents.keys(),
                ir::DocumentId,
                d,
            ),
            service_names: Table::new(
                ("service", "unknown-service", "duplicate-service"),
                provider.services.keys(),
                ir::ServiceId,
                d,
            ),
            channel_names: Table::new(
                ("channel", "unknown-channel", "duplicate-channel"),
                provider.channels.keys(),
                ir::ChannelId,
                d,
            ),
            auth_names: Table::new(
                ("way to authorise", "unknown-auth", "duplicate-auth"),
                provider.auth.keys(),
                ir::AuthId,
                d,
            ),
            file_names: Table::new(
                ("kind of file", "unknown-file-kind", "duplicate-file-kind"),
                keys(spec.files.as_ref().map(|f| &f.content.files)),
                ir::FileKindId,
                d,
            ),
            decision_names: Table::new(
                ("decision", "unknown-decision", "duplicate-decision"),
                keys(spec.decisions.as_ref().map(|f| &f.content.decisions)),
                ir::DecisionId,
                d,
            ),
            credential_names: Table::new(
                ("credential category", "unknown-credential", "duplicate-credential"),
                spec.credentials.iter().map(|f| &f.content.category),
                ir::CredentialId,
                d,
            ),
            capability_names: Table::new(
                ("capability", "unknown-capability", "duplicate-capability"),
                capability_order.iter().map(|index| &spec.capabilities[*index].content.name),
                ir::CapabilityId,
                d,
            ),
            prerequisite_names: Table::new(
                ("prerequisite", "unknown-prerequisite", "duplicate-prerequisite"),
                keys(spec.prerequisites.as_ref().map(|f| &f.content.prerequisites)),
                ir::PrerequisiteId,
                d,
            ),
            list_names: Table::new(
                ("list", "unknown-list", "duplicate-list"),
                spec.lists.iter().map(|f| &f.stem),
                ir::ListId,
                d,
            ),
            type_names: Table::new(
                ("schema", "unknown-schema", "duplicate-schema"),
                spec.schemas.iter().flat_map(|f| f.content.defs.keys()),
                ir::TypeId,
                d,
            ),
            operation_names: Table::new(
                ("operation", "unknown-operation", "duplicate-operation"),
                spec.operations.iter().map(|f| &f.stem),
                ir::OperationId,
                d,
            ),
            workflow_names: Table::new(
                ("workflow", "unknown-workflow", "duplicate-workflow"),
                workflow_order.iter().map(|index| &spec.workflows[*index].stem),
                ir::WorkflowId,
                d,
            ),
            capability_order,
            workflow_order,
            part_names,
            diagnostics,
        }
    }

    fn push(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Reads `document: section`.
    fn source(&mut self, text: &Text) -> Option<ir::Source> {
        let Some((document, section)) = text.value.split_once(':') else {
            self.push(
                Diagnostic::error(
                    "malformed-source",
                    text.span,
                    format!("`{}` does not say where a fact stands", text.value),
                )
                .help("write `document: section`, with a document of provider.yaml"),
            );
            return None;
        };
        let span = Span { end: text.span.start + document.len() as u32, ..text.span };
        let name = Spanned { value: document.to_owned(), span };
        let document = self.document_names.resolve(&name, self.diagnostics)?;
        Some(ir::Source { document, section: section.trim().to_owned(), span: text.span })
    }

    fn optional_source(&mut self, text: &Option<Text>) -> Option<ir::Source> {
        text.as_ref().and_then(|text| self.source(text))
    }

    fn decision_ids(&mut self, names: &[Text]) -> Vec<ir::DecisionId> {
        self.decision_names.resolve_all(names, self.diagnostics)
    }

    /// Reads a duration such as `30m`.
    fn duration(&mut self, text: &Text) -> Option<ir::Duration> {
        let duration = ir::Duration::parse(&text.value);
        if duration.is_none() {
            self.push(
                Diagnostic::error("malformed-duration", text.span, format!("`{}` is no duration", text.value))
                    .help("write a whole number and one of the units `s`, `m`, `h`, `d`, such as `30m`"),
            );
        }
        duration
    }
}

fn name(text: &Text) -> ir::Name {
    ir::Name::new(&text.value, text.span)
}

fn string(text: &Text) -> String {
    text.value.trim().to_owned()
}

fn optional(text: &Option<Text>) -> Option<String> {
    text.as_ref().map(string)
}

fn strings(texts: &[Text]) -> Vec<String> {
    texts.iter().map(|text| text.value.clone()).collect()
}
