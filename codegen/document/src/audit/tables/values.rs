//! Compares the values that a cell lists with the values of a field, the labels of a capability, or the type codes of
//! credentials.

use super::cells::Values;
use super::fields::{Described, named, place_of};
use super::{Auditor, Finding, Held, Row};
use crate::audit::listed;
use verispec_model::finding as kind;
use verispec_model::ir::{Capability, Path, TypeKind};
use verispec_spec::syntax::Text;
use verispec_text::source::Span;

/// The values that only one side has, among those that apply only for a certain value of another field.
struct Differing {
    value: String,
    extra: Vec<String>,
    lacking: Vec<String>,
}

/// A value of another field, and the values of the spec that apply only with it.
type Known = (String, Vec<String>);

impl<'a> Auditor<'a> {
    pub(super) fn field_values(
        &mut self,
        held: &Held<'a>,
        row: &Row<'a>,
        found: &Described<'_>,
        capability: Option<&'a Capability>,
    ) {
        let Some(note) = row.note else { return };
        let values = Values::read(held.tables, note);
        self.used.extend(values.read_by.iter().copied());
        self.uses(&held.entry.columns.note);
        let name = row.name.value.as_str();
        let reading = self.model.readings.outcome.as_ref();
        if let (Some(capability), Some(reading)) = (capability, reading) {
            let decision = path(&reading.decision);
            if name == path(&reading.label) {
                return self.groups(held, row, &values, &capability.decisions, &decision, capability.name.span);
            }
            if name == decision {
                let kinds = capability.decisions.iter().map(|(kind, _)| kind.clone()).collect();
                return self.listed_values(held, row, &values, kinds, capability.name.span);
            }
        }
        let entry = held.entry.rows.iter().find(|entry| entry.name.value == name);
        if let Some(open) = entry.filter(|entry| entry.open) {
            if values.all().next().is_some() {
                self.used.insert(open.name.span);
            }
            return;
        }
        if let Some(codes) = entry.filter(|entry| entry.type_codes) {
            self.used.insert(codes.name.span);
            let codes = self.model.credentials.iter().filter(|credential| !credential.types.is_empty());
            let codes = codes.map(|credential| {
                let codes = credential.types.iter().map(|code| code.name.wire.clone());
                (credential.name.wire.clone(), codes.collect())
            });
            let (codes, span) = (codes.collect::<Vec<_>>(), place_of(found));
            let field = values.groups.first().map(|group| group.field.clone()).unwrap_or_default();
            return self.groups(held, row, &values, &codes, &field, span);
        }
        if values.all().next().is_some() {
            match self.known_values(held, row, found) {
                Some(known) => self.listed_values(held, row, &values, known, place_of(found)),
                None => self.unbounded(held, row, &values, found),
            }
        }
    }

    /// Returns the values that a field can have: its enum values, or the fields of its object as the table spells them.
    fn known_values(&self, held: &Held<'a>, row: &Row<'a>, found: &Described<'_>) -> Option<Vec<String>> {
        match &self.model[named(self.model, found.schema)?].kind {
            TypeKind::Enum(values) => Some(values.iter().map(|value| value.name.wire.clone()).collect()),
            TypeKind::Object(fields) => {
                let prefix = held.entry.prefix.as_ref().map_or("", |prefix| prefix.value.as_str());
                Some(fields.iter().map(|field| format!("{prefix}{}.{}", row.name.value, field.name.wire)).collect())
            }
            TypeKind::Id(_) | TypeKind::Alias(_) => None,
        }
    }

    fn listed_values(&mut self, held: &Held<'a>, row: &Row<'a>, values: &Values, known: Vec<String>, spec: Span) {
        let written: Vec<&Text> = values.all().collect();
        let extra: Vec<&&Text> = written.iter().filter(|value| !known.contains(&value.value)).collect();
        let lacking: Vec<String> =
            known.iter().filter(|known| !written.iter().any(|value| value.value == **known)).cloned().collect();
        let names: Vec<String> = extra.iter().map(|value| value.value.clone()).collect();
        let place = row.note.map_or(row.name.span, |cell| cell.span);
        let place = extra.first().map_or(place, |value| value.span);
        self.compare_cell(held, "values", extra.is_empty() && lacking.is_empty(), || {
            let message = format!("the values of `{}` differ: {}", row.name.value, sides(&names, &lacking));
            Finding::new(&kind::FIELD_VALUES, place, message)
                .says(format!("{}: {}", row.name.value, listed(&names)))
                .against(listed(&lacking))
                .related(spec, "the values in the spec")
        });
    }

    /// Reports values of a field whose values the spec does not restrict.
    fn unbounded(&mut self, held: &Held<'a>, row: &Row<'a>, values: &Values, found: &Described<'_>) {
        let written: Vec<String> = values.all().map(|value| value.value.clone()).collect();
        let place = values.all().next().map_or(row.name.span, |value| value.span);
        self.compare_cell(held, "values", false, || {
            let message = format!("`{}` has values here, but none in the spec: {}", row.name.value, listed(&written));
            Finding::new(&kind::FIELD_VALUES, place, message)
                .says(format!("{}: {}", row.name.value, listed(&written)))
                .against("any value")
                .related(place_of(found), "the field in the spec")
        });
    }

    /// Compares the values that depend on another field. A single finding contains all differences.
    fn groups(&mut self, held: &Held<'a>, row: &Row<'a>, values: &Values, known: &[Known], field: &str, spec: Span) {
        let mut differing: Vec<Differing> = Vec::new();
        let mut place: Option<Span> = None;
        for group in &values.groups {
            let of = if group.field == field {
                group.value.value.clone()
            } else {
                format!("{} = {}", group.field, group.value.value)
            };
            let own = known.iter().find(|(value, _)| *value == of).map(|(_, labels)| labels.as_slice());
            let own = own.unwrap_or_default();
            let extra: Vec<&Text> = group.values.iter().filter(|value| !own.contains(&value.value)).collect();
            let lacking = own.iter().filter(|label| !group.values.iter().any(|value| value.value == **label));
            let lacking: Vec<String> = lacking.cloned().collect();
            let is_unknown = !known.iter().any(|(value, _)| *value == of);
            if !extra.is_empty() || !lacking.is_empty() || is_unknown {
                place = place.or(Some(extra.first().map_or(group.value.span, |value| value.span)));
                let extra = extra.into_iter().map(|value| value.value.clone()).collect();
                differing.push(Differing { value: of, extra, lacking });
            }
        }
        for (value, labels) in known {
            if !values.groups.iter().any(|group| group.field == field && group.value.value == *value) {
                differing.push(Differing { value: value.clone(), extra: Vec::new(), lacking: labels.clone() });
            }
        }
        let outside: Vec<String> = values.plain.iter().map(|value| value.value.clone()).collect();
        if !outside.is_empty() {
            place = place.or(values.plain.first().map(|value| value.span));
            differing.push(Differing { value: "no value".to_owned(), extra: outside, lacking: Vec::new() });
        }
        let place = place.unwrap_or(row.note.map_or(row.name.span, |cell| cell.span));
        let of = |side: fn(&Differing) -> &[String]| {
            let of = differing.iter().filter(|group| !side(group).is_empty());
            of.map(|group| format!("{}: {}", group.value, listed(side(group)))).collect::<Vec<_>>()
        };
        let (said, lacked) = (of(|group| &group.extra), of(|group| &group.lacking));
        self.compare_cell(held, "values", differing.is_empty(), || {
            let shown =
                differing.iter().map(|group| format!("for {} {}", group.value, sides(&group.extra, &group.lacking)));
            let message =
                format!("the values of `{}` differ: {}", row.name.value, shown.collect::<Vec<_>>().join("; "));
            Finding::new(&kind::FIELD_VALUES, place, message)
                .says(format!("{}: {}", row.name.value, listed(&said)))
                .against(listed(&lacked))
                .related(spec, "the values in the spec")
        });
    }
}

/// Describes the values that only one side has.
pub(super) fn sides(extra: &[String], lacking: &[String]) -> String {
    let sides = [(extra, "only in the document"), (lacking, "only in the spec")];
    let sides: Vec<String> = sides
        .into_iter()
        .filter(|(names, _)| !names.is_empty())
        .map(|(names, side)| format!("{} {side}", listed(names)))
        .collect();
    if sides.is_empty() { "the spec has no such value".to_owned() } else { sides.join(", ") }
}

/// Formats a path as tables spell it.
fn path(path: &Path) -> String {
    path.steps.iter().map(|step| step.name.wire.as_str()).collect::<Vec<_>>().join(".")
}
