//! `cargo xtask graph`: draws the order in which a workflow runs its capabilities.

use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::ValueEnum;
use verispec_codegen::ir::{Model, Workflow};
use verispec_codegen::render::graph::Graph;
use verispec_codegen::words;

use crate::{Console, Outcome, read, shown, spec};

/// The arguments of `cargo xtask graph`.
#[derive(Debug, Default, Clone, clap::Args)]
pub struct Options {
    /// The id or key of the workflow.
    #[arg(value_name = "WORKFLOW")]
    pub workflow: String,
    /// The output format.
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: Format,
    /// The spec folder [default: the nearest spec in the current folder or its parents]
    #[arg(long, value_name = "DIR")]
    pub spec: Option<PathBuf>,
}

/// The format of a graph.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For Markdown pages
    #[default]
    Mermaid,
    /// For Graphviz
    Dot,
    /// For browsers
    Svg,
}

/// Writes the graph to standard output.
pub fn run(options: &Options, console: &mut Console<'_>) -> Result<Outcome> {
    let folder = spec::folder(options.spec.as_deref())?;
    let sources = read::read(&folder)?;
    let Some(model) = spec::sound(&sources, console)? else {
        writeln!(console.err, "\n{}: a spec with errors cannot be drawn", shown(&folder))?;
        return Ok(Outcome::Findings);
    };
    let graph = Graph::of_workflow(&model, find(&model, &options.workflow)?);
    let text = match options.format {
        Format::Mermaid => graph.mermaid(),
        Format::Dot => graph.dot(),
        Format::Svg => graph.svg(),
    };
    write!(console.out, "{text}")?;
    Ok(Outcome::Fine)
}

fn find<'a>(model: &'a Model, wanted: &str) -> Result<&'a Workflow> {
    let named = |workflow: &&Workflow| workflow.name.wire == wanted || workflow.key.to_string() == wanted;
    if let Some(workflow) = model.workflows.iter().find(named) {
        return Ok(workflow);
    }
    let ids = || model.workflows.iter().map(|workflow| workflow.name.wire.as_str());
    match words::closest(wanted, ids()) {
        Some(close) => bail!("unknown workflow `{wanted}`; did you mean `{close}`?"),
        None => bail!("unknown workflow `{wanted}`; expected one of {}", ids().collect::<Vec<_>>().join(", ")),
    }
}
