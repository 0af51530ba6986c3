//! Finds the sections of a document that the layout names, also if a heading is written a little differently.

use std::collections::BTreeSet;

use super::Auditor;
use crate::audit::finding::Finding;
use crate::document::{Heading, above, is_below, normal};
use verispec_model::finding as kind;
use verispec_model::ir::Tables;

impl Auditor<'_> {
    /// Returns the headings of the document as the layout names them. If the document lacks a heading of the layout, and has a
    /// similar one at its place that the layout does not name, it is the same heading: only its words are reported, and what is
    /// below it is compared.
    pub(super) fn headings_as_named(&mut self, tables: &Tables) -> Vec<Heading> {
        let mut headings = self.document.headings.clone();
        let paths = tables.tables.iter().map(|table| (&table.heading, table.span));
        let paths: Vec<_> = paths.chain(tables.lines.iter().map(|lines| (&lines.heading, lines.span))).collect();
        let named: BTreeSet<String> = paths.iter().flat_map(|(path, _)| path.iter()).map(|word| normal(word)).collect();
        for (path, place) in paths {
            if is_anywhere(path, &headings) {
                continue;
            }
            let unnamed = (0..headings.len()).filter(|index| !named.contains(&normal(&headings[*index].text.value)));
            let candidates = unnamed.flat_map(|index| path.iter().map(move |name| (index, name)));
            let renamed = candidates.map(|(index, name)| (index, name, headings[index].text.value.clone()));
            let renamed: Vec<_> = renamed
                .filter(|(_, name, written)| {
                    verispec_text::words::closest(written, std::iter::once(name.as_str())).is_some()
                })
                .collect();
            for (index, name, written) in renamed {
                headings[index].text.value.clone_from(name);
                if is_anywhere(path, &headings) {
                    let message = format!("this heading is called `{written}` here and `{name}` in the layout");
                    let finding = Finding::new(&kind::SECTION, headings[index].text.span, message).against(name);
                    self.tell_in(name, finding.related(place, "the heading in the layout"));
                    break;
                }
                headings[index].text.value = written;
            }
        }
        headings
    }
}

/// Returns whether a section with these headings exists.
fn is_anywhere(path: &[String], headings: &[Heading]) -> bool {
    (0..headings.len()).any(|index| is_below(path, &above(headings, Some(index))))
}
