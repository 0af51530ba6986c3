//! Checks that the packages and modules of the toolkit depend on each other in only one direction.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use verispec_tests::folder;
use verispec_tests::imports::Graph;

/// The packages of the generator with their allowed dependencies.
const LAYERS: &[(&str, &[&str])] = &[
    ("verispec-runtime", &[]),
    ("verispec-text", &["verispec-runtime"]),
    ("verispec-spec", &["verispec-runtime", "verispec-text"]),
    ("verispec-model", &["verispec-runtime", "verispec-spec", "verispec-text"]),
    ("verispec-render", &["verispec-model", "verispec-runtime", "verispec-spec", "verispec-text"]),
    ("verispec-diff", &["verispec-model", "verispec-runtime", "verispec-spec", "verispec-text"]),
    ("verispec-document", &["verispec-model", "verispec-runtime", "verispec-spec", "verispec-text"]),
    (
        "verispec-codegen",
        &["verispec-diff", "verispec-document", "verispec-model", "verispec-render", "verispec-spec", "verispec-text"],
    ),
];

/// External dependencies that only one package of the generator may have.
const ALONE: &[(&str, &str)] = &[
    ("minijinja", "verispec-render"),
    ("prettyplease", "verispec-render"),
    ("pulldown-cmark", "verispec-document"),
    ("saphyr-parser", "verispec-text"),
    ("typify", "verispec-render"),
];

/// The stages of a package from first to last. Each may only use earlier ones.
const STAGES: &[(&str, &[&str])] = &[
    ("codegen/spec", &["quantity", "syntax", "parse", "suppress", "todos"]),
    ("codegen/model", &["change", "finding", "ir", "rename", "wire_schema", "judge", "rules", "lower", "check"]),
    ("codegen/document", &["document", "audit", "import"]),
];

/// Folders whose modules must not have cycles.
const SOURCES: &[&str] = &[
    "codegen/text",
    "codegen/spec",
    "codegen/model",
    "codegen/render",
    "codegen/diff",
    "codegen/document",
    "codegen/runtime",
    "xtask",
];

/// Folders in which cycles are allowed, each with the reason.
const ONE_THING: &[(&str, &str)] = &[(
    "runtime::wire",
    "views, values and the JSON parser are one algorithm over one enum, which has a variant for each kind of value",
)];

/// Returns the dependencies of each package in the workspace, by name.
fn needs() -> BTreeMap<String, BTreeSet<String>> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let packages = folder::packages().into_iter().map(|package| {
        let dependencies = package["dependencies"].as_array().expect("dependencies").iter();
        let built = dependencies.filter(|dependency| dependency["kind"].is_null());
        (text(&package["name"]), built.map(|dependency| text(&dependency["name"])).collect())
    });
    packages.collect()
}

#[test]
fn packages_use_only_those_below_them() {
    let needs = needs();
    for (package, may) in LAYERS {
        let own = needs[*package].iter().filter(|name| name.starts_with("verispec-"));
        let wrong: Vec<&String> = own.filter(|name| !may.contains(&name.as_str())).collect();
        assert!(wrong.is_empty(), "{package} must not depend on {wrong:?}");
    }
    for (dependency, package) in ALONE {
        let users = LAYERS.iter().map(|(name, _)| *name).filter(|name| needs[*name].contains(*dependency));
        assert_eq!(users.collect::<Vec<_>>(), [*package], "{dependency}");
    }
}

#[test]
fn stages_use_only_those_before_them() {
    for (package, stages) in STAGES {
        let graph = Graph::read(&folder::workspace(&format!("{package}/src")));
        let place = |module: &[String]| stages.iter().position(|stage| *stage == module[0]);
        for ((from, to), path) in graph.edges() {
            if from.is_empty() || to.is_empty() {
                continue;
            }
            let (Some(after), Some(before)) = (place(from), place(to)) else {
                panic!("{package}: {} or {} is not in the list of stages", from[0], to[0]);
            };
            assert!(before <= after, "{package}: {} refers to {path}, which is in a later stage", from.join("::"));
        }
    }
}

#[test]
fn the_entries_of_a_folder_use_each_other_in_one_direction() {
    for package in SOURCES {
        let graph = Graph::read(&folder::workspace(&format!("{package}/src")));
        assert!(graph.edges().len() > graph.len() / 2, "{package}: the scanner found too few imports");
        let allowed = |circle: &String| ONE_THING.iter().any(|(folder, _)| circle.starts_with(&format!("{folder}: ")));
        let (known, circles): (Vec<String>, Vec<String>) = graph.circles().into_iter().partition(allowed);
        let has_exception = *package == "codegen/runtime";
        assert_eq!(
            !known.is_empty(),
            has_exception,
            "only `codegen/runtime` should need an exception for cycles, and it should need one"
        );
        assert!(circles.is_empty(), "{package} has cycles:\n{}", circles.join("\n"));
    }
}

/// Checks that the scanner finds each form of reference. Otherwise it might not find a cycle.
#[test]
fn circles_are_found() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a writable folder");
        std::fs::write(path, text).expect("a writable folder");
    };
    write("lib.rs", "mod a; mod b; mod c; pub use a::One; use b::Two;");
    write("a/mod.rs", "mod inner; pub struct One;");
    write("a/inner.rs", "fn f() { let x = crate::b::two(); }");
    write("b.rs", "pub struct Two; pub fn two() {}");
    write("c.rs", "use crate::{a::One, b};");
    assert_eq!(Graph::read(folder.path()).circles(), [""; 0]);
    for (through, told) in [
        ("use super::One;", "super::One"),
        ("fn f(one: super::a::One) {}", "super::a::One"),
        ("use crate::{a::{self as other}};", "crate::a"),
        ("use crate::a::*;", "crate::a"),
    ] {
        write("b.rs", &format!("pub struct Two; pub fn two() {{}} {through}"));
        let circles = Graph::read(folder.path()).circles();
        assert_eq!(circles.len(), 2, "{through}: {circles:?}");
        assert!(circles[1].ends_with(&format!("(b names {told})")), "{circles:?}");
    }
    write("b.rs", "pub fn two() {} #[cfg(test)] mod tests { use crate::a::One; } fn q() { quote!(super::a::One) }");
    assert_eq!(Graph::read(folder.path()).circles(), [""; 0]);
}
