//! Completes the messages of deprecations, and of removals of deprecated items: names the item and its replacement.

use std::collections::BTreeSet;

use super::change::Change;
use super::place::{Finder, SpecPlace};
use verispec_model::change::Area;
use verispec_model::change::deprecation::{CHANGED, DEPRECATED};
use verispec_text::words::one_line;
use verispec_text::yaml::{Node, Value};

/// The keys of the deprecation of an item, and of a single enum value.
const OF_ITEM: [&str; 2] = ["deprecated", "x-deprecated"];
const OF_VALUE: &str = "x-deprecated-values";

/// Completes the messages, and drops the deprecations of enum values that were added or removed at the same time.
pub(super) fn complete(changes: &mut Vec<Change>, was: &mut Finder<'_>, is: &mut Finder<'_>) {
    let one_sided = changes.iter().filter(|change| change.old.is_some() != change.new.is_some());
    let one_sided: BTreeSet<String> = one_sided.map(Change::what).collect();
    changes.retain(|change| {
        let place = change.new.as_ref().or(change.old.as_ref()).map(|side| &side.place);
        let value = place.and_then(value).filter(|_| change.kind.area == Area::Deprecations);
        !value.is_some_and(|value| one_sided.contains(&value.to_string()))
    });
    for change in changes {
        match (&change.old, &change.new) {
            _ if change.kind.area == Area::Deprecations => {
                if let Some(message) = message(change, was, is) {
                    change.message = message;
                }
            }
            (Some(old), None) => {
                let instead = on(&old.place).into_iter().find_map(|place| instead(was.node(&place)?));
                change.message.extend(instead.into_iter().flat_map(|instead| [" ".to_owned(), instead]));
            }
            _ => {}
        }
    }
}

/// Returns the locations where an item can be deprecated.
fn on(item: &SpecPlace) -> Vec<SpecPlace> {
    let mut places: Vec<SpecPlace> = OF_ITEM.iter().map(|key| item.key(key)).collect();
    // The deprecation of an enum value is next to the list of values.
    places.extend(item.parent().zip(item.last_item()).and_then(|(list, value)| {
        let schema = list.parent()?;
        Some(schema.key(OF_VALUE).key(value))
    }));
    places
}

/// Returns the location of the enum value that a deprecation is about, if it is about one.
fn value(deprecation: &SpecPlace) -> Option<SpecPlace> {
    let (keys, schema) = (deprecation.keys(), deprecation.parent()?.parent()?);
    match keys.as_slice() {
        [.., OF_VALUE, value] => Some(schema.key("enum").item(value)),
        _ => None,
    }
}

/// Returns what to use instead, as a sentence; `None` if the deprecation has no replacement.
fn instead(deprecation: &Node) -> Option<String> {
    let Value::String(replacement) = &deprecation.at(["replacement"])?.value else { return None };
    let replacement = one_line(replacement);
    Some(match replacement.contains(' ') {
        true => format!("{}.", replacement.trim_end_matches('.')),
        false => format!("Use `{replacement}` instead."),
    })
}

fn message(change: &Change, was: &mut Finder<'_>, is: &mut Finder<'_>) -> Option<String> {
    let place = &change.new.as_ref().or(change.old.as_ref())?.place;
    let thing = thing(place)?;
    let instead = |finder: &mut Finder<'_>| finder.node(place).and_then(instead);
    let after = instead(is);
    Some(match change.kind {
        kind if kind == &DEPRECATED => format!("The {thing} is now deprecated. {}", after?),
        kind if kind == &CHANGED && instead(was) == after => {
            format!("The version since which the {thing} is deprecated has changed. {}", after?)
        }
        kind if kind == &CHANGED => format!("The replacement of the deprecated {thing} has changed. {}", after?),
        _ => format!("The {thing} is no longer deprecated."),
    })
}

/// Returns the name of the item that a deprecation is about, such as ``channel `NAME` ``; `None` for locations without
/// a deprecatable item.
fn thing(place: &SpecPlace) -> Option<String> {
    let ((folder, stem), keys) = (place.stem(), place.keys());
    let keys: Vec<&str> = keys.into_iter().filter(|key| !OF_ITEM.contains(key)).collect();
    Some(match (folder, keys.as_slice()) {
        ("workflows", []) => format!("workflow `{stem}`"),
        ("operations", []) => format!("operation `{stem}`"),
        ("capabilities", []) => format!("capability `{stem}`"),
        ("credentials", ["types", code]) => format!("type code `{code}` of `{stem}`"),
        ("", ["channels", name]) => format!("channel `{name}`"),
        ("schemas", ["$defs", name]) => format!("type `{name}`"),
        ("schemas", ["$defs", owner @ .., OF_VALUE, value]) => format!("value `{value}` of `{}`", field(owner)),
        ("schemas", ["$defs", owner @ .., "properties", name]) => format!("field `{name}` of `{}`", field(owner)),
        _ => return None,
    })
}

/// Returns the path to a field: the names of its fields, without the keys `properties` and `items`.
fn field(keys: &[&str]) -> String {
    let names = keys.iter().filter(|key| !["properties", "items"].contains(key));
    names.copied().collect::<Vec<_>>().join(".")
}
