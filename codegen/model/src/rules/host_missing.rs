//! `host-missing`: a region without a host for one of the services.

use crate::ir::{Model, ServiceId};
use crate::rules::lowering::UNKNOWN_SERVICE;
use verispec_text::diagnostics::{Diagnostics, Severity};
use verispec_text::rule::{Excuse, Rests, Rule, Stage, replace};

pub(crate) static RULE: Rule = Rule {
    id: "host-missing",
    severity: Severity::Error,
    stage: Stage::Check,
    what: "A region has no host for one of the services.",
    why: "Operations of that service cannot be called in that region.",
    way_out: "Add the service to the hosts of the region.",
    example: &[replace(
        "provider.yaml",
        "  NORTH:\n    name: North Pier\n    hosts: {quay: quay.north.tidewater.example, tower: tower.north.tidewater.example}",
        "  ⟦NORTH⟧:\n    name: North Pier\n    hosts: {quay: quay.north.tidewater.example}",
    )],
    excuse: Excuse::Comment,
    rests_on: &[Rests::Anywhere(&[&UNKNOWN_SERVICE])],
};

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    for region in &model.regions {
        for (index, service) in model.services.iter().enumerate() {
            if region.host(ServiceId(index)).is_none() {
                let message =
                    format!("the region `{}` has no host for the service `{}`", region.name.wire, service.name.wire);
                diagnostics.push(
                    RULE.at(region.name.span, message)
                        .related(service.name.span, "the service is defined here")
                        .help(format!("add `{}` to the hosts of the region", service.name.wire)),
                );
            }
        }
    }
}
