//! Compares headers of curl commands with the media type of the spec and with the other commands of the same operation.

use std::collections::BTreeMap;

use super::address::is_placeholder;
use super::finding::{Finding, Verdict};
use super::{Auditor, start_of};
use crate::document::{Curl, Document, Workflow};
use verispec_model::finding as kind;
use verispec_model::ir::{Layout, OperationId};

/// The headers that the commands of an operation send, by their lowercase names, with the number of times that each
/// value occurs.
#[derive(Debug, Default)]
pub(super) struct Usual {
    commands: usize,
    values: BTreeMap<String, BTreeMap<String, usize>>,
}

/// Returns the headers of each operation's commands.
pub(super) fn usual(layout: &Layout, document: &Document) -> BTreeMap<OperationId, Usual> {
    let mut usual: BTreeMap<OperationId, Usual> = BTreeMap::new();
    for operation in document.workflows.iter().flat_map(|workflow| &workflow.operations) {
        let Some(id) = operation.operation else { continue };
        for curl in operation.requests.iter().filter_map(|request| request.curl.as_ref()) {
            let own = usual.entry(id).or_default();
            own.commands += 1;
            for (name, value) in headers(layout, curl) {
                *own.values.entry(name).or_default().entry(value).or_default() += 1;
            }
        }
    }
    usual
}

/// Returns the headers of a command that do not depend on the sender.
fn headers(layout: &Layout, curl: &Curl) -> Vec<(String, String)> {
    let stands = |value: &str| value.split(' ').any(|word| is_placeholder(layout, word));
    let named = curl.headers.iter().map(|header| (header.name.value.to_lowercase(), header.value.value.clone()));
    named.filter(|(name, value)| name != "authorization" && !stands(value)).collect()
}

impl<'a> Auditor<'a> {
    pub(super) fn sent_headers(&mut self, workflow: &'a Workflow) {
        for operation in &workflow.operations {
            let Some(id) = operation.operation else { continue };
            for curl in operation.requests.iter().filter_map(|request| request.curl.as_ref()) {
                self.content_type(workflow, id, curl);
                self.unusual(id, curl);
            }
        }
    }

    fn content_type(&mut self, workflow: &Workflow, id: OperationId, curl: &Curl) {
        let Some(body) = &self.model[id].request else { return };
        let Some(header) = curl.headers.iter().find(|header| header.name.value.eq_ignore_ascii_case("content-type"))
        else {
            return;
        };
        let held = body.media_type.as_str();
        let said = header.value.value.split(';').next().unwrap_or_default().trim();
        let same = said.eq_ignore_ascii_case(held);
        let key = workflow.key.as_ref().map_or(0, |key| key.value);
        self.fact(
            key,
            "content type",
            if same { Verdict::Agrees } else { Verdict::Differs },
            Some(header.value.span),
            None,
        );
        if !same {
            let message = format!("the command sends `{said}`, but the request of the spec is `{held}`");
            let finding = Finding::new(&kind::CONTENT_TYPE, header.value.span, message).against(held);
            self.push(finding.related(self.model[id].name.span, "the operation in the spec"));
        }
    }

    /// Reports a value that most other commands do not send, and a missing header that all other commands have.
    fn unusual(&mut self, id: OperationId, curl: &Curl) {
        let own: BTreeMap<String, String> = headers(self.layout, curl).into_iter().collect();
        let Some(usual) = self.usual.get(&id).filter(|usual| usual.commands > 1) else { return };
        let mut found = Vec::new();
        for (name, values) in &usual.values {
            // The media type of the spec has already been compared.
            if name == "content-type" && self.model[id].request.is_some() {
                continue;
            }
            let all: usize = values.values().sum();
            let Some((most, count)) = values.iter().max_by_key(|(_, count)| **count) else { continue };
            match own.get(name) {
                None if all + 1 == usual.commands && all > 1 => {
                    let message =
                        format!("the command has no header `{name}`, which all other commands of this operation have");
                    let finding = Finding::new(&kind::HEADER, start_of(curl.span), message);
                    found.push(finding.says(format!("no {name}")).against(most));
                }
                Some(value)
                    if value != most
                        && (*count > 1 || self.sends_elsewhere(name, most) > self.sends_elsewhere(name, value)) =>
                {
                    let header = curl.headers.iter().find(|header| header.name.value.eq_ignore_ascii_case(name));
                    let Some(header) = header else { continue };
                    let message = format!("the command sends `{value}` as `{name}`, but other commands send `{most}`");
                    found.push(Finding::new(&kind::HEADER, header.value.span, message).against(most));
                }
                _ => {}
            }
        }
        found.into_iter().for_each(|finding| self.push(finding));
    }

    /// Counts the commands of the document that send this value.
    fn sends_elsewhere(&self, name: &str, value: &str) -> usize {
        let values = self.usual.values().filter_map(|usual| usual.values.get(name));
        values.filter_map(|values| values.get(value)).sum()
    }
}
