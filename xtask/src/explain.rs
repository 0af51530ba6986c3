//! `cargo xtask explain`: explains a rule or a kind of change and what to do, or lists all of them.

use std::fmt::Write as _;

use anyhow::{Result, bail};
use verispec_codegen::diff::{self, Kind};
use verispec_codegen::rules::{self, Change, Rule};
use verispec_codegen::words;

use crate::{Console, Outcome};

/// The arguments of `cargo xtask explain`.
#[derive(Debug, Default, Clone, clap::Args)]
pub struct Options {
    /// The id in the brackets of a finding or change, such as `unknown-channel` or `channel-withdrawn` [default: list all]
    pub rule: Option<String>,
}

/// Explains one rule or kind of change, or lists all.
pub fn run(options: &Options, console: &mut Console<'_>) -> Result<Outcome> {
    let text = match &options.rule {
        None => list(),
        Some(id) => match (rules::find(id), diff::find(id)) {
            (Some(rule), _) => explanation(rule),
            (None, Some(kind)) => change(kind),
            (None, None) => match rules::closest(id).or_else(|| diff::closest(id)) {
                Some(close) => bail!("unknown rule or kind of change `{id}`; did you mean `{close}`?"),
                None => bail!("unknown rule or kind of change `{id}`; `cargo xtask explain` lists all of them"),
            },
        },
    };
    write!(console.out, "{text}")?;
    Ok(Outcome::Fine)
}

fn list() -> String {
    let ids = rules::ALL.iter().map(|rule| rule.id).chain(diff::kinds().map(|kind| kind.id));
    let width = ids.map(str::len).max().unwrap_or_default();
    let rules = rules::ALL.iter().map(|rule| (rule.id, rule.severity.word(), rule.what));
    let kinds = diff::kinds().map(|kind| (kind.id, "change", kind.what));
    rules.chain(kinds).map(|(id, word, what)| format!("{id:width$}  {word:7}  {what}\n")).collect()
}

fn change(kind: &Kind) -> String {
    let effects = [("wire", kind.wire), ("Rust", kind.rust), ("behaviour", kind.behaviour)];
    let effects = effects.map(|(audience, effect)| format!("{audience}: {}", effect.word())).join(", ");
    let Kind { id, area, what, to_do, .. } = kind;
    format!("change[{id}] of {}\n\n{what}\n\nUsually {effects}\n\nWhat to do: {to_do}\n", area.word())
}

fn explanation(rule: &Rule) -> String {
    let mut text = format!("{}[{}], found {}\n\n", rule.severity.word(), rule.id, rule.stage.in_words());
    let Rule { what, why, way_out, .. } = rule;
    // Writing to a string cannot fail.
    let _ = writeln!(
        text,
        "{what}\n\nWhy: {why}\n\nFix: {way_out}\n\nExample, in which the finding points to the text between ⟦ and ⟧:"
    );
    for change in rule.example {
        let _ = match *change {
            Change::Replace { file, valid, invalid: "" } => writeln!(text, "\nIn {file}, without\n{}", block(valid)),
            Change::Replace { file, valid, invalid } => {
                writeln!(text, "\nIn {file}\n{}\nCorrect:\n{}", block(invalid), block(valid))
            }
            Change::Add { file, invalid } => writeln!(text, "\nWith a file {file}\n{}", block(invalid)),
            Change::Remove { file } => writeln!(text, "\nWithout the file {file}"),
        };
    }
    text
}

/// Indents a string, and makes invisible characters visible.
fn block(text: &str) -> String {
    words::visible(text).lines().map(|line| format!("    {line}\n")).collect()
}
