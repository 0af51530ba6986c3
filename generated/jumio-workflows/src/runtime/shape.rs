//! Takes types, gives a static description of the JSON that they are read from.

use std::collections::BTreeMap;

use serde_json::Value;

use super::Extra;

/// What JSON a type is read from. Inner shapes are functions, so that a type may contain itself.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    /// Any value.
    Any,
    /// `true` or `false`.
    Boolean,
    /// A whole number of 64 bits.
    Integer,
    /// A string.
    Text,
    /// One of these strings.
    OneOf(&'static [&'static str]),
    /// An integer or a string.
    Key,
    /// A list of items of one shape.
    List(fn() -> Shape),
    /// An object whose members all have one shape.
    Map(fn() -> Shape),
    /// An object with named members.
    Object(&'static ObjectShape),
}

/// The members that an object can have.
#[derive(Debug)]
pub struct ObjectShape {
    /// The name of the type.
    pub name: &'static str,
    /// Whether members that are not listed are refused.
    pub closed: bool,
    /// The members, in the documented order.
    pub members: &'static [Member],
}

/// A member of an object.
#[derive(Debug)]
pub struct Member {
    /// The wire name.
    pub name: &'static str,
    /// Whether the object is complete without it.
    pub optional: bool,
    /// What its value looks like.
    pub shape: fn() -> Shape,
}

/// A type that can describe what JSON it is read from.
pub trait Shaped: Sized {
    /// Whether a member of this type may be absent.
    const OPTIONAL: bool = false;

    /// The JSON that it is read from.
    fn shape() -> Shape;

    /// The value that stands for an absent member, if the member may be absent.
    #[must_use]
    fn absent() -> Option<Self> {
        None
    }

    /// Whether this value stands for an absent member.
    fn is_absent(&self) -> bool {
        false
    }
}

/// A type that stands for a JSON object with named members.
pub trait Object {
    /// The members that it can have.
    const SHAPE: &'static ObjectShape;

    /// Where the member of this wire name stands in the list of members.
    fn position(name: &str) -> Option<usize>;

    /// The members that no field stands for; closed objects have none.
    fn extra(&self) -> &Extra {
        static NONE: Extra = Extra::EMPTY;
        &NONE
    }
}

impl ObjectShape {
    /// The member of this wire name.
    #[must_use]
    pub fn member(&self, name: &str) -> Option<&'static Member> {
        self.members.iter().find(|member| member.name == name)
    }
}

/// Describes a member; its type is that of the field that the function gives.
#[must_use]
pub const fn member<S, T: Shaped>(name: &'static str, _field: fn(&S) -> &T) -> Member {
    Member { name, optional: T::OPTIONAL, shape: T::shape }
}

/// Where the member of this name stands in the list of members, for use in constants.
#[must_use]
pub const fn index_of<T: Object>(name: &str) -> usize {
    let members = T::SHAPE.members;
    let mut index = 0;
    while index < members.len() {
        if is_same(members[index].name.as_bytes(), name.as_bytes()) {
            break;
        }
        index += 1;
    }
    index
}

/// `==` of texts is not usable in constants.
const fn is_same(left: &[u8], right: &[u8]) -> bool {
    if left.len() != right.len() {
        return false;
    }
    let mut index = 0;
    while index < left.len() {
        if left[index] != right[index] {
            return false;
        }
        index += 1;
    }
    true
}

/// Describes types that have one shape and nothing inside.
macro_rules! plain {
    ($($type:ty => $shape:ident),*) => {$(
        impl Shaped for $type {
            fn shape() -> Shape {
                Shape::$shape
            }
        }
    )*};
}

plain!(String => Text, bool => Boolean, i64 => Integer, Value => Any);

impl<T: Shaped> Shaped for Option<T> {
    const OPTIONAL: bool = true;

    fn shape() -> Shape {
        T::shape()
    }

    fn absent() -> Option<Self> {
        Some(None)
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<T: Shaped> Shaped for Box<T> {
    fn shape() -> Shape {
        T::shape()
    }
}

impl<T: Shaped> Shaped for Vec<T> {
    fn shape() -> Shape {
        Shape::List(T::shape)
    }
}

impl<T: Shaped> Shaped for BTreeMap<String, T> {
    fn shape() -> Shape {
        Shape::Map(T::shape)
    }
}
