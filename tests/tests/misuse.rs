//! Misuse of the generated crate: each case is a program that must not compile, with what the compiler says of it.
//!
//! A case begins with a sentence and the errors that it gets: code and message. Places and explanations differ between
//! compilers and are left out.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use verispec_tests::folder;

fn name(case: &Path) -> String {
    case.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

/// The lines at the top of a case that say what the compiler must say.
fn expected(case: &Path) -> Vec<String> {
    let text = folder::text(case);
    text.lines()
        .filter_map(|line| line.strip_prefix("// "))
        .filter(|line| line.starts_with("error["))
        .map(str::to_owned)
        .collect()
}

/// A package of its own with a program per case; gives its folder.
fn package(cases: &[PathBuf]) -> PathBuf {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("misuse");
    fs::create_dir_all(&root).expect("a writable folder");
    let write = |file: &str, text: &str| fs::write(root.join(file), text).expect("a writable folder");
    write("Cargo.lock", &folder::text(&folder::workspace("Cargo.lock")));
    let bin = |name: &str, path: &Path| format!("[[bin]]\nname = {name:?}\npath = {path:?}\n\n");
    let bins: String = cases.iter().map(|case| bin(&name(case), case)).collect();
    let bound = folder::workspace("generated/jumio-workflows");
    let manifest = format!(
        "[package]\nname = \"misuse\"\nedition = \"2024\"\n\n[dependencies]\nserde_json = \"1\"\n\
         jumio-workflows = {{ path = {bound:?} }}\n\n{bins}[workspace]\n"
    );
    write("Cargo.toml", &manifest);
    root
}

/// What the compiler says of each program. Everything that is needed has been downloaded for the workspace.
fn errors(package: &Path) -> BTreeMap<String, Vec<String>> {
    let output = Command::new(env!("CARGO"))
        .args(["check", "--bins", "--keep-going", "--offline", "--quiet", "--message-format=json"])
        .current_dir(package)
        .env("CARGO_TARGET_DIR", package.join("target"))
        .env_remove("RUSTFLAGS")
        .output()
        .expect("cargo runs the tests, so it can be run");
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let line: Value = serde_json::from_str(line).expect("cargo writes JSON");
        if line["reason"] == "build-finished" {
            continue;
        }
        let errors = found.entry(line["target"]["name"].as_str().unwrap_or_default().to_owned()).or_default();
        let message = &line["message"];
        if let (true, Some(code)) = (message["level"] == "error", message["code"]["code"].as_str()) {
            let told = message["message"].as_str().unwrap_or_default();
            // What the types are stands at the place only.
            let label = message["spans"].as_array().into_iter().flatten().find(|span| span["is_primary"] == true);
            let label = label.and_then(|span| span["label"].as_str()).filter(|_| told == "mismatched types");
            errors.push(format!("error[{code}]: {told}{}", label.map_or(String::new(), |label| format!(": {label}"))));
        }
    }
    assert!(found.contains_key("jumio_workflows"), "{}", String::from_utf8_lossy(&output.stderr));
    found
}

#[test]
fn misuse_does_not_compile() {
    let cases = folder::files(&folder::cases("misuse"), ".rs");
    assert!(cases.len() >= 12, "there are {} cases", cases.len());
    let mut found = errors(&package(&cases));
    let mut told = String::new();
    for case in &cases {
        let (expected, found) = (expected(case), found.remove(&name(case)).unwrap_or_default());
        if expected.is_empty() || expected != found {
            let lines = found.iter().map(|line| format!("// {line}\n"));
            write!(told, "{} should say\n{}\n", case.display(), lines.collect::<String>()).expect("a text takes all");
        }
    }
    assert!(told.is_empty(), "{told}");
}
