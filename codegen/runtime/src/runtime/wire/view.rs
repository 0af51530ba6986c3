//! A uniform view of values of any payload type, so that the code for parsing and serializing is compiled once and not
//! per type.

use std::collections::BTreeMap;

use crate::runtime::wire::workflow_key::Form;
use crate::runtime::{Extra, Json, Members, Number, WorkflowKey};

/// A type whose values occur in payloads.
pub trait Wire {
    /// Creates the initial value of a place, before anything is parsed into it.
    fn blank() -> Self
    where
        Self: Sized;

    /// Returns a view of the value for serialization.
    fn view(&self) -> View<'_>;

    /// Returns the place that a value is parsed into.
    fn place(&mut self) -> Place<'_>;
}

/// A value to be serialized.
#[derive(Clone, Copy)]
pub enum View<'a> {
    /// There is no value, and the field is omitted.
    Absent,
    /// Any JSON.
    Any(&'a Json),
    /// `true` or `false`.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// A number, as written.
    Exact(&'a Number),
    /// A string.
    Text(&'a str),
    /// The key of a workflow.
    Key(&'a WorkflowKey, Form),
    /// A list of values.
    List(&'a dyn List),
    /// A map from arbitrary names to values.
    Map(&'a dyn Map),
    /// An object with documented fields.
    Object(&'a dyn Object),
}

/// A place that a value is parsed into.
pub enum Place<'a> {
    /// Any JSON.
    Any(&'a mut Json),
    /// `true` or `false`.
    Boolean(&'a mut bool),
    /// A 64-bit integer.
    Integer(&'a mut i64),
    /// A 64-bit integer, which may also be a string of digits.
    IntegerOrText(&'a mut i64),
    /// A number, as written.
    Exact(&'a mut Number),
    /// A string.
    Text(&'a mut String),
    /// A whole number or a string.
    Key(&'a mut WorkflowKey),
    /// A value of an enum.
    Name(&'a mut dyn Named),
    /// A value of an enum that must not be shown in messages.
    HiddenName(&'a mut dyn Named),
    /// A value that may be absent.
    Optional(&'a mut dyn Optional, Spelling),
    /// A list of values.
    List(&'a mut dyn List),
    /// A map from arbitrary names to values.
    Map(&'a mut dyn Map),
    /// An object with documented fields.
    Object(&'a mut dyn Object),
}

/// A value of a string enum.
pub trait Named {
    /// Sets the value with this name, if the name is known or unknown names are kept; returns whether it was set.
    fn become_named(&mut self, name: &str) -> bool;

    /// Returns all allowed names; empty if unknown names are kept.
    fn allowed(&self) -> &'static [&'static str];

    /// Returns all documented names.
    fn documented(&self) -> &'static [&'static str];

    /// Returns a view of the value for serialization.
    fn to_view(&self) -> View<'_>;
}

/// A value that may be absent.
pub trait Optional {
    /// Makes the value present, and returns its place for parsing.
    fn present(&mut self) -> Place<'_>;

    /// Makes the value absent.
    fn clear(&mut self);

    /// Returns a view of the value for serialization.
    fn to_view(&self) -> View<'_>;
}

/// A list of values.
pub trait List {
    /// Returns the number of items.
    fn count(&self) -> usize;

    /// Returns the value at this index.
    fn item(&self, index: usize) -> View<'_>;

    /// Adds an item, and returns its place for parsing.
    fn add(&mut self) -> Place<'_>;

    /// Removes all items.
    fn clear(&mut self);
}

/// A map from arbitrary names to values.
pub trait Map {
    /// Visits every value with its name.
    fn show(&self, to: &mut dyn FnMut(&str, View<'_>));

    /// Calls the function with the place of a new value, and stores the value under this name. Returns whether the name
    /// is new.
    fn add(&mut self, name: String, read: &mut dyn FnMut(Place<'_>)) -> bool;

    /// Removes all entries.
    fn clear(&mut self);
}

/// A struct that represents a JSON object.
pub trait Object {
    /// Returns the documented fields.
    fn members(&self) -> &'static Members;

    /// Visits the values of all fields in order, and the extra data.
    fn show(&self, to: &mut dyn FnMut(&[View<'_>], Option<&Extra>));

    /// Calls the function with the places of all fields, in order, and with the extra data.
    fn fill(&mut self, read: &mut dyn FnMut(&mut [Spot<'_>], Option<&mut Extra>));
}

impl View<'_> {
    /// Returns whether there is no value.
    #[must_use]
    pub fn is_absent(&self) -> bool {
        matches!(self, View::Absent)
    }

    /// Returns whether a received object omits the field, as it does for empty lists and maps.
    #[inline]
    pub(in crate::runtime) fn is_silent(&self) -> bool {
        match self {
            View::Absent => true,
            View::List(list) => list.count() == 0,
            View::Map(map) => {
                let mut empty = true;
                map.show(&mut |_, _| empty = false);
                empty
            }
            _ => false,
        }
    }

    /// Returns a view that serializes a workflow key as a number, if it is one.
    #[must_use]
    pub fn number(self) -> Self {
        if let View::Key(key, _) = self { View::Key(key, Form::Number) } else { self }
    }

    /// Returns a view that omits an object without values and extra data.
    #[must_use]
    pub fn nested(self) -> Self {
        let View::Object(object) = self else { return self };
        let mut silent = true;
        object.show(&mut |values, extra| {
            silent = extra.is_none_or(Extra::is_empty) && values.iter().all(View::is_silent);
        });
        if silent { View::Absent } else { self }
    }
}

/// The spellings that are accepted for a received value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spelling {
    /// Only the usual spelling of the type is accepted.
    Own,
    /// A whole number may also be a string of digits.
    OrText,
}

impl Spelling {
    /// Makes an optional value present, and returns its place.
    pub(in crate::runtime) fn of(self, place: &mut dyn Optional) -> Place<'_> {
        match self {
            Self::Own => place.present(),
            Self::OrText => place.present().or_text(),
        }
    }
}

/// The number of times that a field has occurred.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::runtime) enum Seen {
    Never,
    /// The field has occurred once, and its place contains the value.
    Once,
    /// The field has occurred more than once.
    Again,
}

/// The place of a field, and whether a value was parsed into it.
pub struct Spot<'a> {
    pub(in crate::runtime) place: Place<'a>,
    pub(in crate::runtime) seen: Seen,
}

impl<'a> Spot<'a> {
    /// Creates a spot for an empty place.
    pub fn new(place: Place<'a>) -> Self {
        Self { place, seen: Seen::Never }
    }

    /// Returns whether an object to be sent would lack this field if its input ended here.
    pub(in crate::runtime) fn is_missing(&self) -> bool {
        self.seen == Seen::Never && !self.place.is_optional()
    }
}

impl Place<'_> {
    /// Returns whether the value at this place may be absent.
    #[must_use]
    pub fn is_optional(&self) -> bool {
        matches!(self, Place::Optional(..))
    }

    /// Returns the expected type as a noun phrase for messages, such as `a list`.
    #[must_use]
    pub fn expected(&self) -> &'static str {
        match self {
            Place::Any(_) | Place::Optional(..) => "a value",
            Place::Boolean(_) => "true or false",
            Place::Integer(_) => "a whole number",
            Place::Exact(_) => "a number",
            Place::IntegerOrText(_) => "a whole number, or a string of its digits",
            Place::Text(_) | Place::Name(_) | Place::HiddenName(_) => "a string",
            Place::Key(_) => "a whole number or a string",
            Place::List(_) => "a list",
            Place::Map(_) | Place::Object(_) => "an object",
        }
    }

    /// Returns the same place with a shorter lifetime, so that this one can still be used afterwards.
    #[must_use]
    pub fn reborrow(&mut self) -> Place<'_> {
        match self {
            Place::Any(place) => Place::Any(place),
            Place::Boolean(place) => Place::Boolean(place),
            Place::Integer(place) => Place::Integer(place),
            Place::IntegerOrText(place) => Place::IntegerOrText(place),
            Place::Exact(place) => Place::Exact(place),
            Place::Text(place) => Place::Text(place),
            Place::Key(place) => Place::Key(place),
            Place::Name(place) => Place::Name(*place),
            Place::HiddenName(place) => Place::HiddenName(*place),
            Place::Optional(place, spelling) => Place::Optional(*place, *spelling),
            Place::List(place) => Place::List(*place),
            Place::Map(place) => Place::Map(*place),
            Place::Object(place) => Place::Object(*place),
        }
    }

    /// Returns a view of the current value of the place.
    pub(in crate::runtime) fn view(&self) -> View<'_> {
        match self {
            Place::Any(place) => View::Any(place),
            Place::Boolean(place) => View::Boolean(**place),
            Place::Integer(place) | Place::IntegerOrText(place) => View::Integer(**place),
            Place::Exact(place) => View::Exact(place),
            Place::Text(place) => View::Text(place),
            Place::Key(place) => View::Key(place, Form::Text),
            Place::Name(place) | Place::HiddenName(place) => place.to_view(),
            Place::Optional(place, _) => place.to_view(),
            Place::List(place) => View::List(*place),
            Place::Map(place) => View::Map(*place),
            Place::Object(place) => View::Object(*place),
        }
    }

    /// Returns the place of the value itself. If the value is optional, makes it present first.
    pub(in crate::runtime) fn inner(&mut self) -> Place<'_> {
        match self {
            Place::Optional(place, spelling) => spelling.of(*place),
            other => other.reborrow(),
        }
    }

    /// Clears the field of a received object. Only optional values, lists, maps and objects can be empty. Fields of
    /// other types occur only in sent objects, which are rejected as soon as one field does not fit.
    pub(in crate::runtime) fn clear(&mut self) {
        match self {
            Place::Optional(place, _) => place.clear(),
            Place::List(list) => list.clear(),
            Place::Map(map) => map.clear(),
            Place::Object(object) => object.fill(&mut |spots, extra| {
                spots.iter_mut().for_each(|spot| spot.place.clear());
                if let Some(extra) = extra {
                    *extra = Extra::EMPTY;
                }
            }),
            _ => {}
        }
    }

    /// Returns the same place, changed to also accept a whole number as a string of digits.
    #[must_use]
    pub fn or_text(self) -> Self {
        match self {
            Place::Integer(place) => Place::IntegerOrText(place),
            Place::Optional(place, _) => Place::Optional(place, Spelling::OrText),
            other => other,
        }
    }
}

/// Implements `Wire` for types with their own variants of `Place` and `View`.
macro_rules! plain {
    ($($type:ty: $place:ident, $blank:expr, $view:expr;)*) => {$(
        impl Wire for $type {
            fn blank() -> Self {
                $blank
            }

            fn view(&self) -> View<'_> {
                $view(self)
            }

            fn place(&mut self) -> Place<'_> {
                Place::$place(self)
            }
        }
    )*};
}

plain! {
    bool: Boolean, false, |it: &bool| View::Boolean(*it);
    i64: Integer, 0, |it: &i64| View::Integer(*it);
    String: Text, String::new(), View::Text;
}

impl<T: Wire> Wire for Option<T> {
    fn blank() -> Self {
        None
    }

    // Not inlined, because objects consist of such fields, and the code would otherwise be compiled again for each of
    // them.
    #[inline(never)]
    fn view(&self) -> View<'_> {
        match self {
            Some(value) => value.view(),
            None => View::Absent,
        }
    }

    fn place(&mut self) -> Place<'_> {
        Place::Optional(self, Spelling::Own)
    }
}

impl<T: Wire> Optional for Option<T> {
    fn present(&mut self) -> Place<'_> {
        self.insert(T::blank()).place()
    }

    fn clear(&mut self) {
        *self = None;
    }

    fn to_view(&self) -> View<'_> {
        self.view()
    }
}

impl<T: Wire> Wire for Box<T> {
    fn blank() -> Self {
        Self::new(T::blank())
    }

    fn view(&self) -> View<'_> {
        (**self).view()
    }

    fn place(&mut self) -> Place<'_> {
        (**self).place()
    }
}

impl<T: Wire> Wire for Vec<T> {
    fn blank() -> Self {
        Self::new()
    }

    fn view(&self) -> View<'_> {
        View::List(self)
    }

    fn place(&mut self) -> Place<'_> {
        Place::List(self)
    }
}

impl<T: Wire> List for Vec<T> {
    fn count(&self) -> usize {
        self.len()
    }

    fn item(&self, index: usize) -> View<'_> {
        match self.get(index) {
            Some(value) => value.view(),
            None => View::Absent,
        }
    }

    fn add(&mut self) -> Place<'_> {
        self.push(T::blank());
        let last = self.len() - 1;
        self[last].place()
    }

    fn clear(&mut self) {
        Vec::clear(self);
    }
}

impl<T: Wire> Wire for BTreeMap<String, T> {
    fn blank() -> Self {
        Self::new()
    }

    fn view(&self) -> View<'_> {
        View::Map(self)
    }

    fn place(&mut self) -> Place<'_> {
        Place::Map(self)
    }
}

impl<T: Wire> Map for BTreeMap<String, T> {
    fn show(&self, to: &mut dyn FnMut(&str, View<'_>)) {
        for (name, value) in self {
            to(name, value.view());
        }
    }

    fn add(&mut self, name: String, read: &mut dyn FnMut(Place<'_>)) -> bool {
        let mut value = T::blank();
        read(value.place());
        self.insert(name, value).is_none()
    }

    fn clear(&mut self) {
        BTreeMap::clear(self);
    }
}
