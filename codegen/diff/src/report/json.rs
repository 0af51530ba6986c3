//! Reports changes as one JSON document, for use by programs. Fields may be added, but are never renamed.

use serde_json::{Value, json};

use super::Report;
use crate::allowed::Allowance;
use crate::change::{Change, Side};
use verispec_model::change::Effect;
use verispec_text::place::Places;

/// Renders the changes as JSON.
pub fn json(report: &Report<'_>) -> String {
    let (mut old, mut new) = (Places::new(report.old.sources), Places::new(report.new.sources));
    let changes = report.iter().map(|(change, allowance)| describe([&mut old, &mut new], change, allowance));
    let changes: Vec<Value> = changes.collect();
    let version = report.versions().map(|(old, wanted, new)| {
        json!({
            "old": old.to_string(),
            "new": new.to_string(),
            "lowest": wanted.to_string(),
            "bump": report.bump().word(),
            "carried": report.is_carried(),
        })
    });
    let document = json!({
        "format": 2,
        "version": version,
        "crate": { "compared": report.not_compared.is_none(), "reason": report.not_compared },
        "changes": changes,
    });
    serde_json::to_string_pretty(&document).expect("strings and numbers should serialize as JSON") + "\n"
}

fn describe([old, new]: [&mut Places<'_>; 2], change: &Change, allowance: Option<&Allowance>) -> Value {
    json!({
        "id": change.kind.id,
        "category": change.kind.area.word(),
        "what": change.what(),
        "message": change.message,
        "old": change.old.as_ref().map(|was| side(was, old)),
        "new": change.new.as_ref().map(|is| side(is, new)),
        "verdict": {
            "wire": change.wire.word(),
            "rust": change.rust.word(),
            "behaviour": change.behaviour.word(),
            "docs_only": change.effect() == Effect::None,
        },
        "functions": change.functions.iter().map(|function| {
            json!({ "path": function.path, "was": function.was, "old": function.old, "new": function.new })
        }).collect::<Vec<_>>(),
        "to_do": change.kind.to_do,
        "allowed": allowance.map(|allowance| json!({ "reason": allowance.reason, "until": allowance.until })),
    })
}

fn side(side: &Side, places: &mut Places<'_>) -> Value {
    json!({ "what": side.place.to_string(), "value": side.value, "place": side.span.map(|span| places.of(span)) })
}
