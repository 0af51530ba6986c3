//! Parses the command-line arguments, runs the command, and returns the exit code: 0 without findings, 1 with findings,
//! 2 if the command could not run.

use std::io::IsTerminal;
use std::process::ExitCode;

use clap::Parser;
use xtask::arguments::{Arguments, Command};
use xtask::{
    Console, Outcome, audit, ci, diff, docs, explain, fmt, generate, graph, import, lint, new, package, release,
    rename, standards, synth, tidy, vendor,
};

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let stderr = std::io::stderr();
    let color = stderr.is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    let mut console = Console { out: &mut std::io::stdout(), err: &mut std::io::stderr(), color };
    let outcome = match arguments.command {
        Command::Generate(options) => generate::run(&options, &mut console),
        Command::Lint(options) => lint::run(&options, &mut console),
        Command::Explain(options) => explain::run(&options, &mut console),
        Command::Audit(options) => audit::run(&options, &mut console),
        Command::New(options) => new::run(&options, &mut console),
        Command::Import(options) => import::run(&options, &mut console),
        Command::Graph(options) => graph::run(&options, &mut console),
        Command::Standards(options) => standards::run(&options, &mut console),
        Command::Docs(options) => docs::run(&options, &mut console),
        Command::Fmt(options) => fmt::run(&options, &mut console),
        Command::Diff(options) => diff::run(&options, &mut console),
        Command::Vendor(options) => vendor::run(&options, &mut console),
        Command::Package(options) => package::run(&options, &mut console),
        Command::Rename(options) => rename::run(&options, &mut console),
        Command::Release(options) => release::run(&options, &mut console),
        Command::Synth(options) => synth::run(&options, &mut console),
        Command::Ci => ci::run(&mut console),
        Command::Tidy => tidy::run(&mut console),
    };
    match outcome {
        Ok(Outcome::Fine) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Err(error) => {
            // If standard error is closed, nobody can see the message.
            let _ = writeln!(console.err, "error: {error:#}");
            ExitCode::from(2)
        }
    }
}
