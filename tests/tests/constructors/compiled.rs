//! Verifies with the compiler that no argument of a function can be passed in place of another.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use verispec_tests::folder;
use verispec_tests::programs::{Package, write};

use super::signatures::{Signature, crowded, generated, signatures};

/// Returns an expression for an argument of this type.
fn value(ty: &str) -> String {
    let inside = |prefix: &str| ty.strip_prefix(prefix)?.strip_suffix('>');
    if let Some((wrapper, inner)) = ty.strip_prefix("arguments::").and_then(|ty| ty.strip_suffix('>')?.split_once('<'))
    {
        return format!("c::arguments::{wrapper}({})", value(inner));
    }
    if let Some(item) = inside("implIntoIterator<Item=") {
        return format!("[{}]", value(item));
    }
    match inside("implInto<").unwrap_or(ty) {
        "String" | "Personal<String>" | "Timestamp" | "Date" => "\"V-1\"".to_owned(),
        "Personal<Vec<String>>" => "vec![\"V-1\".to_owned()]".to_owned(),
        "i64" | "Personal<i64>" => "7".to_owned(),
        "bool" => "true".to_owned(),
        "Secret" => "c::runtime::Secret::new(\"s\")".to_owned(),
        "PaperId" => "c::payloads::PaperId::new(\"m-1\")".to_owned(),
        "Paper" => "c::payloads::Paper::Manifest".to_owned(),
        "Captain" => "c::payloads::Captain::new(\"Example\")".to_owned(),
        "BTreeMap<String,i64>" => "std::collections::BTreeMap::from([(\"A\".to_owned(), 7)])".to_owned(),
        other => panic!("add an expression for arguments of type `{other}`"),
    }
}

/// Returns a program with one function call per line, either as intended or with two swapped arguments.
fn program(functions: &[(String, Signature)], swapped: bool) -> String {
    let mut text = "#![allow(warnings)]\nuse harbor_clearance as c;\nfn main() {}\n".to_owned();
    let mut line = |path: &str, values: &[String]| {
        writeln!(text, "fn f() {{ fn g() {{ let _ = {path}({}); }} }}", values.join(", "))
            .expect("writing to a string should not fail");
    };
    for (path, signature) in functions {
        let values: Vec<String> = signature.arguments.iter().map(|(_, ty)| value(ty)).collect();
        match swapped {
            false => line(path, &values),
            true => {
                for (one, other) in (0..values.len()).flat_map(|other| (0..other).map(move |one| (one, other))) {
                    let mut values = values.clone();
                    values.swap(one, other);
                    line(path, &values);
                }
            }
        }
    }
    // Each call is in a separate function, because functions in a module cannot have the same name.
    let numbered =
        text.lines().enumerate().map(|(number, line)| line.replacen("fn f()", &format!("fn f{number}()"), 1));
    numbered.map(|line| line + "\n").collect()
}

/// Returns the lines of each program that do not compile.
fn errors(functions: &[(String, Signature)]) -> Vec<(String, u64)> {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("constructors");
    let files = generated(&crowded());
    let paths = files.iter().filter_map(|file| file.path.strip_prefix("harbor-clearance/"));
    folder::keep_only(&root.join("harbor-clearance"), &paths.collect());
    for file in files.iter().filter(|file| file.path.starts_with("harbor-clearance/")) {
        write(&root.join(&file.path), &file.contents);
    }
    let mut package = Package::new(root);
    package.depend("harbor-clearance", "harbor-clearance", Path::new("harbor-clearance"));
    package.program("sound", &program(functions, false));
    package.program("swapped", &program(functions, true));
    let mut found = Vec::new();
    for (name, compiled) in package.check() {
        let spans = compiled.errors.iter().flat_map(|error| error["spans"].as_array().into_iter().flatten());
        let lines = spans.filter(|span| span["is_primary"] == true).filter_map(|span| span["line_start"].as_u64());
        found.extend(lines.map(|line| (name.clone(), line)));
    }
    found
}

#[test]
fn swapped_arguments_do_not_compile() {
    let signatures = signatures(&generated(&crowded())).into_iter();
    let functions: Vec<(String, Signature)> = signatures
        .filter_map(|signature| {
            let (path, name) = signature.name.split_once(": ")?;
            let module = Path::new(path).file_stem()?.to_string_lossy().into_owned();
            let path = match path.contains("/workflows/") {
                true => format!("c::workflows::{module}::{name}"),
                false if name == "Tide::new" => format!("c::payloads::{name}"),
                false => return None,
            };
            Some((path, signature))
        })
        .collect();
    let most = functions.iter().map(|(_, signature)| signature.arguments.len()).max();
    assert_eq!((functions.len(), most), (3, Some(30)));
    let errors = errors(&functions);
    let sound: Vec<&(String, u64)> = errors.iter().filter(|(name, _)| name == "sound").collect();
    assert!(sound.is_empty(), "{sound:?}");
    let refused: BTreeSet<u64> = errors.iter().filter(|(name, _)| name == "swapped").map(|(_, line)| *line).collect();
    let program = program(&functions, true);
    let lines = program.lines().enumerate().skip(3).map(|(index, line)| (index as u64 + 1, line));
    let compiled: Vec<&str> = lines.filter(|(number, _)| !refused.contains(number)).map(|(_, line)| line).collect();
    assert!(compiled.is_empty(), "{} calls compile with swapped arguments\n{}", compiled.len(), compiled.join("\n"));
}
