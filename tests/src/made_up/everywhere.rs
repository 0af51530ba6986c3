//! Generates specs that use each potentially conflicting name once in every kind of position.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};
use verispec_codegen::ir::Name;
use verispec_codegen::source::SourceMap;

use super::schemas::{Side, name};
use super::{Maker, Words};
use crate::random::Random;

/// The maximum number of types and operations in one spec.
const TOGETHER: usize = 200;

/// Generates enough specs to use each name as a type, a field, an enum value, a path parameter and a file, in both
/// directions.
pub fn everywhere(words: &Words) -> Vec<SourceMap> {
    [Side::Sent, Side::Received].into_iter().flat_map(|side| with_bodies(side, words)).collect()
}

fn with_bodies(side: Side, words: &Words) -> Vec<SourceMap> {
    let types = distinct(&words.types, |name| &name.pascal, &["Look", "ThingId", "Starts", "Listed"]);
    let fields = distinct(&words.any, |name| &name.snake, &[]);
    let values = distinct(&words.any, |name| &name.pascal, &[]);
    let parameters = distinct(&words.ids, |name| &name.snake, &[]);
    // The prefix `judge_` is omitted, because two files in the same folder must not have the same module name.
    let stems: Vec<String> = words.stems.iter().filter(|stem| !stem.starts_with("judge_")).cloned().collect();
    let count = types.len().div_ceil(TOGETHER);
    let part =
        |all: &[String], index: usize| -> Vec<String> { all.iter().skip(index).step_by(count).cloned().collect() };
    let specs = (0..count).map(|index| {
        let mut defs = Map::new();
        let (types, fields) = (part(&types, index), part(&fields, index));
        for (at, name) in types.iter().enumerate() {
            defs.insert(name.clone(), object(fields.iter().skip(at).step_by(types.len())));
        }
        let listed = json!({"description": "Words.", "type": "string", "enum": part(&values, index)});
        defs.insert("Listed".to_owned(), listed);
        spec(side, words, defs, &part(&stems, index), &part(&parameters, index))
    });
    specs.collect()
}

/// Returns the names whose Rust spellings are unique.
fn distinct(words: &[String], spelled: fn(&Name) -> &String, taken: &[&str]) -> Vec<String> {
    let mut taken: BTreeSet<String> = taken.iter().map(|word| (*word).to_owned()).collect();
    let is_new = |word: &&String| {
        let name = name(word);
        name.is_spellable() && taken.insert(spelled(&name).clone())
    };
    words.iter().filter(is_new).cloned().collect()
}

/// Returns the schema of an object with these fields.
fn object<'f>(fields: impl Iterator<Item = &'f String>) -> Value {
    let properties = fields.map(|field| (field.clone(), json!({"$ref": "#/$defs/Listed"})));
    json!({"description": "It is.", "type": "object", "properties": Map::from_iter(properties)})
}

fn spec(side: Side, words: &Words, mut defs: Map<String, Value>, stems: &[String], parameters: &[String]) -> SourceMap {
    let files = BTreeMap::new();
    let mut maker = Maker { words, random: Random(1), files, stems: stems.to_vec(), has_parameters: true };
    maker.provider();
    maker.contract();
    let bodies: Vec<String> = defs.keys().filter(|name| *name != "Listed").cloned().collect();
    let id = json!({"description": "Names a thing.", "type": "string", "x-id": true});
    let verdict = json!({"description": "The verdict.", "type": "string"});
    let look = json!({"description": "A look.", "type": "object", "properties": {"verdict": verdict}});
    let key = json!({"description": "The workflow.", "type": "integer", "x-workflow-key": true});
    let starts = json!({"description": "Starts.", "type": "object", "properties": {"key": key}, "required": ["key"]});
    defs.extend([("ThingId".to_owned(), id), ("Look".to_owned(), look), ("Starts".to_owned(), starts)]);
    let stem = maker.stem();
    maker.add(
        &format!("schemas/{stem}.yaml"),
        json!({"summary": "Made-up payloads.", "source": "api: Payloads", "$defs": defs}),
    );
    let mut operations = Vec::new();
    for index in 0..(bodies.len() + 1).max(stems.len()).max(parameters.len()) {
        let stem = stems.get(index).cloned().unwrap_or_else(|| format!("one_more_{index}"));
        let mut operation = json!({
            "name": "Do something", "summary": "Does something.", "group": "Things", "method": "POST", "service": "api",
            "path": format!("/things/{index}"), "auth": ["key"], "source": "api: Things",
            "response": {"status": 200, "media_types": ["application/json"], "schema": "Look"},
        });
        if let Some(parameter) = parameters.get(index) {
            operation["path"] = json!(format!("/things/{index}/{{{parameter}}}"));
            operation["path_parameters"] = json!({parameter: {"summary": "Which thing.", "schema": "ThingId"}});
        }
        let sent = match index.checked_sub(1).map(|before| bodies.get(before)) {
            None => Some("Starts"),
            Some(Some(body)) if side == Side::Received => {
                operation["response"]["schema"] = json!(body);
                None
            }
            Some(body) => body.map(String::as_str),
        };
        if let Some(schema) = sent {
            operation["request"] = json!({"media_type": "application/json", "schema": schema});
        }
        maker.add(&format!("operations/{stem}.yaml"), operation);
        operations.push((stem, None));
    }
    maker.workflow(&operations[..1]);
    maker.sources()
}
