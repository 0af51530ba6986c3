//! Compares limits in cells with the limits of a field or the bounds of a lifetime.

use super::fields::{Described, place_of};
use super::lines::seconds;
use super::{Auditor, Finding, Held, NOTHING, Row};
use crate::document::places;
use verispec_model::finding as kind;
use verispec_spec::syntax::Text;
use verispec_text::source::Span;

/// A limit in a cell: the limited quantity, and the value.
type Limit = (String, String);

impl<'a> Auditor<'a> {
    pub(super) fn field_limits(&mut self, held: &Held<'a>, row: &Row<'a>, found: &Described<'_>) {
        let mut said: Vec<Limit> = Vec::new();
        let mut place = row.first.span;
        if let Some(cell) = row.limit {
            place = cell.span;
            let text = cell.joined();
            self.uses(&held.entry.columns.limit);
            match limits(&held.tables.limits, &text) {
                Some((found, pattern)) => {
                    said.extend(found);
                    self.used.insert(pattern);
                }
                None if text.is_empty() => {}
                None => {
                    let message =
                        format!("the layout has no pattern that reads `{text}` as a limit of `{}`", row.name.value);
                    let says = format!("{}: {text}", row.name.value);
                    return self.tell(held, Finding::new(&kind::FIELD_LIMIT, cell.span, message).says(says));
                }
            }
        }
        for line in row.note.into_iter().flat_map(|cell| &cell.lines) {
            // A pattern that consists only of a placeholder would treat any note as a limit.
            let known = held.tables.limits.iter().filter(|pattern| has_words(&pattern.value));
            if let Some((found, pattern)) = limits(known, &line.value) {
                place = line.span;
                said.extend(found);
                self.used.insert(pattern);
            }
        }
        let entry = held.entry.rows.iter().find(|entry| entry.name.value == row.name.value);
        match entry.and_then(|entry| entry.lifetime) {
            Some(lifetime) => self.bounds(held, row, lifetime, &said, place),
            None => self.limits_of_field(held, row, found, &said, place),
        }
    }

    /// Compares limits with the field's own schema. A table with a column for limits states for every field whether it
    /// has any.
    fn limits_of_field(&mut self, held: &Held<'a>, row: &Row<'a>, found: &Described<'_>, said: &[Limit], place: Span) {
        let limits = &self.limits_in(found);
        let is_compared =
            |name: &str| (name == "max_length" && row.limit.is_some()) || said.iter().any(|(of, _)| of == name);
        for (name, known) in limits.iter().filter(|(name, _)| is_compared(name)) {
            let written = said.iter().find(|(of, _)| of == name).map_or(NOTHING, |(_, value)| value.as_str());
            let known = known.as_deref().unwrap_or(NOTHING);
            self.cell_limit(held, row, name, written, known, written == known, place, Some(place_of(found)));
        }
    }

    fn limits_in(&self, found: &Described<'_>) -> [(&'static str, Option<String>); 5] {
        let own = &found.schema.constraints;
        let default = found.field.and_then(|field| field.default.as_ref());
        let default = default.map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned));
        [
            ("max_length", own.max_length.map(|limit| limit.to_string())),
            ("min_length", own.min_length.map(|limit| limit.to_string())),
            ("max", own.maximum.as_ref().map(ToString::to_string)),
            ("min", own.minimum.as_ref().map(ToString::to_string)),
            ("default", default),
        ]
    }

    fn bounds(&mut self, held: &Held<'a>, row: &Row<'a>, lifetime: usize, said: &[Limit], place: Span) {
        let known = &self.model.timing.lifetimes[lifetime];
        self.used.extend(held.entry.rows.iter().filter(|of| of.name.value == row.name.value).map(|of| of.name.span));
        let bounds = [("min", known.min.as_ref()), ("max", known.max.as_ref()), ("default", Some(&known.default))];
        for (name, bound) in bounds {
            let written = said.iter().find(|(of, _)| of == name).map_or(NOTHING, |(_, value)| value.as_str());
            let same = seconds(written) == bound.map(|bound| bound.seconds);
            let bound = bound.map_or(NOTHING, |bound| bound.text.as_str());
            self.cell_limit(held, row, name, written, bound, same, place, Some(known.name.span));
        }
    }

    #[expect(clippy::too_many_arguments, reason = "both sides of a limit, with their locations")]
    fn cell_limit(
        &mut self,
        held: &Held<'a>,
        row: &Row<'a>,
        name: &str,
        written: &str,
        known: &str,
        same: bool,
        place: Span,
        spec: Option<Span>,
    ) {
        let what = words(name);
        self.compare_cell(held, "limit", same, || {
            let message = format!("the {what} of `{}` is {written} here and {known} in the spec", row.name.value);
            let says = format!("{}, {what}: {written}", row.name.value);
            let finding = Finding::new(&kind::FIELD_LIMIT, place, message).says(says).against(known);
            spec.into_iter().fold(finding, |finding, spec| finding.related(spec, "the limit in the spec"))
        });
    }
}

/// Returns the display name of a limit.
fn words(name: &str) -> &str {
    match name {
        "max_length" => "maximum length",
        "min_length" => "minimum length",
        "max" => "maximum",
        "min" => "minimum",
        other => other,
    }
}

/// Returns whether a pattern contains more than placeholders.
fn has_words(pattern: &str) -> bool {
    let outside = pattern.split('}').map(|part| part.split('{').next().unwrap_or_default());
    outside.into_iter().any(|words| !words.trim().is_empty())
}

/// Parses the limits in a string with the first matching pattern of the layout. Returns also the span of the pattern.
fn limits<'p>(patterns: impl IntoIterator<Item = &'p Text>, text: &str) -> Option<(Vec<Limit>, Span)> {
    patterns.into_iter().find_map(|pattern| Some((limits_of(&pattern.value, text)?, pattern.span)))
}

/// Parses the limits in a string that matches a pattern. Lengths are numbers.
fn limits_of(pattern: &str, text: &str) -> Option<Vec<Limit>> {
    let found = places(pattern, text)?;
    let limits = found.into_iter().map(|(name, range)| {
        let value = &text[range];
        let fits = !name.ends_with("_length") || value.parse::<u32>().is_ok();
        fits.then(|| (name.to_owned(), value.to_owned()))
    });
    limits.collect()
}
