//! Checks that the URLs of a request and its response use the same region, and spell query parameters in the same way.

use std::collections::BTreeSet;

use super::Auditor;
use super::address::Address;
use super::finding::Finding;
use super::typed::{spanned, urls};
use crate::document::{Document, Operation, Workflow};
use verispec_model::finding as kind;
use verispec_model::ir::Region;
use verispec_text::source::Spanned;

impl<'a> Auditor<'a> {
    pub(super) fn regions(&mut self, workflow: &'a Workflow) {
        for operation in &workflow.operations {
            for request in &operation.requests {
                let sent = request.curl.as_ref().and_then(|curl| curl.url.clone());
                let responses = self.responses_of(operation, &request.label);
                let bodies = responses.iter().filter_map(|response| response.body.json.as_ref());
                let received = bodies.flat_map(urls).filter_map(spanned);
                self.mixed(&sent.into_iter().chain(received).collect::<Vec<_>>());
            }
            for url in received(operation) {
                self.query(&url);
            }
        }
    }

    /// Checks the regions of an operation's URLs. The first URL, which belongs to the request, determines the expected
    /// region.
    fn mixed(&mut self, urls: &[Spanned<String>]) {
        let model = self.model;
        let known = urls.iter().filter_map(|url| Some((Address::parse(&url.value)?.region(model)?, url)));
        let known: Vec<(&Region, &Spanned<String>)> = known.collect();
        let Some((usual, first)) = known.first() else { return };
        for region in model.regions.iter().filter(|region| region.name != usual.name) {
            let mut places = known.iter().filter(|(other, _)| other.name == region.name).map(|(_, url)| url.span);
            let Some(place) = places.next() else { continue };
            let (name, usual) = (&region.name.wire, &usual.name.wire);
            let message = format!("this URL belongs to the region {name}, but other URLs belong to the region {usual}");
            let finding = Finding::new(&kind::MIXED_REGIONS, place, message).also(places);
            let finding = finding.says(name).against(usual);
            self.push(finding.related(first.span, format!("the region {usual}")));
        }
    }

    fn query(&mut self, url: &Spanned<String>) {
        let Some(address) = Address::parse(&url.value) else { return };
        let Some(query) = address.query else { return };
        let mut at = address.query_at;
        for parameter in query.split('&') {
            let place = at..at + parameter.len();
            at = place.end + 1;
            let names = self.query_names.iter();
            let begins = names.filter(|name| parameter.starts_with(name.as_str()) && parameter.len() > name.len());
            let longest = begins.max_by_key(|name| name.len()).filter(|_| !parameter.contains('='));
            let Some(name) = longest else { continue };
            let message = format!("the parameter `{name}` has no equals sign before its value");
            self.push(Finding::new(&kind::QUERY, url.within(place), message));
        }
    }
}

/// Returns the URLs in the responses of an operation.
fn received(operation: &Operation) -> Vec<Spanned<String>> {
    let bodies = operation.responses.iter().filter_map(|response| response.body.json.as_ref());
    bodies.flat_map(urls).filter_map(spanned).collect()
}

/// Returns the names of query parameters that at least one URL of the document spells with an equals sign.
pub(super) fn query_names(document: &Document) -> BTreeSet<String> {
    let operations = document.workflows.iter().flat_map(|workflow| &workflow.operations);
    let mut names = BTreeSet::new();
    for url in operations.flat_map(received) {
        let query = Address::parse(&url.value).and_then(|address| address.query);
        let parameters = query.into_iter().flat_map(|query| query.split('&'));
        let named = parameters.filter_map(|parameter| parameter.split_once('=')).filter(|(name, _)| !name.is_empty());
        names.extend(named.map(|(name, _)| name.to_owned()));
    }
    names
}
