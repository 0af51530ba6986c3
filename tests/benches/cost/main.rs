//! What the generated crate costs to compile, next to the same payload schemas through plain typify, in CPU seconds.
//!
//! Everything is measured in one run, in an own folder below `target/`, with the dependencies compiled beforehand: the
//! crate alone, and the release rebuild of a small program that creates an account and decodes the details of an
//! execution. Needs Linux, for the CPU time of child processes. `VERISPEC_RUST_CLIENT` names the folder of a Rust client
//! by openapi-generator, which then takes part; a word after `--` picks the contestants whose names contain it.

mod client;
mod cpu;
mod packages;
mod plain;

use std::process::Command;

use packages::{CLIENT, Contestant, OURS, PLAIN, Packages};
use verispec_tests::folder;

/// How often each is measured; the least counts, since other programs can only add to it.
const ROUNDS: usize = 3;

fn main() {
    let types = plain::types(&folder::shipped());
    let models = client::folder().map(|folder| client::sources(&folder)).unwrap_or_default();
    let packages = Packages::write(&types, &models);
    let client: String = models.iter().map(|(_, text)| text.as_str()).collect();
    let mut contestants = vec![(OURS, packages.payloads()), (PLAIN, types)];
    contestants.extend((!models.is_empty()).then_some((CLIENT, client)));
    let words: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    contestants.retain(|(who, _)| words.is_empty() || words.iter().any(|word| who.name.contains(word.as_str())));
    println!("\nlines of Rust for the payload types, without blank lines and documentation");
    for (who, text) in &contestants {
        row(who.name, packages::lines(text) as f64, "");
    }
    println!("\neverything from nothing, debug: CPU seconds");
    for (who, _) in &contestants {
        row(who.name, from_nothing(&packages, &["build"], who.package), "s");
    }
    for (title, arguments, package) in [
        ("the crate alone, check", &["check"][..], (|who| who.package) as fn(&Contestant) -> &'static str),
        ("the crate alone, debug", &["build"], |who| who.package),
        ("the crate alone, release", &["build", "--release"], |who| who.package),
        ("a small program, release rebuild", &["build", "--release"], |who| who.program),
    ] {
        println!("\n{title}: CPU seconds");
        for (who, _) in &contestants {
            row(who.name, least(|| rebuild(&packages, arguments, package(who))), "s");
        }
    }
}

fn row(name: &str, value: f64, unit: &str) {
    println!("  {name:<28} {value:>8.2} {unit}");
}

fn least(mut measure: impl FnMut() -> f64) -> f64 {
    (0..ROUNDS).map(|_| measure()).fold(f64::INFINITY, f64::min)
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
