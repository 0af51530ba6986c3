//! Takes JSON text, reports the members that an object has twice, which a parsed value does not show any more.

use std::collections::BTreeSet;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::{At, Found, Place, Report, builtin};

/// Reports every member that is there twice, in objects whose members are known.
pub(super) fn duplicates(bytes: &[u8], place: Place<'_>, report: &mut Report) {
    let mut json = serde_json::Deserializer::from_slice(bytes);
    // What is no JSON has been reported before.
    _ = Walk { place, at: At::ROOT, report }.deserialize(&mut json);
}

/// Walks through the values that have a place. Nothing is read into it.
struct Walk<'a, 'p> {
    place: Place<'p>,
    at: At<'a>,
    report: &'a mut Report,
}

impl<'de> DeserializeSeed<'de> for Walk<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        match self.place {
            Place::Optional(place) => Walk { place: place.present(), ..self }.deserialize(deserializer),
            Place::List(_) | Place::Map(_) | Place::Object(_) => deserializer.deserialize_any(self),
            _ => deserializer.deserialize_ignored_any(IgnoredAny).map(|_| ()),
        }
    }
}

impl<'de> Visitor<'de> for Walk<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut input: A) -> Result<(), A::Error> {
        let mut result = Ok(());
        match self.place {
            Place::Object(object) => {
                let members = object.members();
                object.fill(&mut |places, _| {
                    let mut place_of = |name: &str, walk: &mut Walking<'_>| {
                        walk(members.position(name, 0).map_or(Place::Taken, |index| places[index].take()));
                    };
                    result = walk_members(&mut input, self.at, self.report, &mut place_of);
                });
            }
            Place::Map(map) => {
                let mut place_of = |_: &str, walk: &mut Walking<'_>| map.add(String::new(), walk);
                result = walk_members(&mut input, self.at, self.report, &mut place_of);
            }
            _ => while input.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {},
        }
        result
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let Place::List(list) = self.place else {
            while items.next_element::<IgnoredAny>()?.is_some() {}
            return Ok(());
        };
        let mut index = 0;
        while items
            .next_element_seed(Walk { place: list.add(), at: self.at.item(index), report: &mut *self.report })?
            .is_some()
        {
            index += 1;
        }
        Ok(())
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }
}

/// What is done with the place of a member.
type Walking<'a> = dyn FnMut(Place<'_>) + 'a;

/// Walks through the members of an object; the function lends the place of each. Members that are not known have none.
fn walk_members<'de, A: MapAccess<'de>>(
    input: &mut A,
    at: At<'_>,
    report: &mut Report,
    place_of: &mut dyn FnMut(&str, &mut Walking<'_>),
) -> Result<(), A::Error> {
    let mut seen = BTreeSet::new();
    while let Some(name) = input.next_key::<String>()? {
        let at = at.member(&name);
        if seen.contains(&name) {
            report.add(&builtin::DUPLICATE_MEMBER, &at, Found { value: Some(&name), ..Found::default() });
        }
        let mut result = Ok(());
        place_of(&name, &mut |place| result = input.next_value_seed(Walk { place, at, report: &mut *report }));
        result?;
        seen.insert(name);
    }
    Ok(())
}
