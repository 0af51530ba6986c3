//! Newtypes that wrap a `String`, for opaque ids.

/// Implements construction, display, serde, [`AsText`](crate::runtime::AsText) and [`Wire`](crate::runtime::Wire) for a
/// newtype that wraps a `String`.
#[doc(hidden)]
#[macro_export]
macro_rules! id {
    ($name:ident) => {
        impl $name {
            /// Wraps the string without checking it.
            #[inline]
            #[must_use]
            pub fn new(text: impl ::std::convert::Into<::std::string::String>) -> Self {
                Self(text.into())
            }

            /// Returns the exact string.
            #[inline]
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        /// Formats the id for display and logs, with control and invisible characters escaped. `as_str` returns the
        /// exact string.
        impl ::std::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::runtime::text::show(&self.0, f)
            }
        }

        impl ::std::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::write!(f, "{}({:?})", ::std::stringify!($name), self.0)
            }
        }

        impl ::std::convert::From<&str> for $name {
            #[inline]
            fn from(text: &str) -> Self {
                Self(text.into())
            }
        }

        impl ::std::convert::From<::std::string::String> for $name {
            #[inline]
            fn from(text: ::std::string::String) -> Self {
                Self(text)
            }
        }

        impl ::std::convert::From<$name> for ::std::string::String {
            #[inline]
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = ::std::convert::Infallible;

            #[inline]
            fn from_str(text: &str) -> ::std::result::Result<Self, Self::Err> {
                ::std::result::Result::Ok(Self(text.into()))
            }
        }

        /// Allows looking up a string in a map whose keys are ids.
        impl ::std::borrow::Borrow<str> for $name {
            #[inline]
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl ::std::convert::AsRef<str> for $name {
            #[inline]
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl $crate::runtime::AsText for $name {
            #[inline]
            fn as_text(&self) -> ::std::option::Option<&str> {
                ::std::option::Option::Some(&self.0)
            }
        }

        impl $crate::runtime::Wire for $name {
            #[inline]
            fn blank() -> Self {
                Self(::std::string::String::new())
            }

            #[inline]
            fn view(&self) -> $crate::runtime::View<'_> {
                $crate::runtime::View::Text(&self.0)
            }

            #[inline]
            fn place(&mut self) -> $crate::runtime::Place<'_> {
                $crate::runtime::Place::Text(&mut self.0)
            }
        }

        $crate::serde_over_views!($name);
    };
}
