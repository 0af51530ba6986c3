//! Takes the members of JSON objects one by one, gives what every generated struct does with them.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::workflow_key::{Coded, KeyCodec, KeyMember};
use super::{Extra, Object, Shaped};

/// The next member of a closed object, as its place in the list of members; one that is not known is an error.
///
/// # Errors
/// If the input is no such object.
#[inline]
pub fn next_closed<'de, T: Object, A: MapAccess<'de>>(map: &mut A) -> Result<Option<usize>, A::Error> {
    match map.next_key_seed(Name::<T>(PhantomData))? {
        None => Ok(None),
        Some(Key::Known(index)) => Ok(Some(index)),
        Some(Key::Unknown(name)) => Err(A::Error::custom(format_args!("unknown field `{name}`"))),
    }
}

/// The next known member of an open object, as its place in the list of members; those before it are put aside.
///
/// # Errors
/// If the input is no such object.
#[inline]
pub fn next_open<'de, T: Object, A: MapAccess<'de>>(map: &mut A, extra: &mut Extra) -> Result<Option<usize>, A::Error> {
    loop {
        match map.next_key_seed(Name::<T>(PhantomData))? {
            None if extra.is_empty() => return Ok(None),
            None => return no_repetition(extra).map(|()| None),
            Some(Key::Known(index)) => return Ok(Some(index)),
            Some(Key::Unknown(name)) => extra.push(name, map.next_value()?),
        }
    }
}

#[cold]
fn no_repetition<E: Error>(extra: &Extra) -> Result<(), E> {
    match extra.repeated() {
        None => Ok(()),
        Some(name) => Err(E::custom(format_args!("duplicate field `{name}`"))),
    }
}

/// A member's name, compared with the known ones.
enum Key {
    Known(usize),
    Unknown(String),
}

/// Reads a member's name without keeping it, if it is known.
struct Name<T>(PhantomData<T>);

impl<'de, T: Object> DeserializeSeed<'de> for Name<T> {
    type Value = Key;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Key, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl<T: Object> Visitor<'_> for Name<T> {
    type Value = Key;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a member")
    }

    #[inline]
    fn visit_str<E: Error>(self, name: &str) -> Result<Key, E> {
        Ok(match T::position(name) {
            Some(index) => Key::Known(index),
            None => Key::Unknown(name.to_owned()),
        })
    }
}

/// Reads the value of a member of a closed object.
///
/// # Errors
/// If the value does not fit, is `null` or is there twice.
#[inline]
pub fn read_closed<'de, A, T>(place: &mut Option<T>, name: &'static str, map: &mut A) -> Result<(), A::Error>
where
    A: MapAccess<'de>,
    T: Shaped + Deserialize<'de>,
{
    let value: T = map.next_value()?;
    if value.is_absent() {
        return Err(A::Error::custom(format_args!("unexpected null for field `{name}`")));
    }
    keep(place, name, value)
}

/// Reads the value of a member of an open object; a `null` that stands for no value is put aside.
///
/// # Errors
/// If the value does not fit or is there twice.
#[inline]
pub fn read_open<'de, A, T>(
    place: &mut Option<T>,
    name: &'static str,
    map: &mut A,
    extra: &mut Extra,
) -> Result<(), A::Error>
where
    A: MapAccess<'de>,
    T: Shaped + Deserialize<'de>,
{
    let value: T = map.next_value()?;
    if value.is_absent() {
        extra.push(name.to_owned(), Value::Null);
    }
    keep(place, name, value)
}

#[inline]
fn keep<T, E: Error>(place: &mut Option<T>, name: &'static str, value: T) -> Result<(), E> {
    if place.is_some() {
        return Err(E::duplicate_field(name));
    }
    *place = Some(value);
    Ok(())
}

/// The value that was read, or the one that stands for an absent member.
///
/// # Errors
/// If the member has to be there.
#[inline]
pub fn finish<T: Shaped, E: Error>(place: Option<T>, name: &'static str) -> Result<T, E> {
    place.or_else(T::absent).ok_or_else(|| E::missing_field(name))
}

/// Writes a member, unless it is absent.
///
/// # Errors
/// If the serializer fails.
pub fn write<M: SerializeMap, T: Shaped + Serialize>(
    map: &mut M,
    name: &'static str,
    value: &T,
) -> Result<(), M::Error> {
    if value.is_absent() { Ok(()) } else { map.serialize_entry(name, value) }
}

/// Writes a member that holds a workflow's key, unless it is absent.
///
/// # Errors
/// If the serializer fails.
pub fn write_key<C: KeyCodec, M: SerializeMap, T: KeyMember>(
    map: &mut M,
    name: &'static str,
    value: &T,
) -> Result<(), M::Error> {
    match value.key() {
        None => Ok(()),
        Some(key) => map.serialize_entry(name, &Coded::<C>(key, PhantomData)),
    }
}

/// Writes the members that no field stands for; a name that a field is written under is left out.
///
/// # Errors
/// If the serializer fails.
pub fn write_extra<M: SerializeMap>(
    map: &mut M,
    extra: &Extra,
    is_written: impl Fn(&str) -> bool,
) -> Result<(), M::Error> {
    for (name, value) in extra.iter() {
        if !is_written(name) {
            map.serialize_entry(name, value)?;
        }
    }
    Ok(())
}
