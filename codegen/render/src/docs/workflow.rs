//! Renders the page of a workflow.

use minijinja::{Value, context};

use super::Pages;
use super::link::{Links, target};
use super::text::{code, codes, maybe, md, values};
use crate::graph::Graph;
use verispec_model::ir::{
    CapabilityId, Direction, OperationId, PrerequisiteId, Rule, RunsWhen, Slot, Workflow, WorkflowOperation,
};
use verispec_text::file::File;

impl Pages<'_> {
    /// Renders `workflows/<stem>.md`.
    pub(super) fn workflow(&self, workflow: &Workflow) -> File {
        let (links, model) = (self.links_from_below(), self.model);
        let (capabilities, rules) = (workflow.capabilities(), model.rules_of(workflow));
        let credentials = |ids: &[verispec_model::ir::CredentialId]| values(ids.iter().map(|id| links.credential(*id)));
        let context = context! {
            key => workflow.key,
            id => workflow.name.wire.as_str(),
            title => workflow.title.as_str(),
            summary => workflow.summary.as_str(),
            deprecated => maybe(links.deprecated(workflow.deprecated.as_ref())),
            notes => values(workflow.notes.iter().map(String::as_str)),
            channels => values(workflow.channels.iter().map(|id| links.channel(*id))),
            required => credentials(&workflow.required_credentials),
            stored => credentials(&workflow.stored_credentials),
            slots => values(workflow.slots.iter().map(|slot| self.slot(links, slot))),
            variants => values(workflow.variants.iter().map(|variant| credentials(variant))),
            prerequisites => values(workflow.prerequisites.iter().map(|id| self.check_item(links, *id))),
            source => links.source(&workflow.source),
            graph => self.graph(&format!("{}.svg", workflow.name.wire), &Graph::of_workflow(self.model, workflow)),
            courses => self.courses(links, workflow),
            history => values(workflow.history.iter().map(|change| context! {
                version => change.version.to_string(),
                text => change.text.as_str(),
            })),
            chains => values(workflow.chains.iter().map(|chain| self.chain(links, chain))),
            capabilities => values(capabilities.iter().map(|id| self.finding(links, workflow, *id))),
            operations => values(workflow.operations.iter().map(|operation| self.documented(links, workflow, operation, &rules))),
            upload_channel => maybe(model.upload_channel().map(|channel| channel.name.wire.as_str())),
            uploads => values(self.unlisted_uploads(workflow).into_iter().map(|id| links.operation(id))),
            general => values(model.general_operations().into_iter().map(|id| links.operation(id))),
            rules => self.rules_by_side(links, &rules),
            decisions => values(workflow.all_decisions().into_iter().map(|id| context! {
                link => links.decision(id),
                decision => model[id].decision.as_str(),
            })),
            sources => self.sources(links, workflow),
        };
        let stem = &workflow.name.wire;
        self.page(&format!("workflows/{stem}.md"), &format!("workflows/{stem}.yaml"), "workflow.md.j2", context)
    }

    fn slot(&self, links: Links<'_>, slot: &Slot) -> Value {
        let parts: Vec<String> = slot.parts.iter().map(|part| part.wire.clone()).collect();
        context! {
            category => links.credential(slot.category),
            origin => slot.origin.in_words(),
            channels => values(slot.channels.iter().map(|id| links.channel(*id))),
            parts => codes(&parts),
            decisions => links.decisions(&slot.decisions),
        }
    }

    fn check_item(&self, links: Links<'_>, id: PrerequisiteId) -> Value {
        let prerequisite = &self.model[id];
        context! {
            text => prerequisite.text.as_str(),
            kind => prerequisite.kind_in_words(),
            from => maybe(prerequisite.from.as_deref()),
            credential => maybe(prerequisite.credential.map(|id| links.credential(id))),
            stored_by => maybe(prerequisite.holder_in_words()),
            obtained_by => values(prerequisite.obtained_by.iter().map(|id| links.workflow(*id))),
            docs => maybe(prerequisite.docs.as_deref().map(target)),
            link => links.prerequisite(id),
        }
    }

    fn chain(&self, links: Links<'_>, chain: &[CapabilityId]) -> String {
        chain.iter().map(|id| links.capability(*id)).collect::<Vec<_>>().join(" → ")
    }

    fn finding(&self, links: Links<'_>, workflow: &Workflow, id: CapabilityId) -> Value {
        let runs = self.model.runs(workflow, id);
        let conditional = runs.when != RunsWhen::Always;
        context! {
            link => links.capability(id),
            summary => self.model[id].summary.as_str(),
            runs => maybe(conditional.then(|| self.runs(runs))),
            outcomes => self.outcomes(id),
        }
    }

    fn documented(
        &self,
        links: Links<'_>,
        workflow: &Workflow,
        documented: &WorkflowOperation,
        rules: &[&Rule],
    ) -> Value {
        let id = documented.operation;
        let operation = &self.model[id];
        let examples = documented.examples.iter().map(|example| self.example(links, id, example, Some(workflow)));
        context! {
            link => links.operation(id),
            title => operation.title.as_str(),
            method => operation.method.as_str(),
            urls => self.urls(id),
            request => self.request_members(links, workflow, id, rules),
            response => self.response_members(links, workflow, operation),
            status => operation.response.status,
            errors => values(operation.errors.iter().map(String::as_str)),
            examples => self.render("examples.md.j2", context! { examples => values(examples) }),
        }
    }

    /// Returns the operations that upload parts for the workflow, but have no example for it in the spec.
    fn unlisted_uploads(&self, workflow: &Workflow) -> Vec<OperationId> {
        let all = if self.model.takes_uploads(workflow) { self.model.upload_operations() } else { Vec::new() };
        all.into_iter().filter(|id| workflow.operation(*id).is_none()).collect()
    }

    /// Returns the rules that apply, grouped by the sender of the payload that they judge.
    fn rules_by_side(&self, links: Links<'_>, rules: &[&Rule]) -> Value {
        values([Direction::Request, Direction::Response].map(|direction| {
            let judging = rules.iter().filter(|rule| rule.direction == direction);
            context! {
                judges => direction.in_words(),
                rules => values(judging.map(|rule| self.rule_row(links, rule))),
            }
        }))
    }

    fn rule_row(&self, links: Links<'_>, rule: &Rule) -> Value {
        context! {
            link => links.rule(rule),
            severity => rule.severity_in_words(),
            operations => values(rule.operations.iter().map(|id| code(&self.model[*id].name.wire))),
            summary => md(&rule.summary),
        }
    }

    /// Returns every source that the page is based on, without duplicates.
    fn sources(&self, links: Links<'_>, workflow: &Workflow) -> Value {
        let slots = workflow.slots.iter().filter_map(|slot| slot.source.as_ref());
        let operations = workflow.operations.iter().flat_map(|operation| {
            operation.source.iter().chain(operation.examples.iter().filter_map(|example| example.source.as_ref()))
        });
        let mut sources: Vec<String> = Vec::new();
        for source in std::iter::once(&workflow.source).chain(slots).chain(operations) {
            let link = links.source(source);
            if !sources.contains(&link) {
                sources.push(link);
            }
        }
        values(sources)
    }
}
