//! Compares credentials of responses with the slots of the spec's workflow.

use super::compare::around;
use super::finding::{Finding, Verdict};
use super::typed::{Item, items, text};
use super::{Auditor, listed};
use crate::document::{Response, Workflow};
use verispec_model::finding as kind;
use verispec_model::ir;
use verispec_spec::syntax::{Content, Data};
use verispec_text::source::Span;

impl<'a> Auditor<'a> {
    pub(super) fn slots(&mut self, workflow: &'a Workflow) {
        let Some(spec) = self.spec_of(workflow) else { return };
        for operation in &workflow.operations {
            let Some(id) = operation.operation.filter(|id| self.starts(*id)) else { continue };
            let Some(received) = self.model[id].received() else { continue };
            for response in &operation.responses {
                let Some(data) = &response.body.json else { continue };
                let items = items(self.model, received, data);
                let items: Vec<_> = items.into_iter().filter(|item| item.channels.is_some()).collect();
                if !items.is_empty() {
                    self.response(spec, response, &items);
                }
            }
        }
    }

    fn response(&mut self, spec: &ir::Workflow, response: &Response, items: &[Item<'_>]) {
        let documented: Vec<String> = items.iter().map(|item| self.shown_item(item)).collect();
        let choices = self.choices(spec);
        let sorted = |mut words: Vec<String>| {
            words.sort();
            words
        };
        let shown = sorted(documented.clone());
        let is_known = choices.iter().any(|choice| sorted(choice.clone()) == shown);
        let verdict = if is_known { Verdict::Agrees } else { Verdict::Differs };
        let places: Vec<Span> = spec.slots.iter().map(|slot| slot.places.origin).collect();
        let place = around(&places, spec);
        self.fact(spec.key, "slots", verdict, Some(response.fence.text.span), Some(place));
        if !is_known {
            let known: Vec<String> = choices.iter().map(|choice| listed(choice)).collect();
            let span = self.deviation(spec, items);
            let finding =
                Finding::new(&kind::SLOTS, span, format!("the response has the credentials {}", listed(&documented)))
                    .says(listed(&documented))
                    .against(known.join(", or "));
            let first = spec.slots.first().map_or(spec.places.title, |slot| slot.places.origin);
            self.push(finding.related(first, format!("the spec has {}", known.join(", or "))));
        }
        for item in items {
            self.parts(spec, item);
        }
    }

    /// Returns the first credential or channel that no slot has, or the first credential if the response only lacks
    /// one.
    fn deviation(&self, spec: &ir::Workflow, items: &[Item<'_>]) -> Span {
        for item in items {
            let slots: Vec<&ir::Slot> = spec
                .slots
                .iter()
                .filter(|slot| text(item.category) == Some(self.model[slot.category].name.wire.as_str()))
                .collect();
            if slots.is_empty() {
                return item.category.span;
            }
            let is_known = |channel: &str| {
                slots.iter().any(|slot| slot.channels.iter().any(|id| self.model[*id].name.wire == channel))
            };
            let mut channels = item.channels.iter().flatten();
            if let Some(channel) = channels.find(|channel| text(channel).is_some_and(|channel| !is_known(channel))) {
                return channel.span;
            }
        }
        items[0].category.span
    }

    /// Formats a credential with its channels, such as `ID (API, WEB)`.
    fn shown_item(&self, item: &Item<'_>) -> String {
        let channels = item.channels.iter().flatten().filter_map(|channel| text(channel));
        self.shown(text(item.category).unwrap_or_default(), channels.map(str::to_owned).collect())
    }

    fn shown(&self, category: &str, mut channels: Vec<String>) -> String {
        channels.sort();
        channels.dedup();
        match channels.is_empty() {
            true => category.to_owned(),
            false => format!("{category} ({})", channels.join(", ")),
        }
    }

    /// Returns the possible sets of credentials of an execution: its slots, or one set for each variant.
    fn choices(&self, spec: &ir::Workflow) -> Vec<Vec<String>> {
        let shown = |slot: &ir::Slot| {
            let channels = slot.channels.iter().map(|id| self.model[*id].name.wire.clone());
            self.shown(&self.model[slot.category].name.wire, channels.collect())
        };
        if spec.variants.is_empty() {
            return vec![spec.slots.iter().map(shown).collect()];
        }
        let of = |category: &ir::CredentialId| spec.slots.iter().find(|slot| slot.category == *category).map(shown);
        spec.variants.iter().map(|variant| variant.iter().filter_map(of).collect()).collect()
    }

    /// Compares the parts in which a credential can be uploaded with those of its slot, if the spec states where a
    /// response lists the parts.
    fn parts(&mut self, spec: &ir::Workflow, item: &Item<'_>) {
        let Some(reading) = &self.model.readings.execution else { return };
        let pointer: String = reading.upload.parts.steps.iter().map(|step| format!("/{}", step.name.wire)).collect();
        let Some(parts) = item.data.at(&pointer) else { return };
        let Content::Object(members) = &parts.value else { return };
        let category = text(item.category).unwrap_or_default();
        let channels: Vec<&str> = item.channels.iter().flatten().filter_map(|channel| text(channel)).collect();
        let mut slots = spec.slots.iter().filter(|slot| {
            let known = slot.channels.iter().map(|id| self.model[*id].name.wire.as_str());
            self.model[slot.category].name.wire == category
                && known.into_iter().all(|channel| channels.contains(&channel))
        });
        let Some(slot) = slots.next() else { return };
        let written: Vec<String> = members.iter().map(|(name, _)| name.value.to_uppercase()).collect();
        let known: Vec<String> = slot.parts.iter().map(|part| part.wire.clone()).collect();
        let same = written.len() == known.len() && known.iter().all(|part| written.contains(&part.to_uppercase()));
        if same {
            return;
        }
        let span = key_of(item.data, &pointer).unwrap_or(parts.first_words());
        let message = format!("the {category} has the parts {}", listed(&written));
        let finding = Finding::new(&kind::PARTS, span, message).says(listed(&written)).against(listed(&known));
        self.push(finding.related(slot.places.origin, format!("the spec has {}", listed(&known))));
    }
}

/// Returns the location of the last field's name on the path.
fn key_of(data: &Data, pointer: &str) -> Option<Span> {
    let (parent, name) = pointer.rsplit_once('/')?;
    data.at(parent)?.key(name)
}
