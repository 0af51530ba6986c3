//! Renders the index page, which helps to choose a workflow and links to all other pages.

use minijinja::{Value, context};

use super::Pages;
use super::text::{maybe, values};
use verispec_model::ir::{CapabilityId, WorkflowId};
use verispec_text::file::File;

impl Pages<'_> {
    /// Renders `index.md`.
    pub(super) fn index(&self) -> File {
        let model = self.model;
        let context = context! {
            provider => model.provider.name.as_str(),
            summary => model.provider.summary.as_str(),
            package => model.provider.package.name.wire.as_str(),
            by_need => self.by_need(),
            choices => self.choices(),
            by_wanting => self.by_wanting(),
            columns => self.columns(),
            workflows => values(model.workflow_ids().map(|id| self.index_row(id))),
            capabilities => values((0..model.capabilities.len()).map(|index| self.capability_row(CapabilityId(index)))),
            has_redirect => model.redirect.is_some(),
            documents => values(model.documents.iter().map(|document| context! {
                title => document.title.as_str(),
                name => document.name.wire.as_str(),
                url => maybe(document.url.as_deref().map(super::link::target)),
            })),
        };
        self.page("index.md", "", "index.md.j2", context)
    }

    fn index_row(&self, id: WorkflowId) -> Value {
        let (links, workflow) = (self.links(), &self.model[id]);
        context! {
            key => workflow.key,
            title => workflow.title.as_str(),
            deprecated => workflow.deprecated.is_some(),
            page => format!("workflows/{}.md", workflow.name.wire),
            channels => values(workflow.channels.iter().map(|channel| links.channel(*channel))),
            credentials => values(workflow.required_credentials.iter().map(|credential| links.credential(*credential))),
            summary => workflow.summary.as_str(),
        }
    }

    fn capability_row(&self, id: CapabilityId) -> Value {
        let links = self.links();
        context! {
            link => links.capability(id),
            summary => self.model[id].summary.as_str(),
            workflows => values(self.model.workflows_running(id).into_iter().map(|workflow| links.workflow(workflow))),
        }
    }
}
