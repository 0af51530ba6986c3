//! The layout, so that the import can be repeated: as it was, without the words for what the document does not have.

use serde_json::Value;

use super::{Writer, new_file};
use crate::import::yaml::{Entry, Yaml};
use verispec_text::file::File;

impl Writer<'_> {
    pub(super) fn layout(&self) -> File {
        let (stem, layout) = self.beside.layout;
        let members = layout.as_object().into_iter().flatten();
        let entries: Vec<Entry> = members.map(|(key, value)| self.member(key, value)).collect();
        new_file(format!("layouts/{stem}.yaml"), "layout", &entries)
    }

    fn member(&self, key: &str, value: &Value) -> Entry {
        let facts = self.facts;
        let known = |name: &str| match key {
            "credentials" => facts.credentials.contains_key(name),
            "prerequisites" => facts.prerequisites.contains_key(name),
            "operations" => facts.operations.contains_key(name),
            "claims" => facts.capabilities.contains_key(name),
            _ => true,
        };
        if key == "document" {
            return Entry::new(key, Yaml::text(self.beside.document));
        }
        let Some(words) = value.as_object() else { return Entry::new(key, Yaml::json(value)) };
        let (kept, gone): (Vec<_>, Vec<_>) = words.iter().partition(|(_, name)| name.as_str().is_none_or(known));
        let gone: Vec<&str> = gone.into_iter().map(|(words, _)| words.as_str()).collect();
        let note =
            (!gone.is_empty()).then(|| format!("Left out, since the document has no such thing: {}", gone.join(", ")));
        let kept = kept.into_iter().map(|(words, name)| Entry::new(words, Yaml::json(name)));
        Entry::new(key, Yaml::Map(kept.collect())).noted(note)
    }
}
