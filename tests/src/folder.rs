//! Reads and writes files in folders of this package and of the workspace.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use verispec_codegen::check::Valid;
use verispec_codegen::ir::Model;
use verispec_codegen::source::{SourceFile, SourceMap};

/// Returns a path below this package's `cases` folder.
pub fn cases(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("cases").join(path)
}

/// Returns a path below the workspace's root.
pub fn workspace(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}

/// Returns the sorted paths of all files below the folder whose names have this suffix.
pub fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(folder) = open.pop() {
        let entries = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        for path in entries.flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                open.push(path);
            } else if path.to_string_lossy().ends_with(ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// Reads a file as UTF-8.
pub fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Reads the spec in a folder as input for the generator.
pub fn spec(folder: &Path) -> SourceMap {
    let source = |path: PathBuf| {
        let relative = path.strip_prefix(folder).unwrap_or(&path);
        let path_in_spec = relative.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
        SourceFile { path: path_in_spec, bytes: text(&path).into_bytes() }
    };
    SourceMap::new(files(folder, ".yaml").into_iter().map(source).collect())
}

/// Writes a spec below a folder.
pub fn write(sources: &SourceMap, folder: &Path) {
    for (_, file) in sources.iter() {
        let path = folder.join(&file.path);
        let written = fs::create_dir_all(path.parent().unwrap_or(folder)).and_then(|()| fs::write(&path, &file.bytes));
        written.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    }
}

/// Removes Rust files of an earlier run that are not among `paths`, such as files that were moved.
pub fn keep_only(crate_folder: &Path, paths: &BTreeSet<&str>) {
    if !crate_folder.is_dir() {
        return;
    }
    for file in files(crate_folder, ".rs") {
        let path = file.strip_prefix(crate_folder).unwrap_or(&file).to_string_lossy().replace('\\', "/");
        if !paths.contains(path.as_str()) {
            fs::remove_file(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        }
    }
}

/// Returns cargo's metadata for each package of the workspace.
pub fn packages() -> Vec<serde_json::Value> {
    let output = std::process::Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--offline", "--format-version", "1"])
        .current_dir(workspace(""))
        .output()
        .expect("cargo should be available, because it runs the tests");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    metadata["packages"].as_array().expect("packages").clone()
}

/// Loads the shipped spec, which must be valid.
pub fn shipped() -> Valid<Model> {
    sound(&spec(&workspace("spec")))
}

/// Returns the model of a spec. Panics if the spec is invalid.
pub fn sound(sources: &SourceMap) -> Valid<Model> {
    match verispec_codegen::load(sources) {
        Ok((model, _)) => model,
        Err(found) => panic!("{}", found.render(sources, false)),
    }
}
