//! `example-url-unknown`: an example of a received payload with a URL that leads to no host or operation of the spec.

use verispec_runtime::runtime::WebOrigin;

use crate::ir::{Hosts, Model, Operation, Region, ServiceId};
use crate::rules::lowering::{
    MALFORMED_PATH, UNDECLARED_PATH_PARAMETER, UNKNOWN_SCHEMA, UNKNOWN_SERVICE, UNUSED_PATH_PARAMETER,
};
use verispec_spec::syntax::Content;
use verispec_text::diagnostics::{Diagnostics, Severity};
use verispec_text::rule::{Excuse, Rests, Rule, Stage, replace};

pub(crate) static RULE: Rule = Rule {
    id: "example-url-unknown",
    severity: Severity::Warning,
    stage: Stage::Check,
    what: "An example of a payload from the provider shows a URL that leads to none of its hosts, or to no operation of the service at that host, and no decision allows it.",
    why: "Readers copy examples, and this one leads to something that the spec does not describe.",
    way_out: "Correct the URL, add the host or the operation to the spec, or name a decision that allows it in the example.",
    example: &[replace(
        "workflows/first_call.yaml",
        "https://quay.north.tidewater.example/ships/s-7/calls/c-11/papers/m-3/COVER",
        "⟦https://quay.east.tidewater.example/ships/s-7/calls/c-11/papers/m-3/COVER⟧",
    )],
    excuse: Excuse::Decision,
    rests_on: &[Rests::Anywhere(&[
        &MALFORMED_PATH,
        &UNDECLARED_PATH_PARAMETER,
        &UNKNOWN_SCHEMA,
        &UNKNOWN_SERVICE,
        &UNUSED_PATH_PARAMETER,
    ])],
};

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    for (shown, kind, body) in model.received() {
        model.each_scalar_of(kind, &body.places, &mut |it| {
            let (Some(hosts), Content::Scalar(value)) = (&it.schema.constraints.hosts, &it.data.value) else { return };
            let Some(message) = value.as_str().and_then(|url| problem(model, hosts, url)) else { return };
            let finding = RULE.at(it.data.span, message).way_out();
            diagnostics.push(finding.unless_allowed(shown.decisions(model).into_iter().map(|id| id.0)));
        });
    }
}

/// Describes what is wrong with a URL, if anything is.
fn problem(model: &Model, hosts: &Hosts, url: &str) -> Option<String> {
    let is_at = |pattern: &str| WebOrigin::at_hosts(url, &[pattern]).is_some();
    if !hosts.patterns.iter().any(|pattern| is_at(pattern)) {
        return Some(format!("this URL does not lead to a host of {}", hosts.words.join(" or ")));
    }
    let host = |region: &Region, id: ServiceId| region.host(id).is_some_and(is_at);
    let here = |id: &ServiceId| model.regions.iter().any(|region| host(region, *id));
    let services: Vec<ServiceId> = (0..model.services.len()).map(ServiceId).filter(here).collect();
    let operations =
        model.operations.iter().filter(|operation| operation.service.is_some_and(|id| services.contains(&id)));
    let paths: Vec<&str> = operations.filter_map(|operation: &Operation| operation.path.as_deref()).collect();
    // Some hosts receive no request that the spec describes, such as those that end users visit.
    let path = path_of(url);
    if paths.is_empty() || paths.iter().any(|template| leads_to(path, template)) {
        return None;
    }
    let names: Vec<&str> = services.iter().map(|id| model[*id].name.wire.as_str()).collect();
    Some(format!("the path of this URL leads to no operation of {}", names.join(" or ")))
}

/// Returns the path of a URL.
fn path_of(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = rest.find('/').map_or("", |start| &rest[start..]);
    path.split(['?', '#']).next().unwrap_or_default()
}

/// Returns whether the path is that of an operation, in which a segment with a parameter has any value, or that of a
/// resource that contains it.
fn leads_to(path: &str, template: &str) -> bool {
    let mut expected = template.split('/');
    path.trim_end_matches('/')
        .split('/')
        .all(|segment| expected.next().is_some_and(|own| own == segment || own.contains('{') && !segment.is_empty()))
}
