//! Resolves workflows.

use crate::rules::lowering::{DUPLICATE_WORKFLOW_KEY, OVERRIDE_CHANGES_NOTHING, UNKNOWN_PART};
use std::collections::HashMap;

use super::{Lower, module, name, places, string, strings};
use crate::ir;
use verispec_spec::syntax::{self, Parsed};
use verispec_text::diagnostics::Diagnostics;
use verispec_text::source::Span;

/// Returns the indexes of the files in the order of the workflows' keys. A duplicate key is reported.
pub(super) fn by_key(files: &[Parsed<syntax::Workflow>], diagnostics: &mut Diagnostics) -> Vec<usize> {
    let mut seen: HashMap<u32, Span> = HashMap::new();
    for file in files {
        let key = &file.content.key;
        if let Some(first) = seen.insert(key.value, key.span) {
            diagnostics.push(
                DUPLICATE_WORKFLOW_KEY
                    .at(key.span, format!("duplicate workflow key {}", key.value))
                    .label("used again here")
                    .related(first, "first used here")
                    .help("give each workflow its own key"),
            );
        }
    }
    let mut order: Vec<usize> = (0..files.len()).collect();
    order.sort_by_key(|index| files[*index].content.key.value);
    order
}

impl Lower<'_> {
    pub(super) fn workflows(&mut self, files: &[Parsed<syntax::Workflow>], model: &ir::Model) -> Vec<ir::Workflow> {
        let order = self.workflow_order.clone();
        order.into_iter().map(|index| self.workflow(&files[index], model)).collect()
    }

    /// Resolves the conditions under which the workflow runs capabilities of its chains, where they differ from the
    /// capabilities' general conditions.
    fn own_runs(&mut self, workflow: &syntax::Workflow, model: &ir::Model) -> Vec<(ir::CapabilityId, ir::Runs)> {
        let mut own = Vec::new();
        for (capability, content) in &workflow.runs {
            let Some(id) = self.capability_names.resolve(capability, self.diagnostics) else { continue };
            let runs = self.runs(content);
            let name = &capability.value;
            let vain = if !workflow.chains.iter().flatten().any(|known| known.value == *name) {
                Some((capability.span, format!("no chain of this workflow contains `{name}`")))
            } else if model[id].runs.when == runs.when {
                Some((content.when.span, format!("the general condition of `{name}` is already the same")))
            } else {
                None
            };
            if let Some((place, message)) = vain {
                self.push(OVERRIDE_CHANGES_NOTHING.at(place, message).help("remove it"));
            }
            own.push((id, runs));
        }
        own
    }

    fn workflow(&mut self, file: &Parsed<syntax::Workflow>, model: &ir::Model) -> ir::Workflow {
        let workflow = &file.content;
        let resolve_categories = |lower: &mut Self, names: &[syntax::Text]| -> Vec<ir::CredentialId> {
            names.iter().filter_map(|name| lower.credential_names.meant(name, lower.diagnostics)).collect()
        };
        super::names::report_repeated("credential category", &workflow.required_credentials, self.diagnostics);
        super::names::report_repeated("credential category", &workflow.stored_credentials, self.diagnostics);
        let chains = workflow.chains.iter().map(|chain| self.capability_names.resolve_all(chain, self.diagnostics));
        let chains = chains.collect();
        let operations = workflow.operations.iter().filter_map(|(operation, content)| {
            Some(ir::WorkflowOperation {
                operation: self.operation_names.meant(operation, self.diagnostics)?,
                examples: content.examples.iter().map(|example| self.example(example)).collect(),
                source: self.own_source(&content.source, &workflow.source),
                decisions: self.decision_ids(&content.decisions),
            })
        });
        let operations = operations.collect();
        ir::Workflow {
            name: module(&file.stem, "workflows"),
            key: workflow.key.value,
            title: string(&workflow.name),
            summary: string(&workflow.summary),
            required_credentials: resolve_categories(self, &workflow.required_credentials),
            stored_credentials: resolve_categories(self, &workflow.stored_credentials),
            channels: self.channel_names.resolve_all(&workflow.channels, self.diagnostics),
            slots: workflow.slots.iter().filter_map(|slot| self.slot(slot, &workflow.source)).collect(),
            variants: workflow.variants.iter().map(|variant| resolve_categories(self, variant)).collect(),
            prerequisites: self.prerequisite_names.resolve_all(&workflow.prerequisites, self.diagnostics),
            chains,
            own_runs: self.own_runs(workflow, model),
            unknown_capabilities: workflow
                .chains
                .iter()
                .flatten()
                .filter(|name| self.is_no_capability(name))
                .map(name)
                .collect(),
            operations,
            deprecated: self.deprecation(workflow.deprecated.as_ref(), ("workflow", &file.stem.value), |lower| {
                lower.workflow_names.all(ir::Replacement::Workflow)
            }),
            notes: strings(&workflow.notes),
            history: workflow.history.iter().map(|written| self.change(written)).collect(),
            decisions: self.decision_ids(&workflow.decisions),
            source: self.source(&workflow.source),
            places: ir::WorkflowPlaces {
                key: workflow.key.span,
                title: workflow.name.span,
                required_credentials: places(&workflow.required_credentials),
                stored_credentials: places(&workflow.stored_credentials),
                channels: places(&workflow.channels),
                variants: workflow.variants.iter().map(|variant| places(variant)).collect(),
                prerequisites: places(&workflow.prerequisites),
                chains: workflow.chains.iter().map(|chain| places(chain)).collect(),
                operations: workflow.operations.keys().map(|operation| operation.span).collect(),
            },
        }
    }

    fn is_no_capability(&self, name: &syntax::Text) -> bool {
        self.capability_names.get(&name.value).is_none()
    }

    fn slot(&mut self, slot: &syntax::Slot, workflow: &syntax::Text) -> Option<ir::Slot> {
        for part in &slot.parts {
            if !self.part_names.contains(&part.value) {
                let finding = UNKNOWN_PART.at(part.span, format!("no credential has the part `{}`", part.value));
                let finding = finding.did_you_mean(&part.value, self.part_names.iter().map(String::as_str));
                self.diagnostics.push(finding);
            }
        }
        Some(ir::Slot {
            category: self.credential_names.meant(&slot.category, self.diagnostics)?,
            origin: slot.origin.value,
            channels: self.channel_names.resolve_all(&slot.channels, self.diagnostics),
            parts: slot.parts.iter().map(name).collect(),
            source: self.own_source(&slot.source, workflow),
            decisions: self.decision_ids(&slot.decisions),
            places: ir::SlotPlaces { origin: slot.origin.span, channels: places(&slot.channels) },
        })
    }
}
