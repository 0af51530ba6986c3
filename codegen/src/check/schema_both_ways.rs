//! `schema-both-ways`: what is sent is strict, what is received is lenient, so an object cannot be both.

use super::Rule;
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::ir::{Model, TypeKind};

pub(super) const RULE: Rule = Rule {
    id: "schema-both-ways",
    summary: "An object schema that both requests and responses hold, or that neither does.",
    check,
};

fn check(model: &Model, diagnostics: &mut Diagnostics) {
    let parameter = |id: usize| model.operations.iter().flat_map(|o| &o.path_parameters).any(|p| p.schema.0 == id);
    for (index, kind) in model.types.iter().enumerate() {
        let name = &kind.name;
        match (kind.sent, kind.received) {
            (true, true) if matches!(kind.kind, TypeKind::Object(_)) => diagnostics.push(
                Diagnostic::error("schema-both-ways", name.span, format!("`{}` is both sent and received", name.wire))
                    .note("unknown members are refused in what is sent and kept in what is received")
                    .help("give the response a schema of its own"),
            ),
            (false, false) if !parameter(index) => diagnostics.push(
                Diagnostic::error("schema-both-ways", name.span, format!("no payload holds `{}`", name.wire))
                    .help("refer to it from an operation or another schema, or remove it"),
            ),
            _ => {}
        }
    }
}
