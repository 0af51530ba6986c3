//! Takes a newtype over `String`, gives it everything that an opaque text needs.

/// Implements construction, display, serde, [`AsText`](crate::runtime::AsText) and
/// [`Shaped`](crate::runtime::Shaped) for a newtype over `String`.
#[doc(hidden)]
#[macro_export]
macro_rules! id {
    ($name:ident) => {
        impl $name {
            /// Takes the text as it is written.
            #[must_use]
            pub fn new(text: impl ::std::convert::Into<::std::string::String>) -> Self {
                Self(text.into())
            }

            /// The text as it is written.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl ::std::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::write!(f, "{}({:?})", ::std::stringify!($name), self.0)
            }
        }

        impl ::std::convert::From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.into())
            }
        }

        impl ::std::convert::From<::std::string::String> for $name {
            fn from(text: ::std::string::String) -> Self {
                Self(text)
            }
        }

        impl ::std::convert::AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl $crate::runtime::AsText for $name {
            fn as_text(&self) -> ::std::option::Option<&str> {
                ::std::option::Option::Some(&self.0)
            }
        }

        impl $crate::runtime::Shaped for $name {
            fn shape() -> $crate::runtime::Shape {
                $crate::runtime::Shape::Text
            }
        }

        impl $crate::runtime::FromJson for $name {
            fn read(json: &mut $crate::runtime::Reader<'_>) -> ::std::option::Option<Self> {
                <::std::string::String as $crate::runtime::FromJson>::read(json).map(Self)
            }
        }

        impl $crate::runtime::ToJson for $name {
            fn write(&self, json: &mut ::std::string::String) {
                $crate::runtime::write_text(&self.0, json);
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> ::std::result::Result<Self, D::Error> {
                <::std::string::String as ::serde::Deserialize>::deserialize(deserializer).map(Self)
            }
        }
    };
}
