//! Takes serde's readers and writers, lets them read into places and write views: once for each format, not for each type.

use std::fmt;

use serde::de::{DeserializeSeed, Error, MapAccess, SeqAccess, Unexpected, Visitor};
use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use super::json_write::shown;
use super::workflow_key::number;
use super::{Extra, Members, Place, View, Wire, WorkflowKey};

/// Reads a value.
///
/// # Errors
/// If the input does not fit.
pub fn deserialize<'de, T: Wire, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut value = T::blank();
    Filling(value.place()).deserialize(deserializer)?;
    Ok(value)
}

/// Implements serde's two traits by what is written once.
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
            View::Text(text) => serializer.serialize_str(text),
            View::Number(text) => match number(text) {
                Some(number) => serializer.serialize_u32(number),
                None => serializer.serialize_str(text),
            },
            View::List(list) => {
                let mut items = serializer.serialize_seq(Some(list.count()))?;
                (0..list.count()).try_for_each(|index| items.serialize_element(&list.item(index)))?;
                items.end()
            }
            View::Map(map) => members(serializer, &|to| map.show(to)),
            View::Object(object) => members(serializer, &|to| shown(*object, to)),
        }
    }
}

/// What is done with each member that is shown.
type ToMember<'a> = dyn FnMut(&str, View<'_>) + 'a;

/// Writes what the function shows as the members of an object.
fn members<S: Serializer>(serializer: S, show: &dyn Fn(&mut ToMember<'_>)) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    let mut written = Ok(());
    show(&mut |name, value| {
        if written.is_ok() {
            written = map.serialize_entry(name, &value);
        }
    });
    written.and_then(|()| map.end())
}

/// Reads a value into a place.
struct Filling<'a>(Place<'a>);

impl<'de> DeserializeSeed<'de> for Filling<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        match self.0 {
            Place::Any(place) => Value::deserialize(deserializer).map(|value| *place = value),
            Place::Boolean(_) => deserializer.deserialize_bool(self),
            Place::Integer(_) => deserializer.deserialize_i64(self),
            Place::Text(_) | Place::Name(_) => deserializer.deserialize_str(self),
            Place::Taken | Place::Key(_) => deserializer.deserialize_any(self),
            Place::Optional(_) => deserializer.deserialize_option(self),
            Place::List(_) => deserializer.deserialize_seq(self),
            Place::Map(_) | Place::Object(_) => deserializer.deserialize_map(self),
        }
    }
}

impl<'de> Visitor<'de> for Filling<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.expected())
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        match self.0 {
            Place::Boolean(place) => *place = value,
            _ => return Err(E::invalid_type(Unexpected::Bool(value), &self)),
        }
        Ok(())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<(), E> {
        match self.0 {
            Place::Integer(place) => *place = value,
            Place::Key(place) => *place = WorkflowKey::from(value.to_string().as_str()),
            _ => return Err(E::invalid_type(Unexpected::Signed(value), &self)),
        }
        Ok(())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        match (i64::try_from(value), self.0) {
            (Ok(value), Place::Integer(place)) => *place = value,
            (_, Place::Key(place)) => *place = WorkflowKey::from(value.to_string().as_str()),
            (_, place) => return Err(E::invalid_value(Unexpected::Unsigned(value), &Filling(place))),
        }
        Ok(())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        match self.0 {
            Place::Text(place) => text.clone_into(place),
            Place::Key(place) => *place = WorkflowKey::from(text),
            Place::Name(place) => {
                if !place.become_named(text) {
                    return Err(E::unknown_variant(text, place.allowed()));
                }
            }
            _ => return Err(E::invalid_type(Unexpected::Str(text), &self)),
        }
        Ok(())
    }

    fn visit_string<E: Error>(self, text: String) -> Result<(), E> {
        match self.0 {
            Place::Text(place) => *place = text,
            _ => return self.visit_str(&text),
        }
        Ok(())
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        self.visit_unit()
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        if self.0.is_optional() { Ok(()) } else { Err(E::invalid_type(Unexpected::Unit, &self)) }
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        match self.0 {
            Place::Optional(place) => Filling(place.present()).deserialize(deserializer),
            place => Filling(place).deserialize(deserializer),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let Place::List(list) = self.0 else {
            return Err(A::Error::invalid_type(Unexpected::Seq, &self));
        };
        while items.next_element_seed(Adding(list))?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut input: A) -> Result<(), A::Error> {
        let mut result = Ok(());
        match self.0 {
            Place::Map(map) => {
                while let Some(name) = input.next_key()? {
                    map.add(name, &mut |place| result = input.next_value_seed(Filling(place)));
                    std::mem::replace(&mut result, Ok(()))?;
                }
            }
            Place::Object(object) => {
                let members = object.members();
                object.fill(&mut |places, extra| result = fill(&mut input, members, places, extra));
            }
            _ => return Err(A::Error::invalid_type(Unexpected::Map, &self)),
        }
        result
    }
}

/// Reads the next item of a list, if there is one.
struct Adding<'a>(&'a mut dyn super::List);

impl<'de> DeserializeSeed<'de> for Adding<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        Filling(self.0.add()).deserialize(deserializer)
    }
}

/// Reads the members of an object.
fn fill<'de, A: MapAccess<'de>>(
    input: &mut A,
    members: &Members,
    places: &mut [Place<'_>],
    mut extra: Option<&mut Extra>,
) -> Result<(), A::Error> {
    let mut expected = 0;
    while let Some(name) = input.next_key_seed(Expected { members, index: expected })? {
        match (name, &mut extra) {
            (Name::Known(index), extra) => {
                let name = members.names[index];
                let is_null = fill_member(input, name, places[index].take())?;
                match extra {
                    Some(extra) if is_null => extra.push(name.to_owned(), Value::Null),
                    None if is_null => {
                        return Err(A::Error::custom(format_args!("unexpected null for field `{name}`")));
                    }
                    _ => {}
                }
                expected = index + 1;
            }
            (Name::Unknown(name), Some(extra)) => extra.push(name, input.next_value()?),
            (Name::Unknown(name), None) => return Err(A::Error::custom(format_args!("unknown field `{name}`"))),
        }
    }
    if let Some(name) = extra.as_ref().and_then(|extra| extra.repeated()) {
        return Err(A::Error::custom(format_args!("duplicate field `{name}`")));
    }
    match places.iter().position(Place::is_missing) {
        Some(index) => Err(A::Error::missing_field(members.names[index])),
        None => Ok(()),
    }
}

/// Reads the value of a member; whether it is a `null` that stands for no value.
fn fill_member<'de, A: MapAccess<'de>>(input: &mut A, name: &'static str, place: Place<'_>) -> Result<bool, A::Error> {
    match place {
        Place::Taken => Err(A::Error::duplicate_field(name)),
        Place::Optional(place) => {
            input.next_value_seed(Filling(Place::Optional(&mut *place)))?;
            Ok(!place.is_present())
        }
        place => input.next_value_seed(Filling(place)).map(|()| false),
    }
}

/// A member's name, by its place in the order.
enum Name {
    Known(usize),
    Unknown(String),
}

/// Reads a member's name without keeping it, if it is known.
struct Expected<'a> {
    members: &'a Members,
    index: usize,
}

impl<'de> DeserializeSeed<'de> for Expected<'_> {
    type Value = Name;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Name, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Expected<'_> {
    type Value = Name;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a member")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Name, E> {
        Ok(match self.members.position(name, self.index) {
            Some(index) => Name::Known(index),
            None => Name::Unknown(name.to_owned()),
        })
    }
}
