//! The direction in which a payload is sent.

use std::fmt;

/// The direction in which a payload is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "cli", derive(serde::Deserialize))]
#[cfg_attr(feature = "cli", serde(rename_all = "lowercase"))]
pub enum Direction {
    /// The customer sends the payload to the provider.
    Request,
    /// The provider sends the payload to the customer.
    Response,
}

impl Direction {
    /// Returns the lowercase name for messages: `request` or `response`.
    #[inline]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Response => "response",
        }
    }
}

impl fmt::Display for Direction {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
