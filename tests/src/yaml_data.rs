//! Spec files as data: turns sources into what each file says as JSON, and makes sources of such data again.

use std::collections::BTreeMap;

use serde_json::Value;
use verispec_codegen::diagnostics::Diagnostics;
use verispec_codegen::source::{SourceFile, SourceMap};
use verispec_codegen::yaml;

/// What each file says, by its path.
pub fn read(sources: &SourceMap) -> BTreeMap<String, Value> {
    let read = |(id, file): (_, &SourceFile)| {
        let text = yaml::data(id, sources, &mut Diagnostics::default()).unwrap_or_default();
        let data = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.path));
        (file.path.clone(), data)
    };
    sources.iter().map(read).collect()
}

/// Files that say this. JSON is YAML, so nothing can be lost on the way.
pub fn write<'a>(files: impl IntoIterator<Item = (&'a str, &'a Value)>) -> SourceMap {
    let file =
        |(path, data): (&str, &Value)| SourceFile { path: path.to_owned(), bytes: data.to_string().into_bytes() };
    SourceMap::new(files.into_iter().map(file).collect())
}
