//! Finds duplicate fields in JSON text. A parsed value no longer contains them.

use serde_json::Value;

use crate::runtime::judging::builtin;
use crate::runtime::wire::json::Reader;
use crate::runtime::wire::texts::Texts;
use crate::runtime::{At, Found, Place, Report};

/// Reports every duplicate field in objects with a documented schema.
pub(in crate::runtime) fn duplicates(text: &str, place: Place<'_>, report: &mut Report) {
    // Invalid JSON has already been reported.
    _ = walk(&mut Reader::new(text), Some(place), &At::ROOT, report);
}

/// The reason why parsers may disagree about the value of a JSON text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::runtime) enum Unclear {
    /// The string is not JSON, for this reason.
    NotJson(String),
    /// An object has this field twice, and parsers disagree about which one counts.
    Doubled(String),
}

/// Parses JSON text in which no object has the same field twice.
#[inline]
pub(in crate::runtime) fn value(text: &str) -> Result<Value, Unclear> {
    let value = text.parse().map_err(|error: serde_json::Error| Unclear::NotJson(error.to_string()))?;
    // `serde_json` has already limited the nesting to 128 levels.
    doubled(&mut Reader::new(text)).map_or(Ok(value), |name| Err(Unclear::Doubled(name)))
}

/// Returns the first duplicate field in this object or nested inside it.
#[inline]
fn doubled(json: &mut Reader<'_>) -> Option<String> {
    let mut seen = Texts::default();
    let (start, end) = match json.peek()? {
        b'{' => (b'{', b'}'),
        b'[' => (b'[', b']'),
        _ => {
            json.skip_value()?;
            return None;
        }
    };
    json.open(start)?;
    let mut first = true;
    while json.follows(first, end)? {
        first = false;
        if start == b'{' {
            let name = json.name()?.into_owned();
            if !seen.add(&name) {
                return Some(name);
            }
        }
        if let Some(name) = doubled(json) {
            return Some(name);
        }
    }
    None
}

/// Visits the values that have a place, without storing them.
fn walk(json: &mut Reader<'_>, place: Option<Place<'_>>, at: &At<'_>, report: &mut Report) -> Option<()> {
    match (place, json.peek()?) {
        (Some(Place::Optional(place, spelling)), _) => walk(json, Some(spelling.of(place)), at, report),
        (Some(Place::List(list)), b'[') => {
            json.open(b'[')?;
            let (mut place, mut index) = (list.add(), 0);
            while json.follows(index == 0, b']')? {
                walk(json, Some(place.reborrow()), &at.item(index), report)?;
                index += 1;
            }
            Some(())
        }
        (Some(Place::Map(map)), b'{') => {
            let mut walked = None;
            map.add(String::new(), &mut |mut place| {
                walked = walk_members(json, at, report, &mut |_, walking| walking(Some(place.reborrow())));
            });
            walked
        }
        (Some(Place::Object(object)), b'{') => {
            let members = object.members();
            let mut walked = None;
            object.fill(&mut |slots, _| {
                let mut place_of = |name: &str, walking: &mut Walking<'_>| {
                    walking(members.position(name, 0).map(|index| slots[index].place.reborrow()));
                };
                walked = walk_members(json, at, report, &mut place_of);
            });
            walked
        }
        _ => json.skip_value(),
    }
}

/// The function that is called with the place of a field.
type Walking<'a> = dyn FnMut(Option<Place<'_>>) + 'a;

/// Visits the fields of an object and passes the place of each to the function. Undocumented fields have no place.
fn walk_members(
    json: &mut Reader<'_>,
    at: &At<'_>,
    report: &mut Report,
    place_of: &mut dyn FnMut(&str, &mut Walking<'_>),
) -> Option<()> {
    json.open(b'{')?;
    let mut seen = Texts::default();
    while json.follows(seen.is_empty(), b'}')? {
        let name = json.name()?.into_owned();
        let at = at.member(&name);
        if !seen.add(&name) {
            report.add(&builtin::DUPLICATE_MEMBER, &at, Found { value: Some(&name), ..Found::default() });
        }
        let mut walked = None;
        place_of(&name, &mut |place| walked = walk(json, place, &at, report));
        walked?;
    }
    Some(())
}
