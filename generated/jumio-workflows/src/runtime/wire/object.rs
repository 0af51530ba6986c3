//! Structs for JSON objects: macros that implement parsing and serializing from the wire names of the fields.

/// The documented fields of an object.
#[derive(Debug)]
pub struct Members {
    /// The names, in the documented order.
    pub names: &'static [&'static str],
    /// The positions, in the documented order, of the fields that verdicts need. They are only used for received
    /// objects: the types determine which fields a sent object needs.
    pub needed: &'static [usize],
    /// Whether undocumented fields are rejected.
    pub closed: bool,
}

impl Members {
    /// Returns the positions of these names in the documented order. They are computed at compile time, so that parsing
    /// a payload does not have to look them up.
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

    /// Returns the position of the field with this name. Fields usually occur in order, so the search starts at the
    /// expected one.
    #[must_use]
    pub fn position(&self, name: &str, expected: usize) -> Option<usize> {
        let (before, after) = self.names.split_at(expected.min(self.names.len()));
        let found = after.iter().position(|known| *known == name).map(|index| before.len() + index);
        found.or_else(|| before.iter().position(|known| *known == name))
    }
}

/// Compares strings at compile time, where `==` is not available.
const fn is_same(one: &str, other: &str) -> bool {
    let (one, other, mut at) = (one.as_bytes(), other.as_bytes(), 0);
    while at < one.len() && at < other.len() && one[at] == other[at] {
        at += 1;
    }
    at == one.len() && at == other.len()
}

/// Implements parsing and serializing for a struct that represents a JSON object.
///
/// `closed` rejects everything that does not fit; `open` keeps it in the field `extra`. After the fields of an open
/// object, a second list contains the names of the fields that verdicts need. `as number` serializes a workflow's key
/// as a number, if it is one; `as or_text` also parses a whole number from a string of digits; `as nested` marks an
/// object that is not optional but is omitted if it is empty.
///
/// The generated code is kept minimal, because it is compiled for every type.
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
            /// Parses JSON text. This function is compiled once, in this crate; `serde_json::from_slice` does the same,
            /// but is compiled again wherever it is called.
            ///
            /// # Errors
            /// Fails if the bytes are not JSON or do not fit the type. The error contains the location of the first
            /// value that does not fit. Received payloads fit as long as they are JSON objects.
            #[inline]
            pub fn from_json(json: &[u8]) -> ::std::result::Result<Self, $crate::runtime::Misfit> {
                $crate::runtime::from_json(json)
            }

            /// Serializes the value as JSON text. This function is compiled once, in this crate.
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
