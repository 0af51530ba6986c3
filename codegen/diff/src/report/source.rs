//! Finds the source of a changed fact: the document and section that the spec cites for it.

use super::Report;
use crate::change::Change;
use crate::place::{Finder, SpecPlace};
use crate::text::unnumbered;
use verispec_model::change::Area;
use verispec_model::ir::Model;
use verispec_text::markdown::md;
use verispec_text::yaml::Value;

/// Looks up the sources that both specs cite.
pub(super) struct Sources<'m> {
    new: (&'m Model, Finder<'m>),
    old: (&'m Model, Finder<'m>),
}

impl<'m> Sources<'m> {
    pub(super) fn new(report: &Report<'m>) -> Self {
        let side = |spec: crate::Spec<'m>| (spec.model, Finder::new(spec.sources));
        Self { new: side(report.new), old: side(report.old) }
    }

    /// Returns the source of a change as the end of an entry, or an empty string if the change has none.
    pub(super) fn of(&mut self, change: &Change) -> String {
        if matches!(change.kind.area, Area::Crate | Area::Documentation) {
            return String::new();
        }
        let new = change.new.as_ref().and_then(|side| source(&mut self.new, &side.place));
        let source = new.or_else(|| change.old.as_ref().and_then(|side| source(&mut self.old, &side.place)));
        source.map_or_else(String::new, |source| format!(" Source: {}.", md(&source)))
    }
}

/// Returns the source that is cited closest to a location, at the location itself or at an enclosing value, if there is
/// one.
fn source((model, finder): &mut (&Model, Finder<'_>), place: &SpecPlace) -> Option<String> {
    let written = finder.on_the_way(place, |node| match &node.at(["source"])?.value {
        Value::String(source) => Some(source.clone()),
        _ => None,
    })?;
    let (id, section) = written.split_once(':')?;
    let document = model.documents.iter().find(|document| document.name.wire == id)?;
    Some(format!("{}, {}", document.title, unnumbered(section.trim())))
}
