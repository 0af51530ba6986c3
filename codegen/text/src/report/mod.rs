//! Findings for programs: turns what a run found into JSON, SARIF or the annotations of a build service.
//!
//! **Invariant:** every format tells the same findings ([`Diagnostics::told`](crate::diagnostics::Diagnostics::told)) in the same order, and says lines and columns from one, in
//! characters, with the end after the last one unless the format counts otherwise.

mod github;
mod json;
mod sarif;

pub use github::github;
pub use json::json;
pub use sarif::sarif;

use crate::diagnostics::{Diagnostic, Severity};
use crate::rule::Rule;

/// Where the pages of the toolkit's own documentation are.
const PAGES: &str = concat!(env!("CARGO_PKG_REPOSITORY"), "/blob/main/generated/docs/");

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

fn page(rule: &Rule) -> String {
    format!("{PAGES}{}", rule.page())
}

/// Everything that a finding says without showing the file: its message, label, notes and the way out.
fn in_full(diagnostic: &Diagnostic) -> String {
    let mut text = diagnostic.message.clone();
    let label = Some(&diagnostic.label).filter(|label| !label.is_empty());
    let notes = diagnostic.notes.iter().map(|note| format!("note: {note}"));
    let help = diagnostic.help.iter().map(|help| format!("help: {}", help.message));
    for line in label.cloned().into_iter().chain(notes).chain(help) {
        text.push('\n');
        text.push_str(&line);
    }
    text
}
