//! Renders the page that lists the rules for specs. Findings link to this page.

use minijinja::{Value, context};

use super::Pages;
use super::text::values;
use verispec_model::rules::{self, Change, Rule};
use verispec_text::file::File;

impl Pages<'_> {
    /// Renders `diagnostics.md`.
    pub(super) fn diagnostics(&self) -> File {
        let context = context! { rules => values(rules::ALL.iter().map(|rule| describe(rule))) };
        self.page_from("diagnostics.md", "the rules in codegen/; edit the rules instead", "diagnostics.md.j2", context)
    }
}

fn describe(rule: &Rule) -> Value {
    context! {
        id => rule.id,
        severity => rule.severity.word(),
        stage => rule.stage.in_words(),
        what => rule.what,
        why => rule.why,
        way_out => rule.way_out,
        changes => values(rule.example.iter().map(change)),
    }
}

fn change(change: &Change) -> Value {
    let shown = |text: &str| verispec_text::words::visible(text).trim_end_matches('\n').to_owned();
    match *change {
        Change::Replace { file, valid, invalid } => {
            context! { kind => "replace", file => file, valid => shown(valid), invalid => shown(invalid) }
        }
        Change::Add { file, invalid } => context! { kind => "add", file => file, invalid => shown(invalid) },
        Change::Remove { file } => context! { kind => "remove", file => file },
    }
}
