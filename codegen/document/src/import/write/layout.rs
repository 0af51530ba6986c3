//! The layout, so that the import can be repeated: as it was, without the words for what the document does not have.

use serde_json::Value;

use super::{Writer, new_file};
use crate::import::yaml::{self, Entry, Yaml};
use verispec_text::file::File;

impl Writer<'_> {
    pub(super) fn layout(&self) -> File {
        let (stem, layout) = self.beside.layout;
        let members = layout.as_object().into_iter().flatten().filter(|(key, _)| *key != "edition");
        let mut entries: Vec<Entry> = members.map(|(key, value)| self.member(key, value)).collect();
        entries.push(Entry::new("edition", Yaml::prose(&self.facts.edition)).apart());
        new_file(format!("layouts/{stem}.yaml"), "layout", &entries)
    }

    /// A layout file with the edition of this document in place of the one that it has; nothing if it has none.
    pub(in crate::import) fn with_edition(&self, text: &str) -> Option<String> {
        let start = text.lines().position(|line| line.starts_with("edition:"))?;
        let lines: Vec<&str> = text.lines().collect();
        let length = lines[start + 1..].iter().take_while(|line| line.starts_with(' ') || line.is_empty()).count();
        let entry = yaml::block(&[Entry::new("edition", Yaml::prose(&self.facts.edition))], 0);
        let (before, after) = (&lines[..start], &lines[start + 1 + length..]);
        let joined = |lines: &[&str]| lines.iter().map(|line| format!("{line}\n")).collect::<String>();
        Some(format!("{}{entry}{}", joined(before), joined(after)))
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
