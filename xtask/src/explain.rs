//! `cargo xtask explain`: takes a rule's id, tells what the rule finds, why, the way out and an example; or lists all.

use std::fmt::Write as _;

use anyhow::{Result, bail};
use verispec_codegen::rules::{self, Change, Rule};

use crate::{Console, Outcome};

/// What to explain.
#[derive(Debug, Default, Clone, clap::Args)]
pub struct Options {
    /// The id in a finding's brackets, such as `unknown-channel` [default: list all rules]
    pub rule: Option<String>,
}

/// Explains one rule, or lists all.
pub fn run(options: &Options, console: &mut Console<'_>) -> Result<Outcome> {
    let text = match &options.rule {
        None => list(),
        Some(id) => match rules::find(id) {
            Some(rule) => explanation(rule),
            None => match rules::closest(id) {
                Some(close) => bail!("there is no rule `{id}`; did you mean `{close}`?"),
                None => bail!("there is no rule `{id}`; `cargo xtask explain` lists all"),
            },
        },
    };
    write!(console.out, "{text}")?;
    Ok(Outcome::Fine)
}

fn list() -> String {
    let width = rules::ALL.iter().map(|rule| rule.id.len()).max().unwrap_or_default();
    rules::ALL.iter().map(|rule| format!("{:width$}  {:7}  {}\n", rule.id, rule.severity.word(), rule.what)).collect()
}

fn explanation(rule: &Rule) -> String {
    let mut text = format!("{}[{}], found {}\n\n", rule.severity.word(), rule.id, rule.stage.in_words());
    let Rule { what, why, way_out, .. } = rule;
    // Writing to a string cannot fail.
    let _ =
        writeln!(text, "{what}\n\nWhy: {why}\n\nThe way out: {way_out}\n\nAn example; ⟦ ⟧ enclose the words at fault:");
    for change in rule.example {
        let _ = match *change {
            Change::Replace { file, valid, invalid: "" } => writeln!(text, "\nIn {file}, without\n{}", block(valid)),
            Change::Replace { file, valid, invalid } => {
                writeln!(text, "\nIn {file}\n{}\nwhere this would be right\n{}", block(invalid), block(valid))
            }
            Change::Add { file, invalid } => writeln!(text, "\nWith a file {file}\n{}", block(invalid)),
            Change::Remove { file } => writeln!(text, "\nWithout the file {file}"),
        };
    }
    text
}

/// The text, indented, as it can be seen.
fn block(text: &str) -> String {
    rules::visible(text).lines().map(|line| format!("    {line}\n")).collect()
}
