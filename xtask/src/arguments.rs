//! Parses the command-line arguments into a command and its options.

use clap::{Parser, Subcommand};

use crate::{
    audit, diff, docs, explain, fmt, generate, graph, import, lint, new, package, release, rename, standards, synth,
    vendor,
};

/// Generates bindings, validators, docs and a catalog from a spec, and checks the repository.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
pub struct Arguments {
    /// The subcommand, with its options.
    #[command(subcommand)]
    pub command: Command,
}

/// A subcommand of `cargo xtask`, with its options.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Generate everything from the spec, or check that the output is up to date.
    Generate(generate::Options),
    /// Report the findings in the spec without writing anything.
    Lint(lint::Options),
    /// Explain what a finding means and how to fix it.
    Explain(explain::Options),
    /// Compare a document of the provider with the spec and with itself.
    Audit(audit::Options),
    /// Format the YAML files of the spec, including comments.
    Fmt(fmt::Options),
    /// Create a spec file with placeholders to fill in.
    New(new::Options),
    /// Write a spec from a document of the provider, or propose a patch to an existing spec.
    Import(import::Options),
    /// Draw the capabilities of a workflow.
    Graph(graph::Options),
    /// Validate the generated OpenAPI, Arazzo and AsyncAPI documents with third-party tools.
    Standards(standards::Options),
    /// Build the docs as a website, check its links, and show it.
    Docs(docs::Options),
    /// Report the differences between two specs and what they break.
    Diff(diff::Options),
    /// Copy the generated crate into another project, or check that a copy is up to date.
    Vendor(vendor::Options),
    /// Check that the generated crate can be published: package it, build its docs and compile its examples from a clean copy.
    Package(package::Options),
    /// Set the version that the changes of the spec require, update the changelog, and generate.
    Release(release::Options),
    /// Rename a workflow, an operation, a capability, a channel, a credential category or a label in the spec and its cases.
    Rename(rename::Options),
    /// Write the spec of a fictional provider with any number of workflows, for benchmarks.
    Synth(synth::Options),
    /// Run everything that CI runs.
    Ci,
    /// Check the style rules of handwritten code.
    Tidy,
}
