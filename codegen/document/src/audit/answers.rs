//! Checks that the URLs in responses lead to the hosts and operations of the spec.

use super::Auditor;
use super::address::{Address, is_placeholder};
use super::finding::Finding;
use super::typed::{spanned, text, walk_fields};
use crate::document::Workflow;
use verispec_model::finding as kind;
use verispec_model::ir::{Constraints, Hosts, Operation, Vocabulary};
use verispec_runtime::runtime::WebOrigin;
use verispec_spec::syntax::{Content, Data};

impl<'a> Auditor<'a> {
    pub(super) fn answers(&mut self, workflow: &'a Workflow) {
        for operation in &workflow.operations {
            let Some(received) = self.operation_of(operation).and_then(|spec| spec.received()) else { continue };
            for data in operation.responses.iter().filter_map(|response| response.body.json.as_ref()) {
                let mut urls: Vec<(&Hosts, &Data)> = Vec::new();
                let model = self.model;
                walk_fields(model, received, data, &mut |limits: &'a Constraints, value| {
                    urls.extend(limits.hosts.as_ref().map(|hosts| (hosts, value)));
                });
                for (hosts, value) in urls {
                    self.host(hosts, value);
                }
                let mut texts = Vec::new();
                named(None, data, &mut texts);
                texts.into_iter().for_each(|(name, value)| self.leads_to(name, value));
            }
        }
    }

    fn host(&mut self, hosts: &Hosts, value: &Data) {
        let Some(url) = text(value).filter(|url| !is_placeholder(self.layout, url)) else { return };
        let patterns: Vec<&str> = hosts.patterns.iter().map(String::as_str).collect();
        if WebOrigin::at_hosts(url, &patterns).is_some() {
            return;
        }
        let message = format!("the URL does not lead to a host of {}", hosts.words.join(" or "));
        self.push(Finding::new(&kind::ANSWER_HOST, value.span, message).against(hosts.words.join(" or ")));
    }

    /// Checks that a URL of a service that receives requests is the URL of one of its operations, and that a field
    /// named after a part contains the URL of that part.
    fn leads_to(&mut self, name: Option<&str>, value: &Data) {
        let Some(url) = spanned(value).filter(|url| !is_placeholder(self.layout, &url.value)) else { return };
        let Some(address) = Address::parse(&url.value) else { return };
        let Some(service) = address.service(self.model) else { return };
        let own: Vec<_> = self.model.operations.iter().filter(|known| known.service == Some(service)).collect();
        if own.is_empty() || own.iter().any(|spec| self.is_of_other_part(&address, spec)) {
            return;
        }
        let Some((spec, parameters)) = own.iter().find_map(|spec| Some((*spec, address.parameters(spec)?))) else {
            let service = &self.model[service].name.wire;
            let message = format!("the URL does not belong to an operation of `{service}`");
            return self.push(Finding::new(&kind::ANSWER_URL, value.span, message).against(service));
        };
        let known = self.model.parts();
        let part = |text: &str| known.iter().any(|part| part.name.wire.eq_ignore_ascii_case(text));
        let Some(name) = name.filter(|name| part(name)) else { return };
        for (parameter, range) in parameters {
            let schema = spec.path_parameters.iter().find(|known| known.name.wire == parameter);
            let is_part = schema.is_some_and(|known| self.model[known.schema].vocabulary == Some(Vocabulary::Parts));
            let named = &url.value[range.clone()];
            if is_part && !named.eq_ignore_ascii_case(name) {
                let message = format!("the URL of the part `{name}` leads to `{named}`");
                let finding = Finding::new(&kind::ANSWER_URL, url.within(range), message);
                self.push(finding.against(name.to_uppercase()).related(spec.name.span, "the operation in the spec"));
            }
        }
    }
}

impl Auditor<'_> {
    /// Returns whether this is the path of an operation for another part. The spec lists the path of only one part; the
    /// paths of the others differ only in the name of the part.
    fn is_of_other_part(&self, address: &Address<'_>, spec: &Operation) -> bool {
        let parts = self.model.parts();
        let is_part = |text: &str| parts.iter().any(|part| part.name.wire == text);
        let Some((known, own)) = spec.path.as_deref().and_then(|path| path.rsplit_once('/')) else { return false };
        let Some((path, part)) = address.path.rsplit_once('/') else { return false };
        let like = |(known, word): (&str, &str)| known == word || known.starts_with('{');
        let same =
            known.split('/').count() == path.split('/').count() && known.split('/').zip(path.split('/')).all(like);
        is_part(own) && is_part(part) && own != part && same
    }
}

/// Collects every string of a body, with the name of its field.
fn named<'d>(name: Option<&'d str>, data: &'d Data, found: &mut Vec<(Option<&'d str>, &'d Data)>) {
    match &data.value {
        Content::Scalar(_) => found.push((name, data)),
        Content::List(items) => items.iter().for_each(|item| named(None, item, found)),
        Content::Object(members) => {
            members.iter().for_each(|(key, value)| named(Some(&key.value), value, found));
        }
    }
}
