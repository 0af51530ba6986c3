//! Renders the JSON Schemas of the spec format, for completion and validation in editors.

use verispec_spec::parse;
use verispec_text::file::File;

/// Renders one schema per kind of spec file, at `schema/<kind>.json`.
pub(super) fn render() -> Vec<File> {
    let files = parse::schemas().into_iter().map(|(kind, schema)| {
        let text = serde_json::to_string_pretty(&schema).expect("a schema serializes as JSON");
        File { path: format!("schema/{kind}.json"), contents: text + "\n" }
    });
    files.collect()
}
