//! Takes JSON text, reports the members that an object has twice, which a parsed value does not show any more.

use serde_json::{Map, Value};

use super::json::Reader;
use super::{At, Found, Place, Report, builtin};

/// Reports every member that is there twice, in objects whose members are known.
pub(super) fn duplicates(text: &str, place: Place<'_>, report: &mut Report) {
    // What is no JSON has been reported before.
    _ = walk(&mut Reader::new(text), place, &At::ROOT, report);
}

/// Walks through the values that have a place. Nothing is read into it.
fn walk(json: &mut Reader<'_>, place: Place<'_>, at: &At<'_>, report: &mut Report) -> Option<()> {
    match (place, json.peek()?) {
        (Place::Optional(place), _) => walk(json, place.present(), at, report),
        (Place::List(list), b'[') => {
            json.open(b'[')?;
            let mut index = 0;
            while json.follows(index == 0, b']')? {
                walk(json, list.add(), &at.item(index), report)?;
                index += 1;
            }
            Some(())
        }
        (Place::Map(map), b'{') => walk_members(json, at, report, &mut |_, walking| map.add(String::new(), walking)),
        (Place::Object(object), b'{') => {
            let members = object.members();
            let mut walked = None;
            object.fill(&mut |places, _| {
                let mut place_of = |name: &str, walking: &mut Walking<'_>| {
                    walking(members.position(name, 0).map_or(Place::Taken, |index| places[index].take()));
                };
                walked = walk_members(json, at, report, &mut place_of);
            });
            walked
        }
        _ => json.value().map(|_| ()),
    }
}

/// What is done with the place of a member.
type Walking<'a> = dyn FnMut(Place<'_>) + 'a;

/// Walks through the members of an object; the function lends the place of each. Members that are not known have none.
fn walk_members(
    json: &mut Reader<'_>,
    at: &At<'_>,
    report: &mut Report,
    place_of: &mut dyn FnMut(&str, &mut Walking<'_>),
) -> Option<()> {
    json.open(b'{')?;
    // A map serves as the set of names: it is needed anyway, and a set would have to be compiled besides.
    let mut seen = Map::new();
    while json.follows(seen.is_empty(), b'}')? {
        let name = json.name()?.into_owned();
        let at = at.member(&name);
        if seen.insert(name.clone(), Value::Null).is_some() {
            report.add(&builtin::DUPLICATE_MEMBER, &at, Found { value: Some(&name), ..Found::default() });
        }
        let mut walked = None;
        place_of(&name, &mut |place| walked = walk(json, place, &at, report));
        walked?;
    }
    Some(())
}
