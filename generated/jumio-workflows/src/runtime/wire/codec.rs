//! Connects serde to places and views, so that the code is compiled once per serde format instead of once per type.
//!
//! Reads and preserves the same data as [`from_json`](crate::runtime::from_json), except for the spelling of numbers,
//! which serde has already parsed. Errors name types and fields but never contain a value, because it may be a token.

use std::fmt;

use serde::de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor};
use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::runtime::Printable;
use crate::runtime::wire::json::Reader;
use crate::runtime::wire::json_write::{self, Name, instead, shown};
use crate::runtime::wire::number::{spelled_out, whole};
use crate::runtime::wire::raw::{Writing, rest_of_list};
use crate::runtime::wire::workflow_key::Form;
use crate::runtime::wire::{text, view::Seen};
use crate::runtime::{Direction, Extra, Json, List, Map, Members, Object, Place, Spot, View, Wire, WorkflowKey};

/// Reads a value.
///
/// # Errors
/// Fails if the input does not fit.
pub fn deserialize<'de, T: Wire, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut value = T::blank();
    let strict = !matches!(value.place(), Place::Object(object) if !object.members().closed);
    match (Filling { place: value.place(), strict }).deserialize(deserializer)? {
        Read::Odd(odd) => Err(misfit(&value.place(), &odd)),
        _ => Ok(value),
    }
}

/// Creates the error for a value that does not fit. The error does not contain the value.
fn misfit<E: Error>(place: &Place<'_>, odd: &Json) -> E {
    match place {
        Place::Name(name) | Place::HiddenName(name) if odd.as_str().starts_with('"') => {
            E::custom(format_args!("unknown value, expected {}", text::alternatives(name.allowed())))
        }
        place => E::custom(format_args!("expected {}, found {}", place.expected(), odd.kind())),
    }
}

/// Implements serde's two traits with the functions of this module.
#[doc(hidden)]
#[macro_export]
macro_rules! serde_over_views {
    ($name:ident) => {
        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error> {
                ::serde::Serialize::serialize(&$crate::runtime::Wire::view(self), serializer)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> ::std::result::Result<Self, D::Error> {
                $crate::runtime::wire::deserialize(deserializer)
            }
        }
    };
}

impl Serialize for View<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            View::Absent => serializer.serialize_none(),
            View::Any(value) => value.serialize(serializer),
            View::Boolean(value) => serializer.serialize_bool(*value),
            View::Integer(value) => serializer.serialize_i64(*value),
            View::Exact(number) => number.write(serializer),
            View::Text(text) => serializer.serialize_str(text),
            View::Key(key, form) => match key.json_number(*form).map(str::parse::<i64>) {
                Some(Ok(number)) => serializer.serialize_i64(number),
                Some(Err(_)) => serializer.serialize_u64(key.as_str().parse().unwrap_or(u64::MAX)),
                None => serializer.serialize_str(key.as_str()),
            },
            View::List(list) => {
                let mut items = serializer.serialize_seq(Some(list.count()))?;
                (0..list.count()).try_for_each(|index| items.serialize_element(&list.item(index)))?;
                items.end()
            }
            View::Map(map) => members(serializer, &|to| map.show(&mut |name, value| to(Name::Plain(name), value))),
            View::Object(object) => match instead(*object) {
                Some(raw) => raw.serialize(serializer),
                None => members(serializer, &|to| shown(*object, to)),
            },
        }
    }
}

/// The function that is called for each field.
type ToMember<'a> = dyn FnMut(Name<'_>, View<'_>) + 'a;

/// Serializes the fields that the function visits as an object.
fn members<S: Serializer>(serializer: S, show: &dyn Fn(&mut ToMember<'_>)) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    let mut written = Ok(());
    show(&mut |name, value| {
        if written.is_ok() {
            // A name that a Rust string cannot represent is written as text, with its escapes.
            let (Name::Plain(name) | Name::Literal(name)) = name;
            written = map.serialize_entry(name, &value);
        }
    });
    written.and_then(|()| map.end())
}

/// The result of reading a value.
enum Read {
    /// The value is stored in its place.
    Whole,
    /// The value is stored in its place, but would be serialized differently.
    Respelled(Json),
    /// The value does not fit its place.
    Odd(Json),
}

/// Reads a value into a place.
struct Filling<'a> {
    place: Place<'a>,
    /// Whether the value has to fit.
    strict: bool,
}

impl Filling<'_> {
    /// Returns the direction of the value. Only values to be sent have to fit.
    fn direction(&self) -> Direction {
        if self.strict { Direction::Request } else { Direction::Response }
    }

    /// Returns the result for a whole number whose spelling is lost, because the place serializes it as digits.
    fn respelled(self, number: Option<i64>, raw: String) -> Read {
        let direction = self.direction();
        let raw = Json::checked(&raw);
        match (self.place, number) {
            (Place::Integer(place) | Place::IntegerOrText(place), Some(number)) if !self.strict => {
                *place = number;
                Read::Respelled(raw)
            }
            (Place::Key(place), Some(number)) if !self.strict => {
                *place = WorkflowKey::read(&number.to_string(), Form::Number, direction);
                Read::Respelled(raw)
            }
            _ => Read::Odd(raw),
        }
    }
}

impl<'de> DeserializeSeed<'de> for Filling<'_> {
    type Value = Read;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Read, D::Error> {
        match self.place {
            Place::Any(place) => {
                *place = Json::deserialize(deserializer)?;
                Ok(Read::Whole)
            }
            Place::Exact(place) => {
                Ok(place.become_json(Json::deserialize(deserializer)?).map_or(Read::Whole, Read::Odd))
            }
            Place::Optional(place, spelling) => {
                let read = Filling { place: spelling.of(place), strict: self.strict }.deserialize(deserializer)?;
                if matches!(read, Read::Odd(_)) {
                    place.clear();
                }
                Ok(read)
            }
            _ => deserializer.deserialize_any(self),
        }
    }
}

impl<'de> Visitor<'de> for Filling<'_> {
    type Value = Read;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.place.expected())
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Read, E> {
        match self.place {
            Place::Boolean(place) => *place = value,
            _ => return Ok(Read::Odd(Json::checked(if value { "true" } else { "false" }))),
        }
        Ok(Read::Whole)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Read, E> {
        let direction = self.direction();
        match self.place {
            Place::Integer(place) | Place::IntegerOrText(place) => *place = value,
            Place::Key(place) => *place = WorkflowKey::read(&value.to_string(), Form::Number, direction),
            _ => return Ok(Read::Odd(Json::checked(&value.to_string()))),
        }
        Ok(Read::Whole)
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Read, E> {
        let direction = self.direction();
        match (i64::try_from(value), self.place) {
            (Ok(value), place) => return Filling { place, strict: self.strict }.visit_i64(value),
            (_, Place::Key(place)) if self.strict => {
                *place = WorkflowKey::read(&value.to_string(), Form::Number, direction)
            }
            _ => return Ok(Read::Odd(Json::checked(&value.to_string()))),
        }
        Ok(Read::Whole)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Read, E> {
        let text = serde_json::Value::from(value).to_string();
        Ok(self.respelled(whole(&text), text))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Read, E> {
        let direction = self.direction();
        let odd = match self.place {
            Place::Text(place) => {
                text.clone_into(place);
                false
            }
            Place::Key(place) => {
                *place = WorkflowKey::read(text, Form::Text, direction);
                false
            }
            Place::Name(place) | Place::HiddenName(place) => !place.become_named(text),
            Place::IntegerOrText(_) => return Ok(self.respelled(spelled_out(text), quoted(text))),
            _ => true,
        };
        Ok(if odd { Read::Odd(Json::checked(&quoted(text))) } else { Read::Whole })
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Read, E> {
        match self.place {
            Place::Text(place) => *place = text,
            _ => return self.visit_str(&text),
        }
        Ok(Read::Whole)
    }

    fn visit_none<E: Error>(self) -> Result<Read, E> {
        self.visit_unit()
    }

    fn visit_unit<E: Error>(self) -> Result<Read, E> {
        Ok(Read::Odd(Json::checked("null")))
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Read, D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Read, A::Error> {
        match self.place {
            Place::List(list) => fill_list(list, &mut items, self.strict),
            _ => {
                let mut text = "[".to_owned();
                rest_of_list(&mut text, &mut items)?;
                Ok(Read::Odd(Json::checked(&text)))
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut input: A) -> Result<Read, A::Error> {
        match self.place {
            Place::Object(object) => fill_object(object, &mut input),
            Place::Map(map) if self.strict => fill_map(map, &mut input),
            place => {
                let mut text = String::new();
                Writing(&mut text).visit_map(input)?;
                let raw = Json::checked(&text);
                // Only a received map is read from its JSON text: objects are handled above, and others do not fit.
                let mut json = Reader::new(&text);
                Ok(match matches!(place, Place::Map(_)).then(|| json.fill(place)).flatten() {
                    Some(()) if json.respelled => Read::Respelled(raw),
                    Some(()) => Read::Whole,
                    None => Read::Odd(raw),
                })
            }
        }
    }
}

fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    json_write::write_text(text, &mut quoted);
    quoted
}

/// Reads the items of a list. The JSON text is kept from the first item that the list would serialize differently.
fn fill_list<'de, A: SeqAccess<'de>>(list: &mut dyn List, items: &mut A, strict: bool) -> Result<Read, A::Error> {
    let mut text: Option<String> = None;
    while let Some(read) = items.next_element_seed(Adding { list, strict })? {
        let last = list.count() - 1;
        let raw = match read {
            Read::Odd(odd) if strict => return Err(misfit(&list.add(), &odd)),
            Read::Whole if text.is_none() => continue,
            Read::Whole => None,
            Read::Respelled(raw) => Some((raw, false)),
            Read::Odd(raw) => Some((raw, true)),
        };
        let text = text.get_or_insert_with(|| {
            let before: Vec<String> = (0..last).map(|index| json_write::text(list.item(index))).collect();
            format!("[{}", before.join(","))
        });
        if !text.ends_with('[') {
            text.push(',');
        }
        match raw {
            None => text.push_str(&json_write::text(list.item(last))),
            Some((raw, odd)) => {
                text.push_str(raw.as_str());
                if odd {
                    rest_of_list(text, items)?;
                    return Ok(Read::Odd(Json::checked(text)));
                }
            }
        }
    }
    Ok(match text {
        Some(text) => Read::Respelled(Json::checked(&format!("{text}]"))),
        None if list.count() == 0 => Read::Respelled(Json::checked("[]")),
        None => Read::Whole,
    })
}

/// Reads a map of an object to be sent.
fn fill_map<'de, A: MapAccess<'de>>(map: &mut dyn Map, input: &mut A) -> Result<Read, A::Error> {
    while let Some(name) = input.next_key::<String>()? {
        let mut result = Ok(());
        let is_new = map.add(name.clone(), &mut |mut place| {
            let filling = Filling { place: place.reborrow(), strict: true };
            result = match input.next_value_seed(filling) {
                Ok(Read::Odd(odd)) => Err(misfit(&place, &odd)),
                other => other.map(|_| ()),
            };
        });
        result?;
        if !is_new {
            return Err(A::Error::custom("an object has the same field twice"));
        }
    }
    Ok(Read::Whole)
}

fn fill_object<'de, A: MapAccess<'de>>(object: &mut dyn Object, input: &mut A) -> Result<Read, A::Error> {
    let members = object.members();
    let mut result = Ok(true);
    object.fill(&mut |spots, extra| {
        result = match extra {
            Some(extra) => fill_open(input, members, spots, extra),
            None => fill_closed(input, members, spots).map(|()| false),
        };
    });
    Ok(if result? { Read::Respelled(Json::checked("{}")) } else { Read::Whole })
}

/// Reads the next item of a list, if there is one.
struct Adding<'a> {
    list: &'a mut dyn List,
    strict: bool,
}

impl<'de> DeserializeSeed<'de> for Adding<'_> {
    type Value = Read;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Read, D::Error> {
        let mut place = self.list.add();
        let read = Filling { place: place.reborrow(), strict: self.strict }.deserialize(deserializer)?;
        let Place::Object(object) = place else { return Ok(read) };
        match read {
            // An odd item keeps its position in the list.
            Read::Odd(odd) if !self.strict => {
                let mut odd = Some(odd);
                object.fill(&mut |_, extra| {
                    if let (Some(extra), Some(odd)) = (extra, odd.take()) {
                        extra.replace_object(odd);
                    }
                });
                Ok(Read::Whole)
            }
            Read::Respelled(_) => Ok(Read::Whole),
            other => Ok(other),
        }
    }
}

/// Reads the fields of an object to be sent.
fn fill_closed<'de, A: MapAccess<'de>>(
    input: &mut A,
    members: &Members,
    spots: &mut [Spot<'_>],
) -> Result<(), A::Error> {
    let mut expected = 0;
    while let Some(found) = input.next_key_seed(Expected { members, index: expected })? {
        let index = match found {
            Found::Field(index) => index,
            Found::Other(name) => {
                return Err(A::Error::custom(format_args!("unknown field `{}`", Printable(&name))));
            }
        };
        let (name, spot) = (members.names[index], &mut spots[index]);
        if std::mem::replace(&mut spot.seen, Seen::Once) != Seen::Never {
            return Err(A::Error::duplicate_field(name));
        }
        let filling = Filling { place: spot.place.reborrow(), strict: true };
        match input.next_value_seed(filling)? {
            Read::Odd(odd) if odd.is_null() => {
                return Err(A::Error::custom(format_args!("unexpected null for field `{name}`")));
            }
            Read::Odd(odd) => return Err(misfit(&spot.place.inner(), &odd)),
            _ => {}
        }
        expected = index + 1;
    }
    match spots.iter().position(Spot::is_missing) {
        Some(index) => Err(A::Error::missing_field(members.names[index])),
        None => Ok(()),
    }
}

/// Reads the fields of a received object; returns whether there are none.
fn fill_open<'de, A: MapAccess<'de>>(
    input: &mut A,
    members: &Members,
    spots: &mut [Spot<'_>],
    extra: &mut Extra,
) -> Result<bool, A::Error> {
    let (mut is_empty, mut expected) = (true, 0);
    while let Some(found) = input.next_key_seed(Expected { members, index: expected })? {
        is_empty = false;
        let index = match found {
            Found::Field(index) => index,
            Found::Other(name) => {
                extra.push(name, input.next_value()?);
                continue;
            }
        };
        expected = index + 1;
        let (name, spot) = (members.names[index], &mut spots[index]);
        if spot.seen == Seen::Never {
            spot.seen = Seen::Once;
            let filling = Filling { place: spot.place.reborrow(), strict: false };
            match input.next_value_seed(filling)? {
                Read::Whole => {}
                Read::Respelled(raw) => extra.push(name.to_owned(), raw),
                Read::Odd(raw) => {
                    spot.place.clear();
                    extra.push(name.to_owned(), raw);
                }
            }
            continue;
        }
        // If a field occurs more than once, its place stays empty, and all of its values are kept in `extra`.
        if spot.seen == Seen::Once {
            spot.seen = Seen::Again;
            if extra.get(name).is_none() {
                extra.push(name.to_owned(), Json::checked(&json_write::text(spot.place.view())));
            }
            spot.place.clear();
        }
        extra.push(name.to_owned(), input.next_value()?);
    }
    Ok(is_empty)
}

/// A field, identified by its index, or by its name if it is undocumented.
enum Found {
    Field(usize),
    Other(String),
}

/// Reads the name of a field without allocating, if it is documented.
struct Expected<'a> {
    members: &'a Members,
    index: usize,
}

impl<'de> DeserializeSeed<'de> for Expected<'_> {
    type Value = Found;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Found, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Expected<'_> {
    type Value = Found;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a field name")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Found, E> {
        Ok(match self.members.position(name, self.index) {
            Some(index) => Found::Field(index),
            None => Found::Other(name.to_owned()),
        })
    }
}
