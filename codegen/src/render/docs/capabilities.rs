//! Capabilities to their page.

use std::collections::BTreeSet;

use minijinja::{Value, context};

use super::Pages;
use super::text::{codes, maybe, values};
use crate::File;
use crate::ir::CapabilityId;
use crate::render::graph::Graph;

impl Pages<'_> {
    /// `capabilities.md`
    pub(super) fn capabilities(&self) -> File {
        let all: Vec<CapabilityId> = (0..self.model.capabilities.len()).map(CapabilityId).collect();
        let edges: Vec<_> =
            all.iter().flat_map(|id| self.model[*id].requires.iter().map(|required| (*required, *id))).collect();
        let context = context! {
            graph => Graph::of_capabilities(self.model, &all, &edges).mermaid(),
            capabilities => values(all.iter().map(|id| self.capability(*id))),
        };
        self.page("capabilities.md", "capabilities/", "capabilities.md.j2", context)
    }

    fn capability(&self, id: CapabilityId) -> Value {
        let (links, capability) = (self.links(), &self.model[id]);
        context! {
            name => capability.name.wire.as_str(),
            summary => capability.summary.as_str(),
            deprecated => maybe(links.deprecated(capability.deprecated.as_ref())),
            requires => values(capability.requires.iter().map(|required| links.capability(*required))),
            dependents => values(self.model.dependents(id).into_iter().map(|dependent| links.capability(dependent))),
            judges => values(capability.credentials.iter().map(|category| links.credential(*category))),
            result => links.type_(capability.result),
            workflows => values(self.model.workflows_running(id).into_iter().map(|workflow| links.workflow(workflow))),
            decisions => self.decision_rows(id),
            advice => self.advice_rows(id),
            source => links.source(&capability.source),
            notes => values(capability.notes.iter().map(|note| links.decision(*note))),
        }
    }

    /// What can be done about the labels of a capability, and by whom; each label once.
    fn advice_rows(&self, id: CapabilityId) -> Value {
        let labels: BTreeSet<&String> = self.model[id].decisions.iter().flat_map(|(_, labels)| labels).collect();
        let advice = labels.into_iter().filter_map(|label| self.model.advice(id, label));
        values(advice.map(|advice| {
            context! { label => advice.label.as_str(), who => advice.who.in_words(), what => advice.what.as_str() }
        }))
    }

    /// The decisions of a capability with their labels.
    pub(super) fn decision_rows(&self, id: CapabilityId) -> Value {
        values(
            self.model[id]
                .decisions
                .iter()
                .map(|(kind, labels)| context! { kind => kind.as_str(), labels => codes(labels) }),
        )
    }
}
