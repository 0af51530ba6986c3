//! Reads the file that lists temporarily allowed changes, and applies it to the changes between two specs.

use serde::Deserialize;

use super::change::Change;
use verispec_runtime::runtime::constraint::is_date;
use verispec_spec::syntax::Text;
use verispec_text::diagnostics::Diagnostics;
use verispec_text::source::{FileId, SourceMap, Span};
use verispec_text::yaml;

/// The allowed changes that a file lists.
#[derive(Debug, Default)]
pub struct Allowed {
    entries: Vec<Entry>,
    sources: SourceMap,
}

/// A parsed entry of the file of allowed changes.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    /// The id of a kind of change.
    change: Text,
    /// The location of the change, as in the report.
    what: Text,
    /// The reason why the change is allowed, which must not be empty.
    reason: Text,
    /// The last day on which it is allowed.
    until: Text,
}

/// The reason and the period for which a change is allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allowance {
    /// The reason, as written in the file.
    pub reason: String,
    /// The last day on which the change is allowed.
    pub until: String,
}

impl Allowed {
    /// Parses the allowed changes from a source map that contains a single file. Fails if the file is not a list of
    /// valid entries.
    pub fn read(sources: SourceMap) -> Result<Self, String> {
        let mut found = Diagnostics::default();
        let root = yaml::tree(FileId(0), &sources, &mut found);
        let Some(root) = root else { return Err(found.render(&sources, false)) };
        match Vec::<Entry>::deserialize(&root) {
            Ok(entries) => Ok(Self { entries, sources }),
            Err(error) => {
                let span = error.span.unwrap_or(root.span);
                Err(format!("{}: {}; {FORM}", place(&sources, span), error.message))
            }
        }
    }

    /// Returns, for each change, the allowance that applies on the day `today`, if any. Fails if an entry does not
    /// allow any change.
    pub fn apply(&self, changes: &[Change], today: &str) -> Result<Vec<Option<Allowance>>, String> {
        let mut problems = Vec::new();
        let mut allowances: Vec<Option<Allowance>> = vec![None; changes.len()];
        for entry in &self.entries {
            match entry.fitting(changes, today) {
                Ok(fitting) => fitting.into_iter().for_each(|index| allowances[index] = Some(entry.allowance())),
                Err((words, reason)) => problems.push(format!("{}: {reason}", place(&self.sources, words.span))),
            }
        }
        if problems.is_empty() { Ok(allowances) } else { Err(problems.join("\n")) }
    }
}

impl Entry {
    /// Returns the indexes of the changes that the entry allows. Fails with the offending value and the reason.
    fn fitting(&self, changes: &[Change], today: &str) -> Result<Vec<usize>, (&Text, String)> {
        if super::find(&self.change).is_none() {
            let close = super::closest(&self.change).map(|id| format!("; did you mean `{id}`?"));
            let close = close.unwrap_or_else(|| "; `cargo xtask explain` lists them all".to_owned());
            return Err((&self.change, format!("there is no kind of change `{}`{close}", self.change.value)));
        }
        if self.reason.trim().is_empty() {
            return Err((&self.reason, "this allowance has no reason; say why the change is allowed".to_owned()));
        }
        let until = &self.until.value;
        if !is_date(until) {
            return Err((
                &self.until,
                format!("`{until}` is not a valid date; use the form YYYY-MM-DD, such as 2030-12-31"),
            ));
        }
        if until.as_str() < today {
            let reason = format!("this allowance expired on {until}; remove it, or set a later date");
            return Err((&self.until, reason));
        }
        let of_kind = || changes.iter().enumerate().filter(|(_, change)| change.kind.id == self.change.value);
        let fitting = of_kind().filter(|(_, change)| change.what() == self.what.value);
        let fitting: Vec<usize> = fitting.map(|(index, _)| index).collect();
        if fitting.is_empty() {
            let known: Vec<String> = of_kind().map(|(_, change)| format!("`{}`", change.what())).collect();
            let help = match known.is_empty() {
                true => "remove it".to_owned(),
                false => format!("the change is at {}", known.join(", ")),
            };
            return Err((
                &self.what,
                format!(
                    "this allowance is unused: there is no `{}` change at this location; {help}",
                    self.change.value
                ),
            ));
        }
        Ok(fitting)
    }

    fn allowance(&self) -> Allowance {
        Allowance { reason: self.reason.value.clone(), until: self.until.value.clone() }
    }
}

/// The expected format of the file, for error messages.
const FORM: &str = "write a list of entries {change, what, reason, until}";

fn place(sources: &SourceMap, span: Span) -> String {
    let (line, column) = sources.position(span.file, span.start);
    format!("{}:{line}:{column}", sources.shown(span.file))
}
