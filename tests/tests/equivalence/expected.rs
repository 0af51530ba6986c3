//! Returns the facts that an output must contain according to the model.

use std::collections::BTreeSet;

use verispec_codegen::ir::{
    ChannelId, Constraints, Field, Model, Name, Origin, Schema, Shape, Slot, TypeId, TypeKind, Workflow,
};

use super::{About, Facts, Output};

/// The payload types that an output must describe.
#[derive(Clone, Copy)]
pub(super) enum Types {
    All,
    /// Types that are used in bodies.
    OfOperations,
    /// Types that are used in bodies, and the parameters of the redirect.
    OfPayloads,
}

/// Returns the facts that an output must contain.
pub(super) fn facts(model: &Model, output: &Output) -> Facts {
    let mut facts = Facts::new();
    for workflow in &model.workflows {
        workflow_facts(model, workflow, &mut facts);
    }
    let types: BTreeSet<TypeId> = match output.types {
        Types::All => model.schema_files.iter().flat_map(|file| file.types.iter().copied()).collect(),
        Types::OfOperations => reached(model, bodies(model)),
        Types::OfPayloads => {
            reached(model, bodies(model).chain(model.redirect.iter().map(|redirect| redirect.parameters)))
        }
    };
    for id in types {
        type_facts(model, id, &mut facts);
    }
    for part in model.parts() {
        let file = &model[part.file];
        let limits = [file.max_bytes, file.max_width.map(u64::from), file.max_height.map(u64::from)];
        facts.insert((About::File, self::file(&part.name.wire, limits)));
    }
    let sent_to = |id| model.operations.iter().any(|operation| operation.service == Some(id));
    for region in &model.regions {
        // Only services that receive requests are listed as servers.
        let hosts = region.hosts.iter().filter(|(id, _)| output.name != "OpenAPI" || sent_to(*id));
        facts.extend(
            hosts.map(|(id, host)| (About::Host, format!("{} {} {host}", region.name.wire, model[*id].name.wire))),
        );
    }
    facts.retain(|(about, _)| output.about.contains(about));
    facts
}

fn bodies(model: &Model) -> impl Iterator<Item = TypeId> {
    let parameters = model.operations.iter().flat_map(|o| o.path_parameters.iter().map(|p| p.schema));
    model.operations.iter().flat_map(|o| [o.sent(), o.received()]).flatten().chain(parameters)
}

fn reached(model: &Model, roots: impl Iterator<Item = TypeId>) -> BTreeSet<TypeId> {
    let mut open: Vec<TypeId> = roots.collect();
    let mut seen = BTreeSet::new();
    while let Some(id) = open.pop() {
        if seen.insert(id) {
            open.extend(model[id].fields().iter().filter_map(|field| field.schema.named()));
        }
    }
    seen
}

fn channels(model: &Model, ids: &[ChannelId]) -> String {
    ids.iter().map(|id| model[*id].name.wire.as_str()).collect::<Vec<_>>().join(",")
}

fn workflow_facts(model: &Model, workflow: &Workflow, facts: &mut Facts) {
    let key = workflow.key;
    facts.insert((About::Channels, format!("{key} {}", channels(model, &workflow.channels))));
    for (index, slot) in workflow.slots.iter().enumerate() {
        let origin = match slot.origin {
            Origin::Captured => "captured",
            Origin::OnFile => "on_file",
            Origin::Uploaded => "uploaded",
        };
        let category = &model[slot.category].name.wire;
        let parts = slot.parts.iter().map(|part| part.wire.as_str()).collect::<Vec<_>>().join(",");
        facts.insert((About::Slot, self::slot(key, index, category, origin, &channels(model, &slot.channels), &parts)));
    }
    for id in workflow.capabilities() {
        facts.insert((About::Capability, format!("{key} {}", model[id].name.wire)));
    }
    for (from, to) in workflow.edges() {
        facts.insert((About::Edge, format!("{key} {} > {}", model[from].name.wire, model[to].name.wire)));
    }
    for channel in &workflow.channels {
        facts.insert((About::Journey, journey(model, workflow, *channel)));
    }
}

/// Returns the default credentials of a workflow over a channel, and which of them are uploaded or captured.
fn journey(model: &Model, workflow: &Workflow, channel: ChannelId) -> String {
    let by_hand = model.provider.upload_channel.expect("the spec should have an upload channel");
    let slots: Vec<&Slot> = match workflow.variants.first() {
        None => workflow.slots.iter().collect(),
        Some(set) => set.iter().filter_map(|c| workflow.slots.iter().find(|slot| slot.category == *c)).collect(),
    };
    let elsewhere = |slot: &&&Slot| channel == by_hand || !slot.channels.contains(&channel);
    let uploaded = slots.iter().enumerate().filter(|(_, slot)| slot.channels.contains(&by_hand) && elsewhere(slot));
    let parts =
        uploaded.flat_map(|(place, slot)| slot.parts.iter().map(move |part: &Name| format!("{place}.{}", part.wire)));
    let captured = slots.iter().filter(|slot| channel != by_hand && slot.channels.contains(&channel));
    let captured = captured.map(|slot| model[slot.category].name.wire.clone());
    self::journey_text(
        workflow.key,
        &model[channel].name.wire,
        &parts.collect::<Vec<_>>(),
        &captured.collect::<Vec<_>>(),
    )
}

fn type_facts(model: &Model, id: TypeId, facts: &mut Facts) {
    let kind = &model[id];
    let name = &kind.name.wire;
    if let TypeKind::Id(limits) = &kind.kind {
        facts.extend(limit_texts(name, limits).into_iter().map(|text| (About::Limit, text)));
        if kind.sent {
            facts.extend(limit_texts(name, limits).into_iter().map(|text| (About::PublishedLimit, text)));
        }
    }
    for field in kind.fields() {
        let member = format!("{name}.{}", field.name.wire);
        facts.insert((About::Member, self::member(&member, field.required)));
        let limits = limit_texts(&member, &field.schema.constraints);
        let published = match (kind.sent, field.schema.unaliased(model)) {
            (true, _) => limits.clone(),
            // Received values are only limited by the range of their type.
            (false, Shape::Integer { .. } | Shape::WorkflowKey { .. }) => {
                let range = Constraints {
                    minimum: Some(i64::MIN.into()),
                    maximum: Some(i64::MAX.into()),
                    ..Constraints::default()
                };
                limit_texts(&member, &range)
            }
            (false, _) => Vec::new(),
        };
        facts.extend(published.into_iter().map(|text| (About::PublishedLimit, text)));
        facts.extend(limits.into_iter().map(|text| (About::Limit, text)));
        if kind.sent {
            let limits = limit_texts(&member, effective(model, field));
            facts.extend(limits.into_iter().map(|text| (About::SentLimit, text)));
        }
    }
}

fn effective<'m>(model: &'m Model, field: &'m Field) -> &'m Constraints {
    fn of<'m>(model: &'m Model, schema: &'m Schema) -> &'m Constraints {
        match &schema.shape {
            Shape::Named(id) => match &model[*id].kind {
                TypeKind::Id(limits) => limits,
                TypeKind::Alias(alias) => of(model, alias),
                _ => &schema.constraints,
            },
            _ => &schema.constraints,
        }
    }
    of(model, &field.schema)
}

/// Returns the limits of a schema as JSON Schema keywords.
fn limit_texts(place: &str, limits: &Constraints) -> Vec<String> {
    let whole = |limit: Option<u32>| limit.map(|limit| limit.to_string());
    let exact = |limit: &Option<serde_json::Number>| limit.as_ref().map(ToString::to_string);
    let numbers = [
        ("minLength", whole(limits.min_length)),
        ("maxLength", whole(limits.max_length)),
        ("minItems", whole(limits.min_items)),
        ("maxItems", whole(limits.max_items)),
        ("minimum", exact(&limits.minimum)),
        ("maximum", exact(&limits.maximum)),
        ("multipleOf", exact(&limits.multiple_of)),
    ];
    numbers.into_iter().filter_map(|(word, limit)| Some(limit_text(place, word, limit?))).collect()
}

pub(super) fn limit_text(place: &str, word: &str, limit: impl std::fmt::Display) -> String {
    format!("{place} {word} {limit}")
}

pub(super) fn member(member: &str, required: bool) -> String {
    format!("{member} {}", if required { "required" } else { "optional" })
}

pub(super) fn slot(key: u32, index: usize, category: &str, origin: &str, channels: &str, parts: &str) -> String {
    format!("{key} slot {index}: {category} {origin}, over {channels}, parts {parts}")
}

pub(super) fn journey_text(key: u32, channel: &str, uploads: &[String], captured: &[String]) -> String {
    format!("{key} over {channel}: uploads {}, captures {}", uploads.join(","), captured.join(","))
}

/// Formats the limits of a file: its size in bytes, its width and its height.
pub(super) fn file(part: &str, limits: [Option<u64>; 3]) -> String {
    format!("{part} {limits:?}")
}
