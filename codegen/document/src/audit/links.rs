//! Checks links: those within the document must lead to existing anchors, and those to other documents must be spelled
//! like the sections cited in the spec.

use std::collections::{BTreeMap, BTreeSet};

use super::Auditor;
use super::finding::Finding;
use crate::document::{Heading, Link};
use verispec_model::finding as kind;
use verispec_model::ir::{DocumentId, Source};
use verispec_text::markdown::slug;
use verispec_text::source::Spanned;
use verispec_text::words::letters_apart;

/// The maximum edit distance of a misspelled anchor.
const FEW: usize = 2;

/// The minimum length of an anchor for which such a distance counts as a typo.
const LONG: usize = 8;

impl Auditor<'_> {
    pub(super) fn links(&mut self) {
        let document = self.document;
        let sections = self.sections();
        for link in &document.links {
            let (file, anchor) = link.target.value.split_once('#').unwrap_or((&link.target.value, ""));
            if anchor.is_empty() {
                continue;
            }
            if file.is_empty() {
                self.internal(link, anchor);
            } else if let Some(id) = self.cited(file) {
                self.external(link, id, sections.get(&id), anchor);
            }
        }
    }

    fn internal(&mut self, link: &Link, anchor: &str) {
        let document = self.document;
        let Some(heading) = self.target(link) else {
            let is_set = document.anchors.iter().any(|known| known.value.eq_ignore_ascii_case(anchor));
            if !is_set {
                let message = format!("the document has no anchor `#{anchor}`");
                let known = document.headings.iter().map(|heading| heading.anchor.as_str());
                let mut finding = Finding::new(&kind::DEAD_ANCHOR, link.target.span, message);
                if let Some(close) = verispec_text::words::closest(anchor, known) {
                    finding = finding.label(format!("the document has `#{close}`"));
                }
                self.push(finding);
            }
            return;
        };
        let words = slug(&heading.text.value);
        if heading.anchor != words {
            self.numbered(link, heading, &words);
        }
    }

    /// Checks links to repeated headings. A link to the third heading with the same words breaks as soon as a section
    /// is added before it.
    fn numbered(&mut self, link: &Link, heading: &Heading, words: &str) {
        let document = self.document;
        let here = self.workflow_at(link.target.span.start);
        let there = self.workflow_at(heading.text.span.start);
        let own = here.and_then(|here| {
            let inside =
                |known: &&Heading| here.span.start <= known.text.span.start && known.text.span.start < here.span.end;
            document.headings.iter().filter(inside).find(|known| slug(&known.text.value) == words)
        });
        let message = match (own, there) {
            (Some(own), Some(there)) if own.anchor != heading.anchor => format!(
                "`#{}` leads to `{}` of `{}`, not to the one of this workflow, which is `#{}`",
                heading.anchor, heading.text.value, there.heading.text.value, own.anchor
            ),
            _ => format!(
                "`#{}` leads to `{}` only as long as the same number of identical headings precede it",
                heading.anchor, heading.text.value
            ),
        };
        let finding = Finding::new(&kind::NUMBERED_ANCHOR, link.target.span, message);
        self.push(finding.related(heading.text.span, "the link leads here"));
    }

    /// Returns the document of the spec that a file name or URL refers to.
    fn cited(&self, file: &str) -> Option<DocumentId> {
        let name = |text: &str| text.rsplit('/').next().unwrap_or_default().to_owned();
        let is_it = |index: &usize| {
            let url = self.model.documents[*index].url.as_deref();
            url.is_some_and(|url| !name(url).is_empty() && name(url) == name(file))
        };
        (0..self.model.documents.len()).find(is_it).map(DocumentId)
    }

    /// Checks the anchors of links to other documents. Only typos are reported, because the sections of other documents
    /// are not completely known.
    fn external(&mut self, link: &Link, id: DocumentId, sections: Option<&BTreeSet<String>>, anchor: &str) {
        if id == self.layout.document {
            let inner = Link {
                text: link.text.clone(),
                target: Spanned { value: format!("#{anchor}"), span: link.target.span },
            };
            return self.internal(&inner, anchor);
        }
        let Some(sections) = sections else { return };
        let lower = anchor.to_lowercase();
        if sections.contains(&lower) || lower.len() < LONG {
            return;
        }
        let close = sections.iter().find(|section| section.len() >= LONG && letters_apart(&lower, section) <= FEW);
        if let Some(close) = close {
            let message = format!(
                "`#{anchor}` is spelled almost like `#{close}`, a section of {} that the spec cites",
                self.model[id].title
            );
            let target = &link.target;
            let span = target.within(target.value.len() - anchor.len()..target.value.len());
            self.push(Finding::new(&kind::MISSPELT_ANCHOR, span, message));
        }
    }

    /// Returns the anchors of the sections that the spec cites, by document.
    fn sections(&self) -> BTreeMap<DocumentId, BTreeSet<String>> {
        let mut sections: BTreeMap<DocumentId, BTreeSet<String>> = BTreeMap::new();
        for source in self.sources() {
            sections.entry(source.document).or_default().insert(slug(&source.section));
        }
        sections
    }

    /// Returns the sources of the facts in the spec.
    fn sources(&self) -> impl Iterator<Item = &Source> {
        let model = self.model;
        let operations = model.operations.iter().map(|operation| &operation.source);
        let rules = model.rules().map(|rule| &rule.source);
        let types = model.types.iter().map(|kind| &kind.source);
        let decisions = model.decisions.iter().flat_map(|decision| &decision.sources);
        let capabilities = model.capabilities.iter().map(|capability| &capability.source);
        let channels = model.channels.iter().map(|channel| &channel.source);
        operations.chain(rules).chain(types).chain(decisions).chain(capabilities).chain(channels)
    }
}
