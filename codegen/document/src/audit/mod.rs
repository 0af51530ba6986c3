//! Compares a document, as parsed by [`document`](crate::document), with the spec and with itself: returns the compared
//! facts, and every contradiction with its locations.
//!
//! A contradiction is open until a decision of the spec lists it in `settles`. The detectors are general: the layout
//! describes the structure of the provider's document, and the schemas, rules and readings of the spec describe its
//! payloads.

mod address;
mod answers;
mod bodies;
mod capabilities;
mod channels;
mod compare;
mod curl;
mod decided;
mod decided_texts;
mod echo;
mod edition;
mod finding;
mod headings;
mod ids;
mod links;
mod moves;
mod operations;
mod other;
mod parameters;
mod regions;
pub mod report;
mod sent_headers;
mod slots;
mod tables;
mod typed;
mod uncompared;
mod unread;
mod uploads;

pub use finding::{Fact, Finding, Verdict};
pub use other::{fits, not_an_edition, without_layout};
pub use uncompared::{Uncompared, uncompared};
pub use verispec_model::finding::{ALL as KINDS, Against, Kind};
pub use verispec_runtime::runtime::time::Moment;

use std::collections::{BTreeMap, BTreeSet};

use crate::document::{Document, Heading, Operation, Sections, Workflow};
use verispec_model::ir::{self, Layout, Model, OperationId};
use verispec_model::rules::example_does_not_fit::Schemas;
use verispec_spec::syntax::Text;
use verispec_text::source::Span;
use verispec_text::words::one_line;

/// The result of an audit.
#[derive(Debug)]
pub struct Audit {
    /// Every fact that was compared with the spec, in the order of the document.
    pub facts: Vec<Fact>,
    /// Contradictions with the spec or within the document, in source order.
    pub findings: Vec<Finding>,
    /// Consequences of open findings, whose `related` lists their locations.
    pub echoes: Vec<Finding>,
}

impl Audit {
    /// Returns every contradiction, including consequences. These need decisions if the document is accepted unchanged.
    pub fn all(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().chain(&self.echoes)
    }

    /// Returns, for each line of the document, the number of its facts that were compared with the spec.
    pub fn per_line(&self, document: &Document) -> Vec<usize> {
        edition::per_line(document, &self.facts)
    }

    /// Returns the findings that are not settled, or only by an undecided decision.
    pub fn open(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.is_open())
    }
}

/// Audits a document. Ages are judged at `now`; without it, ages are not checked.
pub fn audit(model: &Model, layout: &Layout, document: &Document, now: Option<Moment>) -> Audit {
    if fits(layout, document) == 0 {
        return other::without_sections(layout, document);
    }
    let mut auditor = Auditor {
        model,
        layout,
        document,
        now,
        schemas: Schemas::new(model),
        query_names: regions::query_names(document),
        forms: ids::forms(model, layout, document),
        first_shown: first_shown(document),
        usual: sent_headers::usual(layout, document),
        anchors: document.headings.iter().map(|heading| (heading.anchor.to_lowercase(), heading)).collect(),
        sections: Sections::new(layout, document),
        facts: Vec::new(),
        findings: Vec::new(),
        used: BTreeSet::new(),
        at: None,
    };
    match &layout.tables {
        Some(tables) => auditor.tables(tables),
        None => auditor.workflows(),
    }
    auditor.links();
    auditor.unread();
    let (facts, mut findings, changed) = decided::decide(auditor);
    findings.sort_by(|a, b| (a.span, a.kind.id, &a.message).cmp(&(b.span, b.kind.id, &b.message)));
    let (findings, echoes) = echo::fold(model, layout, document, &changed, findings);
    Audit { facts, findings, echoes }
}

/// An audit in progress.
struct Auditor<'a> {
    model: &'a Model,
    layout: &'a Layout,
    document: &'a Document,
    now: Option<Moment>,
    schemas: Schemas,
    /// The names of all parameters in the URLs of the document.
    query_names: BTreeSet<String>,
    /// The documented formats of ids.
    forms: Vec<ids::Form>,
    /// The first occurrence of each operation.
    first_shown: BTreeMap<OperationId, &'a Operation>,
    /// The headers that commands of each operation send.
    usual: BTreeMap<OperationId, sent_headers::Usual>,
    /// The headings by their anchors, in lowercase.
    anchors: BTreeMap<String, &'a Heading>,
    /// The names of the sections.
    sections: Sections,
    facts: Vec<Fact>,
    findings: Vec<Finding>,
    /// The entries of a layout of tables that were needed to compare something.
    used: BTreeSet<Span>,
    /// The current workflow.
    at: Option<&'a Workflow>,
}

impl<'a> Auditor<'a> {
    /// Checks every section about a workflow, and everything that applies to the whole document.
    fn workflows(&mut self) {
        let mut seen = BTreeSet::new();
        for workflow in &self.document.workflows {
            // A second section about a workflow is reported separately.
            if workflow.key.as_ref().is_none_or(|key| seen.insert(key.value)) {
                self.workflow(workflow);
            }
        }
        self.missing_workflows();
        self.described_twice();
        self.headings();
        self.contents();
    }

    /// Checks everything in the section of a workflow; its findings belong to the workflow.
    fn workflow(&mut self, workflow: &'a Workflow) {
        self.at = Some(workflow);
        self.compare(workflow);
        self.operations(workflow);
        self.curl(workflow);
        self.bodies(workflow);
        self.regions(workflow);
        self.slots(workflow);
        self.channels(workflow);
        self.capabilities(workflow);
        self.ids(workflow);
        self.uploads(workflow);
        self.parameters(workflow);
        self.sent_headers(workflow);
        self.answers(workflow);
        self.at = None;
    }

    /// Adds a finding. Its section is the one that contains its span, unless the finding sets another one.
    fn push(&mut self, mut finding: Finding) {
        self.locate(&mut finding);
        self.findings.push(finding);
    }

    /// Adds its section and operation and the document's text to a finding, unless they are already set.
    fn locate(&self, finding: &mut Finding) {
        let is_here = finding.span.file == self.document.file;
        if is_here {
            self.identify(finding);
        }
        if finding.section.is_none() && (is_here || self.at.is_some()) {
            let workflow = self.at.or_else(|| self.workflow_at(finding.span.start));
            if let Some((workflow, key)) = workflow.and_then(|own| Some((own, own.key.as_ref()?.value))) {
                finding.section = Some(workflow.heading.text.value.clone());
                finding.key = Some(key);
            }
        }
        if finding.section.is_none() && is_here {
            let heading = self.heading_above(finding.span.start);
            finding.section = heading.map(|heading| self.sections.name(heading).to_owned());
        }
    }

    /// Adds the operation and the document's text to a finding, unless they are already set.
    fn identify(&self, finding: &mut Finding) {
        let workflow = self.at.or_else(|| self.workflow_at(finding.span.start));
        let operations = workflow.into_iter().flat_map(|workflow| &workflow.operations);
        let inside = |operation: &&Operation| {
            operation.span.start <= finding.span.start && finding.span.start < operation.span.end
        };
        let spec = operations.into_iter().find(inside).and_then(|operation| self.operation_of(operation));
        if finding.operation.is_none() {
            finding.operation = spec.map(|spec| spec.name.wire.clone());
        }
        if finding.document.is_empty() {
            finding.document = self.words(finding.span);
        }
    }

    /// Returns the text of a span on one line, shortened for quoting.
    fn words(&self, span: Span) -> String {
        let words = self.document.text.get(span.start as usize..span.end as usize);
        let words = one_line(words.unwrap_or_default());
        words.trim_matches('"').chars().take(MOST_QUOTED).collect()
    }

    /// Returns the index of the innermost heading above a location of the document, or of the heading there.
    fn heading_above(&self, offset: u32) -> Option<usize> {
        self.document.headings.partition_point(|heading| heading.text.span.start <= offset).checked_sub(1)
    }

    /// Returns the workflow whose section contains a location of the document.
    fn workflow_at(&self, offset: u32) -> Option<&'a Workflow> {
        let workflows = &self.document.workflows;
        let behind = workflows.partition_point(|workflow| workflow.span.start <= offset);
        workflows[..behind].last().filter(|workflow| offset < workflow.span.end)
    }

    /// Returns the workflow of the spec that a section is about, if the spec contains it.
    fn spec_of(&self, workflow: &Workflow) -> Option<&'a ir::Workflow> {
        self.model.workflow(workflow.key.as_ref()?.value)
    }

    /// Returns the operation of the spec that is documented here, if the layout knows its heading.
    fn operation_of(&self, operation: &Operation) -> Option<&'a ir::Operation> {
        operation.operation.map(|id| &self.model[id])
    }

    /// Returns the responses that belong to a request: the responses with the same label, or all responses if there is
    /// only one request.
    fn responses_of<'o>(&self, operation: &'o Operation, label: &Text) -> Vec<&'o crate::document::Response> {
        let alone = operation.requests.len() == 1;
        operation.responses.iter().filter(|response| alone || response.label.value == label.value).collect()
    }
}

/// The maximum number of characters of the document that identify a finding.
const MOST_QUOTED: usize = 120;

/// Returns the first occurrence of each operation of the spec.
fn first_shown(document: &Document) -> BTreeMap<OperationId, &Operation> {
    let mut first = BTreeMap::new();
    for operation in document.workflows.iter().flat_map(|workflow| &workflow.operations) {
        if let Some(id) = operation.operation {
            first.entry(id).or_insert(operation);
        }
    }
    first
}

/// Joins words with commas, or returns `nothing` if there are none.
fn listed(words: &[String]) -> String {
    match words {
        [] => "nothing".to_owned(),
        _ => words.join(", "),
    }
}

/// Returns the first line of a span, because an excerpt with many highlighted lines is hard to read.
fn start_of(span: Span) -> Span {
    Span { end: span.start, ..span }
}
