//! Checks the manifest of a generated crate: cargo accepts every value that lint accepts, and reads the values in the
//! spec.

use std::fs;
use std::process::Command;

use serde_json::Value;
use verispec_codegen::generate;
use verispec_codegen::source::{SourceFile, SourceMap};
use verispec_tests::{fault, folder};

/// The names of the toolkit's packages, which may share a workspace with generated crates.
const PACKAGES: &[&str] = &[
    "codegen",
    "codegen/diff",
    "codegen/document",
    "codegen/model",
    "codegen/render",
    "codegen/runtime",
    "codegen/spec",
    "codegen/text",
    "tests",
    "tests/bench",
    "tests/figures",
    "tests/fuzz",
    "xtask",
    "xtask/launcher",
];

/// Returns the example spec with other names and file names.
fn spec(words: &[(&str, &str)]) -> SourceMap {
    let other = |text: &str| words.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to));
    let file = |file: &SourceFile| SourceFile {
        path: other(&file.path),
        bytes: other(&String::from_utf8_lossy(&file.bytes)).into_bytes(),
    };
    let sources = folder::spec(&folder::cases("specs/harbor"));
    SourceMap::new(sources.iter().map(|(_, source)| file(source)).collect())
}

/// Returns the manifest that is generated from the spec.
fn manifest(sources: &SourceMap) -> String {
    let output = generate(sources).unwrap_or_else(|found| panic!("{}", found.render(sources, false)));
    let mut manifests = output.files.into_iter().filter(|file| file.path.ends_with("/Cargo.toml"));
    manifests.next().expect("a manifest").contents
}

/// Returns cargo's metadata for the manifest.
fn package(manifest: &str) -> Value {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("src")).expect("a writable folder");
    for (path, text) in
        [("Cargo.toml", &*format!("{manifest}\n[workspace]\n")), ("src/lib.rs", ""), ("src/main.rs", "")]
    {
        fs::write(folder.path().join(path), text).expect("a writable folder");
    }
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--offline", "--format-version", "1"])
        .current_dir(folder.path())
        .output()
        .expect("cargo should be available, because it runs the tests");
    assert!(output.status.success(), "{}\n{manifest}", String::from_utf8_lossy(&output.stderr));
    let told: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    told["packages"][0].clone()
}

fn features(package: &Value) -> Vec<&str> {
    package["features"].as_object().into_iter().flatten().map(|(name, _)| name.as_str()).collect()
}

#[test]
fn every_workflow_has_a_feature_of_its_own() {
    let sound = package(&manifest(&spec(&[])));
    let of_workflows = ["first-call", "return-call"];
    let own: Vec<&str> = features(&sound).into_iter().filter(|name| !of_workflows.contains(name)).collect();
    assert!(own.len() >= 3, "{own:?}");
    for name in own.iter().copied().chain(["sha2", "serde", "serde-json", "cli-"]) {
        let stem = name.replace('-', "_");
        if stem == "default" {
            continue;
        }
        let prefixed = format!("workflow_{stem}");
        let again = format!("workflow_{prefixed}");
        for (one, other) in [(&stem, &prefixed), (&prefixed, &again)] {
            let package = package(&manifest(&spec(&[("first_call", one), ("return_call", other)])));
            let found = features(&package);
            assert_eq!(found.len(), own.len() + 2, "{one}, {other}: {found:?}");
            assert!(own.iter().all(|name| found.contains(name)), "{one}, {other}: {found:?}");
            for name in found.iter().filter(|name| !own.contains(name)) {
                let constructors = &package["features"][name];
                assert_eq!(constructors, &Value::Array(Vec::new()), "{one}, {other}: {name}");
            }
        }
    }
}

#[test]
fn a_crate_is_not_called_like_what_it_needs_or_is_beside() {
    let manifest = manifest(&spec(&[]));
    let needed = package(&manifest);
    let needed = needed["dependencies"].as_array().into_iter().flatten().filter_map(|own| own["name"].as_str());
    let beside = PACKAGES.iter().map(|folder| {
        let manifest = folder::text(&folder::workspace(&format!("{folder}/Cargo.toml")));
        let name = manifest.lines().find_map(|line| line.strip_prefix("name = ")).expect("a name");
        name.trim_matches('"').to_owned()
    });
    let of_rust = ["alloc", "core", "fn", "gen", "proc_macro", "self", "std", "test", "yield"];
    let names: Vec<String> = needed.chain(of_rust).map(str::to_owned).chain(beside).collect();
    let spellings = |name: &String| [name.replace('-', "_"), name.replace('_', "-")];
    let long = "a".repeat(65);
    for name in names.iter().flat_map(spellings).chain([long]) {
        let sources = spec(&[("name: harbor-clearance", &format!("name: {name}"))]);
        let found: Vec<&str> = fault::findings(&sources).iter().map(|found| found.rule.id).collect();
        assert_eq!(found, ["malformed-name"], "{name}");
    }
}

#[test]
fn words_of_the_spec_reach_the_manifest_as_they_are() {
    let package_of = |words: &[(&str, &str)]| package(&manifest(&spec(words)));
    for name in ["itoa", "digest", "serde-x", "main", "runtime", "test-2", "a"] {
        assert_eq!(package_of(&[("name: harbor-clearance", &format!("name: {name}"))])["name"], name);
    }
    for license in
        ["MIT", "(MIT OR Apache-2.0) AND GPL-2.0+", "GPL-2.0-only WITH Classpath-exception-2.0 OR LicenseRef-own"]
    {
        assert_eq!(package_of(&[("MIT OR Apache-2.0", license)])["license"], license);
    }
    for version in ["1.85", "1.85.0", "1.100", "1.999.10"] {
        assert_eq!(
            package_of(&[("rust_version: \"1.85\"", &format!("rust_version: \"{version}\""))])["rust_version"],
            version
        );
    }
    for name in ["'Tide \"water\"'", r#""Tide \\ {{ water }}""#, "'Tide #water'", "Tïde [water] \u{1F6A2}"] {
        let name = format!("name: {name}");
        let meant: Value = serde_yaml::from_str(&name).expect("YAML");
        let described = package_of(&[("name: Tidewater Harbor Office", &name)])["description"].clone();
        assert!(
            described.as_str().is_some_and(|text| text.ends_with(meant["name"].as_str().expect("a text"))),
            "{described}"
        );
    }
}
