//! Renders a guide to choosing a workflow, based on what the reader already has and wants to find out.

use minijinja::{Value, context};
use serde_json::{Value as Json, json};

use super::Pages;
use super::text::{joined, values};
use verispec_model::ir::{CapabilityId, CredentialId, Fact, Need, Needed, Origin, Workflow, WorkflowId};

impl Pages<'_> {
    /// Returns the workflows with their needs, starting with those that need the least.
    pub(super) fn by_need(&self) -> Value {
        let links = self.links();
        values(self.easiest_first().into_iter().map(|id| {
            let workflow = &self.model[id];
            context! {
                link => links.workflow(id),
                deprecated => workflow.deprecated.is_some(),
                needs => values(self.model.needs(workflow).iter().map(|need| self.need(need))),
                brings => self.brings(workflow),
                finds => values(workflow.capabilities().into_iter().map(|id| links.capability(id))),
            }
        }))
    }

    fn easiest_first(&self) -> Vec<WorkflowId> {
        let mut ids: Vec<WorkflowId> = self.model.workflow_ids().collect();
        ids.sort_by_key(|id| self.model.needs(&self.model[*id]).len());
        ids
    }

    /// Returns the table of workflows and their needs as JSON, with the facts that meet each need. The site uses it to
    /// show which workflows suit the facts that a reader selects: a workflow is suitable if each of its needs is met by
    /// at least one selected fact.
    pub(super) fn choices(&self) -> String {
        let facts = self.model.facts();
        let fact = |is_channel: bool| {
            let of_kind = facts.iter().filter(|(fact, _)| matches!(fact, Fact::Channel(_)) == is_channel);
            let options = of_kind.map(|(fact, id)| {
                let label = match (fact, id) {
                    (Fact::Channel(id), _) => self.model[*id].name.wire.clone(),
                    (_, Some(id)) => self.model[*id].text.replace('`', ""),
                    (_, None) => String::new(),
                };
                json!({"id": self.fact_name(*fact), "label": label})
            });
            options.collect::<Vec<_>>()
        };
        let run = self.capabilities_that_run();
        let checks = run.iter().map(|id| json!({"id": self.model[*id].name.wire, "label": self.model[*id].name.wire}));
        let lists = [
            ("in_place", fact(false)),
            ("channels", fact(true)),
            ("checks", checks.collect()),
            ("rows", self.easiest_first().into_iter().map(|id| self.choice(&self.model[id])).collect()),
        ];
        // The JSON is placed in an HTML comment, which ends at `-->`. JSON contains `>` only in strings, where it can
        // be escaped.
        let lines = |entries: &[Json]| entries.iter().map(Json::to_string).collect::<Vec<_>>().join(",\n");
        let lists = lists.map(|(name, entries)| format!("\"{name}\": [\n{}\n]", lines(&entries)));
        format!("{{{}}}", lists.join(",\n")).replace('>', "\\u003e")
    }

    fn choice(&self, workflow: &Workflow) -> Json {
        let needs = self.model.needs(workflow).into_iter().map(|need| {
            let met_by: Vec<String> = need.met_by.iter().map(|fact| self.fact_name(*fact)).collect();
            json!({"label": self.need_name(&need), "met_by": met_by})
        });
        let checks = workflow.capabilities().into_iter().map(|id| self.model[id].name.wire.as_str());
        json!({
            "key": workflow.key,
            "needs": needs.collect::<Vec<_>>(),
            "checks": checks.collect::<Vec<_>>(),
        })
    }

    /// Returns the unique key of a fact.
    fn fact_name(&self, fact: Fact) -> String {
        match fact {
            Fact::Setting(id) => format!("setting {}", self.model[id].name.wire),
            Fact::Account => "account".to_owned(),
            Fact::OnFile(id) => format!("on file {}", self.model[id].name.wire),
            Fact::Kept(id) => format!("kept {}", self.model[id].name.wire),
            Fact::Consent => "consent".to_owned(),
            Fact::Channel(id) => format!("channel {}", self.model[id].name.wire),
        }
    }

    /// Describes a need with the spec's ids, in a form that can follow "also needs".
    fn need_name(&self, need: &Need) -> String {
        match &need.what {
            Needed::Prerequisite(id) => self.model[*id].name.wire.clone(),
            Needed::Channel(category, channels) => {
                let names = channels.iter().map(|id| self.model[*id].name.wire.clone());
                format!("{} for {}", any_of(names), self.model[*category].name.wire)
            }
        }
    }

    /// Describes a need, with links.
    fn need(&self, need: &Need) -> String {
        let links = self.links();
        match &need.what {
            Needed::Prerequisite(id) => links.prerequisite(*id),
            Needed::Channel(category, channels) => {
                let names = channels.iter().map(|id| links.channel(*id));
                format!("{} for {}", any_of(names), links.credential(*category))
            }
        }
    }

    /// Describes the credentials that the end user provides, for each set of categories that a request can select.
    fn brings(&self, workflow: &Workflow) -> String {
        let links = self.links();
        let mut captured: Vec<CredentialId> = Vec::new();
        for slot in workflow.slots.iter().filter(|slot| slot.origin == Origin::Captured) {
            if !captured.contains(&slot.category) {
                captured.push(slot.category);
            }
        }
        let set = |ids: &[CredentialId]| ids.iter().map(|id| links.credential(*id)).collect::<Vec<_>>().join(" and ");
        match workflow.variants.is_empty() {
            true => joined(captured.iter().map(|id| links.credential(*id))),
            false => workflow.variants.iter().map(|variant| set(variant)).collect::<Vec<_>>().join(", or "),
        }
    }

    /// Returns each capability that some workflow runs, together with those workflows.
    pub(super) fn by_wanting(&self) -> Value {
        let links = self.links();
        values(self.capabilities_that_run().into_iter().map(|id| {
            context! {
                link => links.capability(id),
                summary => self.model[id].summary.as_str(),
                runs => values(self.model.workflows.iter().map(|workflow| workflow.runs(id))),
            }
        }))
    }

    fn capabilities_that_run(&self) -> Vec<CapabilityId> {
        let all = (0..self.model.capabilities.len()).map(CapabilityId);
        all.filter(|id| !self.model.workflows_running(*id).is_empty()).collect()
    }

    /// Returns the workflows as column headings.
    pub(super) fn columns(&self) -> Value {
        values(self.model.workflow_ids().map(|id| {
            let workflow = &self.model[id];
            format!("[{}](workflows/{}.md)", workflow.key, workflow.name.wire)
        }))
    }
}

/// Joins alternatives, as in `A, B or C`.
fn any_of(names: impl Iterator<Item = String>) -> String {
    let mut names: Vec<String> = names.collect();
    let last = names.pop().unwrap_or_default();
    if names.is_empty() { last } else { format!("{} or {last}", names.join(", ")) }
}
