//! The verdict on an execution, built from a proof or from the reasons why there is none.

use std::fmt;

use crate::runtime::outcome::proof::Proof;
use crate::runtime::outcome::reason::{Rank, Reason};

/// The verdict on an execution.
///
/// A pass contains a [`Proof`], which only this crate can construct. Every other verdict contains reasons; the worst of
/// them, in the order of [`Rank`], decides the verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Everything required is present and has passed.
    Passed(Proof),
    /// Everything required is present and nothing was rejected, but someone has to review something.
    Review(Vec<Reason>),
    /// It is unknown whether the execution passed.
    Undecided(Vec<Reason>),
    /// Something was rejected.
    Rejected(Vec<Reason>),
}

impl Verdict {
    /// Returns the verdict for a proof or for the reasons. Without a proof, the verdict is never a pass, regardless of
    /// the reasons.
    #[inline]
    pub(in crate::runtime) fn of(proved: Result<Proof, Vec<Reason>>) -> Self {
        match proved {
            Ok(proof) => Self::Passed(proof),
            Err(mut reasons) => {
                // The reasons that determined this verdict come first.
                reasons.sort_by_key(Reason::rank);
                match reasons.first().map(Reason::rank) {
                    Some(Rank::Rejected) => Self::Rejected(reasons),
                    Some(Rank::Review) => Self::Review(reasons),
                    Some(Rank::Undecided | Rank::Passed) | None => Self::Undecided(reasons),
                }
            }
        }
    }

    /// Returns the rank of the verdict.
    #[inline]
    #[must_use]
    pub fn rank(&self) -> Rank {
        match self {
            Self::Passed(_) => Rank::Passed,
            Self::Review(_) => Rank::Review,
            Self::Undecided(_) => Rank::Undecided,
            Self::Rejected(_) => Rank::Rejected,
        }
    }

    /// Returns whether everything required is present and has passed.
    #[inline]
    #[must_use]
    pub fn is_passed(&self) -> bool {
        self.proof().is_some()
    }

    /// Returns the proof of the pass.
    #[inline]
    #[must_use]
    pub fn proof(&self) -> Option<&Proof> {
        match self {
            Self::Passed(proof) => Some(proof),
            Self::Review(_) | Self::Undecided(_) | Self::Rejected(_) => None,
        }
    }

    /// Returns the reasons why the verdict is not a pass; empty for a pass.
    #[inline]
    #[must_use]
    pub fn reasons(&self) -> &[Reason] {
        match self {
            Self::Passed(_) => &[],
            Self::Review(reasons) | Self::Undecided(reasons) | Self::Rejected(reasons) => reasons,
        }
    }
}

/// Returns the verdict as a string for messages.
impl fmt::Display for Verdict {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.rank().fmt(f)
    }
}
