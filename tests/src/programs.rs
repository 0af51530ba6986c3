//! Compiles programs that use a crate, and returns the compiler's messages about each.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::folder;

/// A package outside the workspace, with one program per file.
#[derive(Debug)]
pub struct Package {
    folder: PathBuf,
    dependencies: String,
    /// The names of the crates that the programs use, with underscores.
    crates: Vec<String>,
    programs: String,
}

/// The result of compiling a program or crate.
#[derive(Debug, Default)]
pub struct Compiled {
    /// Whether the program or crate compiles.
    pub is_sound: bool,
    /// The compiler's errors in cargo's JSON format.
    pub errors: Vec<Value>,
    /// The program's standard output, if it was run.
    pub output: Option<String>,
}

impl Package {
    /// Creates an empty package in this folder.
    pub fn new(folder: PathBuf) -> Self {
        let dependencies = "serde_json = \"1\"\n".to_owned();
        Self { folder, dependencies, crates: Vec::new(), programs: String::new() }
    }

    /// Adds a dependency on a crate. Its `path` is absolute or relative to the package.
    pub fn depend(&mut self, name: &str, package: &str, path: &Path) {
        writeln!(self.dependencies, "{name} = {{ package = {package:?}, path = {path:?} }}").expect("memory");
        self.crates.push(package.replace('-', "_"));
    }

    /// Adds a program with this source.
    pub fn program(&mut self, name: &str, text: &str) {
        let file = format!("{name}.rs");
        write(&self.folder.join(&file), text);
        self.program_at(name, Path::new(&file));
    }

    /// Adds a program whose file already exists.
    pub fn program_at(&mut self, name: &str, path: &Path) {
        writeln!(self.programs, "[[bin]]\nname = {name:?}\npath = {path:?}\n").expect("memory");
    }

    /// Compiles all programs, and returns the results of programs and crates by name. Works offline, because the
    /// workspace has the same dependencies.
    pub fn check(self) -> BTreeMap<String, Compiled> {
        self.compile("check")
    }

    /// Compiles everything, and runs each program that compiles.
    pub fn run(self) -> BTreeMap<String, Compiled> {
        let folder = self.folder.join("target/debug");
        let mut built = self.compile("build");
        for (name, program) in built.iter_mut().filter(|(name, built)| built.is_sound && folder.join(name).is_file()) {
            let output = Command::new(folder.join(name)).output().unwrap_or_else(|error| panic!("{name}: {error}"));
            assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
            program.output = Some(String::from_utf8_lossy(&output.stdout).into_owned());
        }
        built
    }

    fn compile(self, command: &str) -> BTreeMap<String, Compiled> {
        let head = "[package]\nname = \"programs\"\nedition = \"2024\"\nautobins = false\n\n[dependencies]\n";
        let manifest = format!("{head}{}\n{}[workspace]\n", self.dependencies, self.programs);
        write(&self.folder.join("Cargo.toml"), &manifest);
        write(&self.folder.join("Cargo.lock"), &folder::text(&folder::workspace("Cargo.lock")));
        let output = Command::new(env!("CARGO"))
            .args([command, "--bins", "--keep-going", "--offline", "--quiet", "--message-format=json"])
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", self.folder.join("target"))
            .env_remove("RUSTFLAGS")
            .output()
            .expect("cargo should be available, because it runs the tests");
        let mut compiled: BTreeMap<String, Compiled> = BTreeMap::new();
        for line in String::from_utf8_lossy(&output.stdout).lines() {
            let mut line: Value = serde_json::from_str(line).expect("each line of cargo's output should be JSON");
            let Some(name) = line["target"]["name"].as_str() else { continue };
            let target = compiled.entry(name.to_owned()).or_default();
            target.is_sound |= line["reason"] == "compiler-artifact";
            if line["message"]["level"] == "error" {
                target.errors.push(line["message"].take());
            }
        }
        let told = String::from_utf8_lossy(&output.stderr);
        for name in &self.crates {
            let is_sound = |compiled: &Compiled| compiled.is_sound && compiled.errors.is_empty();
            assert!(compiled.get(name).is_some_and(is_sound), "crate {name} does not compile: {told}");
        }
        compiled
    }
}

impl Compiled {
    /// Returns each error as `error[code]: message`. For mismatched types, the types are appended.
    pub fn in_words(&self) -> Vec<String> {
        let errors = self.errors.iter().filter_map(|error| Some((error, error["code"]["code"].as_str()?)));
        let in_words = errors.map(|(error, code)| {
            let told = error["message"].as_str().unwrap_or_default();
            // Only the label at the primary location mentions the types.
            let label = error["spans"].as_array().into_iter().flatten().find(|span| span["is_primary"] == true);
            let label = label.and_then(|span| span["label"].as_str()).filter(|_| told == "mismatched types");
            format!("error[{code}]: {told}{}", label.map_or(String::new(), |label| format!(": {label}")))
        });
        in_words.collect()
    }
}

/// Writes a file. Leaves a file with the same content unchanged, which prevents cargo from compiling it again.
pub fn write(path: &Path, text: &str) {
    if fs::read_to_string(path).is_ok_and(|known| known == text) {
        return;
    }
    let written = fs::create_dir_all(path.parent().unwrap_or(path)).and_then(|()| fs::write(path, text));
    written.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}
