//! Checks chains of a workflow against the general requirements of capabilities, claims in the text, and their links.

use std::collections::BTreeSet;

use super::Auditor;
use super::finding::Finding;
use crate::document::{Chain, Section, Workflow, exact, place_of_words};
use verispec_model::finding as kind;
use verispec_model::ir::CapabilityId;

impl<'a> Auditor<'a> {
    pub(super) fn capabilities(&mut self, workflow: &'a Workflow) {
        let Some(section) = &workflow.chains else { return };
        self.skipped(&section.items);
        self.claims(workflow, section);
        for step in section.items.iter().flat_map(|chain| &chain.steps) {
            let Some(target) = &step.target else { continue };
            let patterns = &self.layout.capability_links;
            let fits = |pattern: &String| {
                exact(pattern, &target.value).is_some_and(|name| name.eq_ignore_ascii_case(&step.name.value))
            };
            if !patterns.is_empty() && !patterns.iter().any(fits) {
                let message = format!("the link of `{}` does not have the form `{}`", step.name.value, patterns[0]);
                self.push(Finding::new(&kind::CAPABILITY_LINK, target.span, message));
            }
        }
    }

    /// Checks the requirements of each capability, and reports it at its first occurrence in the chains.
    fn skipped(&mut self, chains: &[Chain]) {
        let mut seen = BTreeSet::new();
        for step in chains.iter().flat_map(|chain| &chain.steps) {
            let Some(id) = step.capability.filter(|id| seen.insert(*id)) else { continue };
            let before = before(chains, id);
            for missing in self.model[id].requires.iter().filter(|required| !before.contains(required)) {
                let (name, required) = (&self.model[id].name, &self.model[*missing].name);
                let message = format!("a chain runs `{}` without `{}` before it", name.wire, required.wire);
                let finding = Finding::new(&kind::SKIPS, step.name.span, message).against(&required.wire);
                self.push(
                    finding.related(name.span, format!("`{}` requires `{}` in general", name.wire, required.wire)),
                );
            }
        }
    }

    /// Reports the first phrase in the text that claims a capability that is not part of any chain.
    fn claims(&mut self, workflow: &Workflow, chains: &Section<Chain>) {
        let named: BTreeSet<CapabilityId> =
            chains.items.iter().flat_map(|chain| &chain.steps).filter_map(|step| step.capability).collect();
        let mut told = BTreeSet::new();
        for (words, id) in self.layout.claims.iter().filter(|(_, id)| !named.contains(id)) {
            let claim = workflow.summary.iter().find_map(|text| place_of_words(text, words));
            let Some(place) = claim.filter(|_| told.insert(*id)) else { continue };
            let name = &self.model[*id].name.wire;
            let message = format!("the text says `{words}`, but no chain has `{name}`");
            let finding = Finding::new(&kind::CLAIM, place, message).against(name);
            self.push(finding.related(chains.heading.text.span, "the chains"));
        }
    }
}

/// Returns all capabilities that the chains run before this one.
fn before(chains: &[Chain], id: CapabilityId) -> BTreeSet<CapabilityId> {
    let steps = |chain: &Chain| chain.steps.iter().filter_map(|step| step.capability).collect::<Vec<_>>();
    let edges: BTreeSet<(CapabilityId, CapabilityId)> = chains
        .iter()
        .flat_map(|chain| steps(chain).windows(2).map(|pair| (pair[0], pair[1])).collect::<Vec<_>>())
        .collect();
    let mut found = BTreeSet::new();
    let mut open = vec![id];
    while let Some(at) = open.pop() {
        open.extend(edges.iter().filter(|(_, to)| *to == at).map(|(from, _)| *from).filter(|from| found.insert(*from)));
    }
    found
}
