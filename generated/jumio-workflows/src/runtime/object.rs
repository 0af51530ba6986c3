//! Takes a struct and the wire names of its fields, gives its reading from and writing to JSON objects.

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
        $crate::object!(@read $name, map, {
            $(let mut $field = ::std::option::Option::None;)*
            while let ::std::option::Option::Some(index) = $crate::runtime::wire::next_closed::<$name, A>(&mut map)? {
                match index {
                    $(at if at == const { $crate::runtime::shape::index_of::<$name>($wire) } => {
                        $crate::runtime::wire::read_closed(&mut $field, $wire, &mut map)?;
                    })*
                    _ => {}
                }
            }
            $name { $($field: $crate::runtime::wire::finish($field, $wire)?),* }
        });
        $crate::object!(@text $name, json, {
            $(let mut $field = ::std::option::Option::None;)*
            let fits = json.members(&mut |_json, name| match &*name {
                $($wire => _json.closed(&mut $field),)*
                _ => false,
            });
            match ($($crate::runtime::finish($field),)*) {
                ($(::std::option::Option::Some($field),)*) if fits => ::std::option::Option::Some($name { $($field),* }),
                _ => ::std::option::Option::None,
            }
        });
    };
    ($name:ident, open, [$($field:ident = $wire:literal $(as $codec:ident)?),* $(,)?]) => {
        $crate::object!(@shape $name, false, [$($field = $wire),*], {
            fn extra(&self) -> &$crate::runtime::Extra {
                &self.extra
            }
        });
        $crate::object!(@write $name, [$($field = $wire $(as $codec)?),*]);
        $crate::object!(@read $name, map, {
            $(let mut $field = ::std::option::Option::None;)*
            let mut extra = $crate::runtime::Extra::EMPTY;
            while let ::std::option::Option::Some(index) = $crate::runtime::wire::next_open::<$name, A>(&mut map, &mut extra)? {
                match index {
                    $(at if at == const { $crate::runtime::shape::index_of::<$name>($wire) } => {
                        $crate::runtime::wire::read_open(&mut $field, $wire, &mut map, &mut extra)?;
                    })*
                    _ => {}
                }
            }
            $name { $($field: $crate::runtime::wire::finish($field, $wire)?,)* extra }
        });
        $crate::object!(@text $name, json, {
            $(let mut $field = ::std::option::Option::None;)*
            let mut extra = $crate::runtime::Extra::EMPTY;
            let fits = json.members(&mut |json, name| match &*name {
                $($wire => json.open_member(&mut $field, $wire, &mut extra),)*
                _ => json.unknown(name, &mut extra),
            });
            match ($($crate::runtime::finish($field),)*) {
                ($(::std::option::Option::Some($field),)*) if fits && extra.repeated().is_none() => {
                    ::std::option::Option::Some($name { $($field,)* extra })
                }
                _ => ::std::option::Option::None,
            }
        });
    };
    (@shape $name:ident, $closed:literal, [$($field:ident = $wire:literal),*], { $($extra:tt)* }) => {
        impl $crate::runtime::Object for $name {
            const SHAPE: &'static $crate::runtime::ObjectShape = &$crate::runtime::ObjectShape {
                name: ::std::stringify!($name),
                closed: $closed,
                members: &[$($crate::runtime::shape::member($wire, |object: &$name| &object.$field)),*],
            };

            #[inline]
            fn position(name: &str) -> ::std::option::Option<usize> {
                match name {
                    $($wire => ::std::option::Option::Some(const { $crate::runtime::shape::index_of::<Self>($wire) }),)*
                    _ => ::std::option::Option::None,
                }
            }

            $($extra)*
        }

        impl $crate::runtime::Shaped for $name {
            fn shape() -> $crate::runtime::Shape {
                $crate::runtime::Shape::Object(<Self as $crate::runtime::Object>::SHAPE)
            }
        }
    };
    (@text $name:ident, $json:ident, $read:block) => {
        impl $crate::runtime::FromJson for $name {
            fn read($json: &mut $crate::runtime::Reader<'_>) -> ::std::option::Option<Self> {
                $read
            }
        }

        impl $name {
            /// Reads it from JSON text. This is compiled once, in this crate; `serde_json::from_slice` reads the same, and
            /// is compiled anew wherever it is called.
            ///
            /// # Errors
            /// If the text is no JSON, or does not fit; the error names the first place where it does not.
            pub fn from_json(json: &[u8]) -> ::std::result::Result<Self, $crate::runtime::Misfit> {
                $crate::runtime::from_json(json)
            }

            /// Writes it as JSON text. This is compiled once, in this crate.
            #[must_use]
            pub fn to_json(&self) -> ::std::string::String {
                $crate::runtime::to_json(self)
            }
        }
    };
    (@write $name:ident, [$($field:ident = $wire:literal $(as $codec:ident)?),*]) => {
        impl $crate::runtime::ToJson for $name {
            fn write(&self, json: &mut ::std::string::String) {
                let mut members = $crate::runtime::Members::begin(json);
                $($crate::object!(@text_member members, $wire, &self.$field $(, $codec)?);)*
                members.extra($crate::runtime::Object::extra(self), &|name| match name {
                    $($wire => !$crate::runtime::Shaped::is_absent(&self.$field),)*
                    _ => false,
                });
                members.end();
            }
        }

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
    (@text_member $members:ident, $wire:literal, $value:expr) => {
        $members.member($wire, $value)
    };
    (@text_member $members:ident, $wire:literal, $value:expr, $codec:ident) => {
        $members.key::<$crate::runtime::$codec>($wire, $value)
    };
    (@member $map:ident, $wire:literal, $value:expr) => {
        $crate::runtime::wire::write(&mut $map, $wire, $value)
    };
    (@member $map:ident, $wire:literal, $value:expr, $codec:ident) => {
        $crate::runtime::wire::write_key::<$crate::runtime::$codec, _, _>(&mut $map, $wire, $value)
    };
    (@read $name:ident, $map:ident, $read:block) => {
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
                        ::std::result::Result::Ok($read)
                    }
                }

                deserializer.deserialize_map(Reader)
            }
        }
    };
}
