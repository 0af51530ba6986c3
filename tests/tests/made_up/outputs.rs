//! Checks all outputs of a spec except Rust: the site, the standards and the schemas.

use std::collections::BTreeMap;

use serde_json::Value;
use verispec_codegen::source::SourceMap;
use verispec_tests::folder;
use verispec_tests::instance::{Recipe, instance};
use xtask::site;

type Files = BTreeMap<String, String>;

/// Returns the faults in the outputs of a spec.
pub(super) fn faults(sources: &SourceMap, files: &Files, with_payloads: bool) -> Vec<String> {
    let mut wrong = dead_links(files);
    for (path, text) in files.iter().filter(|(path, _)| path.ends_with(".yaml")) {
        match serde_yaml::from_str::<Value>(text) {
            Ok(document) => dangling(&document, &document, path, &mut wrong),
            Err(error) => wrong.push(format!("{path} is not YAML: {error}")),
        }
    }
    if with_payloads {
        wrong.extend(misfits(sources, files));
    }
    wrong
}

fn dead_links(files: &Files) -> Vec<String> {
    let docs = files.iter().filter_map(|(path, text)| Some((path.strip_prefix("docs/")?.to_owned(), text.clone())));
    let checked = match site::build(&docs.collect()) {
        Ok(pages) => site::check(&pages),
        Err(error) => return vec![format!("the site cannot be built: {error:#}")],
    };
    let nothing = (!checked.is_fine() && checked.broken.is_empty()).then(|| "the site has no links".to_owned());
    checked.broken.into_iter().chain(nothing).collect()
}

/// Returns the unresolved references in a document.
fn dangling(document: &Value, value: &Value, path: &str, wrong: &mut Vec<String>) {
    if let Some(reference) = value.get("$ref").and_then(Value::as_str) {
        let target = reference.strip_prefix('#').and_then(|pointer| document.pointer(pointer));
        wrong.extend(target.is_none().then(|| format!("{path}: the reference {reference} does not resolve")));
    }
    match value {
        Value::Object(members) => members.values().for_each(|inner| dangling(document, inner, path, wrong)),
        Value::Array(items) => items.iter().for_each(|inner| dangling(document, inner, path, wrong)),
        _ => {}
    }
}

/// Returns the faults in body schemas that are invalid, or that reject a generated payload with all or only the
/// required fields.
fn misfits(sources: &SourceMap, files: &Files) -> Vec<String> {
    let model = folder::sound(sources);
    let mut wrong = Vec::new();
    let mut seen = 0;
    for (path, text) in files.iter().filter(|(path, _)| path.starts_with("schema/wire/")) {
        let Ok(schema) = serde_json::from_str::<Value>(text) else {
            wrong.push(format!("{path} is not JSON"));
            continue;
        };
        let validator = match jsonschema::draft202012::new(&schema) {
            Ok(validator) if jsonschema::meta::is_valid(&schema) => validator,
            _ => {
                wrong.push(format!("{path} is not a JSON Schema"));
                continue;
            }
        };
        let named = |id: &verispec_codegen::ir::TypeId| schema["title"] == model[*id].name.wire.as_str();
        let bodies = model.operations.iter().flat_map(|operation| [operation.sent(), operation.received()]);
        for id in bodies.flatten().filter(named) {
            seen += 1;
            for minimal in [false, true] {
                let payload = instance(&model, id, Recipe { minimal, plausible: true, ..Recipe::default() });
                if let Err(error) = validator.validate(&payload) {
                    wrong.push(format!("{path} rejects {payload}: {error}"));
                }
            }
        }
    }
    wrong.extend((seen == 0).then(|| "no body has a schema".to_owned()));
    wrong
}
