//! Machine-readable findings: JSON, SARIF, or the annotations of a build service.
//!
//! **Invariant:** every format contains the same findings
//! ([`Diagnostics::told`](crate::diagnostics::Diagnostics::told)) in the same order. Lines and columns are counted from
//! one, in characters, and the end is exclusive, unless the format requires otherwise.

mod github;
mod json;
mod sarif;

pub use github::github;
pub use json::json;
pub use sarif::sarif;

use crate::diagnostics::{Diagnostic, Severity};
use crate::rule::Rule;

/// The URL of the toolkit's own documentation.
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

/// Returns the text of a finding without the source: its message, label, notes and help.
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
