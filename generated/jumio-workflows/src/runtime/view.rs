//! Takes values of any payload type, gives one view of them all, so that reading and writing exist once and not per type.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{Extra, WorkflowKey};

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
    Any(&'a Value),
    /// `true` or `false`.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// A text.
    Text(&'a str),
    /// A text that is written as a number, if it is one.
    Number(&'a str),
    /// Values in a row.
    List(&'a dyn List),
    /// Values by any name.
    Map(&'a dyn Map),
    /// Values by the names of members.
    Object(&'a dyn Object),
}

/// Where a value is read into.
pub enum Place<'a> {
    /// Nowhere: the value has been read already.
    Taken,
    /// Any JSON.
    Any(&'a mut Value),
    /// `true` or `false`.
    Boolean(&'a mut bool),
    /// A whole number of 64 bits.
    Integer(&'a mut i64),
    /// A text.
    Text(&'a mut String),
    /// A whole number or a text.
    Key(&'a mut WorkflowKey),
    /// A value of an enum.
    Name(&'a mut dyn Named),
    /// A value that may be absent.
    Optional(&'a mut dyn Optional),
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
}

/// A value that may be absent.
pub trait Optional {
    /// Makes the value present, and gives its place.
    fn present(&mut self) -> Place<'_>;

    /// Whether the value is present.
    fn is_present(&self) -> bool;
}

/// Values in a row.
pub trait List {
    /// How many there are.
    fn count(&self) -> usize;

    /// The value at this index.
    fn item(&self, index: usize) -> View<'_>;

    /// Adds a value, and gives its place.
    fn add(&mut self) -> Place<'_>;
}

/// Values by any name.
pub trait Map {
    /// Shows every value with its name.
    fn show(&self, to: &mut dyn FnMut(&str, View<'_>));

    /// Gives the function the place of a new value, and keeps it under this name.
    fn add(&mut self, name: String, read: &mut dyn FnMut(Place<'_>));
}

/// A struct that stands for an object.
pub trait Object {
    /// Its members.
    fn members(&self) -> &'static Members;

    /// Shows the values of all members, in their order, and what stands beside them.
    fn show(&self, to: &mut dyn FnMut(&[View<'_>], Option<&Extra>));

    /// Gives the function the places of all members, in their order, and of what stands beside them.
    fn fill(&mut self, read: &mut dyn FnMut(&mut [Place<'_>], Option<&mut Extra>));
}

/// The members that an object can have.
#[derive(Debug)]
pub struct Members {
    /// Their names, in the documented order.
    pub names: &'static [&'static str],
    /// Whether others are refused.
    pub closed: bool,
}

impl Members {
    /// Where the member of this name stands in the order. Members mostly come in their order, so the search begins at
    /// the one that is expected next.
    #[must_use]
    pub fn position(&self, name: &str, expected: usize) -> Option<usize> {
        let (before, after) = self.names.split_at(expected.min(self.names.len()));
        let found = after.iter().position(|known| *known == name).map(|index| before.len() + index);
        found.or_else(|| before.iter().position(|known| *known == name))
    }
}

impl View<'_> {
    /// Whether there is no value.
    #[must_use]
    pub fn is_absent(&self) -> bool {
        matches!(self, View::Absent)
    }

    /// The same; a text is written as a number, if it is one.
    #[must_use]
    pub fn number(self) -> Self {
        if let View::Text(text) = self { View::Number(text) } else { self }
    }
}

impl Place<'_> {
    /// Whether the value may be absent.
    #[must_use]
    pub fn is_optional(&self) -> bool {
        matches!(self, Place::Optional(_))
    }

    /// Whether the object is incomplete if nothing is read into this place.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        !matches!(self, Place::Optional(_) | Place::Taken)
    }

    /// What fits, for messages.
    #[must_use]
    pub fn expected(&self) -> &'static str {
        match self {
            Place::Taken | Place::Any(_) | Place::Optional(_) => "a value",
            Place::Boolean(_) => "true or false",
            Place::Integer(_) => "a whole number",
            Place::Text(_) | Place::Name(_) => "a string",
            Place::Key(_) => "a whole number or a string",
            Place::List(_) => "a list",
            Place::Map(_) | Place::Object(_) => "an object",
        }
    }

    /// The same place; what it stands for is taken from it here, so that nothing is read into it twice.
    #[must_use]
    pub fn take(&mut self) -> Self {
        std::mem::replace(self, Place::Taken)
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
    Value: Any, Value::Null, View::Any;
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
        Place::Optional(self)
    }
}

impl<T: Wire> Optional for Option<T> {
    fn present(&mut self) -> Place<'_> {
        *self = Some(T::blank());
        match self {
            Some(value) => value.place(),
            None => Place::Taken,
        }
    }

    fn is_present(&self) -> bool {
        self.is_some()
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
        match self.last_mut() {
            Some(value) => value.place(),
            None => Place::Taken,
        }
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

    fn add(&mut self, name: String, read: &mut dyn FnMut(Place<'_>)) {
        let mut value = T::blank();
        read(value.place());
        self.insert(name, value);
    }
}
