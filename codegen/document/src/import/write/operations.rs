//! Writes operations, and the schemas of their payloads.

use super::{Writer, blank, new_file, silent};
use crate::import::facts::Operation;
use crate::import::gather::plain_name;
use crate::import::shape::{Definitions, Shape, pascal};
use crate::import::stand_in;
use crate::import::yaml::{Entry, Yaml};
use verispec_text::file::File;

impl Writer<'_> {
    pub(super) fn operations(&self) -> Vec<File> {
        let mut schemas = Definitions::default();
        // Id types come first, so that their names do not depend on the bodies.
        let all: Vec<&Operation> = self.facts.operations.values().collect();
        let mut files: Vec<File> = self.parameters(&all, &mut schemas).into_iter().collect();
        for (id, operation) in &self.facts.operations {
            files.extend(self.with_schemas(id, operation, &mut schemas));
        }
        files
    }

    /// Writes a single operation with its schemas, except for the schemas of parameters that `known` accepts.
    pub(in crate::import) fn operation_files(
        &self,
        id: &str,
        operation: &Operation,
        known: &dyn Fn(&str) -> bool,
    ) -> Vec<File> {
        let mut schemas = Definitions::default();
        let mut files = self.with_schemas(id, operation, &mut schemas);
        let parameters = self.parameters_of(&[operation], &mut schemas, known);
        files.extend(parameters.map(|file| File { path: format!("schemas/{id}_parameters.yaml"), ..file }));
        files
    }

    fn with_schemas(&self, id: &str, operation: &Operation, schemas: &mut Definitions) -> Vec<File> {
        let name = pascal(id);
        let request = (operation.request != Shape::Unseen)
            .then(|| schemas.body(&format!("{name}Request"), &operation.request, self.facts.key.as_deref()));
        let response = (operation.response != Shape::Unseen)
            .then(|| schemas.body(&format!("{name}Response"), &operation.response, None));
        let definitions = schemas.file();
        let mut files = Vec::new();
        if !definitions.is_empty() {
            let entries = vec![
                Entry::new("summary", Yaml::prose(&format!("What the examples of {id} have in common."))),
                self.shared(&operation.place),
                Entry::new("$defs", Yaml::Map(definitions)),
            ];
            files.push(new_file(format!("schemas/{id}.yaml"), "schemas", &entries));
        }
        files.push(self.operation(id, operation, request.as_deref(), response.as_deref()));
        files
    }

    /// Writes the types of the parameters of all paths.
    fn parameters(&self, operations: &[&Operation], schemas: &mut Definitions) -> Option<File> {
        self.parameters_of(operations, schemas, &|_| false)
    }

    fn parameters_of(
        &self,
        operations: &[&Operation],
        schemas: &mut Definitions,
        known: &dyn Fn(&str) -> bool,
    ) -> Option<File> {
        let mut place = None;
        let mut seen = Vec::new();
        for operation in operations {
            for name in operation.parameters.keys().filter(|name| used(operation, name)) {
                let kind = pascal(name);
                if seen.contains(&kind) || known(&kind) {
                    continue;
                }
                place.get_or_insert(&operation.place);
                let description = match &self.parameter_note(name) {
                    Some(note) => Entry::new("description", Yaml::prose(note)),
                    None => silent("description", "say what it identifies"),
                };
                schemas.plain(&kind, vec![description, Entry::new("type", Yaml::text("string"))]);
                seen.push(kind);
            }
        }
        let entries = vec![
            Entry::new("summary", Yaml::prose("Path parameters of operations.")),
            self.shared(place?),
            Entry::new("$defs", Yaml::Map(schemas.file())),
        ];
        Some(new_file("schemas/path_parameters.yaml".to_owned(), "schemas", &entries))
    }

    /// Returns the document's statement about a parameter, from the first table that contains it.
    fn parameter_note(&self, name: &str) -> Option<String> {
        let notes = self.facts.operations.values().filter_map(|operation| operation.parameters.get(name)?.clone());
        notes.into_iter().find(|note| !note.is_empty())
    }

    fn operation(&self, id: &str, operation: &Operation, request: Option<&str>, response: Option<&str>) -> File {
        let mut entries = vec![Entry::new("name", Yaml::text(&operation.title)), silent("summary", "say what it does")];
        let group = operation.service.as_deref().map(|service| plain_name(service).pascal);
        entries.push(Entry::new("group", Yaml::text(&group.unwrap_or_else(|| "Operations".to_owned()))));
        entries.extend(address(id, operation));
        let parameters: Vec<Entry> = operation
            .parameters
            .keys()
            .filter(|name| used(operation, name))
            .map(|name| {
                let summary = match self.parameter_note(name) {
                    Some(note) => Entry::new("summary", Yaml::prose(&note)),
                    None => silent("summary", "say what it identifies"),
                };
                Entry::new(name, Yaml::Map(vec![summary, Entry::new("schema", Yaml::text(&pascal(name)))]))
            })
            .collect();
        if !parameters.is_empty() {
            entries.push(Entry::new("path_parameters", Yaml::Map(parameters)));
        }
        if let Some(scheme) = &operation.scheme {
            entries.push(Entry::new("auth", Yaml::words([scheme])));
        }
        entries.extend(body(operation, request));
        let mut answer = vec![
            Entry::new("status", Yaml::number(200))
                .noted(["todo: the document does not state the status; check it".to_owned()]),
        ];
        if let Some(response) = response {
            answer.push(Entry::new("media_types", Yaml::words(["application/json"])));
            answer.push(Entry::new("schema", Yaml::text(response)));
        }
        entries.push(Entry::new("response", Yaml::Map(answer)));
        entries.push(self.shared(&operation.place));
        new_file(format!("operations/{id}.yaml"), "operation", &entries)
    }
}

/// Writes the method and the URL.
fn address(id: &str, operation: &Operation) -> Vec<Entry> {
    if id == stand_in::ID {
        // A request by the provider has no URL here, and nothing is known about its authorization.
        return vec![Entry::new("sender", Yaml::text("provider")), Entry::new("method", Yaml::text("POST"))];
    }
    let method = match (&operation.method, &operation.shown_method) {
        (Some(method), _) => Entry::new("method", Yaml::text(method)),
        (None, Some(shown)) => {
            let todo = "todo: the text does not state the method; this is the one that curl uses".to_owned();
            Entry::new("method", Yaml::text(shown)).noted([todo])
        }
        (None, None) => Entry::new("method", blank("the method")),
    };
    let service = operation.service.as_deref().map_or_else(|| blank("the service"), Yaml::text);
    let path = operation.path.as_deref().map_or_else(|| blank("the path"), Yaml::text);
    vec![method, Entry::new("service", service), Entry::new("path", path)]
}

fn body(operation: &Operation, schema: Option<&str>) -> Option<Entry> {
    let said = operation.media_type.as_deref().and_then(|value| value.split(';').next()).map(str::trim);
    let default = if operation.file_field.is_some() { "multipart/form-data" } else { "application/json" };
    if schema.is_none() && operation.file_field.is_none() {
        return None;
    }
    let mut entries = vec![Entry::new("media_type", Yaml::text(said.unwrap_or(default)))];
    entries.extend(schema.map(|schema| Entry::new("schema", Yaml::text(schema))));
    entries.extend(operation.file_field.as_ref().map(|field| Entry::new("file_field", Yaml::text(field))));
    Some(Entry::new("request", Yaml::Map(entries)))
}

/// Returns whether the path has this parameter. Another section may have a literal word in its place.
fn used(operation: &Operation, name: &str) -> bool {
    let path = operation.path.as_deref().unwrap_or_default();
    crate::import::gather::parameters(path).any(|known| known == name)
}
