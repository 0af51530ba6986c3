//! Takes a struct and the wire names of its fields, gives its members, and its reading from and writing to JSON objects.

/// The members that an object can have.
#[derive(Debug)]
pub struct Members {
    /// Their names, in the documented order.
    pub names: &'static [&'static str],
    /// Where those stand in the order that verdicts need. Only objects that are received say so: what an object that is sent
    /// needs follows from the types of its fields.
    pub needed: &'static [usize],
    /// Whether others are refused.
    pub closed: bool,
}

impl Members {
    /// Where names stand in the order: worked out when the crate is compiled, so that no payload has to be searched for them.
    pub const fn places<const N: usize>(names: &[&str], needed: [&str; N]) -> [usize; N] {
        let (mut places, mut index) = ([0; N], 0);
        while index < N {
            while !is_same(names[places[index]], needed[index]) {
                places[index] += 1;
            }
            index += 1;
        }
        places
    }

    /// Where the member of this name stands in the order. Members mostly come in their order, so the search begins at
    /// the one that is expected next.
    #[must_use]
    pub fn position(&self, name: &str, expected: usize) -> Option<usize> {
        let (before, after) = self.names.split_at(expected.min(self.names.len()));
        let found = after.iter().position(|known| *known == name).map(|index| before.len() + index);
        found.or_else(|| before.iter().position(|known| *known == name))
    }
}

/// Whether the texts are the same: `==` cannot be asked when the crate is compiled.
const fn is_same(one: &str, other: &str) -> bool {
    let (one, other, mut at) = (one.as_bytes(), other.as_bytes(), 0);
    while at < one.len() && at < other.len() && one[at] == other[at] {
        at += 1;
    }
    at == one.len() && at == other.len()
}

/// Implements reading and writing for a struct that stands for a JSON object.
///
/// `closed` refuses everything that does not fit; `open` keeps it in the field `extra`. After the fields of an open
/// object, a second list names those that verdicts need. `as number` writes a workflow's key as a number, if it is one;
/// `as or_text` reads a whole number from a string of its digits too; `as nested` stands for an object that is not
/// optional, and is left out if there is nothing in it.
///
/// Only what differs from type to type is made here, and it is kept small: it is compiled for every type.
#[doc(hidden)]
#[macro_export]
macro_rules! object {
    (
        $name:ident,
        $openness:ident,
        [$($field:ident = $wire:literal $(as $form:ident)?),* $(,)?]
        $(, [$($needed:literal),* $(,)?])?
        $(,)?
    ) => {
        impl $crate::runtime::Wire for $name {
            fn blank() -> Self {
                $crate::object!(@blank $openness, $name, $($field),*)
            }

            fn view(&self) -> $crate::runtime::View<'_> {
                $crate::runtime::View::Object(self)
            }

            fn place(&mut self) -> $crate::runtime::Place<'_> {
                $crate::runtime::Place::Object(self)
            }
        }

        impl $crate::runtime::Object for $name {
            fn members(&self) -> &'static $crate::runtime::Members {
                const NAMES: &[&str] = &[$($wire),*];
                const MEMBERS: &$crate::runtime::Members = &$crate::runtime::Members {
                    names: NAMES,
                    needed: &$crate::runtime::Members::places(NAMES, [$($($needed),*)?]),
                    closed: $crate::object!(@is_closed $openness),
                };
                MEMBERS
            }

            fn show(
                &self,
                to: &mut dyn ::std::ops::FnMut(&[$crate::runtime::View<'_>], ::std::option::Option<&$crate::runtime::Extra>),
            ) {
                to(
                    &[$($crate::object!(@view &self.$field $(, $form)?)),*],
                    $crate::object!(@extra $openness, &self.extra),
                );
            }

            fn fill(
                &mut self,
                read: &mut dyn ::std::ops::FnMut(
                    &mut [$crate::runtime::Spot<'_>],
                    ::std::option::Option<&mut $crate::runtime::Extra>,
                ),
            ) {
                read(
                    &mut [$($crate::runtime::Spot::new($crate::object!(@place &mut self.$field $(, $form)?))),*],
                    $crate::object!(@extra $openness, &mut self.extra),
                );
            }
        }

        $crate::object!(@default $openness, $name);
        $crate::serde_over_views!($name);

        impl $name {
            /// Reads it from JSON text. This is compiled once, in this crate; `serde_json::from_slice` reads the same, and
            /// is compiled anew wherever it is called.
            ///
            /// # Errors
            /// If the text is not JSON or does not fit; the error names the first place where it does not. Payloads that
            /// are received fit as long as they are JSON objects.
            #[inline]
            pub fn from_json(json: &[u8]) -> ::std::result::Result<Self, $crate::runtime::Misfit> {
                $crate::runtime::from_json(json)
            }

            /// Writes it as JSON text. This is compiled once, in this crate.
            #[inline]
            #[must_use]
            pub fn to_json(&self) -> ::std::string::String {
                $crate::runtime::to_json(self)
            }
        }
    };
    (@blank closed, $name:ident, $($field:ident),*) => {
        $name { $($field: $crate::runtime::Wire::blank()),* }
    };
    (@blank open, $name:ident, $($field:ident),*) => {
        $name { $($field: $crate::runtime::Wire::blank(),)* extra: $crate::runtime::Extra::EMPTY }
    };
    (@is_closed closed) => {
        true
    };
    (@is_closed open) => {
        false
    };
    (@extra closed, $extra:expr) => {
        ::std::option::Option::None
    };
    (@extra open, $extra:expr) => {
        ::std::option::Option::Some($extra)
    };
    (@view $value:expr) => {
        $crate::runtime::Wire::view($value)
    };
    (@view $value:expr, or_text) => {
        $crate::runtime::Wire::view($value)
    };
    (@view $value:expr, $form:ident) => {
        $crate::runtime::View::$form($crate::runtime::Wire::view($value))
    };
    (@place $value:expr) => {
        $crate::runtime::Wire::place($value)
    };
    (@place $value:expr, or_text) => {
        $crate::runtime::Place::or_text($crate::runtime::Wire::place($value))
    };
    (@place $value:expr, $form:ident) => {
        $crate::runtime::Wire::place($value)
    };
    (@default closed, $name:ident) => {};
    (@default open, $name:ident) => {
        impl ::std::default::Default for $name {
            #[inline]
            fn default() -> Self {
                $crate::runtime::Wire::blank()
            }
        }
    };
}
