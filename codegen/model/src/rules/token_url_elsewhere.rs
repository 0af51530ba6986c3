//! `token-url-elsewhere`: a URL that receives the token of an execution, but may point to hosts of another service.

use std::collections::BTreeSet;

use crate::ir::{Model, OperationId, Path, Schema, Shape, TypeKind};
use verispec_text::diagnostics::{Diagnostic, Diagnostics, Severity};
use verispec_text::rule::{Excuse, Rests, Rule, Stage, replace};
use verispec_text::source::Span;

pub(crate) static RULE: Rule = Rule {
    id: "token-url-elsewhere",
    severity: Severity::Error,
    stage: Stage::Check,
    what: "A URL of `readings.execution` receives a token, but is not limited to the hosts of the operation's service.",
    why: "The crate sends a token only to hosts of that service, so `validate` would accept responses that no upload can use, or would not check their hosts.",
    way_out: "Use `format: uri` with the service of the operation as its only `x-hosts`.",
    example: &[
        replace(
            "readings.yaml",
            "outcome:\n",
            "execution:\n  schema: Berth\n  account: ship\n  id: call\n  credentials: {each: \"papers[]\", id: id, category: paper, channels: \"ways[]\", token: id, parts: slips, finalize: done}\n  upload: hand_in\n  finalize: read_log\n  source: \"almanac: Papers\"\noutcome:\n",
        ),
        replace(
            "schemas/berth.yaml",
            "    required: [id, paper, ways]",
            "      ⟦done⟧: {description: Where to say that all is there., type: string, format: uri, x-hosts: [quay]}\n    required: [id, paper, ways]",
        ),
    ],
    excuse: Excuse::Comment,
    // An unresolved path may lead to a different URL than intended.
    rests_on: &[Rests::Everything],
};

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    for (span, schema, operation) in unheld(model) {
        diagnostics.push(finding(model, span, schema, operation));
    }
}

/// Returns the URLs that receive a token and are not limited to the hosts of their operation, without duplicates.
pub(super) fn unheld(model: &Model) -> Vec<(Span, &Schema, OperationId)> {
    let Some(reading) = &model.readings.execution else { return Vec::new() };
    let renewed = reading.renewed.iter().map(|(_, upload)| upload);
    let mut found: Vec<(Span, &Schema, OperationId)> = Vec::new();
    for upload in std::iter::once(&reading.upload).chain(renewed) {
        for (path, operation) in
            [(&upload.parts, reading.upload_operation), (&upload.finalize, reading.finalize_operation)]
        {
            for (span, schema) in urls(model, path) {
                if !is_held(model, schema, operation) && found.iter().all(|(told, ..)| *told != span) {
                    found.push((span, schema, operation));
                }
            }
        }
    }
    found
}

fn finding(model: &Model, span: Span, schema: &Schema, operation: OperationId) -> Diagnostic {
    let name = &model[operation].name.wire;
    let service = model[operation].service.map_or("", |service| &model[service].name.wire);
    let message = match &model.resolved(schema).constraints.hosts {
        None => format!("`{name}` sends a token to this URL, but the spec does not limit its hosts"),
        Some(_) => {
            format!("`{name}` sends a token to this URL, but its hosts are not limited to those of `{service}`")
        }
    };
    RULE.at(span, message).help(format!("use `format: uri` with `x-hosts: [{service}]`"))
}

/// Returns the URLs at the end of a path, or in the object at its end, with their spans.
fn urls<'m>(model: &'m Model, path: &'m Path) -> Vec<(Span, &'m Schema)> {
    let (Some(schema), Some(last)) = (&path.schema, path.steps.last()) else { return Vec::new() };
    let resolved = model.resolved(schema);
    match &resolved.shape {
        Shape::Map(inner) => vec![(last.name.span, inner)],
        Shape::Named(id) => match &model[*id].kind {
            TypeKind::Object(fields) => fields.iter().map(|field| (field.name.span, &field.schema)).collect(),
            _ => vec![(last.name.span, schema)],
        },
        _ => vec![(last.name.span, schema)],
    }
}

/// Returns whether `validate` accepts exactly the URLs that may receive a token.
fn is_held(model: &Model, schema: &Schema, operation: OperationId) -> bool {
    let hosts = model.resolved(schema).constraints.hosts.as_ref();
    let service = model[operation].service;
    let of_service = |service| model.regions.iter().filter_map(move |region| region.host(service)).collect();
    let allowed: BTreeSet<&str> = service.map(of_service).unwrap_or_default();
    hosts.is_some_and(|hosts| hosts.patterns.iter().map(String::as_str).collect::<BTreeSet<_>>() == allowed)
}
