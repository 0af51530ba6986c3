//! The command line: takes arguments, calls the command, gives the exit code (0 fine, 1 findings, 2 could not run).

use std::io::IsTerminal;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use xtask::{Console, Outcome, ci, generate, synth, tidy};

/// Generates the bindings, validators, docs and catalogue from a spec, and keeps the repository in order.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Generate everything from the spec, or check that what is there is current.
    Generate(generate::Options),
    /// Write a made-up spec of any size, for measurements.
    Synth(synth::Options),
    /// Run everything that CI runs.
    Ci,
    /// Check the house rules of hand-written code.
    Tidy,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let stderr = std::io::stderr();
    let color = stderr.is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    let mut console = Console { out: &mut std::io::stdout(), err: &mut std::io::stderr(), color };
    let outcome = match arguments.command {
        Command::Generate(options) => generate::run(&options, &mut console),
        Command::Synth(options) => synth::run(&options, &mut console),
        Command::Ci => ci::run(&mut console),
        Command::Tidy => tidy::run(&mut console),
    };
    match outcome {
        Ok(Outcome::Fine) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Err(error) => {
            // Nobody is left to tell if standard error is closed.
            let _ = writeln!(console.err, "error: {error:#}");
            ExitCode::from(2)
        }
    }
}
