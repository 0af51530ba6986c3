//! Headings, held against each other and against the table of contents.

use std::collections::BTreeMap;

use super::finding::Finding;
use super::{Auditor, kind};
use crate::document::{Heading, Link, normal};

impl Auditor<'_> {
    /// Headings of the same words are spelled alike; the spelling of most of them is taken for the right one.
    pub(super) fn headings(&mut self) {
        let mut alike: BTreeMap<String, Vec<&Heading>> = BTreeMap::new();
        for heading in &self.document.headings {
            alike.entry(normal(&heading.text.value)).or_default().push(heading);
        }
        let mut findings = Vec::new();
        for headings in alike.values().filter(|headings| headings.len() > 1) {
            let count = |text: &str| headings.iter().filter(|heading| heading.text.value == text).count();
            // Of spellings that are as frequent, the first one holds.
            let usual = headings.iter().rev().max_by_key(|heading| count(&heading.text.value));
            let Some(usual) = usual else { continue };
            for heading in headings.iter().filter(|heading| heading.text.value != usual.text.value) {
                let message = format!("the heading is spelled `{}`, others `{}`", heading.text.value, usual.text.value);
                let finding = Finding::new(&kind::HEADING, heading.text.span, message);
                findings.push(finding.related(usual.text.span, "spelled so elsewhere, such as here"));
            }
        }
        findings.into_iter().for_each(|finding| self.push(finding));
    }

    /// Every entry of the table of contents leads to a heading of its words, and every workflow has an entry.
    pub(super) fn contents(&mut self) {
        let document = self.document;
        if document.contents.is_empty() {
            return;
        }
        for entry in &document.contents {
            let Some(heading) = target(&document.headings, entry) else { continue };
            if heading.text.value == entry.text.value {
                continue;
            }
            let (written, known) = (&entry.text.value, &heading.text.value);
            let is_spelling = normal(written) == normal(known);
            let kind = if is_spelling { &kind::HEADING } else { &kind::CONTENTS };
            let message = format!("the table of contents says `{written}`, the heading `{known}`");
            let mut finding = Finding::new(kind, entry.text.span, message).related(heading.text.span, "the heading");
            self.place_at(heading, &mut finding);
            self.push(finding);
        }
        for workflow in &document.workflows {
            let leads = |entry: &Link| target(&document.headings, entry).is_some_and(|heading| heading.text.span == workflow.heading.text.span);
            let says = |entry: &Link| normal(&entry.text.value) == normal(&workflow.heading.text.value);
            if !document.contents.iter().any(|entry| leads(entry) || says(entry)) {
                let message = "the table of contents does not have this workflow";
                self.push(Finding::new(&kind::CONTENTS, workflow.heading.text.span, message));
            }
        }
    }

    /// A finding about a heading belongs to the workflow of that heading, wherever its words stand.
    fn place_at(&self, heading: &Heading, finding: &mut Finding) {
        let workflows = &self.document.workflows;
        if let Some(workflow) = workflows.iter().find(|workflow| workflow.heading.text.span == heading.text.span) {
            finding.section = Some(heading.text.value.clone());
            finding.key = workflow.key.as_ref().map(|key| key.value);
        }
    }
}

/// The heading that a link within the document leads to.
pub(super) fn target<'h>(headings: &'h [Heading], link: &Link) -> Option<&'h Heading> {
    let anchor = link.target.value.strip_prefix('#')?;
    headings.iter().find(|heading| heading.anchor.eq_ignore_ascii_case(anchor))
}
