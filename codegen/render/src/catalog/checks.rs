//! Renders credentials, capabilities and prerequisites for the catalog.

use serde_json::{Value, json};

use super::{categories, channels, deprecated, source, workflows};
use verispec_model::ir::{
    Capability, CapabilityId, Credential, Model, Part, PassesWith, Prerequisite, TypeCode, Use, spelled,
};

pub(super) fn credentials(model: &Model) -> Vec<Value> {
    model.credentials.iter().map(|credential| self::credential(model, credential)).collect()
}

fn credential(model: &Model, credential: &Credential) -> Value {
    json!({
        "category": credential.name.wire,
        "name": credential.title,
        "summary": credential.summary,
        "parts": credential.parts.iter().map(|part| self::part(model, part)).collect::<Vec<_>>(),
        "types": credential.types.iter().map(|code| self::type_code(model, code)).collect::<Vec<_>>(),
        "source": source(model, &credential.source),
    })
}

fn part(model: &Model, part: &Part) -> Value {
    let file = &model[part.file];
    json!({
        "name": part.name.wire,
        "summary": part.summary,
        "optional": part.optional,
        "file": {
            "kind": file.name.wire,
            "media_types": file.media_types,
            "extensions": file.extensions,
            "max_bytes": file.max_bytes,
            "max_width": file.max_width,
            "max_height": file.max_height,
        },
    })
}

fn type_code(model: &Model, code: &TypeCode) -> Value {
    let only = |only: &Use| json!({ "workflows": workflows(model, &only.workflows), "channels": channels(model, &only.channels) });
    json!({
        "code": code.name.wire,
        "summary": code.summary,
        "only": code.only.iter().map(only).collect::<Vec<_>>(),
        "deprecated": deprecated(model, code.deprecated.as_ref()),
    })
}

pub(super) fn capabilities(model: &Model) -> Vec<Value> {
    let capabilities = model.capabilities.iter().enumerate();
    capabilities.map(|(index, capability)| self::capability(model, CapabilityId(index), capability)).collect()
}

fn capability(model: &Model, id: CapabilityId, capability: &Capability) -> Value {
    let label = |label: &String| {
        let advice = model.advice(id, label);
        json!({
            "label": label,
            "advice": advice.map(|advice| json!({ "who": advice.who.word(), "what": advice.what })),
        })
    };
    let decisions = capability
        .decisions
        .iter()
        .map(|(kind, labels)| json!({ "type": kind, "labels": labels.iter().map(label).collect::<Vec<_>>() }));
    json!({
        "name": capability.name.wire,
        "summary": capability.summary,
        "requires": super::capabilities(model, &capability.requires),
        "credentials": categories(model, &capability.credentials),
        "together": capability.together.is_some(),
        "decisions": decisions.collect::<Vec<_>>(),
        "passes_with": capability.passes_with.iter().map(|row| passes_with(model, row)).collect::<Vec<_>>(),
        "informative": super::outcome::ways(model.fields_of_verdicts().in_results.get(id.0).into_iter().flatten()),
        "deprecated": deprecated(model, capability.deprecated.as_ref()),
        "source": source(model, &capability.source),
    })
}

fn passes_with(model: &Model, row: &PassesWith) -> Value {
    json!({
        "path": spelled(&row.path),
        "values": row.values.iter().map(|value| value.plain.to_json()).collect::<Vec<_>>(),
        "absent": row.absent_word(),
        "source": source(model, &row.source),
    })
}

pub(super) fn prerequisites(model: &Model) -> Vec<Value> {
    model.prerequisites.iter().map(|prerequisite| self::prerequisite(model, prerequisite)).collect()
}

fn prerequisite(model: &Model, prerequisite: &Prerequisite) -> Value {
    json!({
        "id": prerequisite.name.wire,
        "kind": prerequisite.kind_word(),
        "text": prerequisite.text,
        "from": prerequisite.from,
        "credential": prerequisite.credential.map(|id| model[id].name.wire.as_str()),
        "stored_by": prerequisite.stored_by.map(verispec_model::ir::Holder::word),
        "obtained_by": workflows(model, &prerequisite.obtained_by),
        "capabilities": super::capabilities(model, &prerequisite.capabilities),
        "docs": prerequisite.docs,
        "source": source(model, &prerequisite.source),
    })
}
