//! Changes for programs: one JSON document, whose members are only ever added to.

use serde_json::{Value, json};

use super::Report;
use crate::allowed::Allowance;
use crate::change::{Change, Side};
use verispec_model::change::Effect;
use verispec_text::source::SourceMap;

/// What has changed, as JSON.
pub fn json(report: &Report<'_>) -> String {
    let changes: Vec<Value> = report.iter().map(|(change, allowance)| describe(report, change, allowance)).collect();
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
        "format": 1,
        "version": version,
        "crate": { "compared": report.not_compared.is_none(), "reason": report.not_compared },
        "changes": changes,
    });
    serde_json::to_string_pretty(&document).expect("texts and numbers are always JSON") + "\n"
}

fn describe(report: &Report<'_>, change: &Change, allowance: Option<&Allowance>) -> Value {
    json!({
        "id": change.kind.id,
        "category": change.kind.area.word(),
        "what": change.what(),
        "message": change.message,
        "old": change.old.as_ref().map(|old| side(old, report.old.sources)),
        "new": change.new.as_ref().map(|new| side(new, report.new.sources)),
        "verdict": {
            "wire": change.wire.word(),
            "rust": change.rust.word(),
            "behaviour": change.behaviour.word(),
            "docs_only": change.effect() == Effect::None,
        },
        "to_do": change.kind.to_do,
        "allowed": allowance.map(|allowance| json!({ "reason": allowance.reason, "until": allowance.until })),
    })
}

fn side(side: &Side, sources: &SourceMap) -> Value {
    let place = side.span.map(|span| {
        let (start, end) = (sources.position(span.file, span.start), sources.position(span.file, span.end));
        json!({
            "file": sources.shown(span.file),
            "line_start": start.0,
            "column_start": start.1,
            "line_end": end.0,
            "column_end": end.1,
        })
    });
    json!({ "what": side.place.to_string(), "value": side.value, "place": place })
}
