//! `unused-service`: a service that no operation is sent to.

use crate::ir::{Model, ServiceId};
use verispec_text::diagnostics::{Diagnostics, Severity};
use verispec_text::rule::{Excuse, Rests, Rule, Stage, replace};

pub(crate) static RULE: Rule = Rule {
    id: "unused-service",
    severity: Severity::Warning,
    stage: Stage::Check,
    what: "A service that no operation is sent to, and no URL of an answer leads to.",
    why: "An operation may be missing, or sent to the wrong service.",
    way_out: "Send an operation to it, name it in the `x-hosts` of a URL that leads there, or remove it.",
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
                RULE.at(
                    name.span,
                    format!("no operation is sent to the service `{}`, and no URL leads to it", name.wire),
                )
                .way_out(),
            );
        }
    }
}
