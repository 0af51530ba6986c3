//! Capabilities to their page, and sets of them to diagrams.

use minijinja::{Value, context};

use super::Pages;
use super::text::{codes, values};
use crate::File;
use crate::ir::CapabilityId;

impl Pages<'_> {
    /// `capabilities.md`
    pub(super) fn capabilities(&self) -> File {
        let all: Vec<CapabilityId> = (0..self.model.capabilities.len()).map(CapabilityId).collect();
        let edges: Vec<_> =
            all.iter().flat_map(|id| self.model[*id].requires.iter().map(|required| (*required, *id))).collect();
        let context = context! {
            graph => self.graph(&all, &edges),
            capabilities => values(all.iter().map(|id| self.capability(*id))),
        };
        self.page("capabilities.md", "capabilities/", "capabilities.md.j2", context)
    }

    fn capability(&self, id: CapabilityId) -> Value {
        let (links, capability) = (self.links(), &self.model[id]);
        context! {
            name => capability.name.wire.as_str(),
            summary => capability.summary.as_str(),
            requires => values(capability.requires.iter().map(|required| links.capability(*required))),
            dependents => values(self.model.dependents(id).into_iter().map(|dependent| links.capability(dependent))),
            result => links.type_(capability.result),
            workflows => values(self.model.workflows_running(id).into_iter().map(|workflow| links.workflow(workflow))),
            decisions => self.decision_rows(id),
            source => links.source(&capability.source),
            notes => values(capability.notes.iter().map(|note| links.decision(*note))),
        }
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

    /// Nodes and arrows of a diagram. Their ids have a prefix, because Mermaid reads words such as `end` its own way.
    pub(super) fn graph(&self, nodes: &[CapabilityId], edges: &[(CapabilityId, CapabilityId)]) -> Value {
        let name = |id: CapabilityId| format!("c_{}", self.model[id].name.snake);
        context! {
            nodes => values(nodes.iter().map(|id| context! { id => name(*id), label => self.model[*id].name.wire.as_str() })),
            edges => values(edges.iter().map(|(from, to)| context! { from => name(*from), to => name(*to) })),
        }
    }
}
