//! Compares tables of fields with the fields of a schema.

use super::{Auditor, Finding, Held, NOTHING, Row};
use crate::audit::finding::Verdict;
use crate::document::lower_words;
use verispec_model::finding as kind;
use verispec_model::ir::{Capability, Field, JSON_TYPES, Model, RequiredMark, Schema, Shape, TypeId, TypeKind};
use verispec_text::source::Span;

/// A JSON type, and the type of the items if it is an array.
type JsonType = (&'static str, Option<&'static str>);

/// The name of a row that describes the items of an array.
const ITEMS: &str = "items";

/// The field or array items that a row describes.
pub(super) struct Described<'m> {
    pub(super) schema: &'m Schema,
    /// The field; `None` if the row describes the items of an array.
    pub(super) field: Option<&'m Field>,
}

impl<'a> Auditor<'a> {
    /// Compares each row with its field, and reports fields without a row.
    pub(super) fn fields(&mut self, held: &Held<'a>, root: TypeId, capability: Option<&'a Capability>) {
        let model = self.model;
        let mut described: Vec<(&Row<'a>, Described<'a>)> = Vec::new();
        for row in &held.rows {
            if let Some(found) = describe(model, root, &row.name.value) {
                let spec = found.field.map_or(found.schema.span, |field| field.name.span);
                self.compared("field", Verdict::Agrees, Some(row.name.span), Some(spec));
                described.push((row, found));
            }
        }
        self.missing_fields(held, root);
        for (row, found) in &described {
            self.field_type(held, row, found);
            self.field_required(held, row, found);
            self.field_limits(held, row, found);
            self.field_values(held, row, found, capability);
            self.requires(held, row);
        }
        self.entries_without_row(held);
    }

    /// Reports fields without a row and rows without a field, object by object.
    fn missing_fields(&mut self, held: &Held<'a>, root: TypeId) {
        let model = self.model;
        let mut parents = vec![""];
        for row in &held.rows {
            for (at, _) in row.name.value.match_indices('.') {
                let parent = &row.name.value[..at];
                if !parents.contains(&parent) {
                    parents.push(parent);
                }
            }
        }
        for parent in &parents {
            let below = |name: &str| -> Option<String> {
                let rest = if parent.is_empty() { name } else { name.strip_prefix(parent)?.strip_prefix('.')? };
                (!rest.contains('.')).then(|| rest.to_owned())
            };
            let extra: Vec<&Row<'_>> = held
                .rows
                .iter()
                .filter(|row| below(&row.name.value).is_some() && describe(model, root, &row.name.value).is_none())
                .collect();
            let Some(fields) = object(model, root, parent) else {
                // A finding about the enclosing row would otherwise be repeated for each row below it.
                if describe(model, root, parent).is_some() {
                    self.sides(held, "field", &extra, &[]);
                }
                continue;
            };
            let full = |field: &Field| match *parent {
                "" => field.name.wire.clone(),
                parent => format!("{parent}.{}", field.name.wire),
            };
            let mut lacking = Vec::new();
            // A field without a row is reported at the row of the field before it.
            let mut place =
                held.rows.iter().find(|row| row.name.value == *parent).map_or(held.head, |row| row.name.span);
            for field in fields {
                let name = full(field);
                let row = held.rows.iter().find(|row| row.name.value == name);
                let absent = held.entry.absent.iter().find(|absent| absent.value == name);
                match row {
                    Some(row) => place = row.name.span,
                    None if absent.is_some() => self.used.extend(absent.map(|absent| absent.span)),
                    None => lacking.push((name, field.name.span, place)),
                }
            }
            self.sides(held, "field", &extra, &lacking);
        }
    }

    /// Reports layout entries for rows that the table does not have, and rows that the layout lists as absent although
    /// the table has them.
    fn entries_without_row(&mut self, held: &Held<'a>) {
        let has = |name: &str| held.rows.iter().any(|row| row.name.value == name);
        for row in held.entry.rows.iter().filter(|row| !has(&row.name.value)) {
            let message =
                format!("the layout has an entry for the row `{}`, which the table does not have", row.name.value);
            let finding =
                Finding::new(&kind::UNUSED_ENTRY, row.name.span, message).says(NOTHING).against(&row.name.value);
            self.tell(held, finding);
        }
        self.unused_absences(held);
    }

    pub(super) fn field_type(&mut self, held: &Held<'a>, row: &Row<'a>, found: &Described<'_>) {
        let Some(cell) = row.kind else { return };
        let Some((outer, items)) = json_type(self.model, found.schema) else { return };
        let written = cell.joined();
        let written = written.trim();
        let known = held.tables.types.iter().find(|(words, _)| lower_words(&words.value) == lower_words(written));
        self.uses(&held.entry.columns.kind);
        self.used.extend(known.filter(|(words, kind)| words.value != *kind).map(|(words, _)| words.span));
        let said = lower_words(known.map_or(written, |(_, kind)| kind));
        let words: Vec<&str> = said.iter().map(String::as_str).collect();
        let same = match (words.as_slice(), items) {
            ([kind], _) => *kind == outer,
            (["array", "of", items], Some(known)) | (["array", items], Some(known)) => {
                outer == "array" && *items == known
            }
            _ => false,
        } && words.iter().all(|word| JSON_TYPES.contains(word) || *word == "of");
        let expected = items.filter(|_| outer == "array").map_or(outer.to_owned(), |items| format!("array of {items}"));
        let shown = if written.is_empty() { NOTHING } else { written };
        self.compare_cell(held, "type", same, || {
            let message = format!("the type of `{}` is {shown} here and {expected} in the spec", row.name.value);
            Finding::new(&kind::FIELD_TYPE, cell.span, message)
                .says(format!("{}: {shown}", row.name.value))
                .against(&expected)
                .related(found.schema.span, "the type in the spec")
        });
    }

    fn field_required(&mut self, held: &Held<'a>, row: &Row<'a>, found: &Described<'_>) {
        let (Some(RequiredMark::Bold), Some(field)) = (held.entry.required, found.field) else { return };
        self.used.insert(held.entry.span);
        let words = |is: bool| if is { "required" } else { "optional" };
        let (said, known) = (words(row.first.is_bold), words(field.required));
        self.compare_cell(held, "required", said == known, || {
            let message = format!("`{}` is {said} here and {known} in the spec", row.name.value);
            Finding::new(&kind::FIELD_REQUIRED, row.name.span, message)
                .says(format!("{}: {said}", row.name.value))
                .against(known)
                .related(field.name.span, "the field in the spec")
        });
    }
}

/// Returns the field at a path, which may pass through objects and the items of arrays.
pub(super) fn describe<'m>(model: &'m Model, root: TypeId, path: &str) -> Option<Described<'m>> {
    let (parent, name) = path.rsplit_once('.').unwrap_or(("", path));
    if let Some(field) =
        object(model, root, parent).and_then(|fields| fields.iter().find(|field| field.name.wire == name))
    {
        return Some(Described { schema: &field.schema, field: Some(field) });
    }
    // A row may describe the items of an array.
    let array = if parent.is_empty() { None } else { describe(model, root, parent) }?;
    match array.schema.unaliased(model) {
        Shape::List(items) if name == ITEMS => Some(Described { schema: items, field: None }),
        _ => None,
    }
}

/// Returns the fields of the object at a path, or of the objects in the array at that path.
pub(super) fn object<'m>(model: &'m Model, root: TypeId, path: &str) -> Option<&'m [Field]> {
    let kind = match path {
        "" => root,
        path => named(model, describe(model, root, path)?.schema)?,
    };
    match &model[kind].kind {
        TypeKind::Object(fields) => Some(fields),
        TypeKind::Alias(schema) if path.is_empty() => match &model[named(model, schema)?].kind {
            TypeKind::Object(fields) => Some(fields),
            _ => None,
        },
        _ => None,
    }
}

/// Returns the named type of a schema, with arrays and aliases resolved.
pub(super) fn named(model: &Model, schema: &Schema) -> Option<TypeId> {
    match schema.unaliased(model) {
        Shape::Named(id) => Some(*id),
        Shape::List(items) => named(model, items),
        _ => None,
    }
}

/// Returns the JSON type of a schema, and the type of the items of an array; `None` if any type is allowed.
pub(super) fn json_type(model: &Model, schema: &Schema) -> Option<JsonType> {
    let plain = match schema.unaliased(model) {
        Shape::Text => "string",
        Shape::Integer { .. } => "integer",
        Shape::Number => "number",
        Shape::Boolean => "boolean",
        Shape::WorkflowKey { number: true } => "integer",
        Shape::WorkflowKey { number: false } => "string",
        Shape::Any => return None,
        Shape::List(items) => return Some(("array", json_type(model, items).map(|(outer, _)| outer))),
        Shape::Map(_) => "object",
        Shape::Named(id) => return json_type_of(model, *id),
    };
    Some((plain, None))
}

/// Returns the JSON type of a named schema.
pub(in crate::audit) fn json_type_of(model: &Model, id: TypeId) -> Option<JsonType> {
    match &model[id].kind {
        TypeKind::Object(_) => Some(("object", None)),
        TypeKind::Enum(_) | TypeKind::Id(_) => Some(("string", None)),
        TypeKind::Alias(schema) => json_type(model, schema),
    }
}

/// Returns the location in the spec of the field or items that a row describes.
pub(super) fn place_of(found: &Described<'_>) -> Span {
    found.field.map_or(found.schema.span, |field| field.name.span)
}
