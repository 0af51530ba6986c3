//! Renders the catalog's list of secret and personal fields in payloads, each with the capability and the credentials
//! that its value comes from.

use serde_json::{Value, json};

use super::categories;
use verispec_model::ir::{Model, ShelteredMember, ShelteredPayload};

/// Renders the payloads that contain secrets or personal data.
pub(super) fn payloads(model: &Model) -> Vec<Value> {
    let payloads = model.sheltered_payloads();
    payloads.iter().map(|payload| self::payload(model, payload)).collect()
}

fn payload(model: &Model, payload: &ShelteredPayload<'_>) -> Value {
    let sender = if payload.ours { "customer" } else { "provider" };
    json!({
        "operation": model[payload.operation].name.wire,
        "type": model[payload.kind].name.wire,
        "sender": sender,
        "members": payload.members.iter().map(|member| self::member(model, member)).collect::<Vec<_>>(),
    })
}

fn member(model: &Model, member: &ShelteredMember<'_>) -> Value {
    let behind = member.capability.map(|id| model.credentials_behind(id)).unwrap_or_default();
    json!({
        "path": member.path,
        "description": model.description_of(member.field),
        "kind": member.nature(),
        "capability": member.capability.map(|id| model[id].name.wire.as_str()),
        "credentials": categories(model, &behind),
    })
}
