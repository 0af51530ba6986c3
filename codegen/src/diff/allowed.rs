//! Changes that are allowed for a while: takes a file that names them, gives what it allows, or what is wrong with it.

use serde::Deserialize;

use super::change::Change;
use crate::diagnostics::Diagnostics;
use crate::parse;
use crate::source::{FileId, SourceMap, Span};
use crate::syntax::Text;

/// The allowed changes of a file.
#[derive(Debug, Default)]
pub struct Allowed {
    entries: Vec<Entry>,
    sources: SourceMap,
}

/// An entry of the file, as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    /// The id of a kind of change.
    change: Text,
    /// Where it stands, as the report says.
    what: Text,
    /// Why it may happen.
    reason: Text,
    /// The last day on which it may.
    until: Text,
}

/// Why a change is allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allowance {
    /// The reason that the file gives.
    pub reason: String,
    /// The last day.
    pub until: String,
}

impl Allowed {
    /// Reads a file that stands alone in a source map.
    pub fn read(sources: SourceMap) -> Result<Self, String> {
        let mut found = Diagnostics::default();
        let root = parse::tree(FileId(0), &sources, &mut found);
        let Some(root) = root else { return Err(found.render(&sources, false)) };
        match Vec::<Entry>::deserialize(&root) {
            Ok(entries) => Ok(Self { entries, sources }),
            Err(error) => {
                let span = error.span.unwrap_or(root.span);
                Err(format!("{}: {}; {FORM}", place(&sources, span), error.message))
            }
        }
    }

    /// Finds for each change whether it is allowed on this day. Every entry has to allow something.
    pub fn apply(&self, changes: &[Change], today: &str) -> Result<Vec<Option<Allowance>>, String> {
        let mut problems = Vec::new();
        let mut allowances: Vec<Option<Allowance>> = vec![None; changes.len()];
        for entry in &self.entries {
            let mut refuse =
                |text: &Text, reason: String| problems.push(format!("{}: {reason}", place(&self.sources, text.span)));
            if super::find(&entry.change).is_none() {
                let close = super::closest(&entry.change).map(|id| format!("; did you mean `{id}`?"));
                let close = close.unwrap_or_else(|| "; `cargo xtask explain` lists all".to_owned());
                refuse(&entry.change, format!("there is no kind of change `{}`{close}", entry.change.value));
            } else if entry.reason.trim().is_empty() {
                refuse(&entry.reason, "this allows a change without a reason; say why it may happen".to_owned());
            } else if !is_day(&entry.until) {
                refuse(&entry.until, format!("`{}` is no day; write it as 2030-12-31", entry.until.value));
            } else if entry.until.value.as_str() < today {
                let until = &entry.until.value;
                refuse(&entry.until, format!("this has ended on {until}; remove it, or say until when it goes on"));
            } else {
                let fits = |change: &&(usize, &Change)| {
                    change.1.kind.id == entry.change.value && change.1.what() == entry.what.value
                };
                let numbered: Vec<(usize, &Change)> = changes.iter().enumerate().collect();
                let mut fitting = numbered.iter().filter(fits).peekable();
                if fitting.peek().is_none() {
                    let known = numbered.iter().filter(|(_, change)| change.kind.id == entry.change.value);
                    let known: Vec<String> = known.map(|(_, change)| format!("`{}`", change.what())).collect();
                    let help = match known.is_empty() {
                        true => "remove it".to_owned(),
                        false => format!("there is this change at {}", known.join(", ")),
                    };
                    refuse(&entry.what, format!("this allows nothing: no `{}` there; {help}", entry.change.value));
                }
                for (index, _) in fitting {
                    allowances[*index] =
                        Some(Allowance { reason: entry.reason.value.clone(), until: entry.until.value.clone() });
                }
            }
        }
        if problems.is_empty() { Ok(allowances) } else { Err(problems.join("\n")) }
    }
}

/// How the file is written.
const FORM: &str = "the file is a list of {change, what, reason, until}";

fn place(sources: &SourceMap, span: Span) -> String {
    let (line, column) = sources.position(span.file, span.start);
    format!("{}:{line}:{column}", sources.shown(span.file))
}

/// Whether a text is a day such as 2030-12-31.
pub fn is_day(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let number = |part: &str, digits: usize| {
        (part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit())).then(|| part.parse::<u32>().ok())?
    };
    match parts.as_slice() {
        [year, month, day] => {
            number(year, 4).is_some()
                && number(month, 2).is_some_and(|month| (1..=12).contains(&month))
                && number(day, 2).is_some_and(|day| (1..=31).contains(&day))
        }
        _ => false,
    }
}
