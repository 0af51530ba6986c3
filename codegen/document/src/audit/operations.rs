//! Compares the methods and URLs of a workflow's operations with the spec, and finds operations that are shown only for
//! other workflows.

use super::Auditor;
use super::address::{Address, parameter};
use super::finding::{Finding, Verdict};
use crate::document::{Operation, RegionUrl, Workflow};
use verispec_model::finding as kind;
use verispec_model::ir::{self, OperationId, Region, Vocabulary};

/// The document's statement in a finding about an operation that the document does not show.
const NOTHING: &str = "nothing";

impl<'a> Auditor<'a> {
    pub(super) fn operations(&mut self, workflow: &'a Workflow) {
        let Some(key) = workflow.key.as_ref().map(|key| key.value) else { return };
        for operation in &workflow.operations {
            let Some(spec) = self.operation_of(operation) else { continue };
            self.method(key, operation, spec);
            for url in &operation.urls {
                self.url(key, spec, url);
            }
        }
        self.not_shown(workflow);
    }

    fn method(&mut self, key: u32, operation: &Operation, spec: &ir::Operation) {
        let Some(method) = &operation.method else { return };
        let agrees = method.value.eq_ignore_ascii_case(spec.method.as_str());
        let verdict = if agrees { Verdict::Agrees } else { Verdict::Differs };
        self.fact(key, "method", verdict, Some(method.span), Some(spec.method_place));
        if !agrees {
            let message = format!("the method is {} here and {} in the spec", method.value, spec.method.as_str());
            let finding = Finding::new(&kind::METHOD, method.span, message).against(spec.method.as_str());
            self.push(finding.related(spec.method_place, "the spec's method"));
        }
    }

    fn url(&mut self, key: u32, spec: &ir::Operation, documented: &RegionUrl) {
        let Some(said) = &documented.region else { return self.url_of_any_region(key, spec, documented) };
        let name = &said.value;
        let Some(region) = self.model.regions.iter().find(|region| region.name.wire.eq_ignore_ascii_case(name)) else {
            let message = format!("the spec has no region `{name}`");
            self.fact(key, "URL", Verdict::OnlyInDocument, Some(said.span), None);
            return self.push(Finding::new(&kind::REGION, said.span, message));
        };
        let url = &documented.url;
        let is_other = Address::parse(&url.value)
            .filter(|address| !address.host.is_empty())
            .is_some_and(|address| address.region(self.model).is_none_or(|other| other.name != region.name));
        if is_other {
            let message = format!("the URL of the region {name} does not lead to a host of that region");
            let finding = Finding::new(&kind::URL_REGION, url.span, message).against(name);
            self.fact(key, "URL", Verdict::Differs, Some(url.span), spec.path_place);
            return self.push(finding.related(said.span, "the region"));
        }
        let Some(expected) = spec.url(region) else { return };
        let agrees = self.is_url(&url.value, spec, region);
        let message = format!("the spec's URL for the region {name} is {expected}");
        self.same_url(key, spec, documented, agrees, (message, &expected));
    }

    /// Compares the URLs of an operation. A URL without a region may belong to any region.
    fn url_of_any_region(&mut self, key: u32, spec: &ir::Operation, documented: &RegionUrl) {
        let url = &documented.url.value;
        let regions = || self.model.regions.iter();
        let Some(first) = regions().find_map(|region| spec.url(region)) else { return };
        let agrees = regions().any(|region| self.is_url(url, spec, region));
        let message = match &spec.path {
            Some(path) if url.starts_with('/') => format!("the spec's path is {path}"),
            _ if self.model.regions.len() == 1 => format!("the spec's URL is {first}"),
            _ => format!("the spec's URL is {first}, or that of another region"),
        };
        self.same_url(key, spec, documented, agrees, (message, &first));
    }

    fn same_url(
        &mut self,
        key: u32,
        spec: &ir::Operation,
        documented: &RegionUrl,
        agrees: bool,
        (message, expected): (String, &str),
    ) {
        let verdict = if agrees { Verdict::Agrees } else { Verdict::Differs };
        self.fact(key, "URL", verdict, Some(documented.url.span), spec.path_place);
        if agrees {
            return;
        }
        let mut finding = Finding::new(&kind::URL, documented.url.span, message).against(expected);
        if let Some(place) = spec.path_place {
            finding = finding.related(place, "the spec's path");
        }
        self.push(finding);
    }

    /// Returns whether a documented URL matches the URL in the spec. Parameters must have the same name, and a part may
    /// replace the part parameter.
    pub(super) fn is_url(&self, url: &str, spec: &ir::Operation, region: &Region) -> bool {
        let (Some(address), Some(expected)) = (Address::parse(url), spec.url(region)) else { return false };
        let Some(known) = Address::parse(&expected) else { return false };
        // A URL without a path is the URL of the root.
        if address.path.is_empty() && known.path == "/" {
            return address.host.eq_ignore_ascii_case(known.host);
        }
        let Some(parameters) = address.parameters(spec) else { return false };
        address.may_be_at(known.host)
            && parameters.iter().all(|(name, range)| {
                let value = &url[range.clone()];
                parameter(self.layout, value)
                    .map_or_else(|| self.is_part(spec, name, value), |written| written == *name)
            })
    }

    fn is_part(&self, spec: &ir::Operation, name: &str, value: &str) -> bool {
        // In a spec without a vocabulary of parts, the part parameter is the last one of an upload.
        let known = spec.path_parameters.iter().find(|known| known.name.wire == name);
        let uploads = spec.request.as_ref().is_some_and(|body| body.file_field.is_some());
        let is_last = uploads && spec.path_parameters.last().is_some_and(|last| last.name.wire == name);
        let is_part =
            known.is_some_and(|known| self.model[known.schema].vocabulary == Some(Vocabulary::Parts)) || is_last;
        // If the workflow has parts to upload, the value must be one of them.
        let own = self.at.and_then(|workflow| self.spec_of(workflow));
        let own: Vec<&ir::Name> = own.into_iter().flat_map(|own| &own.slots).flat_map(|slot| &slot.parts).collect();
        let known = self.model.parts();
        let names: Vec<&ir::Name> = if own.is_empty() { known.iter().map(|part| &part.name).collect() } else { own };
        is_part && names.iter().any(|part| part.wire == value)
    }

    /// Returns the operations that start a workflow and that the document shows for other workflows, but not for this
    /// one.
    pub(super) fn not_shown_for(&self, workflow: &Workflow) -> Vec<(OperationId, &'a Operation)> {
        if workflow.operations.is_empty() {
            return Vec::new();
        }
        let here = |id: OperationId| workflow.operations.iter().any(|operation| operation.operation == Some(id));
        let others = self.first_shown.iter().map(|(id, operation)| (*id, *operation));
        others.filter(|(id, _)| self.starts(*id) && !here(*id)).collect()
    }

    fn not_shown(&mut self, workflow: &Workflow) {
        // An unknown workflow has already been reported.
        if self.spec_of(workflow).is_none() {
            return;
        }
        for (id, elsewhere) in self.not_shown_for(workflow) {
            let message = format!("`{}` is not shown for this workflow", elsewhere.heading.text.value);
            let finding = Finding::new(&kind::NOT_SHOWN, workflow.heading.text.span, message);
            let finding = finding.of(&self.model[id].name.wire).says(NOTHING);
            self.push(finding.related(elsewhere.heading.text.span, "another workflow shows it, for example here"));
        }
    }

    /// Returns whether an operation starts a workflow, which means that its request contains a workflow key.
    pub(super) fn starts(&self, id: OperationId) -> bool {
        self.model[id].json().is_some_and(|body| self.model.workflow_key(body).is_some())
    }
}
