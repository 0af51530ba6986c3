//! Resolves names to ids with a table per kind, and reports unknown names.

use crate::rules::lowering::REPEATED_NAME;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

use verispec_spec::syntax::Text;
use verispec_text::diagnostics::Diagnostics;
use verispec_text::rule::Rule;
use verispec_text::source::{Span, Spanned};
use verispec_text::words::closest;

/// The names of one kind, each with its id.
pub(super) struct Table<Id> {
    /// The noun for an item of this kind in messages, such as `channel`.
    noun: &'static str,
    /// The rule that an unknown name violates.
    rule: &'static Rule,
    entries: HashMap<String, Id>,
    /// The names in spec order, for suggestions.
    names: Vec<String>,
}

impl<Id: Copy> Table<Id> {
    /// Numbers the names in the given order. If a name occurs twice, its first occurrence counts.
    pub(super) fn new<'a>(
        noun: &'static str,
        rule: &'static Rule,
        names: impl IntoIterator<Item = &'a Text>,
        id: impl Fn(usize) -> Id,
    ) -> Self {
        let mut table = Self { noun, rule, entries: HashMap::new(), names: Vec::new() };
        for (index, name) in names.into_iter().enumerate() {
            if let Entry::Vacant(entry) = table.entries.entry(name.value.clone()) {
                entry.insert(id(index));
                table.names.push(name.value.clone());
            }
        }
        table
    }

    /// Returns the id of a name. An unknown name is reported and replaced by the one that was probably meant.
    pub(super) fn meant(&self, name: &Text, diagnostics: &mut Diagnostics) -> Option<Id> {
        let known = || closest(&name.value, self.names.iter().map(String::as_str)).and_then(|close| self.get(close));
        self.resolve(name, diagnostics).or_else(known)
    }

    /// Returns the id of a name, or reports an unknown name.
    pub(super) fn resolve(&self, name: &Text, diagnostics: &mut Diagnostics) -> Option<Id> {
        if let Some(id) = self.entries.get(&name.value) {
            return Some(*id);
        }
        let message = format!("unknown {} `{}`", self.noun, name.value);
        let mut finding = self.rule.at(name.span, message);
        if self.names.len() <= 20 && !self.names.is_empty() {
            finding = finding.help(format!("expected one of `{}`", self.names.join("`, `")));
        }
        diagnostics.push(finding.did_you_mean(&name.value, self.names.iter().map(String::as_str)));
        None
    }

    /// Returns the ids of several names. Unknown names are reported and replaced by those that were probably meant, and
    /// duplicates are reported.
    pub(super) fn resolve_all(&self, names: &[Text], diagnostics: &mut Diagnostics) -> Vec<Id> {
        report_repeated(self.noun, names, diagnostics);
        names.iter().filter_map(|name| self.meant(name, diagnostics)).collect()
    }

    /// Returns every name with the result of the function for its id.
    pub(super) fn all<T>(&self, becomes: impl Fn(Id) -> T) -> Vec<(String, T)> {
        self.names.iter().filter_map(|name| Some((name.clone(), becomes(self.get(name)?)))).collect()
    }

    /// Returns the id of a name. Does not report unknown names.
    pub(super) fn get(&self, name: &str) -> Option<Id> {
        self.entries.get(name).copied()
    }
}

/// Reports names that are defined twice.
pub(super) fn report_duplicates<'a>(
    noun: &str,
    rule: &'static Rule,
    names: impl IntoIterator<Item = &'a Text>,
    diagnostics: &mut Diagnostics,
) {
    let mut seen: HashMap<String, Span> = HashMap::new();
    for Spanned { value, span } in names {
        if let Some(first) = seen.insert(value.clone(), *span) {
            diagnostics.push(
                rule.at(*span, format!("duplicate {noun} `{value}`"))
                    .label("defined again here")
                    .related(first, "first defined here")
                    .help("rename one of them"),
            );
        }
    }
}

/// Reports names that occur twice in a list.
pub(super) fn report_repeated(noun: &str, names: &[Text], diagnostics: &mut Diagnostics) {
    let mut seen: HashMap<&str, Span> = HashMap::new();
    for Spanned { value, span } in names {
        if let Some(first) = seen.insert(value, *span) {
            diagnostics.push(
                REPEATED_NAME
                    .at(*span, format!("duplicate {noun} `{value}`"))
                    .label("listed again here")
                    .related(first, "first listed here")
                    .help("remove one of them"),
            );
        }
    }
}
