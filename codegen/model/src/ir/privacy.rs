//! Payload types to the members that must not be shown, each with where its value comes from.

use super::{CapabilityId, CredentialId, Field, Model, OperationId, Schema, Shape, TypeId, TypeKind};

/// A payload with members that hold a secret or personal data.
#[derive(Debug)]
pub struct ShelteredPayload<'m> {
    /// The operation that carries it.
    pub operation: OperationId,
    /// Its type.
    pub kind: TypeId,
    /// Whether the customer sends it; else the provider does.
    pub ours: bool,
    /// These members, in spec order.
    pub members: Vec<ShelteredMember<'m>>,
}

/// A member that holds a secret or personal data, with everything below it.
#[derive(Debug)]
pub struct ShelteredMember<'m> {
    /// The way to it from the payload, with `[]` for the items of a list and `*` for any member.
    pub path: String,
    /// The member.
    pub field: &'m Field,
    /// Whether it is a secret; else it is personal data.
    pub secret: bool,
    /// The capability whose results it is a part of.
    pub capability: Option<CapabilityId>,
}

impl ShelteredMember<'_> {
    /// The word for what it holds.
    pub fn nature(&self) -> &'static str {
        if self.secret { "secret" } else { "personal" }
    }
}

impl Model {
    /// The payloads of all operations that hold something secret or personal: what is sent before what is received.
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

    /// The secret and personal members of a payload, in spec order.
    pub fn sheltered_members(&self, payload: TypeId) -> Vec<ShelteredMember<'_>> {
        let mut walk = Walk { model: self, open: Vec::new(), found: Vec::new() };
        walk.kind(payload, "", None);
        walk.found
    }

    /// The credentials that executions acquire wherever the capability runs.
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
    /// The types that lead to the current place; a type that contains itself is walked once.
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

    /// Whether the value is a secret, if it must not be shown.
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
