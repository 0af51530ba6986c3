//! Compares headings with each other and with the table of contents.

use std::collections::{BTreeMap, BTreeSet};

use super::Auditor;
use super::finding::Finding;
use crate::document::{Heading, Link, normal};
use verispec_model::finding as kind;

impl Auditor<'_> {
    /// Checks that headings with the same words have the same spelling. The most frequent spelling counts as correct.
    pub(super) fn headings(&mut self) {
        let document = self.document;
        let mut alike: BTreeMap<String, Vec<&Heading>> = BTreeMap::new();
        for heading in &document.headings {
            alike.entry(normal(&heading.text.value)).or_default().push(heading);
        }
        for headings in alike.values().filter(|headings| headings.len() > 1) {
            let mut spellings: BTreeMap<&str, (usize, &Heading)> = BTreeMap::new();
            for heading in headings {
                spellings.entry(&heading.text.value).or_insert((0, heading)).0 += 1;
            }
            // If several spellings are equally frequent, the first one counts.
            let usual = spellings.values().max_by_key(|(count, first)| (*count, std::cmp::Reverse(first.text.span)));
            let Some((_, usual)) = usual.filter(|_| spellings.len() > 1) else { continue };
            for heading in headings.iter().filter(|heading| heading.text.value != usual.text.value) {
                let message = format!(
                    "this heading is spelled `{}`, but others are spelled `{}`",
                    heading.text.value, usual.text.value
                );
                let finding = Finding::new(&kind::HEADING, heading.text.span, message).against(&usual.text.value);
                self.push(finding.related(usual.text.span, "spelled like this elsewhere, for example here"));
            }
        }
    }

    /// Checks that every entry of the table of contents leads to a heading with the same words, and that every workflow
    /// has an entry.
    pub(super) fn contents(&mut self) {
        let document = self.document;
        if document.contents.is_empty() {
            return;
        }
        let mut listed = BTreeSet::new();
        for entry in &document.contents {
            listed.insert(normal(&entry.text.value));
            let Some(heading) = self.target(entry) else { continue };
            listed.insert(normal(&heading.text.value));
            if heading.text.value == entry.text.value {
                continue;
            }
            let (written, known) = (&entry.text.value, &heading.text.value);
            let is_spelling = normal(written) == normal(known);
            let kind = if is_spelling { &kind::HEADING } else { &kind::CONTENTS };
            let message = format!("the table of contents says `{written}`, but the heading says `{known}`");
            let mut finding =
                Finding::new(kind, entry.text.span, message).against(known).related(heading.text.span, "the heading");
            self.place_at(heading, &mut finding);
            self.push(finding);
        }
        for workflow in &document.workflows {
            if !listed.contains(&normal(&workflow.heading.text.value)) {
                let message = "the table of contents does not list this workflow";
                self.push(Finding::new(&kind::CONTENTS, workflow.heading.text.span, message));
            }
        }
    }

    /// Adds a finding about a heading. It belongs to the workflow of that heading, even if its span is elsewhere.
    fn place_at(&self, heading: &Heading, finding: &mut Finding) {
        let workflow = self.workflow_at(heading.text.span.start);
        if let Some(workflow) = workflow.filter(|workflow| workflow.heading.text.span == heading.text.span) {
            finding.key = workflow.key.as_ref().map(|key| key.value);
            let name = self.heading_above(heading.text.span.start).map(|index| self.sections.name(index).to_owned());
            finding.section = finding.key.map(|_| heading.text.value.clone()).or(name);
        }
    }

    /// Reports workflows that are described twice.
    pub(super) fn described_twice(&mut self) {
        let mut seen: BTreeMap<u32, &Heading> = BTreeMap::new();
        for workflow in &self.document.workflows {
            let Some(key) = &workflow.key else { continue };
            if let Some(first) = seen.get(&key.value) {
                let message = format!("the workflow with the key {} is described twice", key.value);
                let finding = Finding::new(&kind::TWICE, key.span, message);
                self.push(finding.related(first.text.span, "described here first"));
            } else {
                seen.insert(key.value, &workflow.heading);
            }
        }
    }
}

impl<'a> Auditor<'a> {
    /// Returns the heading that a link within the document leads to, if there is one.
    pub(super) fn target(&self, link: &Link) -> Option<&'a Heading> {
        let anchor = link.target.value.strip_prefix('#')?;
        self.anchors.get(&anchor.to_lowercase()).copied()
    }
}
