//! `url-without-hosts`: a URL of a response that may point to any host, and no decision that allows it.

use super::token_url_elsewhere;
use crate::ir::{DecisionId, Field, Format, Model, Schema, Shape, TypeKind};
use verispec_text::diagnostics::{Diagnostics, Severity};
use verispec_text::rule::{Excuse, Rule, Stage, replace};
use verispec_text::source::Span;

pub(crate) static RULE: Rule = Rule {
    id: "url-without-hosts",
    severity: Severity::Warning,
    stage: Stage::Check,
    what: "A URL in a response may point to any host, and no decision allows this.",
    why: "`validate` accepts any host, so a program may send a token to a foreign one.",
    way_out: "List the allowed hosts in `x-hosts`, or list in `x-decisions` a decision that allows this rule.",
    example: &[replace(
        "schemas/log.yaml",
        "    required: [call, procedure, lamp]",
        "      ⟦chart⟧: {description: Where the ship lies., type: string, format: uri}\n    required: [call, procedure, lamp]",
    )],
    excuse: Excuse::Decision,
    rests_on: &[],
};

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    // `token-url-elsewhere` reports the URLs that receive a token, which no decision can allow.
    let told: Vec<Span> = token_url_elsewhere::unheld(model).into_iter().map(|(span, ..)| span).collect();
    // Sent URLs may point to any host.
    for kind in model.types.iter().filter(|kind| kind.received && !kind.sent) {
        let mut tell = |span: Span, name: &str, own: &[DecisionId]| {
            if told.contains(&span) {
                return;
            }
            let finding = RULE.at(span, format!("the URL `{name}` may point to any host")).way_out();
            let allowed = own.iter().chain(&kind.decisions).map(|id| id.0);
            diagnostics.push(finding.unless_allowed(allowed));
        };
        match &kind.kind {
            TypeKind::Object(fields) => {
                let open = fields.iter().filter(|field: &&Field| leads_anywhere(&field.schema));
                open.for_each(|field| tell(field.name.span, &field.name.wire, &field.decisions));
            }
            TypeKind::Alias(schema) if leads_anywhere(schema) => tell(kind.name.span, &kind.name.wire, &[]),
            _ => {}
        }
    }
}

/// Returns whether a value is a URL without hosts, or a list or map of such URLs. Named types are skipped, because they
/// are reported where they are defined.
fn leads_anywhere(schema: &Schema) -> bool {
    match &schema.shape {
        Shape::List(inner) | Shape::Map(inner) => leads_anywhere(inner),
        _ => schema.constraints.format == Some(Format::Uri) && schema.constraints.hosts.is_none(),
    }
}
