//! Takes values of any payload type, gives one view of them all, so that reading and writing exist once and not per type.

use std::collections::BTreeMap;

use crate::runtime::wire::workflow_key::Form;
use crate::runtime::{Extra, Json, Members, Number, WorkflowKey};

/// A type whose values stand in payloads.
pub trait Wire {
    /// What stands in the place of a value until one is read into it.
    fn blank() -> Self
    where
        Self: Sized;

    /// The value, to be written.
    fn view(&self) -> View<'_>;

    /// The place of the value, to be read into.
    fn place(&mut self) -> Place<'_>;
}

/// A value that is written.
#[derive(Clone, Copy)]
pub enum View<'a> {
    /// No value: as a member it is left out.
    Absent,
    /// Any JSON.
    Any(&'a Json),
    /// `true` or `false`.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// A number, as it is written.
    Exact(&'a Number),
    /// A text.
    Text(&'a str),
    /// The key of a workflow.
    Key(&'a WorkflowKey, Form),
    /// Values in a row.
    List(&'a dyn List),
    /// Values by any name.
    Map(&'a dyn Map),
    /// Values by the names of members.
    Object(&'a dyn Object),
}

/// Where a value is read into.
pub enum Place<'a> {
    /// Any JSON.
    Any(&'a mut Json),
    /// `true` or `false`.
    Boolean(&'a mut bool),
    /// A whole number of 64 bits.
    Integer(&'a mut i64),
    /// A whole number of 64 bits, which may also come as a string of its digits.
    IntegerOrText(&'a mut i64),
    /// A number, as it is written.
    Exact(&'a mut Number),
    /// A text.
    Text(&'a mut String),
    /// A whole number or a text.
    Key(&'a mut WorkflowKey),
    /// A value of an enum.
    Name(&'a mut dyn Named),
    /// A value of an enum that must not be shown.
    HiddenName(&'a mut dyn Named),
    /// A value that may be absent.
    Optional(&'a mut dyn Optional, Spelling),
    /// Values in a row.
    List(&'a mut dyn List),
    /// Values by any name.
    Map(&'a mut dyn Map),
    /// Values by the names of members.
    Object(&'a mut dyn Object),
}

/// A value of an enum of strings.
pub trait Named {
    /// Becomes the value of this name, if there is one.
    fn become_named(&mut self, name: &str) -> bool;

    /// All names that are allowed; empty if unknown ones are kept.
    fn allowed(&self) -> &'static [&'static str];

    /// All names that are documented.
    fn documented(&self) -> &'static [&'static str];

    /// The value, to be written.
    fn to_view(&self) -> View<'_>;
}

/// A value that may be absent.
pub trait Optional {
    /// Makes the value present, and gives its place.
    fn present(&mut self) -> Place<'_>;

    /// Makes the value absent.
    fn clear(&mut self);

    /// The value, to be written.
    fn to_view(&self) -> View<'_>;
}

/// Values in a row.
pub trait List {
    /// How many there are.
    fn count(&self) -> usize;

    /// The value at this index.
    fn item(&self, index: usize) -> View<'_>;

    /// Adds a value, and gives its place.
    fn add(&mut self) -> Place<'_>;

    /// Removes all values.
    fn clear(&mut self);
}

/// Values by any name.
pub trait Map {
    /// Shows every value with its name.
    fn show(&self, to: &mut dyn FnMut(&str, View<'_>));

    /// Gives the function the place of a new value, and keeps it under this name; whether the name is new.
    fn add(&mut self, name: String, read: &mut dyn FnMut(Place<'_>)) -> bool;

    /// Removes all values.
    fn clear(&mut self);
}

/// A struct that stands for an object.
pub trait Object {
    /// Its members.
    fn members(&self) -> &'static Members;

    /// Shows the values of all members, in their order, and what stands beside them.
    fn show(&self, to: &mut dyn FnMut(&[View<'_>], Option<&Extra>));

    /// Gives the function the places of all fields, in their order, and of what stands beside them.
    fn fill(&mut self, read: &mut dyn FnMut(&mut [Spot<'_>], Option<&mut Extra>));
}

impl View<'_> {
    /// Whether there is no value.
    #[must_use]
    pub fn is_absent(&self) -> bool {
        matches!(self, View::Absent)
    }

    /// Whether an object that is received leaves the field out: lists and maps without items say nothing.
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

    /// The same; a key is written as a number, if it is one.
    #[must_use]
    pub fn number(self) -> Self {
        if let View::Key(key, _) = self { View::Key(key, Form::Number) } else { self }
    }

    /// The same; an object without anything in it is absent. So are those of fields that are objects and not optional.
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

/// In which forms a value may come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spelling {
    /// In the one of its type.
    Own,
    /// A whole number may also come as a string of its digits.
    OrText,
}

impl Spelling {
    /// The place of a value that may be absent, as if it were present.
    pub(in crate::runtime) fn of(self, place: &mut dyn Optional) -> Place<'_> {
        match self {
            Self::Own => place.present(),
            Self::OrText => place.present().or_text(),
        }
    }
}

/// How often a field has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::runtime) enum Seen {
    Never,
    /// Once, and its place holds the value.
    Once,
    /// More than once.
    Again,
}

/// The place of a field, and whether something has been read into it.
pub struct Spot<'a> {
    pub(in crate::runtime) place: Place<'a>,
    pub(in crate::runtime) seen: Seen,
}

impl<'a> Spot<'a> {
    /// A place that nothing has been read into.
    pub fn new(place: Place<'a>) -> Self {
        Self { place, seen: Seen::Never }
    }

    /// Whether an object that is sent is incomplete if nothing more is read.
    pub(in crate::runtime) fn is_missing(&self) -> bool {
        self.seen == Seen::Never && !self.place.is_optional()
    }
}

impl Place<'_> {
    /// Whether the value may be absent.
    #[must_use]
    pub fn is_optional(&self) -> bool {
        matches!(self, Place::Optional(..))
    }

    /// What fits, for messages.
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

    /// The same place, for a shorter time.
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

    /// The value that the place holds.
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

    /// The place of the value inside, whether it is there or not.
    pub(in crate::runtime) fn inner(&mut self) -> Place<'_> {
        match self {
            Place::Optional(place, spelling) => spelling.of(*place),
            other => other.reborrow(),
        }
    }

    /// Makes the field of an object that is received say nothing. Fields of other types have no such value; they stand
    /// in objects that are sent, which are given up as a whole.
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

    /// The same place; whole numbers may come as a string of their digits, too.
    #[must_use]
    pub fn or_text(self) -> Self {
        match self {
            Place::Integer(place) => Place::IntegerOrText(place),
            Place::Optional(place, _) => Place::Optional(place, Spelling::OrText),
            other => other,
        }
    }
}

/// Types that have a place and a view of their own.
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

    // Objects consist of such members, so this must not be compiled anew for each of them.
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
