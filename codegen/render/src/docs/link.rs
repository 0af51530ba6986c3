//! Creates links from a page to the section that describes an item of the model.

use verispec_model::ir::{
    AuthId, CapabilityId, ChannelId, CredentialId, DecisionId, Deprecation, FileKindId, ListId, Model, OperationId,
    PrerequisiteId, Replacement, Rule, Source, TypeId, WorkflowId,
};

use super::text::{code, joined, md, slug};

/// The heading of the section about authorization methods, on the operations page.
pub(super) const AUTHORIZATION: &str = "How requests are authorized";
/// The heading of the section about channels, on the credentials page.
pub(super) const CHANNELS: &str = "How credentials are acquired";
/// The heading of the section about file kinds, on the credentials page.
pub(super) const FILES: &str = "File kinds";

/// Creates links for pages in one folder.
#[derive(Clone, Copy)]
pub(super) struct Links<'a> {
    pub(super) model: &'a Model,
    /// The relative path from the page's folder to the root of the docs: empty or `../`.
    pub(super) root: &'static str,
}

impl Links<'_> {
    fn to(self, label: &str, page: &str, heading: &str) -> String {
        format!("[{label}]({}{page}#{})", self.root, slug(heading))
    }

    pub(super) fn capability(self, id: CapabilityId) -> String {
        let name = &self.model[id].name.wire;
        self.to(&code(name), "capabilities.md", name)
    }

    pub(super) fn credential(self, id: CredentialId) -> String {
        let name = &self.model[id].name.wire;
        self.to(&code(name), "credentials.md", name)
    }

    pub(super) fn channel(self, id: ChannelId) -> String {
        self.to(&code(&self.model[id].name.wire), "credentials.md", CHANNELS)
    }

    pub(super) fn file(self, id: FileKindId) -> String {
        self.to(&md(&self.model[id].name.wire), "credentials.md", FILES)
    }

    pub(super) fn auth(self, id: AuthId) -> String {
        self.to(&md(&self.model[id].name.wire), "operations.md", AUTHORIZATION)
    }

    pub(super) fn decision(self, id: DecisionId) -> String {
        let name = &self.model[id].name.wire;
        self.to(&md(name), "decisions.md", name)
    }

    pub(super) fn decisions(self, ids: &[DecisionId]) -> String {
        joined(ids.iter().map(|id| self.decision(*id)))
    }

    pub(super) fn list(self, id: ListId) -> String {
        let name = &self.model[id].name.wire;
        self.to(&md(name), "lists.md", name)
    }

    pub(super) fn operation(self, id: OperationId) -> String {
        let name = &self.model[id].name.wire;
        self.to(&code(name), "operations.md", name)
    }

    pub(super) fn prerequisite(self, id: PrerequisiteId) -> String {
        let name = &self.model[id].name.wire;
        self.to(&md(name), "prerequisites.md", name)
    }

    pub(super) fn rule(self, rule: &Rule) -> String {
        self.to(&code(&rule.name.wire), "rules.md", &rule.name.wire)
    }

    pub(super) fn type_(self, id: TypeId) -> String {
        let kind = &self.model[id];
        self.to(&code(&kind.name.wire), &format!("payloads/{}.md", kind.file), &kind.name.wire)
    }

    pub(super) fn workflow(self, id: WorkflowId) -> String {
        let workflow = &self.model[id];
        format!("[{} {}]({}workflows/{}.md)", workflow.key, md(&workflow.title), self.root, workflow.name.wire)
    }

    /// Describes the version that deprecated an item, and the replacement; `None` if the item is not deprecated.
    pub(super) fn deprecated(self, deprecated: Option<&Deprecation>) -> Option<String> {
        let deprecated = deprecated?;
        let item = match &deprecated.replacement {
            Replacement::Workflow(id) => self.workflow(*id),
            Replacement::Operation(id) => self.operation(*id),
            Replacement::Type(id) => self.type_(*id),
            Replacement::Channel(id) => self.channel(*id),
            Replacement::Capability(id) => self.capability(*id),
            Replacement::Sibling(name) => code(&name.wire),
            Replacement::Sentence(sentence) => {
                return Some(format!("**Deprecated** since {}: {}", md(&deprecated.since.to_string()), md(sentence)));
            }
        };
        Some(format!("**Deprecated** since {}: use {item}.", md(&deprecated.since.to_string())))
    }

    /// Renders a note that the spec does not contain a fact, with the source that may document it.
    pub(super) fn unsaid(self, source: &Source) -> String {
        format!("not in the spec; see {}", self.source(source))
    }

    /// Renders the source of a fact, with a link to the document if it is published.
    pub(super) fn source(self, source: &Source) -> String {
        let document = &self.model[source.document];
        let section = md(&source.section);
        match &document.url {
            Some(url) => format!("[{}]({}), {section}", md(&document.title), target(url)),
            None => format!("{}, {section}", md(&document.title)),
        }
    }
}

/// Escapes a URL for use between the parentheses of a Markdown link.
pub(super) fn target(url: &str) -> String {
    url.replace(' ', "%20")
        .replace('(', "%28")
        .replace(')', "%29")
        .replace('<', "%3C")
        .replace('>', "%3E")
        .replace('|', "%7C")
}
