//! Compares tables of form fields with the spec: the field of the file, its formats, and its limits.

use std::collections::BTreeSet;

use super::{Auditor, Finding, Held, NOTHING, Row};
use crate::audit::listed;
use crate::document::{measures_of, media_types};
use verispec_model::finding as kind;
use verispec_model::ir::{FileKind, Operation};
use verispec_spec::syntax::Text;
use verispec_text::source::Span;

impl<'a> Auditor<'a> {
    /// Compares the file that an operation accepts. A row describes the file kinds that have one of its formats.
    pub(super) fn form(&mut self, held: &Held<'a>, operation: &'a Operation) {
        let field = operation.request.as_ref().and_then(|body| body.file_field.clone());
        let spec = operation.name.span;
        let rows: Vec<&Row<'_>> = held.rows.iter().collect();
        let extra: Vec<&Row<'_>> =
            rows.iter().copied().filter(|row| field.as_deref() != Some(row.name.value.as_str())).collect();
        let lacking = field.clone().filter(|field| !rows.iter().any(|row| row.name.value == *field));
        let lacking: Vec<(String, Span, Span)> = lacking.into_iter().map(|name| (name, spec, held.head)).collect();
        self.sides(held, "form field", &extra, &lacking);
        // The row of the field, or the row that is called otherwise.
        let is_named = rows.len() > extra.len();
        for row in rows.iter().filter(|row| !is_named || field.as_deref() == Some(row.name.value.as_str())) {
            if let Some(text) = row.note.and_then(|cell| cell.lines.iter().find(|line| !line.value.is_empty())) {
                self.uses(&held.entry.columns.note);
                self.file_of_row(held, text);
            }
        }
    }

    fn file_of_row(&mut self, held: &Held<'a>, text: &Text) {
        let said = measures_of(&text.value);
        let formats = media_types(&said.formats);
        let parts = self.model.parts();
        let kinds: BTreeSet<_> = parts.iter().map(|part| part.file).collect();
        let kinds = kinds.into_iter().map(|id| &self.model[id]);
        let is_it = |file: &&FileKind| media_types(&file.extensions).intersection(&formats).next().is_some();
        let Some(file) = kinds.into_iter().find(is_it) else {
            let message = format!("no file kind in the spec has a format of this row: {}", listed(&said.formats));
            let place = if said.formats.is_empty() { text.span } else { text.within(said.formats_at.clone()) };
            return self.tell(held, Finding::new(&kind::FILE_FORMAT, place, message).against(NOTHING));
        };
        let name = &file.name.wire;
        self.compare_cell(held, "formats", formats == media_types(&file.extensions), || {
            let known = listed(&file.extensions);
            let message =
                format!("the formats are {} here, and {known} for `{name}` in the spec", listed(&said.formats));
            Finding::new(&kind::FILE_FORMAT, text.within(said.formats_at.clone()), message)
                .says(listed(&said.formats))
                .against(known)
                .related(file.name.span, "the file kind in the spec")
        });
        let sides = file.max_width.zip(file.max_height);
        let bytes = said.bytes.as_ref().map(|(bytes, at)| (bytes.iter().any(|own| Some(*own) == file.max_bytes), at));
        let pixels = said.pixels.as_ref().map(|([width, height], at)| {
            (sides.is_some_and(|sides| (u64::from(sides.0), u64::from(sides.1)) == (*width, *height)), at)
        });
        let known_bytes = file.max_bytes.map(|bytes| format!("{bytes} bytes"));
        let known_pixels = sides.map(|(width, height)| format!("{width} x {height}"));
        for (what, said, known) in [("size", bytes, known_bytes), ("resolution", pixels, known_pixels)] {
            let same = said.as_ref().map_or(known.is_none(), |(same, _)| *same);
            let at = said.map(|(_, at)| at.clone());
            let place = at.clone().map_or(text.span, |at| text.within(at));
            let written = at.map_or("no limit", |at| &text.value[at]);
            let known = known.unwrap_or_else(|| "no limit".to_owned());
            self.compare_cell(held, what, same, || {
                let message =
                    format!("the limit of the {what} is {written} here, and {known} for `{name}` in the spec");
                Finding::new(&kind::FILE_LIMIT, place, message)
                    .says(written)
                    .against(&known)
                    .related(file.name.span, "the file kind in the spec")
            });
        }
    }
}
