//! Measures the CPU time for compiling the generated crate, compared with plain typify on the same payload schemas.
//!
//! One run measures everything in a separate folder below `target/`: the crate with precompiled dependencies, and the
//! release rebuild of a small program that creates an account and decodes the details of an execution. Requires Linux,
//! because it measures the CPU time of child processes. If `VERISPEC_RUST_CLIENT` is set to the folder of a Rust client
//! that openapi-generator has generated, that client is included. An argument after `--` selects the contestants whose
//! names contain it. With `--write` and all contestants, the table in CONTRIBUTING is updated.

mod client;
mod cpu;
mod packages;
mod plain;

use std::process::Command;

use packages::{CLIENT, Contestant, OURS, PLAIN, Packages};
use verispec_figures::{COMPILING, Row, cores, rustc};
use verispec_tests::folder;

/// The number of measurements. The minimum is reported, because other programs can only increase a measurement.
const ROUNDS: usize = 3;

fn main() {
    let types = plain::types(&folder::shipped());
    let models = client::folder().map(|folder| client::sources(&folder)).unwrap_or_default();
    let packages = Packages::write(&types, &models);
    let client: String = models.iter().map(|(_, text)| text.as_str()).collect();
    let texts = [(OURS, packages.payloads()), (PLAIN, types), (CLIENT, client)];
    let words: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let is_asked = |who: &Contestant| words.is_empty() || words.iter().any(|word| who.name.contains(word.as_str()));
    let takes_part = |(who, text): &(Contestant, String)| is_asked(who) && !text.is_empty();
    let row = |(at, name): (usize, &&'static str)| {
        let cell = |entry: &(Contestant, String)| takes_part(entry).then(|| figure(at, &packages, entry));
        (*name, texts.iter().map(cell).collect())
    };
    let rows: Vec<Row<'_>> = COMPILING.rows.iter().enumerate().map(row).collect();
    let note =
        format!("The minimum of {ROUNDS} runs, except for the clean build, which runs once; {}, {}.", rustc(), cores());
    COMPILING.publish(&rows, &note);
}

/// Measures one figure of a contestant. `row` is the index of the table's row.
fn figure(row: usize, packages: &Packages, (who, text): &(Contestant, String)) -> String {
    let seconds = match row {
        0 => return packages::lines(text).to_string(),
        1 => from_nothing(packages, &["build"], who.package),
        2 => least(|| rebuild(packages, &["check"], who.package)),
        3 => least(|| rebuild(packages, &["build"], who.package)),
        4 => least(|| rebuild(packages, &["build", "--release"], who.package)),
        _ => least(|| rebuild(packages, &["build", "--release"], who.program)),
    };
    format!("{seconds:.1}")
}

fn least(mut measure: impl FnMut() -> f64) -> f64 {
    (0..ROUNDS).map(|_| measure()).fold(f64::INFINITY, f64::min)
}

fn from_nothing(packages: &Packages, arguments: &[&str], package: &str) -> f64 {
    packages.forget();
    cpu::seconds(&mut cargo(packages, arguments, package))
}

/// Compiles one package whose dependencies are already compiled. The CPU time of cargo itself is not counted.
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
