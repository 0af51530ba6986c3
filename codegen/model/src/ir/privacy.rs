//! Lists the fields of payloads that must not be shown, together with the origin of each value.

use super::{CapabilityId, CredentialId, Field, Model, OperationId, Schema, Shape, TypeId, TypeKind};

/// A payload with fields that contain a secret or personal data.
#[derive(Debug)]
pub struct ShelteredPayload<'m> {
    /// The operation that sends or receives the payload.
    pub operation: OperationId,
    /// The type of the payload.
    pub kind: TypeId,
    /// Whether the customer sends the payload. Otherwise, the provider does.
    pub ours: bool,
    /// The sensitive fields, in spec order.
    pub members: Vec<ShelteredMember<'m>>,
}

/// A field that contains a secret or personal data, including everything below it.
#[derive(Debug)]
pub struct ShelteredMember<'m> {
    /// The path to the field from the payload, with `[]` for the items of a list and `*` for any key.
    pub path: String,
    /// The definition of the field.
    pub field: &'m Field,
    /// Whether the field is a secret. Otherwise, it is personal data.
    pub secret: bool,
    /// The capability whose results contain the field, if it is in a result.
    pub capability: Option<CapabilityId>,
}

impl ShelteredMember<'_> {
    /// Returns `secret` or `personal`, for display.
    pub fn nature(&self) -> &'static str {
        if self.secret { "secret" } else { "personal" }
    }
}

impl Model {
    /// Returns all payloads that contain secret or personal data, across all operations: sent payloads first, then
    /// received ones.
    pub fn sheltered_payloads(&self) -> Vec<ShelteredPayload<'_>> {
        let sides = |operation: OperationId| {
            let sides = [(self[operation].sent(), true), (self[operation].received(), false)];
            sides.into_iter().filter_map(move |(kind, ours)| Some((operation, kind?, ours)))
        };
        let payloads = self.operation_ids().flat_map(sides).map(|(operation, kind, ours)| {
            let members = self.sheltered_members(kind);
            ShelteredPayload { operation, kind, ours, members }
        });
        payloads.filter(|payload| !payload.members.is_empty()).collect()
    }

    /// Returns the secret and personal fields of a payload, in spec order.
    pub fn sheltered_members(&self, payload: TypeId) -> Vec<ShelteredMember<'_>> {
        let mut walk = Walk { model: self, open: Vec::new(), found: Vec::new() };
        walk.kind(payload, "", None);
        walk.found
    }

    /// Returns the credentials that are acquired in every workflow that runs the capability.
    pub fn credentials_behind(&self, id: CapabilityId) -> Vec<CredentialId> {
        let running = self.workflows_running(id);
        let slots = running.iter().flat_map(|workflow| &self[*workflow].slots).map(|slot| slot.category);
        let all: std::collections::BTreeSet<CredentialId> = slots.collect();
        let everywhere = |category: &CredentialId| {
            running.iter().all(|workflow| self[*workflow].slots.iter().any(|slot| slot.category == *category))
        };
        all.into_iter().filter(everywhere).collect()
    }
}

struct Walk<'m> {
    model: &'m Model,
    /// The types on the current path, so that a recursive type is visited only once.
    open: Vec<TypeId>,
    found: Vec<ShelteredMember<'m>>,
}

impl<'m> Walk<'m> {
    fn kind(&mut self, id: TypeId, path: &str, capability: Option<CapabilityId>) {
        if self.open.contains(&id) {
            return;
        }
        self.open.push(id);
        let model = self.model;
        match &model[id].kind {
            TypeKind::Object(fields) => fields.iter().for_each(|field| self.field(field, path, capability)),
            TypeKind::Alias(schema) => self.schema(schema, path, capability),
            TypeKind::Enum(_) | TypeKind::Id(_) => {}
        }
        self.open.pop();
    }

    fn field(&mut self, field: &'m Field, path: &str, capability: Option<CapabilityId>) {
        let dot = if path.is_empty() { "" } else { "." };
        let path = format!("{path}{dot}{}", field.name.wire);
        let names = self.model.capabilities.iter().position(|capability| capability.name.wire == field.name.wire);
        let capability = capability.or(names.map(CapabilityId));
        match self.shelter(&field.schema) {
            Some(secret) => self.found.push(ShelteredMember { path, field, secret, capability }),
            None => self.schema(&field.schema, &path, capability),
        }
    }

    fn schema(&mut self, schema: &Schema, path: &str, capability: Option<CapabilityId>) {
        match &schema.shape {
            Shape::Named(id) => self.kind(*id, path, capability),
            Shape::List(items) => self.schema(items, &format!("{path}[]"), capability),
            Shape::Map(value) => self.schema(value, &format!("{path}.*"), capability),
            _ => {}
        }
    }

    /// Returns whether the value is a secret (`true`) or personal data (`false`); `None` if it is not sensitive.
    fn shelter(&self, schema: &Schema) -> Option<bool> {
        if schema.secret || schema.personal {
            return Some(schema.secret);
        }
        match &schema.shape {
            Shape::Named(id) => match &self.model[*id].kind {
                TypeKind::Alias(alias) => self.shelter(alias),
                _ => None,
            },
            Shape::List(inner) | Shape::Map(inner) => self.shelter(inner),
            _ => None,
        }
    }
}
