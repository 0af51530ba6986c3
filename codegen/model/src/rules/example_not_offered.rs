//! `example-not-offered`: an example of a received payload that shows something that its workflow does not offer.

use std::collections::BTreeMap;

use verispec_runtime::runtime::WorkflowKey;

use crate::ir::subject::text;
use crate::ir::{
    Capability, CapabilityId, CredentialId, ExecutionReading, Model, OutcomeReading, Path, Payload, Shape, Shown, Slot,
    TypeId, TypeKind, UploadReading, Vocabulary, Workflow,
};
use crate::judge::spot::Spot;
use crate::rules::lowering::{
    UNKNOWN_CAPABILITY, UNKNOWN_CHANNEL, UNKNOWN_CREDENTIAL, UNKNOWN_OPERATION, UNKNOWN_PART, UNKNOWN_SCHEMA,
};
use verispec_spec::syntax::Content;
use verispec_text::diagnostics::{Diagnostics, Severity};
use verispec_text::rule::{Excuse, Rests, Rule, Stage, replace};
use verispec_text::source::Span;

pub(crate) static RULE: Rule = Rule {
    id: "example-not-offered",
    severity: Severity::Warning,
    stage: Stage::Check,
    what: "An example of a payload from the provider shows a workflow, a channel, a credential, a part, an upload or a result that is not offered, and no decision allows it.",
    why: "Readers copy examples. An example that was not changed with its workflow promises what the workflow no longer does.",
    way_out: "Remove it from the example, add it to the workflow, or name a decision that allows it in the example or the workflow.",
    example: &[replace("operations/read_log.yaml", "procedure: \"700\"", "procedure: ⟦\"702\"⟧")],
    excuse: Excuse::Decision,
    rests_on: &[Rests::Anywhere(&[
        &UNKNOWN_CAPABILITY,
        &UNKNOWN_CHANNEL,
        &UNKNOWN_CREDENTIAL,
        &UNKNOWN_OPERATION,
        &UNKNOWN_PART,
        &UNKNOWN_SCHEMA,
    ])],
};

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    for (shown, kind, body) in model.received() {
        let mut offered = Offered::new(model, &shown, kind, body);
        offered.check(kind);
        let workflows = offered.workflows.iter().flat_map(|workflow| workflow.all_decisions());
        let decisions: Vec<usize> = shown.decisions(model).into_iter().chain(workflows).map(|id| id.0).collect();
        for (span, message) in offered.found {
            diagnostics.push(RULE.at(span, message).way_out().unless_allowed(decisions.iter().copied()));
        }
    }
}

/// A body, compared with what its workflow offers.
struct Offered<'m> {
    model: &'m Model,
    body: &'m Payload,
    /// The workflow that the body names, or that shows the example; without either, all workflows.
    workflows: Vec<&'m Workflow>,
    /// What is not offered, by its span. One message per span is enough.
    found: BTreeMap<Span, String>,
}

impl<'m> Offered<'m> {
    fn new(model: &'m Model, shown: &Shown<'_>, kind: TypeId, body: &'m Payload) -> Self {
        let mut offered = Self { model, body, workflows: model.workflows.iter().collect(), found: BTreeMap::new() };
        if let Some(id) = shown.workflow {
            offered.workflows = vec![&model[id]];
        }
        let key = model.workflow_key(kind).and_then(|steps| offered.root().along(&steps).pop());
        if let Some((spot, key)) = key.and_then(|spot| text(spot.value).map(|key| (spot, key))) {
            match WorkflowKey::from(key.as_str()).as_number().and_then(|key| model.workflow(key)) {
                Some(workflow) => offered.workflows = vec![workflow],
                None => offered.tell(&spot, format!("there is no workflow with the key {key}")),
            }
        }
        offered
    }

    fn root(&self) -> Spot<'m> {
        Spot::root(Some(&self.body.value))
    }

    fn tell(&mut self, spot: &Spot<'_>, message: String) {
        self.tell_at(self.body.places.nearest(&spot.pointer).first_words(), message);
    }

    fn tell_at(&mut self, span: Span, message: String) {
        self.found.entry(span).or_insert(message);
    }

    /// Reports the name of a field.
    fn tell_key(&mut self, object: &Spot<'_>, name: &str, message: String) {
        let object = self.body.places.nearest(&object.pointer);
        self.tell_at(object.key(name).unwrap_or(object.span), message);
    }

    fn check(&mut self, kind: TypeId) {
        self.vocabularies(kind);
        let readings = &self.model.readings;
        if let Some(reading) = &readings.execution {
            if reading.schema == kind {
                self.execution(reading);
            }
            if let Some((_, renewed)) = reading.renewed.as_ref().filter(|(id, _)| *id == kind) {
                self.uploads(&self.root(), renewed, None);
            }
        }
        if let Some(reading) = readings.outcome.as_ref().filter(|reading| reading.schema == kind) {
            self.outcome(reading);
        }
    }

    /// Reports channels, categories and parts that the workflow does not have, wherever the body shows them.
    fn vocabularies(&mut self, kind: TypeId) {
        let (model, body) = (self.model, self.body);
        let mut shown = Vec::new();
        model.each_scalar_of(kind, &body.places, &mut |it| {
            let (Shape::Named(id), Content::Scalar(value)) = (&it.schema.shape, &it.data.value) else { return };
            let kind = &model[*id];
            if let (TypeKind::Enum(values), Some(vocabulary), Some(text)) =
                (&kind.kind, kind.vocabulary, value.as_str())
            {
                // `example-value-unknown` reports values that nothing in the spec has.
                if values.iter().any(|value| value.name.wire == text) {
                    shown.push((it.data.span, vocabulary, text));
                }
            }
        });
        for (span, vocabulary, text) in shown {
            if !self.workflows.iter().any(|workflow| has(model, workflow, vocabulary, text)) {
                let message = format!("{} {text}", self.without());
                self.tell_at(span, message);
            }
        }
    }

    /// Returns the start of a message about something that is not offered.
    fn without(&self) -> String {
        match self.workflows.as_slice() {
            [workflow] => format!("`{}` does not have", workflow.name.wire),
            _ => "no workflow has".to_owned(),
        }
    }

    fn slots(&self) -> impl Iterator<Item = &'m Slot> + use<'m> {
        self.workflows.clone().into_iter().flat_map(|workflow| &workflow.slots)
    }

    /// Checks the response that starts an execution.
    fn execution(&mut self, reading: &ExecutionReading) {
        for (channel, path) in &reading.hand_over {
            let name = &self.model[*channel].name.wire;
            let offers = |workflow: &&Workflow| has(self.model, workflow, Vocabulary::Channels, name);
            for spot in self.root().along(&path.steps).into_iter().filter(|spot| spot.value.is_some()) {
                if !self.workflows.iter().any(offers) {
                    let message = format!("{} the channel {name}", self.without());
                    self.tell(&spot, message);
                }
            }
        }
        let mut seen: Vec<CredentialId> = Vec::new();
        for credential in self.root().along(&reading.credentials.steps) {
            let Some(category) = self.category(&credential, &reading.category) else { continue };
            seen.push(category);
            let slots: Vec<&Slot> = self.slots().filter(|slot| slot.category == category).collect();
            let name = &self.model[category].name.wire;
            if self.most(category) < seen.iter().filter(|id| **id == category).count() {
                let message = format!("{} this many credentials of the category {name}", self.without());
                let spots = credential.along(&reading.category.steps);
                spots.iter().for_each(|spot| self.tell(spot, message.clone()));
            }
            for spot in credential.along(&reading.channels.steps) {
                let Some(text) = text(spot.value) else { continue };
                let is_it = |slot: &&Slot| slot.channels.iter().any(|id| self.model[*id].name.wire == text);
                if !slots.iter().any(is_it) {
                    let message = format!("{} a {name} over {text}", self.without());
                    self.tell(&spot, message);
                }
            }
            self.uploads(&credential, &reading.upload, Some(category));
        }
    }

    /// Returns how many credentials of a category an execution can have.
    fn most(&self, category: CredentialId) -> usize {
        let count = |ids: &mut dyn Iterator<Item = CredentialId>| ids.filter(|id| *id == category).count();
        let sets = self.workflows.iter().flat_map(|workflow| {
            let slots = count(&mut workflow.slots.iter().map(|slot| slot.category));
            let variants = workflow.variants.iter().map(|variant| count(&mut variant.iter().copied()));
            variants.chain([slots]).collect::<Vec<_>>()
        });
        sets.max().unwrap_or_default()
    }

    /// Checks the URLs for uploads, and for ending the acquisition.
    fn uploads(&mut self, at: &Spot<'m>, reading: &UploadReading, category: Option<CredentialId>) {
        let uploaded: Vec<&Slot> = self.slots().filter(|slot| self.model.is_uploaded(slot)).collect();
        for parts in at.along(&reading.parts.steps) {
            let members = parts.value.and_then(|value| value.as_object()).into_iter().flatten();
            for (name, _) in members.filter(|(_, url)| url.is_string()) {
                // Responses may spell parts in lowercase, as the generated crate expects.
                let takes = |slot: &&Slot| {
                    category.is_none_or(|category| category == slot.category)
                        && slot.parts.iter().any(|part| part.wire.eq_ignore_ascii_case(name))
                };
                if !uploaded.iter().any(takes) {
                    let message = match self.workflows.as_slice() {
                        [workflow] => format!("`{}` does not take an upload of {name}", workflow.name.wire),
                        _ => format!("no workflow takes an upload of {name}"),
                    };
                    self.tell_key(&parts, name, message);
                }
            }
        }
        for spot in at.along(&reading.finalize.steps).into_iter().filter(|spot| spot.value.is_some()) {
            if uploaded.is_empty() {
                let message = match self.workflows.as_slice() {
                    [workflow] => format!("`{}` takes no uploads, so nothing ends them", workflow.name.wire),
                    _ => "no workflow takes uploads, so nothing ends them".to_owned(),
                };
                self.tell(&spot, message);
            }
        }
    }

    /// Checks the response with results.
    fn outcome(&mut self, reading: &OutcomeReading) {
        for results in self.root().along(&reading.results.steps) {
            for (index, capability) in self.model.capabilities.iter().enumerate() {
                let name = &capability.name.wire;
                let spot = results.member(name);
                if spot.value.is_some() && !self.workflows.iter().any(|workflow| workflow.runs(CapabilityId(index))) {
                    let message = format!("{} the capability `{name}`", self.without());
                    self.tell_key(&results, name, message);
                }
                for result in spot.items() {
                    self.result(&result, reading, capability);
                }
            }
        }
    }

    /// Checks the decision type and the label of a result.
    fn result(&mut self, result: &Spot<'m>, reading: &OutcomeReading, capability: &Capability) {
        let at =
            |path: &Path| result.along(&path.steps).pop().and_then(|spot| text(spot.value).map(|text| (spot, text)));
        let (Some((kind_spot, kind)), Some((label_spot, label))) = (at(&reading.decision), at(&reading.label)) else {
            return;
        };
        let name = &capability.name.wire;
        // `example-value-unknown` reports enum values that no capability has.
        let is_new =
            |path: &Path, known: Vec<&str>, word: &String| self.is_enum(path) && !known.contains(&word.as_str());
        match capability.decisions.iter().find(|(known, _)| *known == kind) {
            None if !is_new(&reading.decision, self.model.decision_types(), &kind) => {
                self.tell(&kind_spot, format!("`{name}` has no decision {kind}"));
            }
            Some((_, labels)) if !labels.contains(&label) && !is_new(&reading.label, self.model.labels(), &label) => {
                self.tell(&label_spot, format!("`{name}` has no label {label} for the decision {kind}"));
            }
            _ => {}
        }
    }

    /// Returns whether the values at the end of a path are those of an enum.
    fn is_enum(&self, path: &Path) -> bool {
        let schema = path.schema.as_ref().map(|schema| &self.model.resolved(schema).shape);
        matches!(schema, Some(Shape::Named(id)) if matches!(self.model[*id].kind, TypeKind::Enum(_)))
    }

    fn category(&self, credential: &Spot<'m>, path: &Path) -> Option<CredentialId> {
        let name = text(credential.along(&path.steps).pop()?.value)?;
        (0..self.model.credentials.len()).map(CredentialId).find(|id| self.model[*id].name.wire == name)
    }
}

/// Returns whether a workflow has a channel, a category or a part. Other vocabularies do not depend on workflows.
fn has(model: &Model, workflow: &Workflow, vocabulary: Vocabulary, text: &str) -> bool {
    let mut categories = workflow.slots.iter().map(|slot| &model[slot.category]);
    match vocabulary {
        Vocabulary::Channels => {
            let own = workflow.slots.iter().flat_map(|slot| &slot.channels).chain(&workflow.channels);
            own.into_iter().any(|id| model[*id].name.wire == text)
        }
        Vocabulary::Categories => categories.any(|category| category.name.wire == text),
        Vocabulary::Parts => categories.flat_map(|category| &category.parts).any(|part| part.name.wire == text),
        Vocabulary::Decisions | Vocabulary::Labels | Vocabulary::States | Vocabulary::ErrorCodes => true,
    }
}
