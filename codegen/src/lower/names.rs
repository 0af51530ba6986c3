//! Names to ids: a table per kind of thing, and what to say about a name that is not in it.

use std::collections::HashMap;

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::source::{Span, Spanned};
use crate::syntax::Text;

/// The names of one kind of thing.
pub(super) struct Table<Id> {
    /// What the things are called, for messages: `channel`.
    noun: &'static str,
    /// The rule that an unknown name breaks.
    rule: &'static str,
    entries: HashMap<String, (Id, Span)>,
    /// The names in spec order, for suggestions.
    names: Vec<String>,
}

impl<Id: Copy> Table<Id> {
    /// Numbers the names in the order given; a name that is taken already is reported.
    pub(super) fn new<'a>(
        (noun, rule, duplicate): (&'static str, &'static str, &'static str),
        names: impl IntoIterator<Item = &'a Text>,
        id: impl Fn(usize) -> Id,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let mut table = Self { noun, rule, entries: HashMap::new(), names: Vec::new() };
        for (index, name) in names.into_iter().enumerate() {
            match table.entries.get(&name.value) {
                Some((_, first)) => diagnostics.push(
                    Diagnostic::error(duplicate, name.span, format!("the {noun} `{}` is defined twice", name.value))
                        .label("defined again here")
                        .related(*first, "defined here first")
                        .help("rename one of them"),
                ),
                None => {
                    table.entries.insert(name.value.clone(), (id(index), name.span));
                    table.names.push(name.value.clone());
                }
            }
        }
        table
    }

    /// The id of a name; what is not in the table is reported at the name.
    pub(super) fn resolve(&self, name: &Text, diagnostics: &mut Diagnostics) -> Option<Id> {
        if let Some((id, _)) = self.entries.get(&name.value) {
            return Some(*id);
        }
        let message = format!("there is no {} `{}`", self.noun, name.value);
        let mut finding = Diagnostic::error(self.rule, name.span, message);
        if self.names.len() <= 20 && !self.names.is_empty() {
            finding = finding.help(format!("there are `{}`", self.names.join("`, `")));
        }
        diagnostics.push(finding.did_you_mean(&name.value, self.names.iter().map(String::as_str)));
        None
    }

    /// The ids of several names. A name that is listed twice is reported.
    pub(super) fn resolve_all(&self, names: &[Text], diagnostics: &mut Diagnostics) -> Vec<Id> {
        report_repeated(self.noun, names, diagnostics);
        names.iter().filter_map(|name| self.resolve(name, diagnostics)).collect()
    }

    /// The id of a name, silently.
    pub(super) fn get(&self, name: &str) -> Option<Id> {
        self.entries.get(name).map(|(id, _)| *id)
    }
}

/// Reports names that stand twice in a list.
pub(super) fn report_repeated(noun: &str, names: &[Text], diagnostics: &mut Diagnostics) {
    let mut seen: HashMap<&str, Span> = HashMap::new();
    for Spanned { value, span } in names {
        if let Some(first) = seen.insert(value, *span) {
            diagnostics.push(
                Diagnostic::error("repeated-name", *span, format!("the {noun} `{value}` is listed twice"))
                    .label("listed again here")
                    .related(first, "listed here first")
                    .help("remove one of them"),
            );
        }
    }
}
