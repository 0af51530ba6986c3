//! Takes a struct and the wire names of its fields, gives its reading from and writing to JSON objects.

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
                &$crate::runtime::Members {
                    names: &[$($wire),*],
                    needed: &[$($($needed),*)?],
                    closed: $crate::object!(@is_closed $openness),
                }
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
