//! Plants a single error in each output: a wrong edge if it has edges, otherwise a wrong step, field or limit.

use serde_json::{Value, json};
use verispec_codegen::ir::{Model, Workflow};

use super::Files;
use super::json::parsed;

/// A generated file with a planted error.
pub(super) struct Corruption {
    pub(super) what: String,
    pub(super) path: String,
    pub(super) text: String,
}

/// Returns corruptions of every edge of every workflow. In outputs without edges, corrupts every upload, capture, field
/// and limit.
pub(super) fn all(output: &str, model: &Model, files: &Files) -> Vec<Corruption> {
    match output {
        "Markdown" => edges(model, |workflow, _, from, to| {
            let path = format!("docs/workflows/{}.md", workflow.name.wire);
            let chain = |first: &str, second: &str| {
                format!("[`{first}`](../capabilities.md#{}) → [`{second}`]", first.to_lowercase())
            };
            replaced(files, path, &chain(from, to), &chain(to, from))
        }),
        "Mermaid" => edges(model, |workflow, _, from, to| {
            let path = format!("docs/workflows/{}.md", workflow.name.wire);
            let id = |wire: &str| {
                model.capabilities.iter().find(|own| own.name.wire == wire).map(|own| own.name.snake.clone())
            };
            let (from, to) = (id(from).unwrap_or_default(), id(to).unwrap_or_default());
            replaced(files, path, &format!("c_{from} --> c_{to}\n"), &format!("c_{to} --> c_{from}\n"))
        }),
        "SVG" => edges(model, |workflow, index, _, _| {
            let path = format!("docs/workflows/{}.svg", workflow.name.wire);
            let arrows = files[&path].match_indices(" d=\"M").filter(|(place, _)| {
                let line = files[&path][*place..].lines().next().unwrap_or_default();
                line.contains("marker-end")
            });
            let start = arrows.map(|(place, word)| place + word.len()).nth(index).unwrap_or_default();
            (path.clone(), format!("{}1{}", &files[&path][..start], &files[&path][start..]))
        }),
        "Rust" => edges(model, |workflow, _, from, to| {
            let path = format!("{}/src/workflows/{}.rs", model.provider.package.name.wire, workflow.name.snake);
            replaced(files, path, &format!("(\"{from}\", \"{to}\")"), &format!("(\"{to}\", \"{from}\")"))
        }),
        "catalogue" => edges(model, |workflow, index, _, _| {
            let mut catalog = parsed(files, "catalog.json");
            let place = model.workflows.iter().position(|own| own.key == workflow.key).unwrap_or_default();
            let edge = &mut catalog["workflows"][place]["capabilities"]["edges"][index];
            *edge = json!([edge[1], edge[0]]);
            ("catalog.json".to_owned(), catalog.to_string())
        }),
        "Arazzo" => values(files, &["arazzo.yaml"], |path, value| {
            (path.ends_with("/value")
                && value.as_str().is_some_and(|text| text.chars().all(|c| c.is_ascii_uppercase())))
                || path.contains("/x-capture/credentials/")
                || path.ends_with("/workflowDefinition/key")
        }),
        "OpenAPI" => values(files, &["openapi.yaml"], |path, _| {
            path.starts_with("/components/schemas/") && (is_limit(path) || path.contains("/required/"))
        }),
        _ => {
            let paths: Vec<&str> =
                files.keys().map(String::as_str).filter(|path| path.starts_with("schema/wire/")).collect();
            values(files, &paths, |path, _| is_limit(path) || path.contains("/required/"))
        }
    }
}

fn is_limit(path: &str) -> bool {
    ["minLength", "maxLength", "minItems", "maxItems"].iter().any(|word| path.ends_with(word))
}

/// Returns one corruption per edge of each workflow. `corrupt` receives the workflow, the index of the edge and its
/// ends.
fn edges(model: &Model, corrupt: impl Fn(&Workflow, usize, &str, &str) -> (String, String)) -> Vec<Corruption> {
    let mut found = Vec::new();
    for workflow in &model.workflows {
        for (index, (from, to)) in workflow.edges().into_iter().enumerate() {
            let (from, to) = (&model[from].name.wire, &model[to].name.wire);
            let (path, text) = corrupt(workflow, index, from, to);
            found.push(Corruption { what: format!("{} {from} > {to}", workflow.key), path, text });
        }
    }
    let covered =
        model.workflows.iter().filter(|own| found.iter().any(|c| c.what.starts_with(&format!("{} ", own.key))));
    assert_eq!(covered.count(), model.workflows.len(), "every workflow should have an edge to corrupt");
    found
}

fn replaced(files: &Files, path: String, from: &str, to: &str) -> (String, String) {
    let text = files.get(&path).unwrap_or_else(|| panic!("{path} is not generated"));
    let text = text.replacen(from, to, 1);
    (path, text)
}

/// Returns one corruption per selected value, which replaces the value with another number or string.
fn values(files: &Files, paths: &[&str], chosen: fn(&str, &Value) -> bool) -> Vec<Corruption> {
    let mut found = Vec::new();
    for path in paths {
        let document = parsed(files, path);
        let mut pointers = Vec::new();
        walk(&document, String::new(), &mut |pointer, value| {
            pointers.extend(chosen(pointer, value).then(|| pointer.to_owned()));
        });
        for pointer in pointers {
            let mut corrupted = document.clone();
            if let Some(value) = corrupted.pointer_mut(&pointer) {
                *value = value.as_i64().map_or(json!("ELSE"), |number| json!(number + 1));
            }
            found.push(Corruption { what: pointer, path: (*path).to_owned(), text: corrupted.to_string() });
        }
    }
    found
}

fn walk(value: &Value, pointer: String, visit: &mut dyn FnMut(&str, &Value)) {
    visit(&pointer, value);
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                walk(member, format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1")), visit);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                walk(item, format!("{pointer}/{index}"), visit);
            }
        }
        _ => {}
    }
}
