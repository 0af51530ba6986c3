//! The command line's arguments: takes words, gives a command with its options.

use clap::{Parser, Subcommand};

use crate::{
    audit, diff, docs, explain, fmt, generate, graph, import, lint, new, package, release, standards, synth, vendor,
};

/// Generates the bindings, validators, docs and catalogue from a spec, and keeps the repository in order.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// A command with its options.
#[derive(Debug, Subcommand)]
pub enum Command {
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
