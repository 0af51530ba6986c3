//! The model to a help in choosing a workflow: by what one has, and by what one wants to know.

use minijinja::{Value, context};

use super::Pages;
use super::text::{joined, values};
use crate::ir::{CapabilityId, CredentialId, Origin, PrerequisiteKind, Workflow, WorkflowId};

impl Pages<'_> {
    /// The workflows by what has to be there, those that need nothing first.
    pub(super) fn by_having(&self) -> Value {
        let mut rows: Vec<(usize, String, WorkflowId)> = self
            .model
            .workflow_ids()
            .map(|id| {
                let have = self.have(&self.model[id]);
                let text = if have.is_empty() { "nothing yet".to_owned() } else { have.join(", ") };
                (have.len(), text, id)
            })
            .collect();
        // Those that ask for the same stand together, in the order of the keys.
        rows.sort_by(|a, b| (a.0, &a.1, a.2).cmp(&(b.0, &b.1, b.2)));
        values(rows.into_iter().map(|(_, have, id)| self.choice(&have, id)))
    }

    fn choice(&self, have: &str, id: WorkflowId) -> Value {
        let (links, workflow) = (self.links(), &self.model[id]);
        context! {
            have => have,
            brings => self.brings(workflow),
            channels => values(workflow.channels.iter().map(|channel| links.channel(*channel))),
            link => links.workflow(id),
            finds => values(workflow.capabilities().into_iter().map(|id| links.capability(id))),
        }
    }

    /// What has to be there before the workflow starts, in the order in which the spec names it.
    fn have(&self, workflow: &Workflow) -> Vec<String> {
        let links = self.links();
        let needed = workflow.prerequisites.iter().filter_map(|id| {
            let prerequisite = &self.model[*id];
            let label = match (prerequisite.kind, prerequisite.credential) {
                (PrerequisiteKind::AccountExists, _) => "an account".to_owned(),
                (PrerequisiteKind::CredentialOnFile, Some(credential)) => {
                    let holder = prerequisite.holder_in_words().map(|holder| format!(" kept by {holder}"));
                    format!("{}{}", links.credential(credential), holder.unwrap_or_default())
                }
                _ => return None,
            };
            Some(format!("{label} ({})", links.prerequisite(*id)))
        });
        needed.collect()
    }

    /// What the end user brings while it runs: each set of categories that a request can choose.
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

    /// Each capability that a workflow runs, with which workflows do.
    pub(super) fn by_wanting(&self) -> Value {
        let links = self.links();
        let all = (0..self.model.capabilities.len()).map(CapabilityId);
        let run = all.filter(|id| !self.model.workflows_running(*id).is_empty());
        values(run.map(|id| {
            context! {
                link => links.capability(id),
                summary => self.model[id].summary.as_str(),
                runs => values(self.model.workflows.iter().map(|workflow| workflow.runs(id))),
            }
        }))
    }

    /// The workflows as the heads of columns.
    pub(super) fn columns(&self) -> Value {
        values(self.model.workflow_ids().map(|id| {
            let workflow = &self.model[id];
            format!("[{}](workflows/{}.md)", workflow.key, workflow.name.wire)
        }))
    }
}
