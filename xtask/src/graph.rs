//! `cargo xtask graph`: takes a workflow, writes which of its capabilities runs before which, as a picture.

use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::ValueEnum;
use verispec_codegen::ir::{Model, Workflow};
use verispec_codegen::render::graph::Graph;
use verispec_codegen::words;

use crate::{Console, Outcome, read, shown, spec};

/// Which workflow, and how.
#[derive(Debug, Default, Clone, clap::Args)]
pub struct Options {
    /// The workflow, by its id or its key.
    #[arg(value_name = "WORKFLOW")]
    pub workflow: String,
    /// The language of the picture.
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: Format,
    /// The spec folder [default: the nearest spec upwards from the current folder]
    #[arg(long, value_name = "DIR")]
    pub spec: Option<PathBuf>,
}

/// The language of a picture.
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

/// Writes the picture to standard output.
pub fn run(options: &Options, console: &mut Console<'_>) -> Result<Outcome> {
    let folder = spec::folder(options.spec.as_deref())?;
    let sources = read::read(&folder)?;
    let Some(model) = spec::sound(&sources, console)? else {
        writeln!(console.err, "\n{}: there is no picture of a spec with mistakes", shown(&folder))?;
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
        Some(close) => bail!("there is no workflow `{wanted}`; did you mean `{close}`?"),
        None => bail!("there is no workflow `{wanted}`; there are {}", ids().collect::<Vec<_>>().join(", ")),
    }
}
