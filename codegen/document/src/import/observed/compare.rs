//! Compares observed responses with the spec. Reports one difference for each field that was absent, has another type
//! or is new, and for each new enum value.
//!
//! As the spec language defines, optional fields may be absent or `null`.

use super::edits::Change;
use super::seen::{Expected, Seen, Sight, Spot, Strange, Types};
use super::wording::{count, expected, place, sum, types};
use crate::import::yaml::{Entry, Yaml};
use verispec_model::finding::{Kind, OBSERVED_ABSENT, OBSERVED_FIELD, OBSERVED_TYPE, OBSERVED_VALUE};
use verispec_model::ir::{Model, Shape, Source, Type, TypeId, TypeKind};
use verispec_model::rules::sensitive_member_unclassified::{Sensitivity, sensitivity};
use verispec_runtime::runtime::cli::shapes::ValueType;
use verispec_text::source::Span;

/// A difference between the observed responses and the spec.
#[derive(Debug)]
pub(super) struct Found<'m> {
    pub(super) kind: &'static Kind,
    /// The location in the spec, in short form.
    pub(super) place: String,
    /// The observed value or type, in short form. A decision settles the combination of this field and `place`.
    pub(super) came: String,
    /// The statement of the spec, in short form.
    pub(super) against: String,
    /// The difference as a sentence without a period.
    pub(super) text: String,
    pub(super) span: Span,
    pub(super) source: &'m Source,
    pub(super) change: Change,
}

/// Returns all differences between the observed responses and the spec.
pub(super) fn compare<'m>(model: &'m Model, seen: &Seen) -> Vec<Found<'m>> {
    let mut found = Vec::new();
    for (spot, sight) in &seen.spots {
        found.extend(absent(model, spot, sight));
        found.extend(other_type(model, spot, sight));
    }
    found.extend(seen.strange.iter().map(|((id, name), strange)| new_field(&model[*id], *id, name, strange)));
    for ((id, value), times) in &seen.values {
        let kind = &model[*id];
        let text = format!("`{}` has no value `{value}`, which occurred {}", kind.name.wire, times_of(*times));
        let change = match kind.vocabulary {
            None => Change::Value(*id, value.clone()),
            Some(_) => Change::ByHand("other files of the spec define its values"),
        };
        found.push(of_type(&OBSERVED_VALUE, kind, value, text, change));
    }
    for (id, times) in &seen.withheld_values {
        let kind = &model[*id];
        let text = format!("values that `{}` does not have occurred {}", kind.name.wire, times_of(*times));
        found.push(of_type(&OBSERVED_VALUE, kind, WITHHELD, text, withheld()));
    }
    for (id, times) in &seen.withheld_fields {
        let kind = &model[*id];
        let text = format!("fields that `{}` does not have occurred {}", kind.name.wire, times_of(*times));
        found.push(of_type(&OBSERVED_FIELD, kind, WITHHELD, text, withheld()));
    }
    found
}

/// The placeholder in decisions for names and values that the shapes withhold.
const WITHHELD: &str = "withheld";

fn withheld() -> Change {
    Change::ByHand("the shapes withhold them, because they may be data; look at the payloads")
}

fn times_of(count: u64) -> String {
    if count == 1 { "once".to_owned() } else { format!("{count} times") }
}

fn of_type<'m>(kind: &'static Kind, held: &'m Type, came: &str, text: String, change: Change) -> Found<'m> {
    let (place, came, against) = (held.name.wire.clone(), came.to_owned(), String::new());
    Found { kind, place, came, against, text, span: held.name.span, source: &held.source, change }
}

fn absent<'m>(model: &'m Model, spot: &Spot, sight: &Sight) -> Option<Found<'m>> {
    let kind = &model[spot.kind];
    let field = kind.fields().get(spot.field?).filter(|field| field.required && spot.inside.is_empty())?;
    let is_anything = matches!(spot.schema(model), Some(Expected::Value(schema)) if matches!(schema.shape, Shape::Any));
    let null = if is_anything { 0 } else { sight.types.get(&ValueType::Null).copied().unwrap_or_default() };
    let (came, text) = match (sight.absent, null) {
        (0, 0) => return None,
        (absent, 0) => ("absent", format!("absent in {absent}")),
        (0, null) => ("null", format!("`null` in {null}")),
        (absent, null) => ("absent, null", format!("absent in {absent} and `null` in {null}")),
    };
    let of = count(sight.objects, "observed object", "observed objects");
    let place = place(model, spot);
    let text = format!("`{place}` is required, but was {text} of {of}");
    Some(Found {
        kind: &OBSERVED_ABSENT,
        place,
        came: came.to_owned(),
        against: "required".to_owned(),
        text,
        span: field.name.span,
        source: field.source.as_ref().unwrap_or(&kind.source),
        change: Change::NotRequired(spot.kind, field.name.clone()),
    })
}

/// Returns whether a value of this type is allowed. Absent and `null` fields are reported separately.
fn fits(model: &Model, held: Expected<'_>, came: ValueType) -> bool {
    use ValueType::{Array, Boolean, Integer, Number, Object, String, StringOfDigits};
    let is_text = matches!(came, String | StringOfDigits);
    match held {
        Expected::Type(id) if matches!(model[id].kind, TypeKind::Object(_)) => came == Object,
        Expected::Type(_) => is_text,
        Expected::Value(schema) => match &schema.shape {
            Shape::Text => is_text,
            Shape::Integer { or_text } => came == Integer || *or_text && came == StringOfDigits,
            Shape::Number => matches!(came, Integer | Number),
            Shape::Boolean => came == Boolean,
            Shape::WorkflowKey { .. } => is_text || came == Integer,
            Shape::List(_) => came == Array,
            Shape::Map(_) => came == Object,
            Shape::Any | Shape::Named(_) => true,
        },
    }
}

fn other_type<'m>(model: &'m Model, spot: &Spot, sight: &Sight) -> Option<Found<'m>> {
    let held = spot.schema(model)?;
    let may_be_null = spot.field.is_some() && spot.inside.is_empty();
    let is_told = |kind: ValueType| kind == ValueType::Null && may_be_null;
    let mut odd = sight.types.clone();
    odd.retain(|kind, _| !is_told(*kind) && !fits(model, held, *kind));
    if odd.is_empty() {
        return None;
    }
    let kind = &model[spot.kind];
    let field = spot.field.and_then(|index| kind.fields().get(index));
    let (place, is, came) = (place(model, spot), expected(model, held), types(odd.keys()));
    let of = count(sum(&sight.types), "observed value is", "observed values are");
    let text = format!("`{place}` has the type {is}, but {} of {of} of another type: {came}", sum(&odd));
    Some(Found {
        kind: &OBSERVED_TYPE,
        place,
        came,
        against: is.to_owned(),
        text,
        span: field.map_or(kind.name.span, |field| field.name.span),
        source: field.and_then(|field| field.source.as_ref()).unwrap_or(&kind.source),
        change: retyped(held, spot, &odd, &sight.types),
    })
}

/// Returns the change that would make the spec allow the observed types. In the spec language, a value has either one
/// type or no type, which allows anything.
fn retyped(held: Expected<'_>, spot: &Spot, odd: &Types, all: &Types) -> Change {
    use ValueType::{Array, Integer, Null, Number, Object, String, StringOfDigits};
    if odd.contains_key(&Null) {
        return Change::ByHand("the spec language cannot describe items that are `null`");
    }
    let Expected::Value(schema) = held else {
        return Change::ByHand("a named schema can only have one type");
    };
    let is_scalar = matches!(schema.shape, Shape::Text | Shape::Integer { .. } | Shape::Number | Shape::Boolean);
    if !is_scalar || odd.contains_key(&Array) || odd.contains_key(&Object) {
        return Change::ByHand("a value can only have one type in the spec language");
    }
    if matches!(schema.shape, Shape::Integer { .. }) {
        if odd.keys().all(|kind| *kind == StringOfDigits) {
            return Change::OrText(spot.clone());
        }
        if odd.keys().all(|kind| *kind == Number) {
            return Change::Type(spot.clone(), Some("number"));
        }
    }
    let came: Vec<ValueType> = all.keys().copied().filter(|kind| *kind != Null).collect();
    let word = match came.as_slice() {
        [String | StringOfDigits] | [StringOfDigits, String] => Some("string"),
        [Integer, Number] => Some("number"),
        [kind] => Some(kind.as_str()),
        _ => None,
    };
    Change::Type(spot.clone(), word)
}

fn new_field<'m>(kind: &'m Type, id: TypeId, name: &str, strange: &Strange) -> Found<'m> {
    let came = types(strange.types.keys());
    let text = format!(
        "`{}` has no field `{name}`, which occurred in {} of {}: {came}",
        kind.name.wire,
        sum(&strange.types),
        count(strange.objects, "observed object", "observed objects"),
    );
    let place = format!("{}.{name}", kind.name.wire);
    let change = Change::Field(id, described(name, strange));
    let source = &kind.source;
    Found { kind: &OBSERVED_FIELD, place, came, against: String::new(), text, span: kind.name.span, source, change }
}

/// Builds the spec entry of a new field.
fn described(name: &str, strange: &Strange) -> Entry {
    let mut notes = Vec::new();
    let (mut entries, todo) = typed(&strange.types, &strange.items);
    notes.extend(todo.map(str::to_owned));
    let is_text = entries.iter().any(|entry| entry.value == Yaml::text("string"));
    if let Some(sensitivity) = sensitivity(name).filter(|_| is_text) {
        let (word, mark) = match sensitivity {
            Sensitivity::Secret => ("a secret", "x-secret"),
            Sensitivity::Personal => ("personal data", "x-personal"),
        };
        entries.push(Entry::new(mark, Yaml::yes()));
        notes.push(format!("todo: assumed to be {word} from its name; confirm it"));
    }
    Entry::new(name, Yaml::Map(entries)).noted(notes)
}

/// Returns the schema keywords for a value of these types, and a comment about what remains to be filled in.
fn typed(types: &Types, items: &Types) -> (Vec<Entry>, Option<&'static str>) {
    use ValueType::{Array, Integer, Null, Number, Object, String, StringOfDigits};
    let came: Vec<ValueType> = types.keys().copied().filter(|kind| *kind != Null).collect();
    let kind = |word: &str| vec![Entry::new("type", Yaml::text(word))];
    match came.as_slice() {
        [] => (Vec::new(), Some("todo: no observed response has a value; state the type")),
        [Integer, Number] => (kind("number"), None),
        [String | StringOfDigits] | [StringOfDigits, String] => (kind("string"), None),
        [Array] => {
            let (inner, todo) = typed(items, &Types::new());
            let mut list = kind("array");
            list.push(Entry::new("items", Yaml::Map(inner)));
            (list, todo)
        }
        [Object] => {
            let mut map = kind("object");
            map.push(Entry::new("additionalProperties", Yaml::Map(Vec::new())));
            (map, Some("todo: shapes do not show the fields of this object; add them"))
        }
        [one] => (kind(one.as_str()), None),
        _ => (Vec::new(), Some("todo: the observed responses have values of different types; state the type")),
    }
}
