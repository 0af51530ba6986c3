//! What the generated crate costs to compile, next to the same payload schemas through plain typify, in CPU seconds.
//!
//! Everything is measured in one run, in an own folder below `target/`, with the dependencies compiled beforehand: the
//! crate alone, and the release rebuild of a small program that creates an account and decodes the details of an
//! execution. Needs Linux, for the CPU time of child processes.

mod cpu;
mod packages;
mod plain;

use std::process::Command;

use packages::Packages;
use verispec_tests::folder;

/// How often each is measured; the least counts, since other programs can only add to it.
const ROUNDS: usize = 3;

fn main() {
    let sources = folder::spec(&folder::workspace("spec"));
    let model = match verispec_codegen::load(&sources) {
        Ok((model, _)) => model,
        Err(found) => panic!("{}", found.render(&sources, false)),
    };
    let types = plain::types(&model);
    let packages = Packages::write(&types);
    println!("\nlines of Rust for the payload types, without blank lines and documentation");
    row("ours", packages::lines(&packages.payloads()) as f64, "");
    row("plain typify, no builders", packages::lines(&types) as f64, "");
    for (title, arguments, ours, plain) in [
        ("everything from nothing, debug", &["build"][..], "from-nothing", "from-nothing"),
        ("the crate alone, check", &["check"][..], packages::OURS, packages::PLAIN),
        ("the crate alone, debug", &["build"], packages::OURS, packages::PLAIN),
        ("the crate alone, release", &["build", "--release"], packages::OURS, packages::PLAIN),
        ("a small program, release rebuild", &["build", "--release"], "uses-ours", "uses-plain"),
    ] {
        println!("\n{title}: CPU seconds");
        if ours == "from-nothing" {
            row("ours", least(1, || from_nothing(&packages, arguments, packages::OURS)), "s");
            row("plain typify", least(1, || from_nothing(&packages, arguments, packages::PLAIN)), "s");
            continue;
        }
        row("ours", least(ROUNDS, || rebuild(&packages, arguments, ours)), "s");
        row("plain typify", least(ROUNDS, || rebuild(&packages, arguments, plain)), "s");
    }
}

fn row(name: &str, value: f64, unit: &str) {
    println!("  {name:<28} {value:>8.2} {unit}");
}

fn least(rounds: usize, mut measure: impl FnMut() -> f64) -> f64 {
    (0..rounds).map(|_| measure()).fold(f64::INFINITY, f64::min)
}

fn from_nothing(packages: &Packages, arguments: &[&str], package: &str) -> f64 {
    packages.forget();
    cpu::seconds(&mut cargo(packages, arguments, package))
}

/// Compiles one package whose dependencies are there already; what cargo itself takes is not counted.
fn rebuild(packages: &Packages, arguments: &[&str], package: &str) -> f64 {
    let build = || cpu::seconds(&mut cargo(packages, arguments, package));
    build();
    let idle = build();
    packages.touch(package);
    build() - idle
}

fn cargo(packages: &Packages, arguments: &[&str], package: &str) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments).args(["--quiet", "--offline", "--package", package]);
    command.current_dir(packages.root()).env("CARGO_TARGET_DIR", packages.root().join("target"));
    command.env("CARGO_INCREMENTAL", "0").env_remove("RUSTFLAGS");
    command
}
