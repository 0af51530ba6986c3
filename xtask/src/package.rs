//! `cargo xtask package`: checks on a clean copy that the generated crate can be published.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result};
use verispec_codegen::embedded;
use verispec_codegen::endings::Embedded;

use crate::disk::Folder;
use crate::{Console, Outcome, vendor};

/// The arguments of `cargo xtask package`.
#[derive(Debug, Default, Clone, clap::Args)]
pub struct Options {
    /// The spec folder [default: the nearest spec in the current folder or its parents]
    #[arg(long, value_name = "DIR")]
    pub spec: Option<PathBuf>,
}

/// The lock file with the dependency versions that the workspace was tested with. Cargo ignores dependencies that the
/// crate does not use. The file is compiled in, so that the program does not need its checkout.
static LOCK: &Embedded = embedded!("../../Cargo.lock");

/// The cargo commands to run on the copy.
const STEPS: &[(&str, &[&str])] = &[
    ("packaged and compiled from the package", &["package", "--offline", "--allow-dirty"]),
    ("documented", &["doc", "--offline", "--no-deps", "--all-features"]),
    ("examples of the README compiled", &["check", "--offline", "--examples"]),
];

/// Copies the crate to a folder outside the workspace and runs cargo there.
pub fn run(options: &Options, console: &mut Console<'_>) -> Result<Outcome> {
    let folder = tempfile::tempdir().context("cannot create a temporary folder")?;
    let dir = folder.path().join("crate");
    let vendor = vendor::Options { dir: dir.clone(), spec: options.spec.clone(), ..vendor::Options::default() };
    if vendor::run(&vendor, console)? == Outcome::Findings {
        return Ok(Outcome::Findings);
    }
    let copy = Folder::open(&dir)?;
    copy.write("Cargo.lock", LOCK.text().as_bytes())?;
    let features = combinations(&copy)?;
    let steps = STEPS.iter().map(|(what, arguments)| (*what, arguments.to_vec()));
    let combinations = features.iter().map(|features| {
        ("compiled with few features", vec!["check", "--offline", "--no-default-features", "--features", features])
    });
    for (what, arguments) in steps.chain(combinations) {
        if arguments.contains(&"--examples") {
            write_examples(&copy)?;
        }
        if !cargo(&arguments, &dir)? {
            writeln!(console.out, "not {what}: cargo {}", arguments.join(" "))?;
            return Ok(Outcome::Findings);
        }
        writeln!(console.out, "{what}: cargo {}", arguments.join(" "))?;
    }
    Ok(Outcome::Fine)
}

/// Returns feature sets that must compile on their own: no features, and the first and the last of the independent
/// features.
fn combinations(copy: &Folder) -> Result<Vec<String>> {
    let manifest = copy.text("Cargo.toml")?;
    let alone: Vec<&str> = manifest.lines().filter_map(|line| line.strip_suffix(" = []")).collect();
    let ends = alone.first().into_iter().chain(alone.last()).map(|feature| (*feature).to_owned());
    Ok(std::iter::once(String::new()).chain(ends).collect())
}

/// Converts the Rust code of the README to an example: one function per block, with the payload as its parameter.
fn write_examples(copy: &Folder) -> Result<()> {
    let readme = copy.text("README.md")?;
    let mut text = String::from("//! The README's examples.\n#![allow(dead_code, unused_variables)]\nfn main() {}\n");
    for (number, block) in readme.split("```rust\n").skip(1).enumerate() {
        let code = block.split("```").next().unwrap_or_default();
        text.push_str(&format!(
            "fn example_{number}(json: &str) -> Result<(), Box<dyn std::error::Error>> {{\n{code}\nOk(())\n}}\n"
        ));
    }
    Ok(copy.write("examples/readme.rs", text.as_bytes())?)
}

fn cargo(arguments: &[&str], dir: &Path) -> Result<bool> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(arguments).current_dir(dir).stdin(Stdio::null()).env("RUSTDOCFLAGS", "-Dwarnings");
    command.env("CARGO_TARGET_DIR", dir.with_file_name("target"));
    let status = command.status().with_context(|| format!("cannot run cargo {}", arguments.join(" ")))?;
    Ok(status.success())
}
