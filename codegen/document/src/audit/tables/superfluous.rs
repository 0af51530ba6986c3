//! Finds entries of a layout of tables that say nothing about the document: without them, the same would be compared.

use super::Auditor;
use crate::audit::finding::Finding;
use verispec_model::finding as kind;
use verispec_model::ir::{DocumentLines, DocumentTable, Tables};
use verispec_spec::syntax::Text;
use verispec_text::source::Span;

impl Auditor<'_> {
    /// Records that an entry of the layout was needed to compare something.
    pub(super) fn uses(&mut self, entry: &Option<Text>) {
        self.used.extend(entry.iter().map(|text| text.span));
    }

    /// Returns whether the layout says that a name is left out, and records that it was needed.
    pub(super) fn is_absent(&mut self, absent: &[Text], name: &str) -> bool {
        let found = absent.iter().find(|absent| absent.value == name);
        self.used.extend(found.map(|absent| absent.span));
        found.is_some()
    }

    /// Reports the entries that were not needed. It makes sense only for a document without other findings: what a
    /// finding is about may be the only use of an entry.
    pub(in crate::audit) fn superfluous(&mut self) {
        let Some(tables) = &self.layout.tables else { return };
        let unused = entries(tables).into_iter().filter(|(_, span)| !self.used.contains(span)).collect::<Vec<_>>();
        for (what, span) in unused {
            let message =
                format!("{what} says nothing about this document: without it, the same is compared; remove it");
            self.push(Finding::new(&kind::SUPERFLUOUS, span, message).says(what));
        }
    }
}

/// The entries of a layout that each have to be needed, with their names in messages.
fn entries(tables: &Tables) -> Vec<(String, Span)> {
    let Tables { bullets, values, groups, limits, types, regions, parameters, none, not_read: _, tables, lines } =
        tables;
    let types: Vec<Text> = types.iter().map(|(words, _)| words.clone()).collect();
    let regions: Vec<Text> = regions.iter().map(|(words, _)| words.clone()).collect();
    let lists = [
        ("bullets", bullets),
        ("values", values),
        ("groups", groups),
        ("limits", limits),
        ("types", &types),
        ("regions", &regions),
        ("parameters", parameters),
        ("none", none),
    ];
    let lists = lists.into_iter().flat_map(|(key, words)| words.iter().map(move |word| named(key, word)));
    lists.chain(tables.iter().flat_map(of_table)).chain(lines.iter().flat_map(of_lines)).collect()
}

fn named(key: &str, word: &Text) -> (String, Span) {
    (format!("`{}` in `{key}`", word.value), word.span)
}

fn of_table(table: &DocumentTable) -> Vec<(String, Span)> {
    let DocumentTable { heading: _, span, holds: _, columns, columns_left_out, required, prefix, rows, absent } = table;
    let mut found: Vec<(String, Span)> = columns.named().map(|head| named("columns", head)).collect();
    found.extend(columns_left_out.iter().map(|head| named("columns_left_out", head)));
    found.extend(required.iter().map(|_| ("`required`".to_owned(), *span)));
    found.extend(prefix.iter().map(|prefix| (format!("the prefix `{}`", prefix.value), prefix.span)));
    found.extend(rows.iter().map(|row| named("rows", &row.name)));
    found.extend(absent.iter().map(|name| named("absent", name)));
    found
}

fn of_lines(lines: &DocumentLines) -> Vec<(String, Span)> {
    let DocumentLines { heading: _, span: _, read: _, operation, lifetime, absent } = lines;
    let operation = operation.iter().map(|(_, span)| ("`operation`".to_owned(), *span));
    let lifetime = lifetime.iter().map(|(_, span)| ("`lifetime`".to_owned(), *span));
    operation.chain(lifetime).chain(absent.iter().map(|name| named("absent", name))).collect()
}
