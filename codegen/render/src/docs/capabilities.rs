//! Renders the page of capabilities.

use minijinja::{Value, context};

use super::Pages;
use super::text::{maybe, values};
use verispec_model::ir::{CapabilityId, DecisionId, PassesWith, Runs, Source, spelled};
use verispec_text::file::File;

impl Pages<'_> {
    /// Renders `capabilities.md`.
    pub(super) fn capabilities(&self) -> File {
        let all: Vec<CapabilityId> = (0..self.model.capabilities.len()).map(CapabilityId).collect();
        let context = context! {
            graph => self.graph("capabilities.svg", &self.all_capabilities()),
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
            together => maybe(capability.together.as_ref().map(|together| self.behind(&together.source, &together.decisions))),
            passes_with => values(capability.passes_with.iter().map(|row| self.passes_with(row))),
            runs => self.runs(&capability.runs),
            result => links.type_(capability.result),
            workflows => values(self.model.workflows_running(id).into_iter().map(|workflow| links.workflow(workflow))),
            outcomes => self.outcomes(id),
            source => links.source(&capability.source),
            notes => values(capability.notes.iter().map(|note| links.decision(*note))),
        }
    }

    /// Describes the values of a field that are consistent with a passed result.
    fn passes_with(&self, row: &PassesWith) -> Value {
        context! {
            path => spelled(&row.path),
            values => values(row.values.iter().map(|value| value.plain.in_words())),
            absent => row.absent_in_words(),
            behind => self.behind(&row.source, &row.decisions),
        }
    }

    /// Describes when a capability runs, and cites the source.
    pub(super) fn runs(&self, runs: &Runs) -> String {
        format!("{} ({})", runs.when.in_words(), self.behind(&runs.source, &runs.decisions))
    }

    /// Renders the source of a fact, followed by the decisions about it.
    fn behind(&self, source: &Source, decisions: &[DecisionId]) -> String {
        let links = self.links();
        let decisions = decisions.iter().map(|decision| links.decision(*decision));
        std::iter::once(links.source(source)).chain(decisions).collect::<Vec<String>>().join(", ")
    }

    /// Returns the labels of a capability in the order of their decision types, each with the advice and the party that
    /// can act on it.
    pub(super) fn outcomes(&self, id: CapabilityId) -> Value {
        let all =
            self.model[id].decisions.iter().flat_map(|(kind, labels)| labels.iter().map(move |label| (kind, label)));
        values(all.map(|(kind, label)| {
            let advice = self.model.advice(id, label);
            context! {
                kind => kind.as_str(),
                label => label.as_str(),
                who => maybe(advice.map(|advice| advice.who.in_words())),
                what => maybe(advice.map(|advice| advice.what.as_str())),
            }
        }))
    }
}
