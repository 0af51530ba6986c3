//! Writes credentials, capabilities and prerequisites.

use super::{Writer, blank, new_file, silent, todo};
use crate::import::facts::{Credential, DocumentPlace, Prerequisite};
use crate::import::gather::safe_stem;
use crate::import::yaml::{Entry, Yaml};
use verispec_model::ir::Holder;
use verispec_text::file::File;

/// The schema of undocumented results.
const RESULT: &str = "UndocumentedResult";

impl Writer<'_> {
    pub(super) fn credentials(&self) -> Vec<File> {
        self.facts.credentials.iter().map(|(category, known)| self.credential(category, known)).collect()
    }

    pub(in crate::import) fn credential(&self, category: &str, known: &Credential) -> File {
        let mut entries = vec![
            Entry::new("category", Yaml::text(category)),
            Entry::new("name", Yaml::text(&known.title)),
            silent("summary", "say what the credential is"),
        ];
        if !known.parts.is_empty() {
            let parts = known.parts.iter().map(|(part, kind)| self.part(part, kind.as_deref()));
            entries.push(Entry::new("parts", Yaml::Map(parts.collect())));
        }
        entries.push(self.shared(&known.place));
        new_file(format!("credentials/{}.yaml", safe_stem(category, "credential")), "credential", &entries)
    }

    pub(in crate::import) fn part(&self, part: &str, kind: Option<&str>) -> Entry {
        let kind = kind.map_or_else(|| blank("the file kind"), Yaml::text);
        Entry::new(part, Yaml::Map(vec![silent("summary", "say what the part shows"), Entry::new("file", kind)]))
    }

    pub(super) fn capabilities(&self) -> Vec<File> {
        let capabilities = self.facts.capabilities.iter();
        let mut files: Vec<File> = capabilities.map(|(name, place)| self.capability(name, place, None)).collect();
        if !files.is_empty() {
            files.push(self.results());
        }
        files
    }

    /// Writes a capability, with the schema of its results if other capabilities have one.
    pub(in crate::import) fn capability(&self, capability: &str, place: &DocumentPlace, result: Option<&str>) -> File {
        let entries = vec![
            Entry::new("name", Yaml::text(capability)),
            silent("summary", "say what it finds out, what it requires, and which credentials it judges"),
            Entry::new("decisions", Yaml::Map(Vec::new())).noted(todo("list its decisions with their labels")),
            match result {
                Some(result) => Entry::new("result", Yaml::text(result))
                    .noted(todo("this is the result of other capabilities; confirm it")),
                None => Entry::new("result", Yaml::text(RESULT)).noted(todo("add a schema for its result")),
            },
            self.shared(place),
        ];
        new_file(format!("capabilities/{}.yaml", safe_stem(capability, "capability")), "capability", &entries)
    }

    /// Returns the file with the schema of undocumented results.
    pub(in crate::import) fn results(&self) -> File {
        let result = Yaml::Map(vec![Entry::new("type", Yaml::text("object"))]);
        let reason = "allow(unused-schema): the document does not show a result, so no payload contains one";
        let entries = vec![
            Entry::new("summary", Yaml::prose("Results of capabilities, which the document does not describe.")),
            self.nowhere(),
            Entry::new("$defs", Yaml::Map(vec![Entry::new(RESULT, result).noted([reason.to_owned()])])),
        ];
        new_file("schemas/results.yaml".to_owned(), "schemas", &entries)
    }

    pub(super) fn prerequisites(&self) -> Option<File> {
        let all = self.facts.prerequisites.iter().map(|(id, known)| self.prerequisite(id, known));
        let all: Vec<Entry> = all.collect();
        let entries = [Entry::new("prerequisites", Yaml::Map(all))];
        (!self.facts.prerequisites.is_empty())
            .then(|| new_file("prerequisites.yaml".to_owned(), "prerequisites", &entries))
    }

    pub(in crate::import) fn prerequisite(&self, id: &str, known: &Prerequisite) -> Entry {
        let word = known.kind.as_ref().map_or_else(
            || blank("account_setting, account_exists, credential_on_file, consent or portal_setup"),
            |kind| Yaml::text(kind.word),
        );
        let mut entries =
            vec![Entry::new("kind", word).noted(known.todo.clone()), Entry::new("text", Yaml::prose(&known.text))];
        if let Some((category, holder)) = known.kind.as_ref().and_then(|kind| kind.credential.as_ref()) {
            let holder = match holder {
                Holder::Provider => "provider",
                Holder::Customer => "customer",
            };
            entries.push(Entry::new("credential", Yaml::text(category)));
            entries.push(Entry::new("stored_by", Yaml::text(holder)));
        }
        entries.extend(known.docs.as_ref().map(|url| Entry::new("docs", Yaml::text(url))));
        entries.push(self.shared(&known.place));
        Entry::new(id, Yaml::Map(entries))
    }
}
