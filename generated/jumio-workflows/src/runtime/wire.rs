//! Takes structs and the wire names of their fields, gives their reading from and writing to JSON objects.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::workflow_key::{Coded, KeyCodec, KeyMember};
use super::{Extra, ObjectShape, Shaped};

/// The members of an object while it is read, as places in the list of its members.
pub struct Members {
    object: &'static ObjectShape,
    hint: usize,
}

impl Members {
    /// Before the first member.
    #[must_use]
    pub fn of(object: &'static ObjectShape) -> Self {
        Self { object, hint: 0 }
    }

    /// The next member; one that is not known is an error.
    ///
    /// # Errors
    /// If the input is no such object.
    pub fn next_closed<'de, A: MapAccess<'de>>(&mut self, map: &mut A) -> Result<Option<usize>, A::Error> {
        match map.next_key_seed(Name(self))? {
            None => Ok(None),
            Some(Key::Known(index)) => Ok(Some(self.step(index))),
            Some(Key::Unknown(name)) => Err(A::Error::custom(format_args!("unknown field `{name}`"))),
        }
    }

    /// The next member that is known; the others before it are put aside.
    ///
    /// # Errors
    /// If the input is no such object.
    pub fn next_open<'de, A: MapAccess<'de>>(
        &mut self,
        map: &mut A,
        extra: &mut Extra,
    ) -> Result<Option<usize>, A::Error> {
        loop {
            match map.next_key_seed(Name(self))? {
                None => return no_repetition(extra).map(|()| None),
                Some(Key::Known(index)) => return Ok(Some(self.step(index))),
                Some(Key::Unknown(name)) => extra.push(name, map.next_value()?),
            }
        }
    }

    fn step(&mut self, index: usize) -> usize {
        self.hint = index + 1;
        index
    }
}

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
struct Name<'a>(&'a Members);

impl<'de> DeserializeSeed<'de> for Name<'_> {
    type Value = Key;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Key, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Name<'_> {
    type Value = Key;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a member")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Key, E> {
        Ok(match self.0.object.position(name, self.0.hint) {
            Some(index) => Key::Known(index),
            None => Key::Unknown(name.to_owned()),
        })
    }
}

/// Reads the value of a member of a closed object.
///
/// # Errors
/// If the value does not fit, is `null` or is there twice.
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

fn keep<T, E: Error>(place: &mut Option<T>, name: &'static str, value: T) -> Result<(), E> {
    match place.replace(value) {
        None => Ok(()),
        Some(_) => Err(E::duplicate_field(name)),
    }
}

/// The value that was read, or the one that stands for an absent member.
///
/// # Errors
/// If the member has to be there.
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

/// Implements reading, writing and [`Shaped`](crate::runtime::Shaped) for a struct that stands for a JSON object.
///
/// `closed` refuses members that are not listed; `open` keeps them in the field `extra`, together with every `null`
/// of a member that may be absent. `as IntegerKey` and `as TextKey` say how a workflow's key is written.
#[doc(hidden)]
#[macro_export]
macro_rules! object {
    ($name:ident, closed, [$($field:ident = $wire:literal $(as $codec:ident)?),* $(,)?]) => {
        $crate::object!(@shape $name, true, [$($field = $wire),*], {});
        $crate::object!(@write $name, [$($field = $wire $(as $codec)?),*]);
        $crate::object!(@read $name, members, map, {
            $(let mut $field = ::std::option::Option::None;)*
            while let ::std::option::Option::Some(index) = members.next_closed(&mut map)? {
                match index {
                    $(at if at == const { $crate::runtime::shape::index_of(<$name as $crate::runtime::Object>::SHAPE.members, $wire) } => {
                        $crate::runtime::wire::read_closed(&mut $field, $wire, &mut map)?;
                    })*
                    _ => {}
                }
            }
            $name { $($field: $crate::runtime::wire::finish($field, $wire)?),* }
        });
    };
    ($name:ident, open, [$($field:ident = $wire:literal $(as $codec:ident)?),* $(,)?]) => {
        $crate::object!(@shape $name, false, [$($field = $wire),*], {
            fn extra(&self) -> &$crate::runtime::Extra {
                &self.extra
            }
        });
        $crate::object!(@write $name, [$($field = $wire $(as $codec)?),*]);
        $crate::object!(@read $name, members, map, {
            $(let mut $field = ::std::option::Option::None;)*
            let mut extra = $crate::runtime::Extra::EMPTY;
            while let ::std::option::Option::Some(index) = members.next_open(&mut map, &mut extra)? {
                match index {
                    $(at if at == const { $crate::runtime::shape::index_of(<$name as $crate::runtime::Object>::SHAPE.members, $wire) } => {
                        $crate::runtime::wire::read_open(&mut $field, $wire, &mut map, &mut extra)?;
                    })*
                    _ => {}
                }
            }
            $name { $($field: $crate::runtime::wire::finish($field, $wire)?,)* extra }
        });
    };
    (@shape $name:ident, $closed:literal, [$($field:ident = $wire:literal),*], { $($extra:tt)* }) => {
        impl $crate::runtime::Object for $name {
            const SHAPE: &'static $crate::runtime::ObjectShape = &$crate::runtime::ObjectShape {
                name: ::std::stringify!($name),
                closed: $closed,
                members: &[$($crate::runtime::shape::member($wire, |object: &$name| &object.$field)),*],
            };

            $($extra)*
        }

        impl $crate::runtime::Shaped for $name {
            fn shape() -> $crate::runtime::Shape {
                $crate::runtime::Shape::Object(<Self as $crate::runtime::Object>::SHAPE)
            }
        }
    };
    (@write $name:ident, [$($field:ident = $wire:literal $(as $codec:ident)?),*]) => {
        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error> {
                let mut map = serializer.serialize_map(::std::option::Option::None)?;
                $($crate::object!(@member map, $wire, &self.$field $(, $codec)?)?;)*
                $crate::runtime::wire::write_extra(&mut map, $crate::runtime::Object::extra(self), |name| match name {
                    $($wire => !$crate::runtime::Shaped::is_absent(&self.$field),)*
                    _ => false,
                })?;
                ::serde::ser::SerializeMap::end(map)
            }
        }
    };
    (@member $map:ident, $wire:literal, $value:expr) => {
        $crate::runtime::wire::write(&mut $map, $wire, $value)
    };
    (@member $map:ident, $wire:literal, $value:expr, $codec:ident) => {
        $crate::runtime::wire::write_key::<$crate::runtime::$codec, _, _>(&mut $map, $wire, $value)
    };
    (@read $name:ident, $members:ident, $map:ident, $read:block) => {
        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> ::std::result::Result<Self, D::Error> {
                struct Reader;

                impl<'de> ::serde::de::Visitor<'de> for Reader {
                    type Value = $name;

                    fn expecting(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                        f.write_str("an object")
                    }

                    fn visit_map<A: ::serde::de::MapAccess<'de>>(
                        self,
                        mut $map: A,
                    ) -> ::std::result::Result<$name, A::Error> {
                        let mut $members =
                            $crate::runtime::wire::Members::of(<$name as $crate::runtime::Object>::SHAPE);
                        ::std::result::Result::Ok($read)
                    }
                }

                deserializer.deserialize_map(Reader)
            }
        }
    };
}
