//! `cargo xtask lint`: reports the findings in a spec folder for people, editors or build services.

use std::path::PathBuf;

use anyhow::Result;
use clap::ValueEnum;
use verispec_codegen::{report, rules};

use crate::{Console, Outcome, read, shown, spec};

/// The arguments of `cargo xtask lint`.
#[derive(Debug, Default, Clone, clap::Args)]
#[command(after_help = "Exit codes:
  0  no findings, or only warnings
  1  errors
  2  the spec folder cannot be read, or the arguments are wrong

At most 200 findings are shown.")]
pub struct Options {
    /// The output format; text goes to standard error, other formats to standard output.
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: Format,
    /// The spec folder [default: the nearest spec in the current folder or its parents]
    #[arg(long, value_name = "DIR")]
    pub spec: Option<PathBuf>,
}

/// The output formats of `cargo xtask lint`.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people, with the source text of each finding
    #[default]
    Text,
    /// One JSON object per line for each finding, in the style of rustc
    Json,
    /// SARIF 2.1.0
    Sarif,
    /// GitHub Actions annotations
    Github,
}

/// Runs all stages except rendering.
pub fn run(options: &Options, console: &mut Console<'_>) -> Result<Outcome> {
    let folder = spec::folder(options.spec.as_deref())?;
    let sources = read::read(&folder)?;
    let found = spec::findings(&sources);
    match options.format {
        Format::Json => write!(console.out, "{}", report::json(&found, &sources))?,
        Format::Sarif => write!(console.out, "{}", report::sarif(&found, &sources, &rules::ALL))?,
        Format::Github => write!(console.out, "{}", report::github(&found, &sources))?,
        Format::Text if found.is_empty() => {
            writeln!(console.out, "{}: {} files, no findings", shown(&folder), sources.iter().count())?;
        }
        Format::Text => spec::tell(&found, &sources, console)?,
    }
    Ok(if found.has_errors() { Outcome::Findings } else { Outcome::Fine })
}
