//! Renders the pages of facts that apply to every workflow: decisions, prerequisites, regions, retrieval, and the web
//! redirect.

use minijinja::{Value, context};

use super::Pages;
use super::link::target;
use super::text::{code, codes, maybe, md, values};
use crate::graph::Graph;
use verispec_model::ir::{DecisionId, Duration, Prerequisite, PrerequisiteId, Region};
use verispec_text::file::File;

impl Pages<'_> {
    /// Renders `decisions.md`.
    pub(super) fn decisions(&self) -> File {
        let (links, model) = (self.links(), self.model);
        let decisions = model.decisions.iter().enumerate().map(|(index, decision)| {
            let id = DecisionId(index);
            let rules = model.rules().filter(|rule| rule.decisions.contains(&id));
            let workflows = model.workflow_ids().filter(|workflow| model[*workflow].all_decisions().contains(&id));
            context! {
                name => decision.name.wire.as_str(),
                contradiction => decision.contradiction.as_str(),
                decision => decision.decision.as_str(),
                sources => values(decision.sources.iter().map(|source| links.source(source))),
                workflows => values(workflows.map(|workflow| links.workflow(workflow))),
                rules => values(rules.map(|rule| links.rule(rule))),
                allows => values(decision.allows.iter().map(|(rule, _)| format!("[{}]({})", code(rule.id), rule.page()))),
            }
        });
        self.page("decisions.md", "decisions.yaml", "decisions.md.j2", context! { decisions => values(decisions) })
    }

    /// Renders `prerequisites.md`.
    pub(super) fn prerequisites(&self) -> File {
        let rows = self.model.prerequisites.iter().enumerate();
        let rows = rows.map(|(index, prerequisite)| self.prerequisite(PrerequisiteId(index), prerequisite));
        self.page(
            "prerequisites.md",
            "prerequisites.yaml",
            "prerequisites.md.j2",
            context! { prerequisites => values(rows) },
        )
    }

    fn prerequisite(&self, id: PrerequisiteId, prerequisite: &Prerequisite) -> Value {
        let (links, model) = (self.links(), self.model);
        let workflows = model.workflow_ids().filter(|workflow| model[*workflow].prerequisites.contains(&id));
        context! {
            name => prerequisite.name.wire.as_str(),
            kind => prerequisite.kind_in_words(),
            text => prerequisite.text.as_str(),
            from => prerequisite.from.as_deref().map_or_else(|| links.unsaid(&prerequisite.source), md),
            credential => maybe(prerequisite.credential.map(|id| links.credential(id))),
            stored_by => maybe(prerequisite.holder_in_words()),
            obtained_by => values(prerequisite.obtained_by.iter().map(|id| links.workflow(*id))),
            docs => maybe(prerequisite.docs.as_deref().map(target)),
            workflows => values(workflows.map(|workflow| links.workflow(workflow))),
            source => links.source(&prerequisite.source),
            decisions => links.decisions(&prerequisite.decisions),
        }
    }

    /// Renders `regions.md`.
    pub(super) fn regions(&self) -> File {
        let model = self.model;
        let services = model.services.iter();
        let context = context! {
            services => values(services.map(|service| context! { name => service.name.wire.as_str(), summary => service.summary.as_str() })),
            regions => values(model.regions.iter().map(|region| self.region(region))),
        };
        self.page("regions.md", "provider.yaml", "regions.md.j2", context)
    }

    fn region(&self, region: &Region) -> Value {
        let (links, model) = (self.links(), self.model);
        let hosts = region.hosts.iter();
        context! {
            name => region.name.wire.as_str(),
            title => region.title.as_str(),
            hosts => values(hosts.map(|(service, host)| context! { service => model[*service].name.wire.as_str(), host => host.as_str() })),
            callbacks => maybe(region.callbacks.as_ref().map(|senders| context! {
                host => senders.host.as_str(),
                addresses => codes(&senders.addresses),
                source => links.source(&senders.source),
            })),
            unsaid => links.unsaid(&region.source),
            source => links.source(&region.source),
        }
    }

    /// Renders `retrieval.md`.
    pub(super) fn retrieval(&self) -> File {
        let (links, model) = (self.links(), self.model);
        let timing = &model.timing;
        let words = |duration: &Option<Duration>| maybe(duration.as_ref().map(Duration::in_words));
        let context = context! {
            operations => values(model.general_operations().into_iter().map(|id| context! {
                link => links.operation(id),
                title => model[id].title.as_str(),
                summary => model[id].summary.as_str(),
            })),
            polling => maybe(timing.polling.as_ref().map(|polling| context! {
                summary => polling.summary.as_str(),
                attempts => values(polling.schedule().into_iter().map(|(number, delay, elapsed)| {
                    context! { number => number, delay => delay, elapsed => elapsed }
                })),
                source => links.source(&polling.source),
            })),
            states => values(timing.states.iter().map(|state| context! {
                name => state.name.wire.as_str(),
                summary => state.summary.as_str(),
                next => values(state.next.iter().map(|next| code(next))),
                is_final => state.is_final(),
                source => links.source(&state.source),
            })),
            graph => self.graph("retrieval.svg", &Graph::of_states(timing)),
            lifetimes => values(timing.lifetimes.iter().map(|lifetime| context! {
                name => lifetime.name.snake.replace('_', " "),
                summary => lifetime.summary.as_str(),
                default => lifetime.default.in_words(),
                min => words(&lifetime.min),
                max => words(&lifetime.max),
                renewed => lifetime.renewed,
                source => links.source(&lifetime.source),
            })),
        };
        self.page("retrieval.md", "timing.yaml", "retrieval.md.j2", context)
    }

    /// Renders `redirect.md`, if the provider sends end users back.
    pub(super) fn redirect(&self) -> Option<File> {
        let (links, redirect) = (self.links(), self.model.redirect.as_ref()?);
        let kind = &self.model[redirect.parameters];
        let context = context! {
            summary => redirect.summary.as_str(),
            kind => links.type_(redirect.parameters),
            fields => values(kind.fields().iter().map(|field| self.field(links, field))),
            facts => values(redirect.facts.iter().map(|fact| context! {
                text => fact.text.as_str(),
                source => links.source(&fact.source),
            })),
            codes => values(redirect.error_codes.iter().map(|code| context! {
                code => code.name.wire.as_str(),
                summary => code.summary.as_deref().map_or_else(|| links.unsaid(&code.source), md),
            })),
            source => links.source(&redirect.source),
        };
        Some(self.page("redirect.md", "redirect.yaml", "redirect.md.j2", context))
    }
}
