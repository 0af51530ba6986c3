//! Macros for constructing requests: constructors, setters and drafts.

/// Implements `new`, which accepts the required fields, and a method for each optional field. Lists can be passed as
/// any iterator.
#[doc(hidden)]
#[macro_export]
macro_rules! builder {
    (
        $name:ident
        $(, required = [$($required:ident $(.$inside:tt)? as $given:ty),+])?
        $(, required_lists = [$($required_list:ident $(.$list_inside:tt)? as $given_list:ty),+])?
        $(, optional = [$($(#[$mark:meta])* $optional:ident as $value:ty),+])?
        $(, optional_lists = [$($(#[$list_mark:meta])* $optional_list:ident as $item:ty),+])?
        $(,)?
    ) => {
        impl $name {
            /// Creates the value from its required fields; all other fields are absent.
            #[inline]
            #[must_use]
            pub fn new(
                $($($required: $given,)+)?
                $($($required_list: $given_list,)+)?
            ) -> Self {
                Self {
                    $($($required: ::std::convert::Into::into($required $(.$inside)?),)+)?
                    $($(
                        $required_list:
                            $required_list $(.$list_inside)? .into_iter().map(::std::convert::Into::into).collect(),
                    )+)?
                    $($($optional: ::std::option::Option::None,)+)?
                    $($($optional_list: ::std::option::Option::None,)+)?
                }
            }

            $($(
                #[doc = ::std::concat!("Sets the field `", ::std::stringify!($optional), "`.")]
                $(#[$mark])*
                #[must_use]
                pub fn $optional(mut self, value: $value) -> Self {
                    self.$optional = ::std::option::Option::Some(::std::convert::Into::into(value));
                    self
                }
            )+)?

            $($(
                #[doc = ::std::concat!("Sets the whole list `", ::std::stringify!($optional_list), "`.")]
                $(#[$list_mark])*
                #[must_use]
                pub fn $optional_list(mut self, items: impl ::std::iter::IntoIterator<Item = $item>) -> Self {
                    self.$optional_list =
                        ::std::option::Option::Some(items.into_iter().map(::std::convert::Into::into).collect());
                    self
                }
            )+)?
        }
    };
}

/// Defines a wrapper named after an argument, so that the argument cannot be mistaken for another one of the same type.
#[doc(hidden)]
#[macro_export]
macro_rules! wrapper {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq)]
        // The generic parameter is named `T_`, because a wrapper may be named `T`.
        pub struct $name<T_>(
            /// The value of the argument.
            pub T_,
        );

        /// The value is hidden, because it may be personal data.
        impl<T_> ::std::fmt::Debug for $name<T_> {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(::std::concat!(::std::stringify!($name), "(..)"))
            }
        }
    };
}

/// Implements `Default` for a struct without required fields.
#[doc(hidden)]
#[macro_export]
macro_rules! nothing_required {
    ($($name:ident),+) => {
        $(impl ::std::default::Default for $name {
            #[inline]
            fn default() -> Self {
                Self::new()
            }
        })+
    };
}

/// Implements the methods of a draft of a request with this body: one for each optional field at any depth.
#[doc(hidden)]
#[macro_export]
macro_rules! draft {
    (
        $body:ident
        $(, optional = [$($(#[$mark:meta])* $optional:ident = $($step:ident).+ as $value:ty),+])?
        $(, optional_lists = [$($(#[$list_mark:meta])* $list:ident = $($list_step:ident).+ as $item:ty),+])?
        $(,)?
    ) => {
        impl<R: $crate::runtime::Request<Body = $body>> $crate::runtime::Draft<R, $body> {
            $($(
                #[doc = ::std::concat!("Sets the field `", ::std::stringify!($($step).+), "`.")]
                $(#[$mark])*
                pub fn $optional(mut self, value: $value) -> Self {
                    self.body.$($step).+ = ::std::option::Option::Some(::std::convert::Into::into(value));
                    self
                }
            )+)?

            $($(
                #[doc = ::std::concat!("Sets the whole list `", ::std::stringify!($($list_step).+), "`.")]
                $(#[$list_mark])*
                pub fn $list(mut self, items: impl ::std::iter::IntoIterator<Item = $item>) -> Self {
                    self.body.$($list_step).+ =
                        ::std::option::Option::Some(items.into_iter().map(::std::convert::Into::into).collect());
                    self
                }
            )+)?
        }
    };
}

/// Declares a type as a request: its body, its operation, and the function that judges it.
#[doc(hidden)]
#[macro_export]
macro_rules! request {
    ($name:ident, $body:ty, $judge:path) => {
        impl $crate::runtime::Request for $name {
            type Body = $body;

            const OPERATION: &'static $crate::runtime::model::Operation = &OPERATION;

            #[inline]
            fn judge(body: &$body, context: &$crate::runtime::Context, report: &mut $crate::runtime::Report) {
                $judge(body, context, report);
            }

            #[inline]
            fn read(bytes: &[u8], report: &mut $crate::runtime::Report) -> ::std::option::Option<$body> {
                $crate::runtime::decode(bytes, report)
            }

            #[inline]
            fn write(body: &$body) -> ::std::vec::Vec<u8> {
                $crate::runtime::to_json(body).into_bytes()
            }
        }
    };
}
