//! `cargo xtask ci`: runs everything that CI runs, in order, and stops at the first step that fails.

use std::process::{Command, Stdio};

use anyhow::{Context, Result};

use crate::root::toolkit;
use crate::{Console, Outcome, fmt, generate, package, tidy};

/// The steps, each with its name and the arguments of cargo. The last step is the test command of the README.
const CARGO: &[(&str, &[&str])] = &[
    ("formatting", &["fmt", "--all", "--check"]),
    ("lints", &["clippy", "--workspace", "--all-targets", "--all-features", "--", "-D", "warnings"]),
    ("documentation", &["doc", "--workspace", "--no-deps"]),
    ("tests", &["test", "--workspace", "--all-features"]),
];

/// Runs all steps in the checkout of the toolkit.
pub fn run(console: &mut Console<'_>) -> Result<Outcome> {
    std::env::set_current_dir(toolkit()?).context("cannot change to the checkout of the toolkit")?;
    announce(console, "generated files", "cargo xtask generate --check")?;
    let options = generate::Options { check: true, ..generate::Options::default() };
    if generate::run(&options, console)? == Outcome::Findings {
        return failed(console, "generated files");
    }
    announce(console, "formatting of the spec", "cargo xtask fmt --check")?;
    if fmt::run(&fmt::Options { check: true, ..fmt::Options::default() }, console)? == Outcome::Findings {
        return failed(console, "formatting of the spec");
    }
    announce(console, "house rules", "cargo xtask tidy")?;
    if tidy::run(console)? == Outcome::Findings {
        return failed(console, "house rules");
    }
    for (name, arguments) in CARGO {
        announce(console, name, &command_line(arguments))?;
        if !cargo(arguments)? {
            return failed(console, name);
        }
    }
    announce(console, "package", "cargo xtask package")?;
    if package::run(&package::Options::default(), console)? == Outcome::Findings {
        return failed(console, "package");
    }
    writeln!(console.out, "\nci: everything passed")?;
    Ok(Outcome::Fine)
}

fn announce(console: &mut Console<'_>, name: &str, command: &str) -> Result<()> {
    writeln!(console.out, "\n==> {name}: {command}")?;
    console.out.flush()?;
    Ok(())
}

fn command_line(arguments: &[&str]) -> String {
    let strict = if arguments.starts_with(&["doc"]) { "RUSTDOCFLAGS=-Dwarnings " } else { "" };
    format!("{strict}cargo {}", arguments.join(" "))
}

fn failed(console: &mut Console<'_>, name: &str) -> Result<Outcome> {
    writeln!(console.out, "\nci: failed at: {name}")?;
    Ok(Outcome::Findings)
}

/// Runs cargo with its output passed through and no input.
fn cargo(arguments: &[&str]) -> Result<bool> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(arguments).stdin(Stdio::null());
    if arguments.starts_with(&["doc"]) {
        command.env("RUSTDOCFLAGS", "-Dwarnings");
    }
    let status = command.status().with_context(|| format!("cannot run cargo {}", arguments.join(" ")))?;
    Ok(status.success())
}
