//! `unused-service`: a service that no operation or response URL uses.

use crate::ir::{Model, ServiceId};
use verispec_text::diagnostics::{Diagnostics, Severity};
use verispec_text::rule::{Excuse, Rests, Rule, Stage, replace};

pub(crate) static RULE: Rule = Rule {
    id: "unused-service",
    severity: Severity::Warning,
    stage: Stage::Check,
    what: "No operation or response URL uses the service.",
    why: "An operation may be missing, or may name the wrong service.",
    way_out: "Name the service as the `service` of an operation, list it in the `x-hosts` of a URL, or remove it.",
    example: &[
        replace("operations/read_log.yaml", "service: tower", "service: quay"),
        replace("provider.yaml", "  tower: {summary: Says", "  ⟦tower⟧: {summary: Says"),
    ],
    excuse: Excuse::Comment,
    rests_on: &[Rests::Everything],
};

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    for (index, service) in model.services.iter().enumerate() {
        let id = ServiceId(index);
        let is_sent_to = model.operations.iter().any(|operation| operation.service == Some(id));
        if !is_sent_to && !model.url_services().contains(service.name.wire.as_str()) {
            let name = &service.name;
            diagnostics.push(
                RULE.at(name.span, format!("no operation or response URL uses the service `{}`", name.wire)).way_out(),
            );
        }
    }
}
