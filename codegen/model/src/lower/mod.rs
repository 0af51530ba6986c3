//! Converts [`syntax`] to [`ir::Model`]: resolves names to ids, determines orders, and parses values.
//!
//! Reports every unresolved name and every cycle. Neither reads YAML nor renders files.
//!
//! **Invariant:** every id is valid, even in a model with errors.

mod address;
mod all_of;
mod circle;
mod constraint;
mod contract;
mod default;
mod deprecation;
mod graph;
mod layout;
mod limits;
mod names;
mod operation;
mod outcome;
mod passing;
mod path;
mod payload;
mod predicate;
mod provider;
mod reading;
mod received;
mod rule;
mod rust_name;
mod tables;
mod word;
mod workflow;

use crate::rules::lowering::{
    DUPLICATE_CAPABILITY, DUPLICATE_CREDENTIAL, DUPLICATE_RULE, DUPLICATE_SCHEMA, MALFORMED_DURATION, MALFORMED_SOURCE,
    MISSING_FILE, OVERRIDE_CHANGES_NOTHING, UNKNOWN_AUTH, UNKNOWN_CAPABILITY, UNKNOWN_CHANNEL, UNKNOWN_CREDENTIAL,
    UNKNOWN_DECISION, UNKNOWN_DOCUMENT, UNKNOWN_FILE_KIND, UNKNOWN_LIST, UNKNOWN_OPERATION, UNKNOWN_PREREQUISITE,
    UNKNOWN_SCHEMA, UNKNOWN_SERVICE, UNKNOWN_WORKFLOW,
};
use std::collections::BTreeSet;

use crate::ir::{self, Model};
use names::{Table, report_duplicates};
use verispec_spec::syntax::{self, Map, Spec, Text};
use verispec_text::diagnostics::{Diagnostic, Diagnostics};
use verispec_text::source::{FileId, Span, Spanned};

/// Resolves a spec. Returns a model as soon as every definition exists, even if some references cannot be resolved.
/// These are reported, and then dropped or replaced by the name that was probably meant.
pub fn lower(spec: &Spec, diagnostics: &mut Diagnostics) -> Option<Model> {
    let beginning = Span { file: FileId(0), start: 0, end: 0 };
    let provider = required(&spec.provider, "provider.yaml", beginning, diagnostics)?;
    let expanded = all_of::expanded(&spec.schemas, diagnostics);
    let schemas = expanded.as_ref().map_or(spec.schemas.as_slice(), |expanded| &expanded.files);
    let mut lower = Lower::new(spec, &provider.content, schemas, diagnostics);
    if let Some(expanded) = &expanded {
        (lower.parts, lower.odd) = (expanded.parts.clone(), expanded.odd.clone());
    }
    let mut model = lower.facts(spec, &provider.content)?;
    let words_are_whole = !lower.diagnostics.has_errors();
    lower.payloads_and_workflows(spec, &mut model);
    if circle::report(&model, lower.diagnostics) {
        // Following the fields of a schema that contains itself would never terminate.
        return None;
    }
    lower.check_defaults(&model);
    lower.check_values(&model);
    let synonyms = payload::resolve_bodies(&mut model);
    payload::give_directions(&mut model, &synonyms);
    lower.check_parameters(spec, &model);
    lower.check_operation_errors(spec);
    lower.check_host_words(&provider.content, &model.operations);
    lower.check_forms(&model);
    deprecation::deprecate_words(&mut model);
    lower.doubt_operations(&model);
    if words_are_whole {
        lower.rules_and_readings(spec, &mut model);
    }
    model.unreleased = std::mem::take(&mut lower.unreleased).into_iter().collect();
    model.used_documents = std::mem::take(&mut lower.used_documents);
    Some(model)
}

/// Returns a required file, or reports at `span` that it is missing, unless another error has already been reported.
fn required<'a, T>(file: &'a Option<T>, path: &str, span: Span, diagnostics: &mut Diagnostics) -> Option<&'a T> {
    if file.is_none() && !diagnostics.has_errors() {
        let message = format!("the spec has no `{path}`");
        diagnostics
            .push(MISSING_FILE.at(span, message).help(format!("add `{path}` at the top level of the spec folder")));
    }
    file.as_ref()
}

/// Resolves names with one table per kind, and collects the findings.
struct Lower<'a> {
    diagnostics: &'a mut Diagnostics,
    /// The schemas, without `allOf`.
    schemas: &'a [syntax::Parsed<syntax::Schemas>],
    /// The schemas that are a part of another one.
    parts: BTreeSet<String>,
    /// The schemas whose `allOf` does not result in an object.
    odd: BTreeSet<String>,
    document_names: Table<ir::DocumentId>,
    service_names: Table<ir::ServiceId>,
    /// Services with their hosts in all regions.
    service_hosts: Vec<(String, String)>,
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
    traffic: rust_name::Traffic,
    /// The version of the spec.
    version: Text,
    /// The spans in which the spec has `next` instead of a version number.
    unreleased: BTreeSet<Span>,
    used_documents: BTreeSet<ir::DocumentId>,
    /// Types with errors. Correct references to fields of such types may look wrong.
    doubtful_types: BTreeSet<ir::TypeId>,
    /// Operations that have errors, or whose payloads have errors.
    doubtful_operations: BTreeSet<ir::OperationId>,
}

impl Lower<'_> {
    /// Resolves the definitions that everything else refers to. Returns `None` if one of them cannot be resolved.
    fn facts(&mut self, spec: &Spec, provider: &syntax::Provider) -> Option<Model> {
        let model = Model {
            documents: self.documents(&provider.documents),
            used_documents: BTreeSet::new(),
            services: self.services(&provider.services),
            regions: self.regions(&provider.regions),
            channels: self.channels(&provider.channels),
            auth: self.auth(&provider.auth),
            timing: spec.timing.as_ref().map(|file| self.timing(&file.content)).unwrap_or_default(),
            files: self.files(spec.files.as_ref().map(|file| &file.content.files)),
            decisions: self.decisions(spec.decisions.as_ref().map(|file| &file.content.decisions)),
            credentials: spec.credentials.iter().map(|file| self.credential(file)).collect(),
            capabilities: self.capabilities(&spec.capabilities),
            advice: Vec::new(),
            readings: ir::Readings::default(),
            prerequisites: self.prerequisites(spec.prerequisites.as_ref().map(|file| &file.content.prerequisites)),
            lists: spec.lists.iter().map(|file| self.list(file)).collect(),
            types: Vec::new(),
            schema_files: self.schema_files(&spec.schemas),
            operations: Vec::new(),
            rule_names: spec
                .rules
                .iter()
                .flat_map(|file| file.content.rules.keys())
                .map(|name| name.value.clone())
                .collect(),
            rule_files: Vec::new(),
            layouts: Vec::new(),
            unreleased: Vec::new(),
            workflows: Vec::new(),
            listed_operations: BTreeSet::new(),
            redirect: spec.redirect.as_ref().and_then(|file| self.redirect(&file.content)),
            provider: self.provider(provider),
        };
        (model.capabilities.len() == spec.capabilities.len()).then_some(model)
    }

    fn payloads_and_workflows(&mut self, spec: &Spec, model: &mut Model) {
        model.types = self.types(spec);
        for file in &spec.operations {
            let before = self.diagnostics.len();
            model.operations.push(self.operation(file));
            if self.diagnostics.len() > before {
                self.doubtful_operations.insert(ir::OperationId(model.operations.len() - 1));
            }
        }
        model.layouts = spec.layouts.iter().filter_map(|file| self.layout(&file.content)).collect();
        let tables: Vec<_> = spec.tables.iter().filter_map(|file| self.tables(&file.content, model)).collect();
        model.layouts.extend(tables);
        model.workflows = self.workflows(&spec.workflows, model);
        let used = model.workflows.iter().flat_map(|workflow| &workflow.operations);
        model.listed_operations = used.map(|used| used.operation).collect();
    }

    /// Marks the operations whose payloads have errors as doubtful.
    fn doubt_operations(&mut self, model: &Model) {
        for id in model.operation_ids() {
            let payloads = model[id].sent().into_iter().chain(model[id].received()).collect();
            if model.reachable(payloads).iter().any(|kind| self.doubtful_types.contains(kind)) {
                self.doubtful_operations.insert(id);
            }
        }
    }

    /// Returns whether one of these operations or its payloads has errors.
    fn is_doubtful(&self, operations: &[ir::OperationId]) -> bool {
        operations.iter().any(|id| self.doubtful_operations.contains(id))
    }

    /// Resolves rules and readings. They refer to fields of payloads, so they come last.
    fn rules_and_readings(&mut self, spec: &Spec, model: &mut Model) {
        model.rule_files = self.rule_files(&spec.rules, model);
        let are_whole = self.doubtful_types.is_empty() && self.doubtful_operations.is_empty();
        if let Some(file) = spec.readings.as_ref().filter(|_| are_whole) {
            model.readings = self.readings(&file.content, model);
        }
        if are_whole {
            self.passing(spec, model);
        }
        if let Some(file) = &spec.advice {
            model.advice = self.general_advice(&file.content.advice, model);
        }
    }
}

impl<'a> Lower<'a> {
    fn new(
        spec: &Spec,
        provider: &syntax::Provider,
        schemas: &'a [syntax::Parsed<syntax::Schemas>],
        diagnostics: &'a mut Diagnostics,
    ) -> Self {
        let capability_order = graph::topological(&spec.capabilities, diagnostics);
        let workflow_order = workflow::by_key(&spec.workflows, diagnostics);
        report_duplicate_names(spec, diagnostics);
        fn keys<T>(map: Option<&Map<T>>) -> impl Iterator<Item = &Text> {
            map.into_iter().flat_map(|map| map.keys())
        }
        let parts = spec.credentials.iter().flat_map(|file| file.content.parts.keys());
        let hosts = provider.regions.values().flat_map(|region| region.hosts.iter());
        let part_names = parts.map(|name| name.value.clone()).collect();
        Self {
            traffic: rust_name::Traffic::new(spec, schemas),
            schemas,
            parts: BTreeSet::new(),
            odd: BTreeSet::new(),
            document_names: Table::new("document", &UNKNOWN_DOCUMENT, provider.documents.keys(), ir::DocumentId),
            service_names: Table::new("service", &UNKNOWN_SERVICE, provider.services.keys(), ir::ServiceId),
            service_hosts: hosts.map(|(service, host)| (service.value.clone(), host.value.clone())).collect(),
            channel_names: Table::new("channel", &UNKNOWN_CHANNEL, provider.channels.keys(), ir::ChannelId),
            auth_names: Table::new("authorization method", &UNKNOWN_AUTH, provider.auth.keys(), ir::AuthId),
            file_names: Table::new(
                "file kind",
                &UNKNOWN_FILE_KIND,
                keys(spec.files.as_ref().map(|f| &f.content.files)),
                ir::FileKindId,
            ),
            decision_names: Table::new(
                "decision",
                &UNKNOWN_DECISION,
                keys(spec.decisions.as_ref().map(|f| &f.content.decisions)),
                ir::DecisionId,
            ),
            credential_names: Table::new(
                "credential category",
                &UNKNOWN_CREDENTIAL,
                spec.credentials.iter().map(|f| &f.content.category),
                ir::CredentialId,
            ),
            capability_names: Table::new(
                "capability",
                &UNKNOWN_CAPABILITY,
                capability_order.iter().map(|index| &spec.capabilities[*index].content.name),
                ir::CapabilityId,
            ),
            prerequisite_names: Table::new(
                "prerequisite",
                &UNKNOWN_PREREQUISITE,
                keys(spec.prerequisites.as_ref().map(|f| &f.content.prerequisites)),
                ir::PrerequisiteId,
            ),
            list_names: Table::new("list", &UNKNOWN_LIST, spec.lists.iter().map(|f| &f.stem), ir::ListId),
            type_names: Table::new(
                "schema",
                &UNKNOWN_SCHEMA,
                spec.schemas.iter().flat_map(|f| f.content.defs.keys()),
                ir::TypeId,
            ),
            operation_names: Table::new(
                "operation",
                &UNKNOWN_OPERATION,
                spec.operations.iter().map(|f| &f.stem),
                ir::OperationId,
            ),
            workflow_names: Table::new(
                "workflow",
                &UNKNOWN_WORKFLOW,
                workflow_order.iter().map(|index| &spec.workflows[*index].stem),
                ir::WorkflowId,
            ),
            capability_order,
            workflow_order,
            part_names,
            version: provider.package.version.clone(),
            unreleased: BTreeSet::new(),
            used_documents: BTreeSet::new(),
            doubtful_types: BTreeSet::new(),
            doubtful_operations: BTreeSet::new(),
            diagnostics,
        }
    }

    fn push(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Parses `document: section`. An invalid source is reported and replaced by a placeholder, so that other errors
    /// are found in the same run.
    fn source(&mut self, text: &Text) -> ir::Source {
        let (document, section) = self.document_and_section(text).unwrap_or((ir::DocumentId(0), ""));
        ir::Source { document, section: section.to_owned(), span: text.span }
    }

    fn document_and_section<'t>(&mut self, text: &'t Text) -> Option<(ir::DocumentId, &'t str)> {
        let parts = text.value.split_once(':').filter(|(_, section)| !section.trim().is_empty());
        let Some((document, section)) = parts else {
            self.push(
                MALFORMED_SOURCE
                    .at(text.span, format!("`{}` does not name a document and a section", text.value))
                    .help("write `document: section`, with a document from provider.yaml"),
            );
            return None;
        };
        let name = Spanned { value: document.to_owned(), span: text.within(0..document.len()) };
        let document = self.document_names.resolve(&name, self.diagnostics)?;
        self.used_documents.insert(document);
        Some((document, section.trim()))
    }

    fn optional_source(&mut self, text: &Option<Text>) -> Option<ir::Source> {
        text.as_ref().map(|text| self.source(text))
    }

    /// Resolves the source of a part, and reports it if it repeats the source of the whole.
    fn own_source(&mut self, own: &Option<Text>, whole: &Text) -> Option<ir::Source> {
        let own = own.as_ref()?;
        if own.value == whole.value {
            let rule = &OVERRIDE_CHANGES_NOTHING;
            self.push(
                rule.at(own.span, "this source repeats the one that already applies")
                    .related(whole.span, "the same source is here")
                    .way_out(),
            );
        }
        Some(self.source(own))
    }

    fn decision_ids(&mut self, names: &[Text]) -> Vec<ir::DecisionId> {
        self.decision_names.resolve_all(names, self.diagnostics)
    }

    /// Parses a duration such as `30m`.
    fn duration(&mut self, text: &Text) -> Option<ir::Duration> {
        let duration = ir::Duration::parse(&text.value);
        if duration.is_none() {
            self.push(
                MALFORMED_DURATION
                    .at(text.span, format!("`{}` is not a duration", text.value))
                    .help("write an integer and one of the units `s`, `m`, `h` or `d`, such as `30m`"),
            );
        }
        duration
    }
}

/// Checks names that are defined in different files. Keys of one mapping and names of files are unique anyway.
fn report_duplicate_names(spec: &Spec, diagnostics: &mut Diagnostics) {
    let categories = spec.credentials.iter().map(|file| &file.content.category);
    report_duplicates("credential category", &DUPLICATE_CREDENTIAL, categories, diagnostics);
    let capabilities = spec.capabilities.iter().map(|file| &file.content.name);
    report_duplicates("capability", &DUPLICATE_CAPABILITY, capabilities, diagnostics);
    let schemas = spec.schemas.iter().flat_map(|file| file.content.defs.keys());
    report_duplicates("schema", &DUPLICATE_SCHEMA, schemas, diagnostics);
    let ids = spec.rules.iter().flat_map(|file| file.content.rules.keys());
    report_duplicates("rule", &DUPLICATE_RULE, ids, diagnostics);
}

fn name(text: &Text) -> ir::Name {
    ir::Name::new(&text.value, text.span)
}

/// Returns the name of a file in this folder, which is also the name of the module that is generated from it.
fn module(stem: &Text, folder: &str) -> ir::Name {
    ir::Name::module(&stem.value, folder, stem.span)
}

fn string(text: &Text) -> String {
    text.value.trim().to_owned()
}

fn optional(text: &Option<Text>) -> Option<String> {
    text.as_ref().map(string)
}

/// Returns the spans of these names.
fn places(texts: &[Text]) -> Vec<Span> {
    texts.iter().map(|text| text.span).collect()
}

fn strings(texts: &[Text]) -> Vec<String> {
    texts.iter().map(|text| text.value.clone()).collect()
}
