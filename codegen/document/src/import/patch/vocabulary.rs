//! Patches the vocabulary of workflows: new regions, channels, credentials, capabilities and prerequisites.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::{Change, Patch};
use crate::import::yaml::{Entry, Yaml};
use verispec_model::ir::{Field, TypeId};
use verispec_text::diagnostics::Diagnostics;
use verispec_text::yaml;

impl Patch<'_> {
    pub(super) fn vocabulary(&mut self) {
        self.hosts();
        let facts = self.facts;
        for (name, place) in &facts.channels {
            if !self.model.channels.iter().any(|channel| channel.name.wire == *name) {
                let text = format!("the document has the channel {name} ({}), but the spec does not", place.lines);
                self.add_entry("provider.yaml", "channels", self.writer.channel(name, place), text);
            }
        }
        for (id, prerequisite) in &facts.prerequisites {
            if !self.model.prerequisites.iter().any(|known| known.name.wire == *id) {
                let text = format!(
                    "the document asks for \"{}\" ({}), but the spec does not",
                    prerequisite.text, prerequisite.place.lines
                );
                self.add_entry("prerequisites.yaml", "prerequisites", self.writer.prerequisite(id, prerequisite), text);
            }
        }
        self.credentials();
        self.capabilities();
    }

    /// Adds new capabilities. Their results are assumed to have the most common type.
    fn capabilities(&mut self) {
        let (facts, model) = (self.facts, self.model);
        let unknown = |name: &String| !model.capabilities.iter().any(|known| known.name.wire == *name);
        let mut new = facts.capabilities.iter().filter(|(name, _)| unknown(name)).peekable();
        if new.peek().is_none() {
            return;
        }
        let mut counts: BTreeMap<TypeId, usize> = BTreeMap::new();
        model.capabilities.iter().for_each(|known| *counts.entry(known.result).or_default() += 1);
        let most = counts.iter().max_by_key(|(id, count)| (**count, Reverse(**id))).map(|(id, _)| *id);
        for (name, place) in new {
            let text = format!("the document has the capability {name} ({}), but the spec does not", place.lines);
            let result = most.map(|id| model[id].name.wire.as_str());
            self.add_file(self.writer.capability(name, place, result), text);
            match most {
                Some(result) => self.member(name, result),
                None => self.add_file(self.writer.results(), format!("the document does not say what {name} finds")),
            }
        }
    }

    /// Adds a field to the type that has a field for each capability.
    fn member(&mut self, capability: &str, result: TypeId) {
        let model = self.model;
        let like = model.capabilities.iter().find(|known| known.result == result);
        let holder = model.types.iter().find_map(|kind| {
            let named = |field: &&Field| like.is_some_and(|like| field.name.wire == like.name.wire);
            kind.fields().iter().find(named).map(|field| (kind, field))
        });
        let Some((kind, field)) = holder else { return };
        let file = field.name.span.file;
        let Some(like) = yaml::tree(file, self.sources, &mut Diagnostics::default()) else { return };
        let pointer = ["$defs", &kind.name.wire, "properties"];
        let Some(like) = like.at(pointer.into_iter().chain([field.name.wire.as_str()])) else { return };
        let mut value = like.to_json();
        if let Some(members) = value.as_object_mut() {
            members.shift_remove("description");
        }
        let entry = Entry::new(capability, Yaml::json(&value));
        let text = format!("results of the new capability {capability} have no field in {}", kind.name.wire);
        self.differ(field.name.span, text, &[], Some((&pointer, Change::Add(entry, None))));
    }

    /// Updates the hosts of regions, and adds new regions, services and hosts.
    fn hosts(&mut self) {
        let facts = self.facts;
        for (name, place) in &facts.services {
            if !self.model.services.iter().any(|service| service.name.wire == *name) {
                let text = format!("the document has the service {name} ({}), but the spec does not", place.lines);
                self.add_entry("provider.yaml", "services", self.writer.service(name), text);
            }
        }
        let services: Vec<&str> = self.model.services.iter().map(|service| service.name.wire.as_str()).collect();
        for (name, region) in &facts.regions {
            let lines = region.place.lines;
            let Some(known) = self.model.regions.iter().find(|known| known.name.wire == *name) else {
                let text = format!("the document has the region {name} ({lines}), but the spec does not");
                self.add_entry("provider.yaml", "regions", self.writer.region(name, region, &services), text);
                continue;
            };
            for (service, host) in &region.hosts {
                let held = known.hosts.iter().find(|(id, _)| self.model[*id].name.wire == *service);
                let pointer = ["regions", name, "hosts"];
                match held {
                    Some((_, held)) if held == host => {}
                    Some((_, held)) => {
                        let text =
                            format!("the host of {service} in {name} is {host} ({lines}), but {held} in the spec");
                        let pointer = [pointer.as_slice(), &[service]].concat();
                        let change = Change::Value(Yaml::text(host));
                        self.differ(known.name.span, text, &[], Some((&pointer, change)));
                    }
                    None => {
                        let text =
                            format!("the host of {service} in {name} is {host} ({lines}), but the spec has none");
                        let entry = Entry::new(service, Yaml::text(host));
                        self.differ(known.name.span, text, &[], Some((&pointer, Change::Add(entry, None))));
                    }
                }
            }
        }
    }

    /// Adds new categories and parts, with the file kinds of the parts.
    fn credentials(&mut self) {
        let facts = self.facts;
        let mut kinds = Vec::new();
        for (category, credential) in &facts.credentials {
            let lines = credential.place.lines;
            let Some(known) = self.model.credentials.iter().find(|known| known.name.wire == *category) else {
                let text = format!("the document has the credential {category} ({lines}), but the spec does not");
                self.add_file(self.writer.credential(category, credential), text);
                kinds.extend(credential.parts.values().flatten());
                continue;
            };
            for (part, kind) in &credential.parts {
                if !known.parts.iter().any(|known| known.name.wire == *part) {
                    let text =
                        format!("the document has the part {part} of {category} ({lines}), but the spec does not");
                    let path = format!("credentials/{}.yaml", known.stem);
                    let entry = self.writer.part(part, kind.as_deref());
                    if known.parts.is_empty() {
                        let entry = Entry::new("parts", Yaml::Map(vec![entry]));
                        self.differ(known.name.span, text, &[], Some((&[], Change::Add(entry, Some("summary")))));
                    } else {
                        self.add_entry(&path, "parts", entry, text);
                    }
                    kinds.extend(kind);
                }
            }
        }
        for (name, kind) in facts.files.iter().filter(|(name, _)| kinds.contains(name)) {
            if !self.model.files.iter().any(|known| known.name.wire == *name) {
                let text =
                    format!("the document has files of the kind {name} ({}), but the spec does not", kind.place.lines);
                self.add_entry("files.yaml", "files", self.writer.file_kind(name, kind), text);
            }
        }
    }
}
