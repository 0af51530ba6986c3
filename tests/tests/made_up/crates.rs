//! Combines many generated crates as modules of a single crate, which shares the runtime. One compiler run then covers
//! all of them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::json;
use verispec_codegen::source::SourceMap;
use verispec_tests::folder;
use verispec_tests::instance::{Recipe, instance};
use xtask::tree::Tree;

/// The modules of a generated crate that differ between specs.
const MODULES: &[&str] = &[
    "arguments",
    "capabilities",
    "context",
    "credentials",
    "lists",
    "model",
    "operations",
    "payloads",
    "prerequisites",
    "readings",
    "regions",
    "rules",
    "timing",
    "validate",
    "workflows",
];

/// Payloads are parsed and serialized for every nth spec.
const RUN_ONE_IN: u64 = 4;

/// A spec, and the contents of the files generated from it by path.
type Made = (SourceMap, BTreeMap<String, String>);

/// The specs whose crates are compiled together.
pub(super) struct Batch<'a> {
    specs: Vec<(u64, &'a Made)>,
    /// The numbers of the specs whose payloads are parsed and serialized.
    run: Vec<u64>,
    /// The source files of the combined crate.
    files: BTreeMap<String, String>,
    /// The lines in the manifest's sections for features and dependencies.
    features: BTreeSet<String>,
    dependencies: BTreeSet<String>,
}

impl<'a> Batch<'a> {
    pub(super) fn new(specs: impl Iterator<Item = (u64, &'a Made)>, with_payloads: bool) -> Self {
        let specs: Vec<(u64, &'a Made)> = specs.collect();
        let numbers = specs.iter().map(|(number, _)| *number);
        let mut batch = Self {
            run: numbers.filter(|number| with_payloads && number % RUN_ONE_IN == 0).collect(),
            specs,
            files: BTreeMap::new(),
            features: BTreeSet::new(),
            dependencies: BTreeSet::new(),
        };
        for (number, (_, files)) in batch.specs.clone() {
            for (path, text) in files {
                batch.add(number, path, text);
            }
        }
        let modules: String = batch.specs.iter().map(|(number, _)| module(*number)).collect();
        let root = format!(
            "//! Made-up crates.\n#![forbid(unsafe_code)]\n#![deny(missing_docs)]\npub mod runtime;\n{modules}"
        );
        batch.files.insert("src/lib.rs".to_owned(), root);
        batch.files.insert("src/main.rs".to_owned(), batch.program());
        batch
    }

    /// Moves a file in a generated crate to its location in the combined crate.
    fn add(&mut self, number: u64, path: &str, text: &str) {
        if path == "acme-flows/Cargo.toml" {
            self.features.extend(section(text, "features").filter(|line| line.ends_with(']')).map(str::to_owned));
            self.dependencies.extend(section(text, "dependencies").map(str::to_owned));
        }
        let Some(path) = path.strip_prefix("acme-flows/src/") else { return };
        if path.starts_with("runtime/") {
            self.files.insert(format!("src/{path}"), text.to_owned());
        } else if path == "lib.rs" {
            let mut in_attribute = false;
            let is_own = |line: &&str| {
                in_attribute |= line.starts_with("#![doc") || line.starts_with("#![cfg");
                let is_own = !in_attribute && !line.starts_with("pub mod runtime");
                in_attribute &= !line.ends_with(']');
                is_own
            };
            let lines: Vec<&str> = text.lines().filter(is_own).collect();
            let text = lines.join("\n").replace("pub use runtime::", "pub use crate::runtime::");
            self.files.insert(format!("src/s{number}/mod.rs"), inside(number, &text));
        } else if path != "main.rs" {
            self.files.insert(format!("src/s{number}/{path}"), inside(number, text));
        }
    }

    /// Returns the source files of the crate, unformatted.
    pub(super) fn rust(&self) -> Tree {
        Tree::new(self.files.clone()).unwrap_or_else(|error| panic!("{error:#}"))
    }

    /// Returns a program that parses and serializes the payloads of some of the specs.
    fn program(&self) -> String {
        if self.run.is_empty() {
            return "//! Nothing to read or write.\nfn main() {}\n".to_owned();
        }
        let lines =
            self.run.iter().map(|number| format!("    run(\"{number}\", made_up::s{number}::validate::check);\n"));
        PROGRAM.replace("    // calls\n", &lines.collect::<String>())
    }

    /// Returns everything that the compiler, the linter and the program report.
    pub(super) fn faults(&self, root: &Path, whole: bool) -> Vec<String> {
        let folder = root.join("batch");
        let lines = |lines: &BTreeSet<String>| lines.iter().map(|line| format!("{line}\n")).collect::<String>();
        let constructors = self.features.iter().filter_map(|line| line.strip_suffix(" = []"));
        let default: Vec<String> = constructors.map(|feature| format!("{feature:?}")).collect();
        let (features, dependencies) = (lines(&self.features), lines(&self.dependencies));
        let manifest = format!(
            "{MANIFEST}\n[dependencies]\n{dependencies}\n[features]\ndefault = [{}]\n{features}",
            default.join(", ")
        );
        let mut files = self.files.clone();
        files.insert("Cargo.toml".to_owned(), manifest);
        files.insert("Cargo.lock".to_owned(), folder::text(&folder::workspace("Cargo.lock")));
        files.insert("payloads.json".to_owned(), self.payloads());
        replace(&folder, &files);
        let mut wrong = self.told(&cargo(&folder, root, &["clippy", "--", "-D", "warnings"]));
        if wrong.is_empty() {
            wrong.extend(cargo(&folder, root, &["run"]));
        }
        if whole {
            wrong.extend(self.whole(root));
        }
        wrong
    }

    /// Checks the first and the last crate separately. Each has its own runtime, of which it uses only a part.
    fn whole(&self, root: &Path) -> Vec<String> {
        let ends = self.specs.first().into_iter().chain(self.specs.last());
        let checked = ends.flat_map(|(number, (_, files))| {
            let own = files
                .iter()
                .filter_map(|(path, text)| Some((path.strip_prefix("acme-flows/")?.to_owned(), text.clone())));
            let mut own: BTreeMap<String, String> = own.collect();
            own.entry("Cargo.toml".to_owned()).or_default().push_str("\n[workspace]\n");
            own.insert("Cargo.lock".to_owned(), folder::text(&folder::workspace("Cargo.lock")));
            let folder = root.join("whole");
            replace(&folder, &own);
            let found = cargo(&folder, root, &["clippy", "--all-features", "--", "-D", "warnings"]);
            found.map(|found| format!("{number} as a separate crate:\n{found}"))
        });
        checked.collect()
    }

    /// Generates payloads for each body: with all fields, and with only the required ones.
    fn payloads(&self) -> String {
        let mut found = Vec::new();
        for (number, (sources, _)) in self.specs.iter().filter(|(number, _)| self.run.contains(number)) {
            let model = folder::sound(sources);
            for operation in &model.operations {
                let sides = [("request", operation.sent()), ("response", operation.received())];
                for (side, id) in sides.into_iter().filter_map(|(side, id)| Some((side, id?))) {
                    for minimal in [false, true] {
                        let payload = instance(&model, id, Recipe { minimal, plausible: true, ..Recipe::default() });
                        found.push(json!([number.to_string(), operation.name.wire, side, payload]));
                    }
                }
            }
        }
        json!(found).to_string()
    }

    /// Prefixes the compiler's messages with the numbers of the specs.
    fn told(&self, found: &Option<String>) -> Vec<String> {
        let Some(found) = found else { return Vec::new() };
        let of = |number: &u64| found.contains(&format!("src/s{number}/"));
        let numbers: Vec<String> =
            self.specs.iter().map(|(number, _)| *number).filter(of).map(|number| number.to_string()).collect();
        vec![format!("specs {}:\n{found}", numbers.join(", "))]
    }
}

/// Returns the lines in a section of a manifest, without lists that span several lines.
fn section<'t>(manifest: &'t str, name: &str) -> impl Iterator<Item = &'t str> {
    let start = format!("[{name}]");
    let lines = manifest.lines().skip_while(move |line| *line != start).skip(1);
    let lines = lines.take_while(|line| !line.starts_with('['));
    lines.filter(|line| line.contains(" = ") && !line.starts_with([' ', '#']) && !line.ends_with('['))
}

fn module(number: u64) -> String {
    format!("/// Spec {number}.\npub mod s{number};\n")
}

/// Replaces paths from the crate's root with paths from a module. Paths to macros and the runtime are unchanged.
fn inside(number: u64, text: &str) -> String {
    let mut text = text.replace("crate ::", "crate::");
    // Renames methods that the module adds to types of the runtime, because a type can have only one method with the
    // same name.
    if text.contains("impl Context {") {
        text = text.replace("    pub fn ", &format!("    pub fn of_{number}_"));
    }
    // Replaces the remainder of a path that is wrapped onto a second line.
    text = text.replace("  ::validate::", &format!("  ::s{number}::validate::"));
    for module in MODULES {
        for end in ["::", ";", ")", "}", " "] {
            text = text.replace(&format!("crate::{module}{end}"), &format!("crate::s{number}::{module}{end}"));
        }
        text = text.replace(&format!("use crate::{{{module}"), &format!("use crate::s{number}::{{{module}"));
    }
    text
}

/// Writes these files to a folder. Unchanged files are not written again.
fn replace(folder: &Path, files: &BTreeMap<String, String>) {
    if folder.is_dir() {
        for path in folder::files(folder, "") {
            let relative = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            if !files.contains_key(&relative) {
                fs::remove_file(&path).expect("a writable folder");
            }
        }
    }
    for (path, text) in files {
        let path = folder.join(path);
        if !fs::read_to_string(&path).is_ok_and(|known| known == *text) {
            fs::create_dir_all(path.parent().unwrap_or(folder)).expect("a writable folder");
            fs::write(path, text).expect("a writable folder");
        }
    }
}

/// Runs cargo, and returns its messages if it fails.
fn cargo(folder: &Path, root: &Path, arguments: &[&str]) -> Option<String> {
    let output = Command::new(env!("CARGO"))
        .arg(arguments[0])
        .args(["--offline", "--quiet"])
        .args(&arguments[1..])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", root.join("target"))
        .env_remove("RUSTFLAGS")
        .output()
        .expect("cargo should be available, because it runs the tests");
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    (!output.status.success()).then(|| told + &String::from_utf8_lossy(&output.stdout))
}

const MANIFEST: &str = "[package]\nname = \"made_up\"\nversion = \"0.0.0\"\nrust-version = \"1.85\"\nedition = \"2024\"\n\n\
                        [profile.dev]\ndebug = false\n\n[workspace]\n";

const PROGRAM: &str = r#"//! Reads and writes made-up payloads.
use made_up::runtime::{Checked, Context, Direction, UnknownOperation};
use serde_json::Value;

type Check = fn(&str, Direction, Option<&[u8]>, &Context) -> Result<Checked, UnknownOperation>;

fn run(spec: &str, check: Check) {
    let payloads: Vec<(String, String, String, Value)> =
        serde_json::from_str(include_str!("../payloads.json")).expect("payloads");
    for (_, operation, side, payload) in payloads.into_iter().filter(|(number, ..)| number == spec) {
        let direction = if side == "request" { Direction::Request } else { Direction::Response };
        let body = payload.to_string();
        let checked = check(&operation, direction, Some(body.as_bytes()), &Context::default());
        let checked = checked.unwrap_or_else(|error| panic!("{spec}: {error}"));
        let told: Vec<String> = checked.report.violations().iter().map(ToString::to_string).collect();
        assert!(told.is_empty(), "{spec}: the {side} of {operation} is refused: {body}\n{}", told.join("\n"));
        let rewritten = checked.rewritten.map(|json| serde_json::from_str(json.as_str()).expect("JSON"));
        let rewritten: Value = rewritten.unwrap_or_default();
        assert_eq!(rewritten, payload, "{spec}: the {side} of {operation} comes back otherwise");
    }
}

fn main() {
    // calls
}
"#;
