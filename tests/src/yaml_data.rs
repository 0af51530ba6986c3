//! Converts spec files to JSON data, and back to source files.

use std::collections::BTreeMap;

use serde_json::Value;
use verispec_codegen::diagnostics::Diagnostics;
use verispec_codegen::source::{SourceFile, SourceMap};
use verispec_codegen::yaml;

/// Parses each file into its data, by path.
pub fn read(sources: &SourceMap) -> BTreeMap<String, Value> {
    let read = |(id, file): (_, &SourceFile)| {
        let text = yaml::data(id, sources, &mut Diagnostics::default()).unwrap_or_default();
        let data = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.path));
        (file.path.clone(), data)
    };
    sources.iter().map(read).collect()
}

/// Writes data as source files. They contain JSON, which is also valid YAML.
pub fn write<'a>(files: impl IntoIterator<Item = (&'a str, &'a Value)>) -> SourceMap {
    let file =
        |(path, data): (&str, &Value)| SourceFile { path: path.to_owned(), bytes: data.to_string().into_bytes() };
    SourceMap::new(files.into_iter().map(file).collect())
}
