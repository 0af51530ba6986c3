//! The command line: takes arguments, calls the command, gives the exit code (0 fine, 1 findings, 2 could not run).

use std::io::IsTerminal;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use xtask::{
    Console, Outcome, audit, ci, diff, docs, explain, fmt, generate, graph, import, lint, new, package, release,
    standards, synth, tidy, vendor,
};

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
    /// Tell what is wrong with the spec; write nothing.
    Lint(lint::Options),
    /// Tell what a finding in a spec means, and the way out.
    Explain(explain::Options),
    /// Hold a document of the provider against the spec and against itself.
    Audit(audit::Options),
    /// Lay out the spec's YAML the one way that all specs have, comments included.
    Fmt(fmt::Options),
    /// Begin a file of the spec, with blanks to fill in.
    New(new::Options),
    /// Write the spec that a document of the provider makes, or propose what it changes in one.
    Import(import::Options),
    /// Write a workflow's capabilities as a picture.
    Graph(graph::Options),
    /// Have the generated OpenAPI, Arazzo and AsyncAPI judged by the tools that others use.
    Standards(standards::Options),
    /// Build the docs as a website, check its links, and show it.
    Docs(docs::Options),
    /// Tell what has changed between two specs, and what breaks for whom.
    Diff(diff::Options),
    /// Copy the generated crate to where it is used, or check that a copy is current.
    Vendor(vendor::Options),
    /// Prove that the generated crate could be published: packaged, documented and its examples compiled, from a clean copy.
    Package(package::Options),
    /// Give the spec the version that its changes ask for, write the changelog, and generate.
    Release(release::Options),
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
        Command::Release(options) => release::run(&options, &mut console),
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
