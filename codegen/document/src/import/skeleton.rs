//! Creates a spec that consists only of a layout: sources that define every name of the layout.
//!
//! All other values are placeholders. With such a spec, a document can be parsed without an existing spec.

use std::collections::BTreeSet;

use super::yaml::{Entry, Yaml, file};
use verispec_model::ir::Package;
use verispec_spec::parse;
use verispec_spec::syntax::{self, Map, Text};
use verispec_text::diagnostics::Diagnostics;
use verispec_text::source::{SourceFile, SourceMap};

/// The name of a placeholder channel. Channels of the document keep their own names.
const CHANNEL: &str = "UNKNOWN";

/// Returns the sources with the layout. Fails with the errors in the layout.
pub fn skeleton(stem: &str, layout: Vec<u8>) -> Result<SourceMap, (SourceMap, Diagnostics)> {
    let layout = SourceFile { path: format!("layouts/{stem}.yaml"), bytes: layout };
    let alone = SourceMap::new(vec![layout.clone()]);
    let mut found = Diagnostics::default();
    let spec = parse::parse(&alone, &mut found);
    let Some(said) = spec.layouts.first().filter(|_| !found.has_errors()) else { return Err((alone, found)) };
    let mut files = Files { document: said.content.document.value.clone(), files: vec![layout] };
    files.fill(&said.content);
    Ok(SourceMap::new(files.files))
}

struct Files {
    document: String,
    files: Vec<SourceFile>,
}

impl Files {
    fn fill(&mut self, layout: &syntax::Layout) {
        self.provider();
        for category in names(&layout.credentials) {
            let entries = [text("category", category), text("name", category), text("summary", category)];
            self.add("credentials", "credential", category, entries.into());
        }
        for capability in names(&layout.claims) {
            let entries =
                [text("name", capability), text("summary", capability), none("decisions"), text("result", "Result")];
            self.add("capabilities", "capability", capability, entries.into());
        }
        for operation in names(&layout.operations) {
            let response = Entry::new("response", Yaml::Map(vec![Entry::new("status", Yaml::number(200))]));
            let about = [text("name", operation), text("summary", operation), text("group", operation)];
            let sent = [text("sender", "provider"), text("method", "POST"), response];
            self.add("operations", "operation", operation, about.into_iter().chain(sent).collect());
        }
        let prerequisites = names(&layout.prerequisites).into_iter().map(|id| {
            Entry::new(id, Yaml::Map(vec![text("kind", "account_setting"), text("text", id), self.source()]))
        });
        let prerequisites = Entry::new("prerequisites", Yaml::Map(prerequisites.collect()));
        self.write("prerequisites.yaml", "prerequisites", &[prerequisites]);
        let result = Entry::new("Result", Yaml::Map(vec![text("type", "object")]));
        let result = result.noted(["allow(unused-schema): only names matter here".to_owned()]);
        let entries = [text("summary", "Results"), self.source(), Entry::new("$defs", Yaml::Map(vec![result]))];
        self.write("schemas/results.yaml", "schemas", &entries);
    }

    fn provider(&mut self) {
        let package = [
            text("name", "unknown"),
            text("version", "0.1.0"),
            Entry::new("rust_version", Yaml::Scalar(format!("{:?}", Package::LEAST_RUST))),
            text("license", "UNLICENSED"),
        ];
        let document = Entry::new(&self.document, Yaml::Map(vec![text("title", &self.document)]));
        let channel = Entry::new(CHANNEL, Yaml::Map(vec![text("summary", CHANNEL), self.source()]));
        let entries = [
            text("name", "Unknown"),
            text("summary", "Unknown"),
            Entry::new("package", Yaml::Map(package.into())),
            Entry::new("documents", Yaml::Map(vec![document])),
            none("services"),
            none("regions"),
            Entry::new("channels", Yaml::Map(vec![channel])),
            text("upload_channel", CHANNEL),
            none("headers"),
            none("errors"),
            none("auth"),
        ];
        self.write("provider.yaml", "provider", &entries);
        let polling =
            [Entry::new("delays_seconds", Yaml::list([Yaml::number(1)])), text("summary", "Unknown"), self.source()];
        let entries = [none("lifetimes"), Entry::new("polling", Yaml::Map(polling.into())), none("states")];
        self.write("timing.yaml", "timing", &entries);
    }

    /// Writes a separate file for a named item, with its source.
    fn add(&mut self, folder: &str, kind: &str, name: &str, mut entries: Vec<Entry>) {
        entries.push(self.source());
        // The id of an operation is the name of its file; the names of the other files have no meaning.
        let stem = if folder == "operations" { name.to_owned() } else { super::gather::safe_stem(name, kind) };
        self.write(&format!("{folder}/{stem}.yaml"), kind, &entries);
    }

    fn write(&mut self, path: &str, kind: &str, entries: &[Entry]) {
        self.files.push(SourceFile { path: path.to_owned(), bytes: file(path, kind, entries).into_bytes() });
    }

    fn source(&self) -> Entry {
        text("source", &format!("{}: unknown", self.document))
    }
}

fn text(key: &str, value: &str) -> Entry {
    Entry::new(key, Yaml::text(value))
}

fn none(key: &str) -> Entry {
    Entry::new(key, Yaml::Map(Vec::new()))
}

/// Returns the names in a layout without duplicates.
fn names(words: &Map<Text>) -> BTreeSet<&str> {
    words.values().map(|name| name.value.as_str()).filter(|name| !name.is_empty()).collect()
}
