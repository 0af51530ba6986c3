//! Generates random specs from a seed. They combine value shapes with their possible positions, optional parts of a
//! spec, and names that might conflict with generated code.

mod everywhere;
mod names;
mod schemas;
mod thinned;

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use verispec_codegen::source::SourceMap;

use crate::random::Random;
use crate::yaml_data;
pub use everywhere::everywhere;
pub use names::Words;
use schemas::{Schemas, Side};
pub use thinned::Thinned;

/// A spec under construction.
struct Maker<'w> {
    words: &'w Words,
    random: Random,
    files: BTreeMap<String, Value>,
    stems: Vec<String>,
    has_parameters: bool,
}

/// Generates the spec for this seed.
pub fn spec(number: u64, words: &Words) -> SourceMap {
    let random = Random(number.wrapping_mul(0x2545_F491_4F6C_DD1D));
    let mut maker = Maker { words, random, files: BTreeMap::new(), stems: Vec::new(), has_parameters: false };
    maker.provider();
    maker.contract();
    let is_bare = maker.random.once_in(2);
    let sent = Schemas::new(Side::Sent, is_bare, words, &mut maker.random).made();
    let received = Schemas::new(Side::Received, !is_bare, words, &mut maker.random).made();
    for side in [&sent, &received] {
        let stem = maker.stem();
        let content = json!({"summary": "Made-up payloads.", "source": "api: Payloads", "$defs": side.defs});
        maker.files.insert(format!("schemas/{stem}.yaml"), content);
    }
    let operations = maker.operations(&sent.bodies, &received.bodies);
    if maker.has_parameters {
        let id = json!({"description": "Names a thing.", "type": "string", "x-id": true});
        let content = json!({"summary": "Ids.", "source": "api: Things", "$defs": {"ThingId": id}});
        let stem = maker.stem();
        maker.files.insert(format!("schemas/{stem}.yaml"), content);
    }
    maker.workflow(&operations);
    maker.rules(&operations, &sent);
    maker.leave_out();
    maker.sources()
}

impl Maker<'_> {
    fn sources(&self) -> SourceMap {
        yaml_data::write(self.files.iter().map(|(path, content)| (path.as_str(), content)))
    }

    /// Returns a unique file name.
    fn stem(&mut self) -> String {
        loop {
            let mut stem = self.random.pick(&self.words.stems).clone();
            if self.stems.contains(&stem) {
                stem = format!("{stem}_{}", self.stems.len());
            }
            if !self.stems.contains(&stem) {
                self.stems.push(stem.clone());
                return stem;
            }
        }
    }

    fn add(&mut self, path: &str, content: Value) {
        self.files.insert(path.to_owned(), content);
    }

    fn provider(&mut self) {
        let mut provider = json!({
            "name": "Acme",
            "summary": "Acme looks at things.",
            "package": {"name": "acme-flows", "version": "0.1.0", "rust_version": "1.85", "license": "MIT"},
            "documents": {"api": {"title": "Acme API"}},
            "services": {"api": {"summary": "The API."}},
            "regions": {"EU": {"name": "Europe", "hosts": {"api": "api.acme.example"}, "source": "api: Hosts"}},
            "channels": {"API": {"summary": "The back end.", "source": "api: Channels"}},
            "upload_channel": "API",
            "headers": {},
            "errors": {},
            "auth": {"key": {"scheme": "basic", "summary": "A key.", "source": "api: Auth"}},
        });
        if self.random.once_in(2) {
            provider["documents"]["api"]["url"] = json!("https://docs.acme.example/api");
            provider["headers"] = json!({"User-Agent": {"summary": "Who calls.", "source": "api: Headers"}});
            provider["errors"] = json!({"404": {"summary": "Not found.", "source": "api: Errors"}});
        }
        self.add("provider.yaml", provider);
        let lifetimes = match self.random.once_in(2) {
            true => {
                json!({"session": {"summary": "A session lives", "default": "30m", "max": "2h", "source": "api: Time"}})
            }
            false => json!({}),
        };
        let polling = json!({"delays_seconds": [1, 5], "summary": "Ask.", "source": "api: Polling"});
        let states = json!({"DONE": {"summary": "Done.", "source": "api: States"}});
        self.add("timing.yaml", json!({"lifetimes": lifetimes, "polling": polling, "states": states}));
    }

    /// Adds the vocabulary that workflows refer to.
    fn contract(&mut self) {
        let files = json!({"image": {"summary": "A photo.", "media_types": ["image/jpeg"], "extensions": ["jpg"], "source": "api: Files"}});
        self.add("files.yaml", json!({"files": files}));
        let stem = self.stem();
        let parts = json!({"FRONT": {"summary": "The front.", "file": "image"}});
        let credential = json!({"category": "PAPER", "name": "Paper", "summary": "A paper.", "parts": parts, "source": "api: Papers"});
        self.add(&format!("credentials/{stem}.yaml"), credential);
        let stem = self.stem();
        let capability = json!({
            "name": "look", "summary": "Looks.", "credentials": ["PAPER"], "decisions": {"OK": ["FINE"], "err": ["Ok", "none"]},
            "result": "Look", "source": "api: Looks",
        });
        self.add(&format!("capabilities/{stem}.yaml"), capability);
        if self.random.once_in(2) {
            let prerequisite = json!({"kind": "account_setting", "text": "It is switched on.", "source": "api: Setup"});
            self.add("prerequisites.yaml", json!({"prerequisites": {"switched-on": prerequisite}}));
        }
    }

    /// Adds an operation for each body, in both directions.
    fn operations(&mut self, sent: &[String], received: &[String]) -> Vec<(String, Option<String>)> {
        let mut operations = Vec::new();
        for index in 0..sent.len().max(received.len()) {
            let stem = self.stem();
            let mut operation = json!({
                "name": "Do something", "summary": "Does something.", "group": "Things", "method": "POST", "service": "api",
                "path": format!("/things/{index}"), "auth": ["key"], "source": "api: Things",
                "response": {"status": 200, "media_types": ["application/json"]},
            });
            if self.random.once_in(3) {
                let parameter = format!("{}-{index}", self.random.pick(&self.words.ids));
                let parameter = if self.random.once_in(2) { "region".to_owned() } else { parameter };
                operation["path"] = json!(format!("/things/{index}/{{{parameter}}}"));
                let content = json!({"summary": "Which thing.", "schema": "ThingId"});
                operation["path_parameters"] = json!({parameter: content});
            }
            if let Some(schema) = received.get(index) {
                operation["response"]["schema"] = json!(schema);
            }
            let body = sent.get(index);
            if let Some(schema) = body {
                operation["request"] = json!({"media_type": "application/json", "schema": schema});
            }
            let is_callback = body.is_none() && self.random.once_in(3);
            if is_callback {
                operation["sender"] = json!("provider");
                operation["request"] = json!({"media_type": "application/json", "schema": received[index]});
                operation["response"] = json!({"status": 200});
                for key in ["service", "path", "path_parameters", "auth"] {
                    operation.as_object_mut().map(|own| own.remove(key));
                }
            }
            self.has_parameters |= operation.get("path_parameters").is_some();
            self.add(&format!("operations/{stem}.yaml"), operation);
            operations.push((stem, body.cloned()));
        }
        operations
    }

    fn workflow(&mut self, operations: &[(String, Option<String>)]) {
        let stem = self.stem();
        let mut workflow = json!({
            "key": 1, "name": "One", "summary": "The one.", "required_credentials": ["PAPER"], "stored_credentials": ["PAPER"],
            "channels": ["API"], "slots": [{"category": "PAPER", "origin": "captured", "channels": ["API"], "parts": ["FRONT"]}],
            "chains": [["look"]], "operations": {}, "source": "api: One",
        });
        let used = if self.random.once_in(4) { 1 } else { operations.len() };
        for (stem, _) in &operations[..used] {
            workflow["operations"][stem] = json!({});
        }
        if self.files.contains_key("prerequisites.yaml") {
            workflow["prerequisites"] = json!(["switched-on"]);
        }
        self.add(&format!("workflows/{stem}.yaml"), workflow);
    }

    /// Randomly omits optional parts.
    fn leave_out(&mut self) {
        if self.random.once_in(4) {
            self.remove("provider.yaml", &["channels", "upload_channel"]);
            self.remove("workflows/", &["channels"]);
            for workflow in self.files_in("workflows/") {
                workflow["slots"][0].as_object_mut().map(|slot| slot.remove("channels"));
            }
        }
        if self.random.once_in(4) {
            self.remove("workflows/", &["slots", "required_credentials", "stored_credentials", "channels"]);
        }
        if self.random.once_in(6) {
            self.remove("workflows/", &["chains"]);
        }
        if self.random.once_in(4) {
            self.remove("provider.yaml", &["auth"]);
            self.remove("operations/", &["auth"]);
        }
        match self.random.below(6) {
            0 => drop(self.files.remove("timing.yaml")),
            1 => self.remove("timing.yaml", &["polling", "lifetimes"]),
            2 => self.remove("timing.yaml", &["states"]),
            _ => {}
        }
        for key in ["headers", "errors"] {
            if self.files["provider.yaml"][key].as_object().is_some_and(Map::is_empty) {
                self.remove("provider.yaml", &[key]);
            }
        }
    }

    fn files_in(&mut self, folder: &str) -> impl Iterator<Item = &mut Value> {
        let found = self.files.iter_mut().filter(move |(path, _)| path.starts_with(folder));
        found.map(|(_, content)| content)
    }

    /// Removes keys from the file, or from every file in the folder.
    fn remove(&mut self, place: &str, keys: &[&str]) {
        for content in self.files_in(place) {
            for key in keys {
                content.as_object_mut().map(|own| own.shift_remove(*key));
            }
        }
    }

    /// Adds rules about fields of the root body.
    fn rules(&mut self, operations: &[(String, Option<String>)], sent: &schemas::Made) {
        let Some((operation, _)) = operations.iter().find(|(_, body)| body.as_ref() == Some(&sent.root)) else {
            return;
        };
        let mut rules = serde_json::Map::new();
        for (name, kind) in &sent.members {
            let value = format!("body.{name}");
            let test = match kind.as_str() {
                "integer" | "number" => json!({"value": value, "max": 70}),
                "array" => json!({"value": value, "max_items": 5}),
                "string" => json!({"value": value, "is_not": "nothing"}),
                _ => continue,
            };
            let rule = json!({
                "summary": "A rule.", "on": [operation], "check": test, "severity": "warning",
                "message": "{value} is not good.", "source": "api: Rules",
            });
            let id = format!("rule-{}", rules.len());
            rules.insert(id, rule);
        }
        if !rules.is_empty() && self.random.once_in(2) {
            let stem = self.stem();
            self.add(&format!("rules/{stem}.yaml"), json!({"summary": "Rules.", "rules": rules}));
        }
    }
}
